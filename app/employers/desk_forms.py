"""What a coordinator is asked when looking at an organisation."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired

from app.employers.duplicates import Similar
from app.employers.models import EmployerState
from app.employers.queries import FIELDS
from app.employers.vetting import Remark
from app.fields import Form, Length, options, text
from app.filters import words
from app.settings import services as settings
from app.states import Move


class FindForm(Form):
    """What to look for on the desk."""

    class Meta(Form.Meta):
        """Looking changes nothing, so it needs no proof."""

        csrf = False

    q = StringField("Name, number, postcode or person")
    sector = SelectField("Sector")
    state = SelectField(
        "State",
        choices=options([("", "All states"), *((s.value, words(s)) for s in EmployerState)]),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sector.choices = options([("", "All sectors"), *settings.sector_choices()])


class NoteForm(Form):
    """A remark about an organisation or one of its fields."""

    field = SelectField(
        "About",
        choices=options(
            [
                ("", "The organisation as a whole"),
                *((key, name.capitalize()) for key, name in FIELDS.items()),
            ]
        ),
    )
    words = TextAreaField(
        "What you want to say", [DataRequired("Enter what you want to say"), Length(1000)]
    )
    internal = BooleanField("Only for the council")

    def answers(self) -> Remark:
        """The answers as plain values, once the form is valid."""
        return Remark(text(self.words), self.field.data or None, bool(self.internal.data))


class ReasonForm(Form):
    """Why a move is made."""

    reason = TextAreaField("Reason", [Length(2000)])

    @classmethod
    def for_move(cls, move: Move[Any]) -> ReasonForm:
        """Return the form, with or without its question."""
        form = cls()
        if not move.needs_reason:
            del form.reason
        elif move.verb == "ask":
            form.reason.label.text = "What do you need to know?"
        return form

    def answer(self) -> str | None:
        """The reason, when one was asked for."""
        return text(self.reason) if "reason" in self else None


class MergeForm(Form):
    """Which registration stays."""

    into = RadioField(
        "Which registration stays?", [DataRequired("Select the registration that stays")]
    )
    reason = TextAreaField(
        "How do you know?",
        [DataRequired("Enter how you know that they are the same"), Length(1000)],
    )

    def offer(self, similar: list[Similar]) -> None:
        """Let the coordinator choose among what looks the same."""
        self.into.choices = options(
            (other.employer.ref, f"{other.employer.name}, {other.employer.postcode}, {other.why}")
            for other in similar
        )

    def why(self) -> str:
        """The reason as plain text."""
        return text(self.reason)


class PartForm(Form):
    """Nothing is asked: the button is the answer."""
