"""Questions about introducing somebody, about an employer’s answer, about what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional

from app import clock
from app.fields import (
    Form,
    Length,
    MultiCheckboxField,
    UkDateField,
    UkTimeField,
    options,
    text,
)
from app.introductions import choices
from app.introductions.answers import Interview, Refusal
from app.introductions.models import Introduction, Outcome
from app.introductions.services import Draft
from app.young_people import choices as young_people
from app.young_people.forms import EVIDENCE
from app.young_people.models import Purpose, YoungPerson
from app.young_people.services import Agreement

USUAL = ("preferred_name", "age", "skills", "availability")


class IntroduceForm(Form):
    """What one employer may be told, in whose words, and who agreed to it."""

    shared = MultiCheckboxField(
        "What may they be told?",
        [InputRequired("Select what the employer may be told")],
        choices=options(young_people.SHARED),
        description="Nothing else is ever shown to them",
    )
    message = TextAreaField(
        "Your message to the employer",
        [DataRequired("Enter a message to the employer"), Length(1500, called="The message")],
        description=(
            "Two or three sentences: what they are good at, what they would like to try, what helps. "
            "Nothing about their past"
        ),
    )
    agreed = RadioField(
        "Have they agreed?",
        [InputRequired("Select whether they have agreed")],
        choices=options(choices.AGREED),
    )
    how = RadioField("How did you ask?", choices=options(young_people.HOW), validate_choice=False)
    authority_held_by = RadioField(
        "Who may decide about this for them?",
        choices=options(young_people.AUTHORITY),
        validate_choice=False,
        description="They are under 18, or we don’t know their age",
    )
    given_by = RadioField(
        "Who agreed?", choices=options(young_people.GIVEN_BY), validate_choice=False
    )
    evidence = StringField(
        "Where is their yes written down?", [Length(300, called="This")], description=EVIDENCE
    )
    until = UkDateField("Until when?", description="Leave empty if they set no end")

    # What has to be answered once they agreed, and what to say when it is not.
    needed: ClassVar[dict[str, str]] = {
        "how": "Select how you asked",
        "authority_held_by": "Select who may decide about this for them",
        "given_by": "Select who agreed",
    }

    @classmethod
    def about(cls, person: YoungPerson, row: Introduction | None, *, young: bool) -> Self:
        """Return the form as it was left; who decides is asked only of somebody under 18."""
        form = cls(
            shared=list(row.shared_fields) if row else [key for key in USUAL if _has(person, key)],
            message=row.message if row else "",
        )
        if not young:
            del form.authority_held_by, form.given_by, form.evidence
        return form

    def validate(self, extra_validators: object = None) -> bool:
        """Check the questions about the agreement only when there is one."""
        good = super().validate(extra_validators)
        if self.agreed.data == "yes":
            for name, words in self.needed.items():
                good = self._answered(name, words) and good
        return bool(good)

    def _answered(self, name: str, words: str) -> bool:
        if name not in self or self[name].data in _values(self[name]):
            return True
        self[name].errors = [*self[name].errors, words]
        return False

    def answers(self) -> Draft:
        """Return what was prepared."""
        shared = tuple(self.shared.data or ())
        agreed = self.agreed.data == "yes"
        return Draft(text(self.message), shared, self._agreement(shared) if agreed else None)

    def _agreement(self, shared: tuple[str, ...]) -> Agreement:
        return Agreement(
            purpose=Purpose.SHARE,
            how=self.how.data,
            given_by=self.given_by.data if "given_by" in self else "young person",
            authority_held_by=self.authority_held_by.data if "authority_held_by" in self else "",
            evidence=text(self.evidence) if "evidence" in self else "",
            shared=shared,
            until=self.until.data,
        )


def _values(field: Any) -> set[str]:
    return {choice.value for choice in field.choices}


def _has(person: YoungPerson, key: str) -> bool:
    return bool(getattr(person, {"age": "born", "availability": "days"}.get(key, key)))


class InterviewForm(Form):
    """When and where to meet."""

    day = UkDateField("Which day?", [InputRequired("Enter the day")], called="the day")
    time = UkTimeField(
        "What time?",
        [InputRequired("Enter the time, like 9:30am")],
        called="the time",
        description="For example, 9:30am or 2pm",
    )
    where = StringField(
        "Where?",
        [DataRequired("Enter where you will meet"), Length(200, called="The place")],
        description="The address, or “by video” and the link",
    )
    notes = TextAreaField(
        "Anything to bring, and who to ask for?",
        [Length(600, called="This")],
        description="For example: ask for Sam at the counter. Nothing to bring",
    )

    @classmethod
    def of(cls, row: Introduction) -> Self:
        """Return the form, with what is set already."""
        at = clock.local(row.interview_at) if row.interview_at else None
        where = row.interview_where or (row.opportunity.postcode or "")
        return cls(
            day=at.date() if at else None,
            time=at.time() if at else None,
            where=where,
            notes=row.interview_notes,
        )

    def answers(self) -> Interview:
        """Return when and where; the time is London’s."""
        moment = clock.at(self.day.data, self.time.data)
        return Interview(moment, text(self.where), text(self.notes))


class RefusalForm(Form):
    """Why not this time."""

    outcome = RadioField(
        "What is the main reason?",
        [InputRequired("Select the main reason")],
        choices=options(choices.OUTCOMES),
    )
    words = TextAreaField(
        "A sentence for them to read",
        [Length(600, called="The sentence")],
        description="Something true and useful. If you leave it empty, we find kind words",
    )
    note = TextAreaField(
        "Anything only their advisor should know?", [Length(1000, called="The note")]
    )

    def answers(self) -> Refusal:
        """Return the reason, the words and the note."""
        return Refusal(Outcome(self.outcome.data), text(self.words), text(self.note))


class OfferForm(Form):
    """From when the place is theirs."""

    start = UkDateField(
        "When would they start?", [InputRequired("Enter the first day")], called="the first day"
    )

    @classmethod
    def of(cls, row: Introduction) -> Self:
        """Return the form, with the first day of the offer."""
        return cls(start=row.offered_start or row.opportunity.start)

    def answers(self) -> date:
        """Return the first day."""
        day: date = self.start.data
        return day


class ReasonForm(Form):
    """Why."""

    reason = TextAreaField(
        "Why?", [DataRequired("Enter a reason"), Length(1000, called="The reason")]
    )


class AcceptForm(Form):
    """Which of the other introductions stay open when somebody takes a place."""

    keep = MultiCheckboxField(
        "Which of their other introductions should stay open?",
        [Optional()],
        description="Those you leave empty end today; the employers hear only that it is over",
    )

    @classmethod
    def among(cls, others: list[Introduction]) -> Self:
        """Return the form; without others there is nothing to ask."""
        form = cls()
        form.keep.choices = options(
            (row.ref, f"{row.opportunity.title}, {row.opportunity.employer.name}") for row in others
        )
        if not others:
            del form.keep
        return form

    def kept(self) -> set[str]:
        """Return the references of what stays open."""
        return set(self.keep.data or ()) if "keep" in self else set()


class CallForm(Form):
    """Please ring me: nothing to fill in."""

    sure = HiddenField(default="yes")


class SearchForm(Form):
    """A name, an employer or an offer; sent by post, so that no address and no log holds it."""

    q = StringField("Name, employer or offer", [Length(100, called="The search")])
