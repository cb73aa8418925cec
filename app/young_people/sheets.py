"""Two pages with one question for each thing on a list: sectors, and being ready for work."""

from __future__ import annotations

from typing import Any, Self

from wtforms import RadioField, TextAreaField

from app.fields import Length, text
from app.young_people import choices
from app.young_people.models import Level, YoungPerson
from app.young_people.questions import Questions, or_none


class Sheet(Questions):
    """A form that gets one row of answers for each thing on a list; `rows` names them in order."""

    rows: dict[str, str]

    @classmethod
    def about(cls, things: list[tuple[str, str]]) -> type[Self]:
        """Return this form with a question for each thing: key and words."""
        questions = {f"on_{key}": cls.question(words) for key, words in things}
        rows = {key: f"on_{key}" for key, _ in things}
        return type(cls.__name__, (cls,), {**questions, "rows": rows})

    @classmethod
    def question(cls, words: str) -> Any:
        """Return one row’s question."""
        raise NotImplementedError


class Interests(Sheet):
    """What they think of each sector, and their own words."""

    title = "Interests"
    back_to = "interests"
    own_words = TextAreaField(
        "In their own words",
        [Length(4000, called="Their own words")],
        description="As they say it, not tidied up. What do they like, what would they try, what matters?",
    )

    @classmethod
    def question(cls, words: str) -> Any:
        """Return a sector’s question; “no view yet” takes an answer back."""
        return RadioField(
            words, choices=[*choices.LEVELS, ("", "No view yet")], coerce=or_none(Level)
        )

    @classmethod
    def stored(cls, person: YoungPerson) -> dict[str, Any]:
        """Return what the record says of each sector."""
        known = {f"on_{interest.sector_key}": interest.level for interest in person.interests}
        return dict.fromkeys(cls.rows.values()) | known | {"own_words": person.own_words}

    def levels(self) -> dict[str, Level | None]:
        """Return what they think of each sector."""
        return {key: self[name].data for key, name in self.rows.items()}

    def said(self) -> str:
        """Return their own words."""
        return text(self.own_words)


class Ready(Sheet):
    """How far each thing is that makes somebody ready for work."""

    title = "Ready for work"
    back_to = "ready"

    @classmethod
    def question(cls, words: str) -> Any:
        """Return one item’s question."""
        return RadioField(words, choices=choices.PROGRESS, default="not_started")

    @classmethod
    def stored(cls, person: YoungPerson) -> dict[str, Any]:
        """Return how far each item is."""
        return {name: person.checklist.get(key, "not_started") for key, name in cls.rows.items()}

    def answers(self) -> dict[str, Any]:
        """Return the whole list."""
        return {"checklist": {key: self[name].data for key, name in self.rows.items()}}


READY = Ready.about([(key, words) for key, (words, _) in choices.CHECKLIST.items()])
