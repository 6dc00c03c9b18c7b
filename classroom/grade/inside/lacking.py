"""Which names a cell gives, and which names of other cells a function uses.

Where a cell was refused something here, what uses its names may be right in the learner's own kernel.
"""

from __future__ import annotations

import ast
import contextlib
import types
from collections.abc import Iterator, Mapping
from typing import Any

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def given(source: str, raised: bool = False) -> set[str]:
    """The names that a cell assigns. raised: whether it ended before its end; then also those that it defines."""
    found: set[str] = set()
    for node in _outside_of_functions(source):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif raised and isinstance(node, DEFINITIONS):
            found.add(node.name)
        elif raised and isinstance(node, ast.alias):
            found.add(node.asname or node.name.partition(".")[0])
    return found


def read(source: str) -> set[str]:
    """The names that a cell reads."""
    nodes = _outside_of_functions(source)
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def _outside_of_functions(source: str) -> Iterator[ast.AST]:
    """What a cell runs itself, as nodes of its tree; of a function or a class that it defines the definition alone."""
    waiting: list[ast.AST] = []
    with contextlib.suppress(SyntaxError, ValueError, RecursionError):
        waiting.append(ast.parse(source))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, DEFINITIONS):
            waiting += ast.iter_child_nodes(node)


def used(code: types.CodeType | None, space: Mapping[str, Any]) -> set[str]:
    """The names that a function's code uses, and those that the functions use that it names.

    space: the names of the notebook.
    """
    found: set[str] = set()
    waiting = [code]
    seen: set[types.CodeType] = set()
    while waiting:
        each = waiting.pop()
        if each is None or each in seen:
            continue
        seen.add(each)
        found.update(each.co_names)
        waiting += _inside(each)
        waiting += [getattr(space.get(name), "__code__", None) for name in each.co_names]
    return found


def _inside(code: types.CodeType) -> Iterator[types.CodeType]:
    return (each for each in code.co_consts if isinstance(each, types.CodeType))
