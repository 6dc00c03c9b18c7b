"""One attempt at a task whose answer is a project: serves a private copy of it, and gives the check clients for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Protocol

from classroom.check.answer import Answer
from classroom.check.client import Client
from classroom.check.conversation import Conversation
from classroom.check.objections import CodeError, NotYet
from classroom.check.work import random_word
from classroom.overlays import Changes
from classroom.record.exchange import NOBODY, Exchange, SessionRow

CREATE_USER = """
from django.contrib.auth import get_user_model
model = get_user_model()
fields.setdefault(model.USERNAME_FIELD, name)
user = model._default_manager.create_user(**fields)
result = user.get_username()
"""


USERS_TABLE = """
SELECT name FROM sqlite_master WHERE type = 'table' AND 2 = (
    SELECT COUNT(*) FROM pragma_table_info(sqlite_master.name) WHERE name IN ('password', 'last_login')
) ORDER BY name <> 'auth_user'
"""


class ProjectProblem(Protocol):
    """An error in the learner's project; `classroom.workshop.problem.Problem` is one."""

    @property
    def what(self) -> str: ...
    @property
    def next(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int | None: ...
    @property
    def source(self) -> str: ...


class CommandResult(Protocol):
    """The result of one `manage.py` command."""

    @property
    def output(self) -> str: ...
    @property
    def problem(self) -> ProjectProblem | None: ...
    @property
    def ok(self) -> bool: ...


class ProjectCopy(Protocol):
    """A private copy of the project, with a fresh database; `classroom.workshop.bench.Bench` is one."""

    @property
    def url(self) -> str: ...
    @property
    def exchanges(self) -> Sequence[Exchange]: ...
    def exchanges_from(self, client_port: int) -> Sequence[Exchange]: ...
    def problem_of(self, exchange: Exchange) -> ProjectProblem | None: ...
    @property
    def sessions(self) -> Sequence[SessionRow]: ...
    @property
    def problem(self) -> ProjectProblem | None: ...
    def python(self, code: str, **values: Any) -> tuple[Any, ProjectProblem | None]: ...
    def rows(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]: ...
    def manage(self, *arguments: str) -> CommandResult: ...


class LearnersProject(Protocol):
    """Access to the learner's project; `classroom.workshop.workbench.Workbench` is one."""

    def files(self) -> dict[str, bytes] | None: ...
    def blank(self) -> Mapping[str, bytes]: ...
    def bench(self, changes: Changes = ()) -> AbstractContextManager[ProjectCopy]: ...
    def begin(self, changes: Changes) -> str: ...


@dataclass(frozen=True, slots=True)
class Person:
    """A user that the check has created."""

    name: str
    password: str


class Site:
    """The learner's project, served for one conversation. A request that fails in the project's code ends the check."""

    def __init__(self, bench: ProjectCopy, chance: Random) -> None:
        self._bench = bench
        self._chance = chance
        self._connections: set[tuple[int, int]] = set()
        """(Port, number) of the connections of the clients; the number is 0 until one has been answered."""

    @property
    def url(self) -> str:
        return self._bench.url

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The exchanges of the clients, not those of other programs that asked meanwhile."""
        return tuple(
            each
            for each in self._bench.exchanges
            if self._connections & {(each.client_port, each.connection), (each.client_port, 0)}
        )

    @property
    def sessions(self) -> tuple[SessionRow, ...]:
        return tuple(self._bench.sessions)

    def client(self, *, faults: bool = False) -> Client:
        """A client with a cookie jar of its own, which follows no redirects.

        faults: whether a response to a request that failed in the project's code is returned; otherwise the client
            raises CodeError, which ends the check.
        """
        return Client(self._bench.url, self, None if faults else self._raise_problem)

    @property
    def users_table(self) -> str:
        """The table of the project's users, found by the columns that every user model has; "" where there is none.

        Django's own table comes first: a project with another AUTH_USER_MODEL does not create it.
        """
        found = self.rows(USERS_TABLE)
        return str(found[0][0]) if found else ""

    def user(self, name: str = "", password: str = "", **fields: Any) -> Person:
        """Create a user in the project's own user model, with a random name and password where none is given.

        fields: further fields, such as `email`. Raises CodeError where the project raises an error.
        """
        person = Person(name or random_word(self._chance), password or f"{random_word(self._chance, 12)}-7")
        self.python(CREATE_USER, name=person.name, fields={"password": person.password, **fields})
        return person

    def python(self, code: str, **values: Any) -> Any:
        """Run Python inside the project, with Django set up. Returns its variable `result`, as JSON can carry it.

        values: variables for the code. The project can forge the result: where it matters, judge by exchanges and
        `rows`. Raises CodeError where the code raises.
        """
        result, problem = self._bench.python(code, **values)
        if problem is not None:
            raise code_error(problem)
        return result

    def rows(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Query the project's database file directly. Returns the rows; [] where there is no such table."""
        return self._bench.rows(sql, *parameters)

    def manage(self, *arguments: str) -> CommandResult:
        """Run `manage.py` with these arguments on this copy."""
        return self._bench.manage(*arguments)

    def connected(self, client_port: int) -> None:
        """Take note of a connection of one of the clients. client_port: the port of the client's end."""
        self._connections.add((client_port, 0))

    def exchange_from(self, client_port: int) -> Exchange:
        """The latest exchange of the latest connection from that port. Raises NotYet where there is none.

        Its `user_after` comes from the project's process, which can forge it: it is kept only where the row of the
        visitor's session names that user.
        """
        theirs = self._bench.exchanges_from(client_port)
        if not theirs:
            raise NotYet(expected="an answer comes to its end", seen="it did not")
        last = max(theirs, key=lambda each: (each.connection, each.number))
        self._connections -= {(client_port, 0)}
        self._connections |= {(client_port, last.connection)}
        if last.notes is None or last.notes.user_after == NOBODY or self._is_logged_in(last, last.notes.user_after):
            return last
        return replace(last, notes=last.notes._replace(user_after=NOBODY))

    def _is_logged_in(self, exchange: Exchange, name: str) -> bool:
        carried = {value for _, value in exchange.request_cookies} | {each.value for each in exchange.response_cookies}
        # Django stores a UUID in SQLite without hyphens.
        ids = (str(row.data.get("_auth_user_id")) for row in self.sessions if row.key in carried)
        numbers = {each.replace("-", "") for each in ids}
        users = self.rows(f'SELECT * FROM "{self.users_table}"')
        return any(name in user and numbers & {str(value) for value in user} for user in users)

    def _raise_problem(self, answer: Answer) -> None:
        notes = answer.exchange.notes
        if (
            answer.status >= 500
            and notes is not None
            and notes.error
            and (problem := self._bench.problem_of(answer.exchange))
        ):
            raise code_error(problem)


class ProjectWork:
    """One attempt: the learner's files, and every conversation that the check held with the project.

    workbench: the learner's project. chance: the random generator for the check's values.
    files: each of the learner's files, by its name relative to the project; the attribute has them as text.
    """

    def __init__(self, workbench: LearnersProject, files: Mapping[str, bytes], chance: Random) -> None:
        self.files = {name: content.decode("utf-8", "replace") for name, content in files.items()}
        self.chance = chance
        self.conversations: list[Conversation] = []
        self._workbench = workbench

    @contextmanager
    def serve(self, changes: Changes = ()) -> Iterator[Site]:
        """Serve a private copy of the project, with a fresh, migrated database, for one conversation.

        changes: files to lay over the copy. Raises CodeError where the project does not load or migrate.
        """
        with self._workbench.bench(changes) as bench:
            if problem := bench.problem:
                error = code_error(problem)
                self.conversations.append(Conversation(error=error))
                raise error
            ended: CodeError | None = None
            site = Site(bench, self.chance)
            try:
                yield site
            except CodeError as error:
                ended = error
                raise
            finally:
                self.conversations.append(
                    Conversation({}, site.exchanges, site.sessions, error=ended, files=self.files)
                )

    def manage(self, *arguments: str) -> CommandResult:
        """Run `manage.py` with these arguments on a private copy of the project, without serving it."""
        with self._workbench.bench() as bench:
            return bench.manage(*arguments)

    def word(self, length: int = 6) -> str:
        """A random lowercase word."""
        return random_word(self.chance, length)


def code_error(problem: ProjectProblem) -> CodeError:
    """The CodeError for an error of the project."""
    return CodeError(problem.what, problem.line, problem.source, problem.file, problem.next)
