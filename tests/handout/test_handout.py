"""`handout` writes pages and PDFs that need no other file and no network, Korean text included."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import nbformat
import pytest

from classroom.build.deck import deck
from classroom.command import handout as command
from classroom.handout import handout, pdf
from classroom.handout.notes import notes_of
from classroom.handout.page import WIDGET, markdown_page, page, static_html
from classroom.handout.pdf import relinked, unfolded
from classroom.paths import ROOT

STEMS = ("02_the_server_forgets", "03_cookies_carry_a_note")
HANGUL = re.compile(r"[\uac00-\ud7a3]")


def options(*names: str, out: Path, **more: Any) -> argparse.Namespace:
    return argparse.Namespace(**{"names": list(names), "out": out, "notes": False, "no_pdf": True, "jobs": 2, **more})


def parsed(text: str) -> Any:
    return html5lib.HTMLParser(namespaceHTMLElements=False).parse(text)


def words(tree: Any) -> str:
    skipped = ("style", "script", "head")
    return " ".join(
        text for each in tree.iter() if each.tag not in skipped for text in (each.text or "", each.tail or "")
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The handout of two real lessons, copied into a project of their own, as HTML."""
    root = tmp_path_factory.mktemp("project")
    (root / "notebooks").mkdir()
    for stem in STEMS:
        shutil.copy(ROOT / "notebooks" / f"{stem}.ipynb", root / "notebooks")
    out = root / "handout 강의"
    record = root / "mine.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLASSROOM_PROGRESS", str(record))
        assert command.main(options(out=out), root) == 0
        assert os.environ["CLASSROOM_PROGRESS"] == str(record)
    assert not record.exists(), "the presenter's own record was touched"
    assert sorted(path.name for path in out.iterdir()) == [f"{stem}.html" for stem in STEMS] + ["index.html"]
    return out


@pytest.mark.parametrize("name", [*STEMS, "index"])
def test_a_page_needs_nothing_from_elsewhere(name: str, made: Path) -> None:
    text = (made / f"{name}.html").read_text(encoding="utf-8")
    tree = parsed(text)
    assert "default-src 'none'" in text and "require.js" not in text and "mathjax" not in text.lower()
    for element in tree.iter():
        assert element.tag not in ("script", "link", "object", "embed", "base"), element.tag
        assert not [key for key in element.attrib if str(key).startswith("on")]
        for key in ("src", "srcset", "poster", "data"):
            assert str(element.attrib.get(key, "data:")).startswith("data:"), element.attrib
        if element.tag == "style":
            assert "@import" not in (element.text or "")
            assert all(
                url.strip("\"'").startswith("data:") for url in re.findall(r"url\(([^)]*)\)", element.text or "")
            )
    assert tree.find(".//html") is not None or tree.attrib.get("lang") == "en"


def test_links_lead_to_the_handouts_own_pages(made: Path) -> None:
    ids = {
        path.name: {
            each.attrib["id"] for each in parsed(path.read_text(encoding="utf-8")).iter() if "id" in each.attrib
        }
        for path in made.glob("*.html")
    }
    between = 0
    for path in made.glob("*.html"):
        for anchor in parsed(path.read_text(encoding="utf-8")).iter("a"):
            href = anchor.attrib.get("href", "#")
            if href.startswith("https://") or href == "#":
                continue
            name, _, place = href.partition("#")
            assert (name or path.name) in ids, f"{path.name}: {href}"
            assert not place or place in ids[name or path.name], f"{path.name}: {href}"
            between += bool(name)
    assert between >= 3, "the index and the lessons lead to one another"
    text = (made / f"{STEMS[0]}.html").read_text(encoding="utf-8")
    assert 'title="in the course: exercises/02_the_server_forgets.ipynb"' in text


def test_outputs_are_there_in_their_rich_form_and_buttons_are_not(made: Path) -> None:
    text = (made / f"{STEMS[1]}.html").read_text(encoding="utf-8")
    assert WIDGET not in text and "HBox(" not in text and "I choose" not in text
    assert "Model not found" not in text
    shown = words(parsed(text))
    for drawn in ("Ladder", "Both sides", "Network", "open: choose before you run", "What happens is b."):
        assert drawn in shown, drawn
    assert "For the instructor" not in shown
    assert HANGUL.search(shown) and 'lang="ko"' in text
    assert str(Path(os.__file__).parent) not in text, "the path of an installed package"


