"""An exercise whose answer is files of the learner's own Django project."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from random import Random

from classroom.check.exercise import Exercise, Record, ended
from classroom.check.lesson import Lesson
from classroom.check.project_work import LearnersProject, ProjectWork
from classroom.check.task import ProjectTask
from classroom.check.trees import NO_ANSWER, Trees, course_trees, same
from classroom.check.verdict import Verdict
from classroom.interrupts import uninterrupted
from classroom.overlays import APPEND, DELETE, Changes, lay_over, plain_name

MOST_LINES = 60
"""Of a longer file of a solution only the new lines are shown, where the file was there before."""


class ProjectExercise(Exercise[ProjectTask]):
    """An exercise whose answer is files.

    workbench: the learner's project. chance: the random generator; a seeded one makes a test repeatable.
    trees: the files of such tasks; by default the course's own.
    """

    call = ".check()"
    answer = "files"

    def __init__(
        self,
        task: ProjectTask,
        lesson: Lesson,
        record: Record,
        *,
        workbench: LearnersProject,
        chance: Random | None = None,
        trees: Trees | None = None,
    ) -> None:
        super().__init__(task, lesson, record)
        self._workbench = workbench
        self._chance = chance or Random()
        self._trees = trees or course_trees()

    @property
    def todo(self) -> str:
        """What the learner has to do first, in a sentence."""
        call = f"exercise({self.task.name!r})"
        return f"Write the files, then {call}.check(); {call}.start() puts its beginning in place."

    def check(self, function: object = None) -> Verdict:
        """Judge what the learner's project does, on a private copy.

        function: is ignored; the answer is the files.
        Returns a verdict with one of the four outcomes. Raises `Stopped`, a KeyboardInterrupt, on Ctrl-C.
        """
        with uninterrupted() as block:
            files = self._workbench.files()
            work = ProjectWork(self._workbench, files or {}, self._chance)
            verdict = self._judge(work) if files else self._not_started(work)
            block.done = ended(verdict)
        return verdict

    @uninterrupted("The task's project lies in place.", "The project is as it was.")
    def start(self) -> str:
        """Replace the learner's project by the one that the task begins with; the old one is kept as a copy.

        Returns what was done, in words. Raises CourseError where it cannot be made.
        """
        return self._workbench.begin(self._trees.begin(self.task))

    def _solved(self, code: str) -> str:
        return _shown(self._trees.solution(self.task), lay_over({}, self._trees.begin(self.task)))

    def _how_to_begin(self) -> str:
        if not self._workbench.files():
            return f'You have no project yet: exercise("{self.task.name}").start() makes one.'
        files = ", ".join(sorted(self._trees.touched(self.task))) or "the files"
        return f"Write {files} in your project and run the cell again."

    def _is_as_handed_out(self) -> bool:
        """Whether no file has changed since the task began.

        All files that Django reads are compared, because an answer may be in files that our solution does not have. A
        learner who solved the tasks before in another way gets the check's objection, which is true as well.
        """
        begun = lay_over(self._workbench.blank(), self._trees.begin(self.task))
        mine = self._workbench.files() or {}
        names = [name for name in {*begun, *mine} if not name.endswith(NO_ANSWER)]
        return all(same(mine.get(name), begun.get(name)) for name in names)


def _shown(files: Changes, before: Mapping[str, bytes]) -> str:
    """The files of a solution as one text, each below its name; of a long one that was there before, what is new.

    before: the files with which the task begins.
    """
    words = {APPEND: "at the end of ", DELETE: "take away "}
    parts = []
    for name, content in files:
        said = next((said for suffix, said in words.items() if name.endswith(suffix)), "")
        text, file = content.decode("utf-8", "replace"), plain_name(name)
        if not said and file in before and len(text.splitlines()) > MOST_LINES:
            said, text = "what is new in ", _new_lines(before[file].decode("utf-8", "replace"), text)
        parts.append(f"# {said}{file}\n{text}".rstrip())
    return "\n\n\n".join(parts)


def _new_lines(before: str, after: str) -> str:
    """The lines of a text that another has not, each group with a line around it; "…" for what is left out."""
    lines = after.splitlines()
    changes = SequenceMatcher(None, before.splitlines(), lines, autojunk=False).get_grouped_opcodes(1)
    groups = ["\n".join(lines[group[0][3] : group[-1][4]]).strip("\n") for group in changes]
    return "\n…\n".join(groups)
