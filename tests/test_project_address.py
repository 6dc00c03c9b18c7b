"""No public address yet: one placeholder stands in pyproject.toml, and no other file pretends to have one."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PLACEHOLDER = "https://example.org/how-the-web-remembers"
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
FIELDS = {"markdown", "input", "textarea", "dropdown", "checkboxes"}

# Where projects, their pages, badges, papers and authors live. Django's and Python's own repositories may be cited.
# A host alone (`alice.github.io/` in a lesson on cookies) is nobody's project.
HOSTS = r"git(?:hub|lab)\.(?:com|io)|codeberg\.org|bitbucket\.org|sr\.ht"
SERVICES = r"mybinder\.org|img\.shields\.io|badge\.fury\.io|readthedocs\.io|doi\.org|orcid\.org"
ADDRESS = re.compile(rf"(?:(?:{HOSTS})/(?!django/|python/)\w|(?:{SERVICES})/|\bgit@|\bmailto:)\S*", re.IGNORECASE)
OURS = re.compile(r"(?:https?:)?//[^\s)>\"'\]]*how-the-web-remember[^\s)>\"'\]]*", re.IGNORECASE)


def tracked() -> list[Path]:
    """Every file that git knows; its own text files are what is read."""
    if not (ROOT / ".git").exists():
        pytest.skip("a copy without git: what belongs to the project cannot be told from what lies beside it")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def addresses(text: str) -> list[str]:
    """What in a text is, or pretends to be, an address of the project or of its authors."""
    return [found[0] for pattern in (ADDRESS, OURS) for found in pattern.finditer(text)]


def test_the_placeholder_is_the_only_address_and_says_what_it_is() -> None:
    assert PROJECT["urls"] == {"Homepage": PLACEHOLDER}
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert re.search(rf'# A placeholder: the project has no public address yet.*\n\w+ = "{PLACEHOLDER}"', text)


def test_no_file_names_another() -> None:
    found = {}
    for path in tracked():
        if path == Path(__file__) or path.suffix == ".png":
            continue
        if there := addresses(path.read_text(encoding="utf-8", errors="replace")):
            found[path.relative_to(ROOT).as_posix()] = there
    assert found == {"pyproject.toml": [PLACEHOLDER]}


@pytest.mark.parametrize(
    "text",
    [
        "https://github.com/somebody/how-the-web-remembers",
        "[course](http://GitHub.com/somebody/course)",
        "https://somebody.github.io/course/",
        "https://example.org/how-the-web-remembers/issues",
        "//example.com/how-the-web-remembers",
        "https://mybinder.org/v2/gh/somebody/course/main",
        "https://doi.org/10.5281/zenodo.1",
        "https://orcid.org/0000-0000-0000-0000",
        "git@somewhere.example:course.git",
        "mailto:somebody@example.org",
    ],
)
def test_an_invented_address_is_found(text: str) -> None:
    assert addresses(text)


@pytest.mark.parametrize("text", ["https://github.com/django/django/blob/main/x.py", "https://example.org/a.html"])
def test_other_addresses_are_let_be(text: str) -> None:
    assert not addresses(text)


def test_citation_names_this_version_and_no_person() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    newest = re.search(r"^## (\S+), (\S+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert (citation["version"], str(citation["date-released"])) == newest.groups()
    assert citation["version"] == PROJECT["version"]
    assert citation["authors"] == [{"name": 'The authors of "How the web remembers you"'}]
    assert " AND ".join(citation["license"]) == PROJECT["license"]
    assert not citation.keys() & {"doi", "identifiers", "url", "repository", "repository-code", "contact"}


@pytest.mark.parametrize("path", [form for form in FORMS if form.name != "config.yml"], ids=lambda path: path.stem)
def test_each_form_can_be_read_and_asks_for_no_name(path: Path) -> None:
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert form["name"] and form["description"]
    fields = form["body"]
    assert {field["type"] for field in fields} <= FIELDS
    identities = [field["id"] for field in fields if field["type"] != "markdown"]
    assert len(identities) == len(set(identities)) >= 3
    assert all(field["attributes"].get("value" if field["type"] == "markdown" else "label") for field in fields)


def test_forms_about_a_machine_ask_for_doctor() -> None:
    asking = {path.stem for path in FORMS if "course.py doctor" in path.read_text(encoding="utf-8")}
    assert asking == {"wrong-verdict", "does-not-start"}