def test_what_a_notebook_holds_arrives_on_paper() -> None:
    markdown = "# A *title*\n\n![a jar](data:image/png;base64,iVBORw0KGgo=) [next](03_x.ipynb#Two-words) 쿠키"
    code = nbformat.v4.new_code_cell("show()", metadata={"tags": ["hide-input"]})
    frame = (
        '<iframe sandbox="" srcdoc="&lt;a class=&quot;x&quot; href=&quot;/y/&quot;&gt;Y&lt;/a&gt;'
        '&lt;input autofocus&gt;" title="t"></iframe>'
    )
    code.outputs = [
        nbformat.v4.new_output("display_data", {"text/plain": "HBox(…)", WIDGET: {"model_id": "1"}}),
        nbformat.v4.new_output("display_data", {"text/html": f"<b>kept</b>{frame}<script>bad()</script>", WIDGET: {}}),
        nbformat.v4.new_output("error", ename="E", evalue="v", traceback=["File /home/me/v/site-packages/x.py"]),
    ]
    notes = nbformat.v4.new_markdown_cell("Ask the room.", metadata={"tags": ["notes"]})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(markdown), code, notes])
    before = nbformat.writes(notebook)
    text = page(notebook, "A title", {"03_x"})
    assert nbformat.writes(notebook) == before, "the notebook was changed"
    assert 'alt="a jar"' in text and 'href="03_x.html#Two-words"' in text and "쿠키" in text
    assert "<title>A title</title>" in text
    assert "<b>kept</b>" in text and "bad()" not in text and "HBox" not in text
    (preview,) = parsed(text).iter("iframe")
    assert preview.attrib["srcdoc"] == '<a class="x">Y</a><input/>' and preview.attrib["sandbox"] == ""
    assert "show()" not in text and "Ask the room" not in text
    assert "File site-packages/x.py" in text and "/home/me" not in text


def test_paper_is_unfolded_and_its_links_are_relative() -> None:
    folded = "<details>a</details><details open>b</details><details name='x'>c</details>"
    assert unfolded(folded).count("open") == 2 and "<details name" in unfolded(folded)
    before = b"<</URI (file:///tmp/x/03_a.html#cell-id=1)>> <</URI (https://example.org/a.html)>>"
    after = relinked(before, "file:///tmp/x/")
    assert len(after) == len(before)
    assert after.split(b">>")[0].rstrip() == b"<</URI (03_a.pdf#cell-id=1)" and b"example.org/a.html" in after


NOTE = "**For the instructor.** Minutes: {}. Free words. Ask: *who?* Goes wrong: people read `x`."


def test_the_presenters_notes() -> None:
    cells = [
        ("markdown", "# A note\n\n**About 5 minutes.**", "slide", []),
        ("markdown", NOTE.format(2), "notes", ["notes"]),
        ("markdown", "## Who writes?", "slide", []),
        ("markdown", NOTE.format(3), "notes", ["notes"]),
        ("code", "show(1)\nmore", "subslide", []),
        ("markdown", "**For the instructor.** Let them vote.", "notes", ["notes"]),
    ]
    made = deck("03_x", [
        {"id": str(at), "cell_type": kind, "source": text, "metadata": {"tags": tags, "slideshow": {"slide_type": to}}}
        for at, (kind, text, to, tags) in enumerate(cells)
    ])  # fmt: skip
    text = words(parsed(markdown_page("Notes", notes_of(made), ())))
    for said in ("5 minutes planned, stated: 5", "Who writes? (3 minutes)", "Let them vote", "Slide 3", "show(1)"):
        assert said in " ".join(text.split()), said
    assert text.count("people read") == 2


def test_the_gist_of_a_slide_is_whole_markdown() -> None:
    def slide(text: str) -> dict[str, Any]:
        return {
            "id": text[:5],
            "cell_type": "markdown",
            "source": text,
            "metadata": {"slideshow": {"slide_type": "slide"}},
        }

    long = "word " * 30
    texts = [
        "# Title",
        long + "**bold and more** words",
        long + "`code and more` words",
        "| Line | The notes |\n|---|---|",
    ]
    notes = notes_of(deck("03_x", [slide(text) for text in texts]))
    lines = [line.partition("** ")[2] for line in notes.splitlines() if line.startswith("**Slide")]
    assert lines == ["Title", long + "…", long + "…", "The notes, line by line, and what is true."]


def test_the_notes_of_real_lessons_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(options("0", out=tmp_path, notes=True), ROOT) == 0
    pages = sorted(tmp_path.glob("notes-*.html"))
    if not pages:
        pytest.skip("the built lessons have no notes with minutes yet")
    assert "minutes planned" in pages[0].read_text(encoding="utf-8")
    assert pages[0].name in (tmp_path / "notes.html").read_text(encoding="utf-8")


