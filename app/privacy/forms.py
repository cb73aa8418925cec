"""Questions about copies: what becomes of a place, how somebody asked, why the clock stands."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional

from app import clock
from app.errors import Stale
from app.fields import Form, Length, UkDateField, options, text
from app.privacy.copying import REASONS, Outcome
from app.privacy.forgetting import GROUNDS
from app.privacy.preparing import Asked

DOES = (
    ("give", "Give it as it is"),
    ("cover", "Cover some words"),
    ("leave", "Leave it out"),
)
HOW_ASKED = (
    ("person", "In person"),
    ("phone", "On the phone"),
    ("letter", "By letter or email"),
    ("somebody", "Through somebody who acts for them"),
)
HANDED = (
    ("person", "In person, and looked through together"),
    ("post", "By recorded post"),
    ("email", "By secure email"),
)


class PlaceForm(Form):
    """What becomes of one marked place."""

    place = HiddenField()
    does = RadioField(
        "What becomes of it?", [InputRequired("Select what becomes of it")], choices=options(DOES)
    )
    cover = TextAreaField(
        "Words to cover",
        description="One on each line, exactly as they stand above. A black bar takes their place.",
    )
    reason = RadioField("Why?", choices=options(REASONS.items()), validate_choice=False)

    words: str = ""

    @classmethod
    def about(cls, here: Any) -> Self:
        """Return the form for one place, with what was decided about it."""
        done = here.outcome
        does = done and ("leave" if not done.give else "cover" if done.cover else "give")
        known = (
            {"does": does, "reason": done.reason, "cover": "\n".join(done.cover)} if done else {}
        )
        form = cls(data=known)
        form.words, form.place.data = here.item.words, form.place.data or here.item.key
        return form

    def still(self, here: Any) -> str:
        """Return the place that was on the screen; raise Stale when another one stands there now."""
        if self.place.data != here.item.key:
            raise Stale
        return str(self.place.data)

    def outcome(self) -> Outcome:
        """Return the answer as plain values."""
        does = str(self.does.data)
        if does == "give":
            return Outcome(give=True)
        reason = str(self.reason.data)
        return Outcome(does == "cover", reason, self._covered() if does == "cover" else ())

    def _covered(self) -> tuple[str, ...]:
        lines = text(self.cover).splitlines()
        return tuple(line.strip() for line in lines if line.strip())

    def validate(self, extra_validators: object = None) -> bool:
        """Check that what is covered stands there, and that there is a reason."""
        good = bool(super().validate(extra_validators))
        if not good or self.does.data == "give":
            return good
        if self.reason.data not in REASONS:
            self.reason.errors = ["Select why"]
            good = False
        if self.does.data == "cover":
            good = self._covers() and good
        return good

    def _covers(self) -> bool:
        covered = self._covered()
        missing = [line for line in covered if line not in self.words]
        if not covered or missing:
            asked = (
                f"“{missing[0][:60]}” does not stand there" if missing else "Enter what to cover"
            )
            self.cover.errors = [asked]
            return False
        return True


class AskedForm(Form):
    """Somebody asked in another way than on their own page."""

    reference = StringField(
        "Their case reference",
        [DataRequired("Enter their case reference"), Length(60)],
        description="As it stands on their record. You do not need their name.",
    )
    how = RadioField(
        "How did they ask?", [InputRequired("Select how they asked")], choices=options(HOW_ASKED)
    )
    on = UkDateField(
        "On what day?", [DataRequired("Enter the day they asked")], called="The day they asked"
    )
    identity = StringField(
        "How do you know that it was them?",
        [DataRequired("Enter how you know that it was them"), Length(300, called="The answer")],
        description="For example: their advisor sat beside them. For somebody who acts for them, "
        "say what shows that they may.",
    )

    def answers(self) -> tuple[str, Asked]:
        """Return whose copy it is, and how it was asked for."""
        day: date = self.on.data
        return text(self.reference), Asked(str(self.how.data), day, text(self.identity))

    def validate_on(self, field: UkDateField) -> None:
        """Nobody asked tomorrow."""
        if field.data and field.data > clock.today():
            field.errors = [*field.errors, "Enter a day that is not in the future"]


class WhyForm(Form):
    """Why the clock stands, why it takes longer, what to change."""

    why = TextAreaField("Why?", [DataRequired("Enter why"), Length(1000, called="The reason")])


class HandForm(Form):
    """How a copy was handed over."""

    how = RadioField(
        "How was it handed over?",
        [InputRequired("Select how it was handed over")],
        choices=options(HANDED),
    )


class ButtonForm(Form):
    """Nothing but a button."""


class FindForm(Form):
    """Whose record it is about, without a name."""

    reference = StringField(
        "Their case reference",
        [DataRequired("Enter their case reference"), Length(60)],
        description="As it stands on their record. You do not need their name.",
    )


class ForgetForm(Form):
    """Why somebody is to be forgotten."""

    ground = RadioField(
        "Why are they to be forgotten?",
        [InputRequired("Select why")],
        choices=options(GROUNDS.items()),
    )
    why = TextAreaField(
        "What should the second person know?",
        [DataRequired("Enter what the second person should know"), Length(1000)],
        description="Write no names. It goes with the record.",
    )

    def answers(self) -> tuple[str, str]:
        """Return the answers as plain values."""
        return str(self.ground.data), text(self.why)


class HoldForm(Form):
    """Why a record is held, and until when."""

    kind = RadioField(
        "Why is it held?",
        [InputRequired("Select why")],
        choices=options(
            (
                ("legal", "A law, a court or a claim needs it: nobody may forget it"),
                ("kept", "We decided to keep it longer"),
            )
        ),
    )
    why = TextAreaField("What for?", [DataRequired("Enter what for"), Length(1000)])
    until = UkDateField("Until when?", [Optional()], called="The last day")

    def answers(self) -> tuple[str, str, date | None]:
        """Return the answers as plain values."""
        return str(self.kind.data), text(self.why), self.until.data

    def validate_until(self, field: UkDateField) -> None:
        """What is kept longer has an end; an end lies ahead."""
        if field.data and field.data <= clock.today():
            field.errors = [*field.errors, "Enter a day that lies ahead"]
        if not field.data and not field.errors and self.kind.data == "kept":
            field.errors = ["Enter until when it is kept"]
