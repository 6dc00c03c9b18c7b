"""The style sheet that all drawings share.

Everything is nested in ``.crv.crv.crv``: three times, so that JupyterLab's own rules for tables and
paragraphs in an output do not win. Colours come from JupyterLab's variables, else from the reader's
preference for light or dark; each accent is mixed towards the text colour, so that it is readable on both.
"""

from __future__ import annotations

SHARED = """
.crv.crv.crv {
  --ground: var(--jp-layout-color0, var(--vscode-editor-background, #fff));
  --ink: var(--jp-ui-font-color0, var(--vscode-editor-foreground, #101418));
  --soft: color-mix(in srgb, var(--ink) 74%, var(--ground));
  --line: color-mix(in srgb, var(--ink) 20%, var(--ground));
  --tint: color-mix(in srgb, var(--ink) 5%, var(--ground));
  --up: color-mix(in srgb, #0b6bd3 66%, var(--ink));
  --down: color-mix(in srgb, #a032b8 66%, var(--ink));
  --good: color-mix(in srgb, #0f8a4b 62%, var(--ink));
  --warn: color-mix(in srgb, #c26a00 62%, var(--ink));
  --bad: color-mix(in srgb, #d32f2f 66%, var(--ink));
  --join: color-mix(in srgb, #00838f 64%, var(--ink));
  --mono: var(--jp-code-font-family, ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "D2Coding",
    monospace);
  box-sizing: border-box; max-width: 76em; margin: .3em 0; container-type: inline-size;
  color: var(--ink); background: var(--ground); text-align: left; overflow-wrap: anywhere;
  font: var(--jp-content-font-size1, 14px)/1.5 var(--jp-ui-font-family, system-ui), "Apple SD Gothic Neo",
    "Malgun Gothic", "Noto Sans KR", sans-serif;
  *, *::before, *::after { box-sizing: border-box }
  form, figure, p, ul, ol, pre, table { margin: 0; padding: 0; border: 0 }
  ul { list-style: none }
  b { font-weight: 600 }
  p { margin: .35em 0; text-align: inherit }
  code, pre { font: .92em/1.5 var(--mono); color: inherit; background: none; padding: 0; unicode-bidi: isolate }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; max-height: 24em; overflow: auto }
  table { width: 100%; border-collapse: collapse; font-size: 1em; table-layout: auto }
  tr, tr:hover { background: none }
  th, td { padding: .32em .6em; text-align: left; vertical-align: top; border: 0;
    border-bottom: 1px solid var(--line); white-space: normal; max-width: none }
  tbody tr:last-child > * { border-bottom: 0 }
  th { font-weight: 600 }
  thead th { color: var(--soft); font-size: .86em }
  summary { cursor: pointer; padding: .2em 0; width: fit-content }
  a { color: var(--up); text-decoration: underline }
  input { appearance: none; width: 1em; height: 1em; margin: 0 .5em 0 0; vertical-align: -.1em;
    border: 1px solid var(--soft); border-radius: 50%; background: var(--ground) }
  input:checked { border: .3em solid var(--up) }
  input[type=checkbox] { border-radius: .2em }
  :focus-visible { outline: 2px solid var(--up); outline-offset: 2px; border-radius: 3px }
  .cr-card { border: 1px solid var(--line); border-radius: 8px; overflow: clip }
  .cr-head { display: flex; flex-wrap: wrap; gap: .1em 1em; align-items: baseline; padding: .5em .8em;
    background: var(--tint); border-bottom: 1px solid var(--line) }
  .cr-title { font-weight: 700; margin: 0 }
  .cr-soft { color: var(--soft) }
  .cr-small { font-size: .88em }
  .cr-push { margin-left: auto }
  .cr-up { color: var(--up) } .cr-down { color: var(--down) } .cr-good { color: var(--good) }
  .cr-warn { color: var(--warn) } .cr-bad { color: var(--bad) } .cr-join { color: var(--join) }
  .cr-chip { display: inline-block; padding: 0 .55em; margin: .1em .25em .1em 0; border: 1px solid currentColor;
    border-radius: 1em; font-size: .86em; line-height: 1.55;
    background: color-mix(in srgb, currentColor 7%, transparent) }
  .cr-note { padding: .55em .8em; border: 1px solid var(--line); border-left: 4px solid var(--up);
    border-radius: 6px; background: var(--tint) }
  .cr-note.cr-bad { border-left-color: var(--bad) } .cr-note.cr-warn { border-left-color: var(--warn) }
  .cr-unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
    white-space: nowrap }
  iframe { display: block; width: 100%; height: 22em; border: 1px solid var(--line); border-radius: 6px;
    background: #fff; color-scheme: light }
  /*more*/
  @media (forced-colors: active) { input { appearance: auto } }
}
@media (prefers-color-scheme: dark) { .crv.crv.crv {
  --ground: var(--jp-layout-color0, var(--vscode-editor-background, #14171a));
  --ink: var(--jp-ui-font-color0, var(--vscode-editor-foreground, #eceff1)) } }
@keyframes cr-pass { 30%, 60% { background: color-mix(in srgb, #f2a900 26%, transparent); border-color: #f2a900 } }
@media (prefers-reduced-motion: reduce) { .crv.crv.crv * { animation: none !important; transition: none !important } }
"""
