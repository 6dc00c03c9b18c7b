"""Executes notebooks from top to bottom, several at a time, and says what failed. Writes no notebook."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classroom.files import PrivateFolder
from classroom.paths import PROGRESS, WORKSHOP, variables

CELL_SECONDS = 120
"""The timeout of one cell. Cells of the lessons take a few seconds at most; this ends an endless loop."""


@dataclass(frozen=True)
class Executed:
    """The outcome of one notebook. seconds: how long it took. failure: what went wrong; empty where nothing did."""

    path: Path
    seconds: float
    failure: str = ""


def execute_all(
    paths: list[Path], *, jobs: int, done: Callable[[Executed], None], keep: Callable[[Path, Any], None] | None = None
) -> list[Executed]:
    """Execute notebooks in several threads; return their outcomes in the order in which they ended.

    paths: the notebooks. jobs: how many run at a time.
    done: called with each outcome, in the thread of the caller.
    keep: called with the path and the executed notebook of each that did not fail, in the thread that executed it.

    The notebooks get an empty learner's record and an empty folder for projects, both temporary: the record and the
    projects of whoever uses this machine are not touched.
    """
    with (
        PrivateFolder("run") as home,
        variables(**{PROGRESS: str(home / "progress.json"), WORKSHOP: str(home / "exercises")}),
    ):
        return _execute_all(paths, jobs, done, keep)


def _execute_all(
    paths: list[Path], jobs: int, done: Callable[[Executed], None], keep: Callable[[Path, Any], None] | None
) -> list[Executed]:
    from classroom.run import kernels

    kernels.warm_up()
    import nbclient  # takes a second, in which the fork server loads what the kernels import

    running: set[nbclient.NotebookClient] = set()

    def one(path: Path) -> Executed:
        started = time.monotonic()
        failure = execute(path, kernels.manager_class(), running, keep)
        return Executed(path, time.monotonic() - started, failure)

    outcomes = []
    # A thread for each job, each with an event loop of its own: nbclient handles SIGINT in the main thread's loop.
    with ThreadPoolExecutor(jobs) as threads:
        try:
            for future in as_completed([threads.submit(one, path) for path in paths]):
                outcomes.append(future.result())
                done(outcomes[-1])
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            for client in list(running):
                process = getattr(client.km and client.km.provisioner, "process", None)
                if process:
                    process.kill()
            raise
    return outcomes


def execute(
    path: Path,
    kernel_manager_class: type,
    running: set[Any],
    keep: Callable[[Path, Any], None] | None = None,
    again: bool = True,
) -> str:
    """Execute one notebook in a fresh kernel; return why it failed, or "".

    A cell tagged `raises-exception` fails where it does not raise.

    path: the notebook; the kernel works in its folder.
    kernel_manager_class: for nbclient.
    running: contains the client while it runs, so that the caller can kill its kernel.
    keep: called with the path and the executed notebook, where nothing failed.
    again: whether a kernel that dies before its first cell is started once more: its ports are chosen before it listens
        at them, and another program may take one in between.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception as problem:  # no notebook: empty, damaged, another kind of file; nbformat raises any of a dozen
        return f"It cannot be read as a notebook ({type(problem).__name__}: {problem!s:.100})."
    client = NotebookClient(
        notebook,
        kernel_manager_class=kernel_manager_class,
        kernel_name="python3",
        timeout=CELL_SECONDS,
        resources={"metadata": {"path": str(path.parent)}},
        store_widget_state=False,
        shutdown_kernel="immediate",
    )
    running.add(client)
    try:
        asyncio.run(client.async_execute())
    except CellExecutionError as error:
        cell = next(c for c in notebook.cells if _raised(c) and not _must_raise(c))
        number = notebook.cells.index(cell) + 1
        return f"    cell {number} raised {error.ename}: {error.evalue}\n    {_first_line(cell.source)}"
    except CellTimeoutError:
        return f"    a cell took more than {CELL_SECONDS} s"
    except (DeadKernelError, RuntimeError) as error:
        if again and not any(cell.get("execution_count") for cell in notebook.cells):
            return execute(path, kernel_manager_class, running, keep, again=False)
        return f"    the kernel died: {error}".splitlines()[0]
    finally:
        running.discard(client)
    for number, cell in enumerate(notebook.cells, start=1):
        if _must_raise(cell) and not _raised(cell):
            return f"    cell {number} is tagged raises-exception and raised nothing\n    {_first_line(cell.source)}"
    if keep:
        keep(path, notebook)
    return ""


def _raised(cell: Any) -> bool:
    return any(output.output_type == "error" for output in cell.get("outputs", []))


def _must_raise(cell: Any) -> bool:
    return "raises-exception" in cell.metadata.get("tags", [])


def _first_line(source: str) -> str:
    return next((line for line in source.splitlines() if line.strip()), "(empty)")
