"""The answers in a lesson's room: what each is expected to be judged, and whether a verdict agrees with that.

The label of an answer to a function task is the comments that its file begins with; that of an answer to a project task
is the `expect.txt` in its folder, which has the same lines without "# expect: " and "# "::

    # expect: not yet              passed, not yet, error, or the name of a known mistake
    # seen: it came without        words of the objection, where it matters which objection it was
    # over: starter                files that are laid over the starter instead of over the solution
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classroom.check.task import AnyTask, FunctionTask
from classroom.check.verdict import Outcome, Verdict

EXPECT = "expect.txt"


@dataclass(frozen=True, slots=True)
class Label:
    """What an answer is expected to be judged.

    expect: "passed", "not yet", "error", or the name of a known mistake. seen: words that the objection contains.
    over_starter: whether its files are laid over the task's starter.
    """

    expect: str
    seen: tuple[str, ...] = ()
    over_starter: bool = False

    def disagreement(self, verdict: Verdict, task: AnyTask) -> str:
        """Return why a verdict on the answer is not the expected one, in words; "" where it is."""
        objection = f"{verdict.expected}; {verdict.seen_with_place}"
        if self.expect == "passed":
            agrees = verdict.outcome is Outcome.PASSED
        elif self.expect == "error":
            agrees = verdict.outcome is Outcome.ERROR and bool(verdict.file and verdict.line)
        elif self.expect == "not yet":
            agrees = verdict.outcome is Outcome.NOT_YET and not verdict.mistake
        else:  # in a project, a known mistake may also raise an error in Django
            outcomes = (Outcome.NOT_YET,) if isinstance(task, FunctionTask) else (Outcome.NOT_YET, Outcome.ERROR)
            agrees = verdict.outcome in outcomes and verdict.mistake == self.expect
        if not agrees:
            return f"expected {self.expect!r}, and the verdict is: {verdict}"
        if verdict.outcome is Outcome.NOT_YET and not (verdict.expected and verdict.seen):
            return f"the objection has to say what was expected and what was seen: {verdict}"
        lacking = [words for words in self.seen if words not in objection]
        return f"the objection is not the one with {lacking[0]!r}: {objection}" if lacking else ""


def label_of(answer: Path) -> Label:
    """Return the label of an answer. answer: its file or its folder.

    Raises OSError where it cannot be read, ValueError where it does not begin with what is expected.
    """
    if answer.is_dir():
        lines = ("expect: " + (answer / EXPECT).read_text(encoding="utf-8").strip()).splitlines()
    else:
        lines = [line[2:] for line in answer.read_text(encoding="utf-8").splitlines() if line.startswith("# ")]
    first, _, expect = lines[0].partition(": ") if lines else ("", "", "")
    if first != "expect":
        raise ValueError(f"{answer} must begin with '# expect: …'")
    seen = tuple(line.removeprefix("seen: ") for line in lines if line.startswith("seen: "))
    return Label(expect.strip(), seen, "over: starter" in lines)


def function_in(answer: Path) -> Callable[..., Any]:
    """Return the function `answer` that a file defines. Raises KeyError where it defines none."""
    namespace: dict[str, Any] = {}
    exec(compile(answer.read_text(encoding="utf-8"), str(answer), "exec"), namespace)
    function: Callable[..., Any] = namespace["answer"]
    return function
