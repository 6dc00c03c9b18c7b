"""`course.py build`: make notebooks/, exercises/ and solutions/ from source/, or check that they are up to date."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from classroom.build.build import build, read_file
from classroom.files import replace
from classroom.paths import BUILT


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `build`."""
    parser.add_argument("numbers", nargs="*", metavar="NN", help="only these lessons, for example: 03")
    parser.add_argument("--check", action="store_true", help="write nothing; say which file differs, and exit with 1")
    parser.add_argument("--nbgrader", type=Path, metavar="DIR", help="write a course folder for nbgrader, and no more")


def main(options: argparse.Namespace, root: Path) -> int:
    """Build, check, or write a course for nbgrader; return the exit code."""
    from classroom.build.notebook import SourceError

    if options.nbgrader:
        from classroom.grade.nbgrader import write_course

        return write_course(root, options.nbgrader)
    numbers = {number.zfill(2) for number in options.numbers}
    try:
        built = build(root, numbers)
    except SourceError as error:
        print(f"Nothing was built.\n{error}", file=sys.stderr)
        return 1
    if not built:
        print("There is no such lesson.\nTheir numbers are those of the folders in source/.", file=sys.stderr)
        return 1
    differ = [path for path, text in built.items() if read_file(path) != text]
    orphans = [] if numbers else orphans_of(root, built)
    for path in differ:
        print(("differs from its source: " if options.check else "built ") + path.relative_to(root).as_posix())
        if not options.check:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                replace(path, built[path])
            except OSError as problem:
                print(f"{path} cannot be written.\n{problem.strerror}.\nThe files named above it are.", file=sys.stderr)
                return 1
    for path in orphans:
        print(f"has no source: {path.relative_to(root).as_posix()}")
    if options.check and (differ or orphans):
        print("Build again with: python3 course.py build", file=sys.stderr)
        return 1
    print(f"{len(built)} files are up to date.")
    return 0


def orphans_of(root: Path, built: dict[Path, str]) -> list[Path]:
    """Return the notebooks in the built folders that have no source. built: the files that have one."""
    return [path for folder in BUILT for path in sorted((root / folder).glob("*.ipynb")) if path not in built]