def test_without_chromium_there_is_html_and_three_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handout, "find_chromium", lambda: None)
    assert handout.write_pdfs([tmp_path / "a.html"]) == 0
    assert len(capsys.readouterr().err.strip().splitlines()) == 3


def test_projects_are_made_elsewhere_and_shown_as_the_learners(tmp_path: Path) -> None:
    code = (
        "from classroom import open_workshop\nopen_workshop('lesson-77')",
        "from pathlib import Path\nprint(sorted(Path.cwd().parent.rglob('lesson-77')))",
    )
    cells = [nbformat.v4.new_markdown_cell("# 77"), *(nbformat.v4.new_code_cell(source) for source in code)]
    for folder in ("notebooks", "exercises"):
        (tmp_path / folder).mkdir()
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "notebooks" / "77_own.ipynb")
    assert command.main(options(out=tmp_path / "out"), tmp_path) == 0
    text = " ".join(words(parsed((tmp_path / "out" / "77_own.html").read_text(encoding="utf-8"))).split())
    assert "Its files: exercises/lesson-77" in text and "[]" in text


def test_a_lesson_that_fails_costs_itself_only(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name, source in (("01_good", "print('fine')"), ("02_bad", "spam")):
        path = tmp_path / "notebooks" / f"{name}.ipynb"
        path.parent.mkdir(exist_ok=True)
        cells = [nbformat.v4.new_markdown_cell(f"# {name}"), nbformat.v4.new_code_cell(source)]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    assert command.main(options(out=tmp_path / "out"), tmp_path) == 1
    out, err = capfd.readouterr()
    assert "NameError" in out and "[2/2]" in out and "1 of 2" in out and "Traceback" not in out + err
    assert "fine" in (tmp_path / "out/01_good.html").read_text(encoding="utf-8")
    assert not (tmp_path / "out/02_bad.html").exists()
    assert command.main(options("99", out=tmp_path / "out"), tmp_path) == 1


def test_chromium_prints_without_a_network_a_profile_or_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html").write_text("<details>x</details>", encoding="utf-8")
    ran: list[list[str]] = []
    seconds: list[float] = []

    def run(command: list[str], timeout: float, **_: Any) -> Any:
        ran.append(command)
        seconds.append(timeout)
        assert Path(command[-1].removeprefix("file://")).read_text(encoding="utf-8") == '<details open="">x</details>'
        printed = next(each for each in command if each.startswith("--print-to-pdf=")).partition("=")[2]
        Path(printed).write_bytes(b"%PDF-")
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(pdf.subprocess, "run", run)
    assert pdf.write_pdf("chromium", tmp_path / "a.html", tmp_path / "a.pdf") == ""
    assert (tmp_path / "a.pdf").read_bytes() == b"%PDF-" and 0 < seconds[0] <= 600
    told = dict(each.partition("=")[::2] for each in ran[0])
    assert told["--host-resolver-rules"] == "MAP * ~NOTFOUND" and "--disable-extensions" in told
    assert {"--no-proxy-server", "--disable-background-networking", "--disable-sync"} < set(told)
    assert not Path(told["--user-data-dir"]).parent.exists(), "the profile and the page are gone"
    assert not Path(told["--user-data-dir"]).is_relative_to(tmp_path)


@pytest.mark.parametrize(
    "problem", [OSError("no memory"), subprocess.TimeoutExpired("chromium", 120), None], ids=["start", "end", "print"]
)
def test_a_page_that_is_not_printed_costs_itself_only(
    problem: Exception | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(command: list[str], **_: Any) -> Any:
        if problem:
            raise problem
        return subprocess.CompletedProcess(command, 21)

    for name in "ab":
        (tmp_path / f"{name}.html").write_text("x", encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes(b"the old one")
    monkeypatch.setattr(pdf.subprocess, "run", run)
    monkeypatch.setattr(handout, "find_chromium", lambda: "chromium")
    assert handout.write_pdfs([tmp_path / "a.html", tmp_path / "b.html"]) == 2
    assert capsys.readouterr().out.count("Chromium did not print") == 2
    assert (tmp_path / "a.pdf").read_bytes() == b"the old one" and not (tmp_path / "b.pdf").exists()


@pytest.mark.parametrize(
    ("href", "leads"),
    [
        ("03_x.ipynb#A%20b", "03_x.html#A b"), ("../notebooks/03_x.ipynb", "03_x.html"), ("./03_x.ipynb", "03_x.html"),
        ("../exercises/03_x.ipynb", ""), ("04_y.ipynb", ""), ("http://127.0.0.1:8000/desk/", ""),
        ("https://example.org/03_x.ipynb", "https://example.org/03_x.ipynb"),
        ("../../03_x.ipynb", "../../03_x.ipynb"),
    ],
)  # fmt: skip
def test_a_link_leads_to_a_page_of_the_handout_or_is_text(href: str, leads: str) -> None:
    found = html5lib.parse(static_html(f'<a href="{href}">it</a>', {"03_x"}), namespaceHTMLElements=False)
    links = [each.attrib["href"] for each in found.iter("a")]
    assert links == ([leads] if leads else [])
    assert leads or [each.text for each in found.iter("span")] == ["it"]


def test_a_link_of_a_pdf_to_another_place_stays(tmp_path: Path) -> None:
    folder = "file:///tmp/a.b(c/"
    kept = b"(file:///tmp/aXb(c/x.html) (file:///tmp/other/x.html) (https://a/file.html)"
    assert relinked(kept, folder) == kept
    assert relinked(b"(file:///tmp/a.b(c/x.html)", folder).rstrip() == b"(x.pdf)"


# In Chromium


@pytest.fixture(scope="module")
def offline(chromium: Any) -> Iterator[Any]:
    """A context that keeps the URL of every request in `context.asked`, and serves only files."""
    context = chromium.new_context(color_scheme="dark")
    context.asked = []

    def record(route: Any) -> None:
        context.asked.append(route.request.url)
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            route.abort()

    context.route("**/*", record)
    yield context
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("name", [*STEMS, "index"])
def test_no_request_leaves(name: str, made: Path, offline: Any) -> None:
    opened = offline.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("request", lambda request: offline.asked.append(request.url))
    offline.asked.clear()
    opened.goto((made / f"{name}.html").as_uri(), wait_until="networkidle")
    for summary in opened.locator("summary:visible").all()[:20]:
        summary.click()
    opened.mouse.wheel(0, 50_000)
    opened.wait_for_load_state("networkidle")
    assert set(offline.asked) == {(made / f"{name}.html").as_uri()}
    assert said == []
    assert opened.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    opened.close()


@pytest.mark.browser
def test_the_pdf_holds_every_glyph_and_no_path_of_this_machine(made: Path, tmp_path: Path) -> None:
    source = made / f"{STEMS[1]}.html"
    copy = Path(shutil.copy(source, tmp_path))
    assert handout.write_pdfs([copy]) == 0
    printed = copy.with_suffix(".pdf").read_bytes()
    assert printed.startswith(b"%PDF-") and b"%%EOF" in printed[-32:]
    assert b"file:" not in printed and str(tmp_path).encode() not in printed
    parts = objects(printed)
    # An outline font must be embedded; a Type 3 font is drawn by the PDF itself.
    fonts = [each for each in parts.values() if b"/CIDFontType" in each or b"/Subtype /TrueType" in each]
    assert fonts
    for font in fonts:
        described = re.search(rb"/FontDescriptor (\d+) 0 R", font)
        assert described and b"/FontFile" in parts[described[1]], font[:200]
    if not korean_fonts():
        pytest.skip("no Korean font on this machine")
    wanted = set(HANGUL.findall(words(parsed(source.read_text(encoding="utf-8")))))
    assert len(wanted) > 20 and wanted <= characters(printed)


def objects(pdf: bytes) -> dict[bytes, bytes]:
    return dict(re.findall(rb"(\d+) 0 obj\s(.*?)endobj", pdf, re.DOTALL))


def characters(pdf: bytes) -> set[str]:
    """The characters for which a font of the PDF has glyphs, by its ToUnicode maps (ISO 32000-1, 9.10.3)."""
    found: set[str] = set()
    for each in objects(pdf).values():
        if (stream := re.search(rb"stream\r?\n(.*?)\r?\nendstream", each, re.DOTALL)) is None:
            continue
        try:
            text = (
                zlib.decompress(stream[1]).decode("latin-1") if b"FlateDecode" in each else stream[1].decode("latin-1")
            )
        except zlib.error:
            continue
        if "beginbfchar" in text or "beginbfrange" in text:
            for first, last, code in re.findall(r"<(\w+)> <(\w+)> <(\w{4})>", text):
                span = int(last, 16) - int(first, 16)
                found |= {chr(int(code, 16) + step) for step in range(span + 1)}
            found |= {chr(int(code, 16)) for _, code in re.findall(r"(?m)^<(\w+)> <(\w{4})>$", text)}
    return found


def korean_fonts() -> str:
    if shutil.which("fc-list") is None:
        return ""
    return subprocess.run(["fc-list", ":lang=ko"], capture_output=True, text=True, check=False).stdout
