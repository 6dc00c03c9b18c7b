"""A course folder for nbgrader: the exercises, each task followed by a locked cell that gives its point.

Learners hand in their notebooks of exercises/; nbgrader adds the locked cells when it grades. Its verdicts come from
the kernel in which the submission runs, so a submission can forge them; those of `course.py grade` it cannot.
"""

from __future__ import annotations

import copy
import sys
from pathlib import Path
from typing import Any

from classroom.check.task_cell import check_in

CONFIG = '''\
"""Made by: python3 course.py build --nbgrader. Next, in this folder, for each exercise NN:

    nbgrader generate_assignment NN
    (put what was handed in at submitted/LEARNER/NN/NN.ipynb)
    nbgrader autograde NN
    nbgrader export
"""

import os

from nbgrader import preprocessors as steps

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "how-the-web-remembers"
# The exercises hold no solutions any more; ClearSolutions would empty the tasks' cells.
c.GenerateAssignment.preprocessors = [
    steps.LockCells, steps.ClearOutput, steps.CheckCellMetadata, steps.ComputeChecksums, steps.SaveCells,
    steps.ComputeChecksums, steps.CheckCellMetadata,
]
# What learners have is exercises/, without the locked cells.
c.OverwriteCells.add_missing_cells = True
c.ExecutePreprocessor.timeout = 60
# The kernels of submissions write no word into the teacher's own record.
os.environ["CLASSROOM_PROGRESS"] = os.path.join(os.getcwd(), "progress-while-grading.json")
'''


def write_course(root: Path, folder: Path) -> int:
    """Write nbgrader_config.py and source/NN/NN.ipynb for every exercise. Returns the exit code.

    root: the project folder, with its built exercises/.
    folder: where to write; files of the same names are replaced, everything else stays.
    """
    import nbformat

    from classroom.check.catalogue import lessons_in

    lessons = {lesson.stem for lesson in lessons_in(root / "source")}  # a learner's notebooks lie beside theirs
    paths = [path for path in sorted((root / "exercises").glob("*.ipynb")) if path.stem in lessons]
    try:
        for path in paths:
            place = folder / "source" / path.stem / path.name
            place.parent.mkdir(parents=True, exist_ok=True)
            notebook = with_points(nbformat.read(path, as_version=4))
            nbformat.validate(notebook)
            place.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
        (folder / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    except OSError as problem:
        print(f"Nothing more was written to {folder}\n{problem.strerror}.\nName another folder.", file=sys.stderr)
        return 1
    print(f"{len(paths)} exercises for nbgrader are in {folder}\nWhat to do next stands in its nbgrader_config.py.")
    return 0


def with_points(notebook: Any) -> Any:
    """Return a copy of an exercise notebook in which each task is followed by its locked cell.

    The cell runs the check again, because the output of the learner's own check is text that can be typed.
    """
    graded = copy.deepcopy(notebook)
    graded.cells = [each for cell in graded.cells for each in (cell, *_points(cell))]
    return graded


def _points(cell: Any) -> list[Any]:
    import nbformat

    found = check_in(cell.source) if "nbgrader" in cell.metadata else None
    if found is None or not found.is_plain:
        return []
    number = cell.metadata.nbgrader.grade_id.removeprefix("task_")
    metadata = {
        "nbgrader": {
            "grade": True,
            "grade_id": f"points_{number}",
            "locked": True,
            "points": 1,
            "schema_version": 3,
            "solution": False,
            "task": False,
        }
    }
    source = f"import classroom\n\nassert classroom.exercise({found.task!r}).check({found.function}).verdict.passed"
    return [nbformat.v4.new_code_cell(source, id=f"points-{number}", metadata=metadata)]
