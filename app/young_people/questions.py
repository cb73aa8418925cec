"""Asking about one subject of a record: filled from it, read back, compared with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Self

from wtforms import Field, HiddenField, StringField, ValidationError

from app.fields import Form, text
from app.young_people import choices
from app.young_people.helping import Sounds, sounds_like_health
from app.young_people.models import YoungPerson

MOST_LINES = 40


def whole(value: object) -> int:
    """Return the version a page was made from; -1, which no record has, for anything else."""
    short = isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 9
    return int(value) if short or isinstance(value, int) else -1  # type: ignore[call-overload]


def or_none(kind: Callable[[str], Any]) -> Callable[[Any], Any]:
    """Return a reader that takes an empty answer as “we don’t know yet”."""
    return lambda value: None if value in (None, "", "None") else kind(value)


class Lines:
    """Refuses too many lines, or a line that is too long."""

    def __call__(self, form: Any, field: Field) -> None:
        """Check one field."""
        rows = lines(field.data)
        if len(rows) > MOST_LINES:
            raise ValidationError(f"Enter {MOST_LINES} lines at most. You have {len(rows)}")
        if any(len(row) > 120 for row in rows):
            raise ValidationError("Keep each line to 120 characters or fewer")


def lines(words: str | None) -> list[str]:
    """Return the lines of an answer, each once, without blank ones."""
    return list(dict.fromkeys(line.strip() for line in (words or "").split("\n") if line.strip()))


class Questions(Form):
    """One subject of a record: filled from it, and read back as the columns it changes."""

    title: ClassVar[str] = ""
    intro: ClassVar[str] = ""
    back_to: ClassVar[str] = "about"
    nullable: ClassVar[frozenset[str]] = frozenset({"email", "phone", "case_reference", "outward"})
    ours: ClassVar[frozenset[str]] = frozenset()  # what an advisor writes, not the young person

    version = HiddenField(filters=[whole])

    @classmethod
    def on(cls, person: YoungPerson) -> Self:
        """Return the questions with the record’s answers, or with what was just sent."""
        return cls(data={**cls.stored(person), "version": person.version})

    @classmethod
    def stored(cls, person: YoungPerson) -> dict[str, Any]:
        """Return the record’s answers by the names of the questions."""
        return {name: getattr(person, name) for name in cls.names()}

    @classmethod
    def names(cls) -> list[str]:
        """Return the names of the questions, in the order they are asked."""
        return [name for name, _ in cls.asked()]

    @classmethod
    def asked(cls) -> Iterable[tuple[str, Any]]:
        """Return each question with its definition, without what is hidden."""
        found = [(name, getattr(cls, name)) for name in dir(cls) if not name.startswith("_")]
        fields = [(name, field) for name, field in found if hasattr(field, "creation_counter")]
        shown = [pair for pair in fields if pair[0] not in {"version", "once"}]
        return sorted(shown, key=lambda pair: int(pair[1].creation_counter))

    @property
    def seen_version(self) -> int:
        """The version of the record the page was made from."""
        return whole(self.version.data)

    def sounds(self) -> list[Sounds]:
        """Return words in what the advisor wrote that name a condition rather than what helps."""
        return sounds_like_health(*(text(self[name]) for name in sorted(self.ours)))

    def compare_with(self, person: YoungPerson) -> None:
        """Let the next save be compared with what the record says now."""
        self.version.data = str(person.version)

    def answers(self) -> dict[str, Any]:
        """Return the answers as the columns they belong to."""
        return {name: self._value(name) for name in self.names()}

    def _value(self, name: str) -> Any:
        field = self[name]
        words = text(field) if isinstance(field, StringField) else field.data
        return (words or None) if name in self.nullable else words

    def differences(self, person: YoungPerson) -> list[tuple[str, str, str]]:
        """Return each question whose answer here is not the record’s: its label, theirs, ours."""
        mine, theirs = self.data, self.stored(person)
        shown = [(self[name], theirs[name], mine[name]) for name in self.names()]
        pairs = [(str(f.label.text), spoken(f, one), spoken(f, other)) for f, one, other in shown]
        return [pair for pair in pairs if pair[1] != pair[2]]


def spoken(field: Field, value: Any) -> str:
    """Return an answer as people read it."""
    return choices.said(value, tuple(getattr(field, "choices", None) or ()))
