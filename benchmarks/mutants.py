"""Changed copies of a lesson's checks: in each, one condition is dropped."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Mutant:
    """One change. tasks: those whose checks use the changed place.

    line: its line in tasks.py. what: the change, in words. raising: the lines of the objection that the change can
    only silence, so that no answer but those that meet it is judged otherwise; None where any answer may be.
    """

    line: int
    what: str
    tasks: tuple[str, ...]
    raising: range | None
    parent: Any
    field: str
    at: int | None
    new: Any


class Checks:
    """The checks in a tasks.py, as a tree that can be changed. path: the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self._globals: dict[str, ast.AST] = {}
        for node in self.tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                self._globals[node.name] = node
            elif isinstance(node, ast.Assign):
                self._globals |= {each.id: node for each in node.targets if isinstance(each, ast.Name)}
        self.mutants = list(self._mutants())

    @contextmanager
    def changed(self, mutant: Mutant) -> Iterator[Any]:
        """Change one place for a while; yields the compiled module."""
        value = getattr(mutant.parent, mutant.field)
        old = value if mutant.at is None else value[mutant.at]
        self._put(mutant, mutant.new)
        try:
            yield compile(ast.fix_missing_locations(self.tree), str(self.path), "exec")
        finally:
            self._put(mutant, old)

    @staticmethod
    def _put(mutant: Mutant, node: Any) -> None:
        if mutant.at is None:
            setattr(mutant.parent, mutant.field, node)
        else:
            getattr(mutant.parent, mutant.field)[mutant.at] = node

    def _mutants(self) -> Iterator[Mutant]:
        used: dict[str, list[str]] = {}
        for task, check in self._checks():
            for name in self._reached(check):
                used.setdefault(name, []).append(task)
        done = set()
        for name, tasks in used.items():
            if id(self._globals[name]) not in done:
                done.add(id(self._globals[name]))
                yield from _Changes(self._globals, tuple(tasks)).of(self._globals[name])

    def _checks(self) -> Iterator[tuple[str, ast.AST]]:
        """The name of each task, and what is given as its check."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                given = {each.arg: each.value for each in node.keywords}
                if "check" in given and isinstance(given.get("name"), ast.Constant):
                    yield given["name"].value, given["check"]  # type: ignore[attr-defined]

    def _reached(self, check: ast.AST) -> list[str]:
        """The functions, classes and values of this file that a check uses, directly or not."""
        found: list[str] = []
        waiting = _names(check)
        while waiting:
            name = waiting.pop(0)
            if name in self._globals and name not in found:
                found.append(name)
                waiting += _names(self._globals[name])
        return found


def _names(node: ast.AST, context: type[ast.expr_context] = ast.expr_context) -> list[str]:
    """The names that a function uses to decide: not those in the words of an objection."""
    if isinstance(node, ast.Name):
        return [node.id] if isinstance(node.ctx, context) else []
    return [
        name
        for child, parent, field, _ in _children(node)
        if not _is_spoken(child, parent, field)
        for name in _names(child, context)
    ]


class _Changes:
    """Finds the changes of one function, class or value."""

    def __init__(self, known: dict[str, ast.AST], tasks: tuple[str, ...]) -> None:
        self._globals = known
        self._tasks = tasks
        self._deciding = set(known)
        classes = (each for each in known.values() if isinstance(each, ast.ClassDef))
        self._methods = {each.name: each for one in classes for each in one.body if isinstance(each, ast.FunctionDef)}

    def of(self, node: ast.AST) -> Iterator[Mutant]:
        if isinstance(node, ast.FunctionDef):
            self._deciding = set(_names(node, ast.Load))
        for child, parent, field, at in _children(node):
            if isinstance(child, ast.Raise):
                if not isinstance(parent, ast.If) and "NotYet" in ast.unparse(child):
                    yield self._make(child, "no objection", parent, field, at, ast.Pass(), _lines(child))
                continue
            if _is_spoken(child, parent, field) or self._is_for_words(child):
                continue
            yield from self._place(child, parent, field, at)
            yield from self.of(child)

    def _is_for_words(self, node: ast.AST) -> bool:
        """Whether a value is assigned that only the words of an objection use."""
        targets = node.targets if isinstance(node, ast.Assign) else []
        return any(isinstance(each, ast.Name) and each.id not in self._deciding for each in targets)

    def _place(self, node: ast.AST, parent: Any, field: str, at: int | None) -> Iterator[Mutant]:
        if isinstance(node, ast.If):
            yield from self._if(node)
        elif isinstance(node, ast.BoolOp):
            yield from self._operands(node, parent, field, at)
        elif isinstance(node, ast.comprehension):
            for number, condition in enumerate(node.ifs):
                what = f"without the filter `{ast.unparse(condition)}`"
                yield self._make(condition, what, node, "ifs", number, ast.Constant(True))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("any", "all"):
            other = "all" if node.func.id == "any" else "any"
            yield self._make(
                node, f"{other} instead of {node.func.id}", node, "func", None, ast.Name(other, ast.Load())
            )
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and self._objects(node.value.func, set()):
            what = f"without `{ast.unparse(node)}`"
            yield self._make(node, what, parent, field, at, ast.Pass())
        elif isinstance(node, ast.For):
            yield from self._elements(node)
        elif isinstance(node, ast.Compare):
            yield from self._compared(node, parent, field, at)

    def _if(self, node: ast.If) -> Iterator[Mutant]:
        said = ast.unparse(node.test)
        if any(isinstance(each, ast.Raise) for each in node.body):
            lines = range(node.body[0].lineno, (node.body[-1].end_lineno or 0) + 1)
            yield self._make(node, f"never `{said}`", node, "test", None, ast.Constant(False), lines)
        elif isinstance(node.body[0], ast.Return | ast.Continue | ast.Break):
            yield self._make(node, f"never `{said}`", node, "test", None, ast.Constant(False))
        if any(isinstance(each, ast.Raise) for each in node.orelse):
            yield self._make(node, f"always `{said}`", node, "test", None, ast.Constant(True))

    def _operands(self, node: ast.BoolOp, parent: Any, field: str, at: int | None) -> Iterator[Mutant]:
        for number, operand in enumerate(node.values):
            if isinstance(operand, ast.Constant | ast.Dict | ast.Tuple | ast.List):
                continue  # a value for what is missing
            if isinstance(operand, ast.Attribute) and operand.attr == "notes":
                continue  # whether there are notes, before they are read
            rest = [each for each in node.values if each is not operand]
            new = rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
            lines = None
            if isinstance(parent, ast.If) and field == "test" and isinstance(node.op, ast.Or):
                raising = [each for each in parent.body if isinstance(each, ast.Raise)]
                lines = range(parent.body[0].lineno, (parent.body[-1].end_lineno or 0) + 1) if raising else None
            joined = "and" if isinstance(node.op, ast.And) else "or"
            what = f"without `{ast.unparse(operand)}`, {number + 1} of {len(node.values)} joined by {joined}"
            yield self._make(operand, what, parent, field, at, new, lines)

    def _elements(self, node: ast.For) -> Iterator[Mutant]:
        """A loop over values that are written down: each left out."""
        values: Any = node.iter
        if isinstance(values, ast.Name) and isinstance(given := self._globals.get(values.id), ast.Assign):
            values = given.value
        if isinstance(values, ast.Tuple | ast.List) and len(values.elts) > 1:
            said = [ast.unparse(each) for each in values.elts]
            for left_out in values.elts:
                if said.count(ast.unparse(left_out)) > 1:
                    continue  # it stays in the loop
                rest = ast.Tuple([each for each in values.elts if each is not left_out], ast.Load())
                yield self._make(node, f"not for `{ast.unparse(left_out)}`", node, "iter", None, rest)

    def _compared(self, node: ast.Compare, parent: Any, field: str, at: int | None) -> Iterator[Mutant]:
        sides = [node.left, *node.comparators]
        if len(node.ops) > 1:
            pairs = [ast.Compare(sides[k], [op], [sides[k + 1]]) for k, op in enumerate(node.ops)]
            for left_out in pairs:
                rest = [each for each in pairs if each is not left_out]
                new = rest[0] if len(rest) == 1 else ast.BoolOp(ast.And(), list(rest))
                what = f"without `{ast.unparse(left_out)}` of `{ast.unparse(node)}`"
                yield self._make(node, what, parent, field, at, new)
        elif isinstance(node.ops[0], ast.NotEq) and any(_is_length(each) for each in sides):
            for op in (ast.Lt, ast.Gt):
                what = f"{op.__name__} in `{ast.unparse(node)}`"
                yield self._make(node, what, parent, field, at, ast.Compare(node.left, [op()], node.comparators))
        elif isinstance(node.ops[0], ast.LtE | ast.GtE):
            for each in sides:
                for left_out in each.elts if isinstance(each, ast.Set) and len(each.elts) > 1 else ():
                    smaller = [element for element in each.elts if element is not left_out]
                    yield self._make(node, f"without {ast.unparse(left_out)}", each, "elts", None, smaller)

    def _objects(self, function: ast.AST, seen: set[str]) -> bool:
        """Whether a function or a method of this file raises an objection, itself or through another."""
        name, found = "", None
        if isinstance(function, ast.Name):
            name, found = function.id, self._globals.get(function.id)
        elif isinstance(function, ast.Attribute):
            name, found = function.attr, self._methods.get(function.attr)
        if found is None or name in seen:
            return False
        seen.add(name)
        body = list(ast.walk(found))
        calls = [each.func for each in body if isinstance(each, ast.Call)]
        return any(isinstance(each, ast.Raise) for each in body) or any(self._objects(each, seen) for each in calls)

    def _make(
        self, node: Any, what: str, parent: Any, field: str, at: int | None, new: Any, raising: range | None = None
    ) -> Mutant:
        return Mutant(node.lineno, what, self._tasks, raising, parent, field, at, new)


def _children(node: ast.AST) -> Iterator[tuple[Any, Any, str, int | None]]:
    for field, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            yield value, node, field, None
        elif isinstance(value, Sequence) and not isinstance(value, str):
            for at, each in enumerate(value):
                if isinstance(each, ast.AST):
                    yield each, node, field, at


def _lines(node: ast.Raise) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _is_length(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len"


def _is_spoken(node: ast.AST, parent: ast.AST, field: str) -> bool:
    """Whether this makes the words of an objection, or names its exchange, and so decides nothing."""
    if isinstance(node, ast.Raise | ast.JoinedStr):
        return True
    if isinstance(node, ast.Assign):
        objects = isinstance(parent, ast.If) and any(isinstance(each, ast.Raise) for each in getattr(parent, field))
        return objects or any(isinstance(each, ast.Name) and each.id == "seen" for each in node.targets)
    return False
