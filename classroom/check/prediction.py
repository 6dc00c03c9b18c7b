"""A prediction: a multiple-choice question, answered before the next cell is run. Drawn by `classroom.draw.quiz`."""

from __future__ import annotations

from dataclasses import dataclass

from classroom.errors import CourseError, shown


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose.

    key: a letter.
    text: the answer.
    right: whether it is true.
    because: why it is true, or what is true instead; shown after the run.
    """

    key: str
    text: str
    right: bool
    because: str


@dataclass(frozen=True, slots=True)
class Prediction:
    """A question about behaviour that the next cell will answer.

    name: lesson and subject, such as "03.two_visits".
    question: the question, in one or two sentences.
    choices: the answers; exactly one is right.
    """

    name: str
    question: str
    choices: tuple[Choice, ...]

    def choice(self, key: str) -> Choice:
        """The choice with that letter, in either case. Raises `CourseError` if there is none."""
        for choice in self.choices:
            if isinstance(key, str) and choice.key == key.strip().lower():
                return choice
        letters = ", ".join(choice.key for choice in self.choices)
        raise CourseError(
            f"The prediction {self.name} has no such choice: {shown(key)}.",
            f"Its choices are {letters}.",
            f'Write for example predict("{self.name}", "{self.choices[0].key}").',
        )
