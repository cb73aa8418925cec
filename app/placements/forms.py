"""Questions about the days, the start and end, how it went and what became of it."""

from __future__ import annotations

from datetime import date
from typing import Self

from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired

from app import clock
from app.fields import Form, Length, UkDateField, options, text
from app.placements import choices
from app.placements.models import FollowUp, Placement
from app.placements.outcomes import WhatBecame
from app.placements.services import Ending, Said
from app.young_people.choices import ACTIVITIES


class DaysForm(Form):
    """First and last day."""

    start = UkDateField("First day", [InputRequired("Enter the first day")])
    end = UkDateField("Last day", description="Leave empty if it has no end, like a job")

    @classmethod
    def of(cls, row: Placement) -> Self:
        """Return the form with the days as they are."""
        return cls(start=row.start, end=row.end)


class OnBehalfForm(Form):
    """Why somebody agrees for the employer."""

    reason = TextAreaField(
        "Why do you agree on the employer’s behalf?",
        [
            DataRequired("Enter why you agree on the employer’s behalf"),
            Length(600, called="The reason"),
        ],
        description="For example: they agreed by phone on Tuesday and have no time to sign in",
    )


class DayForm(Form):
    """One day that is not ahead of us."""

    day = UkDateField("Which day?", [InputRequired("Enter the day")], called="the day")

    def when(self) -> date:
        """Return the day."""
        day: date = self.day.data
        return day


class StartForm(DayForm):
    """When it started."""

    day = UkDateField(
        "When was the first day?", [InputRequired("Enter the first day")], called="the first day"
    )

    @classmethod
    def of(cls, row: Placement) -> Self:
        """Return the form with the agreed day, if it has come."""
        return cls(day=min(row.start, clock.today()) if row.start else None)


class CompleteForm(DayForm):
    """When it finished."""

    day = UkDateField(
        "When was the last day?", [InputRequired("Enter the last day")], called="the last day"
    )

    @classmethod
    def of(cls, row: Placement) -> Self:
        """Return the form with the agreed day, if it has come."""
        return cls(day=min(row.end, clock.today()) if row.end else None)

    def answers(self) -> Ending:
        """Return when it ended."""
        return Ending(self.when())


class EndEarlyForm(CompleteForm):
    """When, who and why."""

    who = RadioField(
        "Who ended it?", [InputRequired("Select who ended it")], choices=options(choices.WHO)
    )
    reason = TextAreaField(
        "Why?",
        [DataRequired("Enter why it ended"), Length(1000, called="The reason")],
        description="Plain facts help most: what changed, what would have helped",
    )

    @classmethod
    def of(cls, row: Placement) -> Self:
        """Return the form; the day is today more often than not."""
        return cls(day=clock.today())

    def answers(self) -> Ending:
        """Return when it ended, who ended it and why."""
        return Ending(self.when(), self.who.data, text(self.reason))


class DidNotStartForm(Form):
    """Who and why."""

    who = RadioField(
        "Who decided?", [InputRequired("Select who decided")], choices=options(choices.WHO)
    )
    reason = TextAreaField(
        "Why?", [DataRequired("Enter why it did not start"), Length(1000, called="The reason")]
    )

    @classmethod
    def of(cls, _: Placement) -> Self:
        """Return the form."""
        return cls()

    def answers(self) -> Ending:
        """Return who decided and why."""
        return Ending(clock.today(), self.who.data, text(self.reason))


class NoteForm(Form):
    """How it is going."""

    face = RadioField(
        "How is it going?", [InputRequired("Select one face")], choices=options(choices.FACES)
    )
    words = TextAreaField("In a few words", [Length(1000, called="The words")])
    wants_to_talk = BooleanField("They would like to talk about it")

    def answers(self) -> Said:
        """Return the face and the words."""
        talk = "wants_to_talk" in self and bool(self.wants_to_talk.data)
        return Said(int(self.face.data), text(self.words), wants_to_talk=talk)


class ReviewForm(Form):
    """How it went."""

    face = RadioField(
        "How did it go?", [InputRequired("Select one face")], choices=options(choices.FACES)
    )
    words = TextAreaField(
        "What would you tell somebody who comes next?", [Length(1000, called="This")]
    )
    again = RadioField(
        "Would you do it again?",
        [InputRequired("Select yes or no")],
        choices=options(choices.YES_NO),
    )

    def answers(self) -> Said:
        """Return the face, the words and whether again."""
        return Said(int(self.face.data), text(self.words), again=self.again.data == "yes")


class FollowUpForm(Form):
    """What became of it."""

    answer = RadioField(
        "What are they doing now?",
        [InputRequired("Select what they are doing now")],
        choices=options(choices.ANSWERS),
    )
    words = TextAreaField("Anything worth remembering?", [Length(1000, called="This")])

    @classmethod
    def of(cls, row: FollowUp) -> Self:
        """Return the form, with the answer given before."""
        return cls(answer=row.answer, words=row.words)

    def answers(self) -> WhatBecame:
        """Return what became of it."""
        return WhatBecame(self.answer.data, text(self.words))


class CodeForm(Form):
    """Which activity code goes on the record."""

    code = RadioField(
        "What are they doing, for the return?",
        [InputRequired("Select an activity")],
        choices=options(ACTIVITIES),
    )
    since = UkDateField(
        "Since when?", [InputRequired("Enter the day it began")], called="the day it began"
    )

    @classmethod
    def of(cls, row: FollowUp) -> Self:
        """Return the form with what is proposed."""
        began = row.placement.start if row.answer == "still_there" else None
        return cls(code=row.proposed_code, since=began)
