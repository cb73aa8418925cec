"""What a coordinator is asked when looking at an organisation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Optional

from app import clock
from app.employers.duplicates import Similar
from app.employers.models import EmployerState
from app.employers.queries import FIELDS
from app.employers.silence import HOW, OUTCOMES, NewContact
from app.employers.vetting import Remark
from app.fields import Form, Length, UkDateField, options, text
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


class ContactForm(Form):
    """What was tried, what came of it, and when to try again."""

    how = RadioField(
        "What did you do?", [DataRequired("Select what you did")], choices=options(HOW.items())
    )
    outcome = RadioField(
        "What came of it?",
        [DataRequired("Select what came of it")],
        choices=options((key, words) for key, words in OUTCOMES.items() if key != "sent"),
    )
    words = TextAreaField("Anything to remember?", [Length(1000, called="This")])
    next_on = UkDateField("When do you try again?", [Optional()], called="The day to try again")

    def validate_next_on(self, field: Any) -> None:
        """What is to be done lies ahead."""
        if field.data and not clock.today() <= field.data <= clock.today() + timedelta(days=366):
            raise ValidationError("The day to try again must be within the next year")

    def answers(self) -> NewContact:
        """The answers as plain values, once the form is valid."""
        return NewContact(self.how.data, self.outcome.data, text(self.words), self.next_on.data)


class NotAnyMoreForm(Form):
    """What an organisation wants to say when it stops."""

    words = TextAreaField("Do you want to tell us why?", [Length(500, called="Your words")])
