"""The style sheet of the exchange viewer."""

from __future__ import annotations

CSS = """
.cr-list { max-height: 24em; overflow: auto; border-bottom: 1px solid var(--line) }
.cr-list thead th { position: sticky; top: 0; background: var(--tint); z-index: 1; white-space: nowrap }
.cr-list td { padding-top: .22em; padding-bottom: .22em; font-variant-numeric: tabular-nums }
.cr-list tbody tr { position: relative }
.cr-list tbody tr:hover { background: var(--tint) }
.cr-list tbody tr:has(:checked) { background: color-mix(in srgb, var(--up) 13%, var(--ground));
  box-shadow: inset 3px 0 var(--up) }
.cr-list tr:has(:focus-visible) { outline: 2px solid var(--up); outline-offset: -2px }
.cr-list label { cursor: pointer; white-space: nowrap }
.cr-list label::after { content: ""; position: absolute; inset: 0 }
.cr-list td:last-child, .cr-list th:last-child { text-align: right; white-space: nowrap }
.cr-tabs { display: flex; flex-wrap: wrap; gap: 0 .2em; padding: 0 .5em; background: var(--tint);
  border-bottom: 1px solid var(--line) }
.cr-tabs label { position: relative; padding: .4em .75em; cursor: pointer; border-bottom: 3px solid transparent;
  color: var(--soft) }
.cr-tabs label:has(:checked) { color: var(--ink); border-bottom-color: var(--up); font-weight: 600;
  background: var(--ground) }
.cr-tabs label:has(:focus-visible) { outline: 2px solid var(--up); outline-offset: -2px }
.cr-tabs input { position: absolute; opacity: 0; inset: 0; margin: 0; cursor: pointer }
.cr-x, .cr-p { display: none }
.cr-x { padding: .5em .9em .8em }
.cr-which { margin: 0 0 .3em }
.cr-sub { margin: .6em 0 .25em }
.cr-two { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1.8em }
.cr-two > * { min-width: 0 }
.cr-lines { font: .9em/1.6 var(--mono); padding-left: 2.3em; list-style: decimal }
.cr-lines > li::marker { color: var(--soft) }
.cr-lines p { font-family: var(--jp-ui-font-family, system-ui), sans-serif }
.cr-jar > li { padding: .35em 0; border-top: 1px solid var(--line) }
.cr-jar p { margin: .1em 0 }
.cr-marks { display: grid; grid-template-columns: max-content 1fr; gap: .1em .6em; font-size: .92em }
.cr-marks li { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid }
.cr-marks .cr-chip { justify-self: start; align-self: start; max-width: 14em }
@container (max-width: 44em) {
  .cr-two { grid-template-columns: 1fr }
  .cr-list thead { display: none }
  .cr-list tbody tr { display: grid; grid-template-columns: 3em 3em 3.6em 1fr; border-bottom: 1px solid var(--line);
    padding: .15em .5em }
  .cr-list tbody td { border: 0; padding: .1em .2em }
  .cr-list td:nth-child(5), .cr-list td:nth-child(8) { display: none }
  .cr-list td:nth-child(6) { grid-column: 2 / 4 } .cr-list td:nth-child(7) { grid-column: 4 }
}
@container (max-width: 30em) {
  .cr-marks, .cr-marks li { display: block }
}
"""
