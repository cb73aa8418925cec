"""Questions about cases: opening one, the yes or no, the grid, interviews, feedback, reasons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from wtforms import (
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Optional

from app import clock
from app.errors import DomainError, Stale
from app.fields import Form, Length, UkDateField, UkTimeField, options, text
from app.guarantee.models import Criterion, GuaranteeCase, Mark
from app.guarantee.services import Interview, Marked, NewCase

APPLICATION_ONLY = "Write about the application only. Leave out anything about the person’s life."


class VersionedForm(Form):
    """A form about something others may change at the same time."""

    status = 200
    stale = False
    version = HiddenField()

    @classmethod
    def on(cls, subject: Any, **known: Any) -> Self:
        """Return the form about this subject, with its version as it is shown."""
        return cls(data={**known, "version": str(subject.version)})

    def seen(self) -> int:
        """The version the person had in front of them."""
        typed = str(self.version.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1

    def refused(self, error: DomainError, subject: Any) -> None:
        """Show an error; when somebody else saved first, the next save may be over theirs."""
        error.show_on(self)
        if isinstance(error, Stale):
            self.stale, self.status = True, 409
            self.version.data = str(subject.version)


class CaseForm(Form):
    """Opening a case."""

    vacancy = SelectField("Which vacancy?", [DataRequired("Select the vacancy")])
    candidate_name = StringField(
        "What is the candidate called?",
        [DataRequired("Enter the candidate’s name"), Length(120, called="The name")],
        render_kw={"autocomplete": "off"},
    )
    application_number = StringField(
        "Application number",
        [DataRequired("Enter the application number"), Length(40)],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    declared_on = UkDateField(
        "When did they declare it?",
        [DataRequired("Enter the day they declared it")],
        called="The day they declared it",
        description="The day the application with the tick box arrived, or the day they told you.",
    )

    def offer(self, vacancies: Iterable[tuple[str, str]]) -> None:
        """Give the list its vacancies."""
        self.vacancy.choices = options([("", "Select a vacancy"), *vacancies])

    def validate_declared_on(self, field: Any) -> None:
        """Refuse a day to come."""
        if field.data > clock.today():
            raise ValidationError("The day they declared it must be today or in the past")

    def answers(self) -> NewCase:
        """The answers as plain values, once the form is valid."""
        return NewCase(
            vacancy=self.vacancy.data,
            candidate_name=text(self.candidate_name),
            application_number=text(self.application_number),
            declared_on=self.declared_on.data,
        )


class AnswerForm(Form):
    """Yes or no, and nothing else."""

    applies = RadioField(
        "Does the guarantee apply to this candidate?",
        [InputRequired("Select yes or no")],
        choices=options([("yes", "Yes"), ("no", "No")]),
    )


class ReasonForm(Form):
    """Why."""

    reason = TextAreaField(
        "Why?", [DataRequired("Enter a reason"), Length(1000)], description=APPLICATION_ONLY
    )


class BreachForm(VersionedForm):
    """Why a promise was not kept in time."""

    reason = TextAreaField(
        "What made it late?",
        [DataRequired("Enter what made it late"), Length(1000, called="The reason")],
        description="A sentence about our work, like “Two panel members were off sick”. "
        "Leave out anything about the candidate.",
    )


class FeedbackForm(VersionedForm):
    """What the candidate is told."""

    feedback = TextAreaField(
        "Feedback for the candidate",
        [DataRequired("Enter the feedback"), Length(4000, called="The feedback")],
        description="In words they can read: what was good, what was missing, what would help next time.",
    )


class ReviewForm(VersionedForm):
    """The second reviewer's view."""

    view = RadioField(
        "Do you agree that the criteria are not met?",
        [InputRequired("Select whether you agree")],
        choices=options([("agree", "Yes, I agree"), ("differ", "No, I see it differently")]),
    )
    words = TextAreaField(
        "What do you see differently?",
        [Length(1000, called="What you see differently")],
        description=APPLICATION_ONLY,
    )

    def validate_words(self, field: Any) -> None:
        """Ask for words from whoever does not agree."""
        if self.view.data == "differ" and not text(field):
            raise ValidationError("Enter what you see differently")


class InterviewForm(VersionedForm):
    """When and where the interview is."""

    day = UkDateField(
        "Date of the interview",
        [DataRequired("Enter the date of the interview")],
        called="The date",
    )
    start = UkTimeField(
        "Time it starts",
        [InputRequired("Enter the time it starts, like 10am or 2:30pm")],
        called="The time",
        description="Like 10am or 2:30pm.",
    )
    where = StringField(
        "Where is it?",
        [DataRequired("Enter where the interview is"), Length(200, called="The place")],
        description="The building and room, or the link of a video call.",
    )

    def answers(self) -> Interview:
        """The answers as plain values, once the form is valid."""
        return Interview(clock.at(self.day.data, self.start.data), text(self.where))

    @staticmethod
    def stored(case: GuaranteeCase) -> dict[str, Any]:
        """Return the interview by the names of the questions."""
        at = clock.local(case.interview_at) if case.interview_at else None
        return {
            "day": at.date() if at else None,
            "start": at.time() if at else None,
            "where": case.interview_where,
        }


MARKS = [("met", "Met"), ("not_met", "Not met"), ("unclear", "Unclear"), ("", "Not yet looked at")]


class GridForm(VersionedForm):
    """Each criterion with a mark and the evidence for it."""

    rows: dict[int, tuple[str, str]]
    deciding: set[int]

    @classmethod
    def about(cls, lines: list[Criterion], deciding: set[int]) -> type[Self]:
        """Return this form with two questions for each criterion."""
        questions: dict[str, Any] = {"rows": {}, "deciding": deciding}
        for line in lines:
            names = f"mark_{line.id}", f"evidence_{line.id}"
            questions["rows"][line.id] = names
            questions[names[0]] = RadioField(
                line.words,
                choices=options(
                    [
                        ("met", "Met"),
                        ("not_met", "Not met"),
                        ("unclear", "Unclear"),
                        ("", "Not yet looked at"),
                    ]
                ),
                default="",
            )
            questions[names[1]] = TextAreaField(
                "Evidence", [Length(1000, called="The evidence")], render_kw={"spellcheck": "true"}
            )
        return type(cls.__name__, (cls,), questions)

    @staticmethod
    def stored(case: GuaranteeCase) -> dict[str, str]:
        """Return what the grid holds, by the names of the questions."""
        found: dict[str, str] = {}
        for row in case.marks:
            found[f"mark_{row.criterion_id}"] = row.mark.value
            found[f"evidence_{row.criterion_id}"] = row.evidence
        return found

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the evidence of each mark that decides."""
        good = super().validate(extra_validators)
        for number, (mark, evidence) in self.rows.items():
            decides = number in self.deciding and self[mark].data in {Mark.MET, Mark.NOT_MET}
            if decides and not text(self[evidence]):
                self[evidence].errors = [
                    f"Enter what in the application shows it: {self[mark].label.text}"
                ]
                good = False
        return bool(good)

    def answers(self) -> dict[int, Marked | None]:
        """The grid as plain values, once the form is valid."""
        return {
            number: Marked(Mark(self[mark].data), text(self[evidence])) if self[mark].data else None
            for number, (mark, evidence) in self.rows.items()
        }

    def differences(self, case: GuaranteeCase) -> list[tuple[str, str, str]]:
        """Return each answer that is not what is stored now: its words, theirs, ours."""
        theirs = self.stored(case)
        pairs = [
            (
                self[mark].label.text,
                _spoken(theirs, mark, evidence),
                _spoken(self.data, mark, evidence),
            )
            for mark, evidence in self.rows.values()
        ]
        return [pair for pair in pairs if pair[1] != pair[2]]


def _spoken(values: dict[str, Any], mark: str, evidence: str) -> str:
    words = str(values.get(mark) or "not yet looked at").replace("_", " ").capitalize()
    because = str(values.get(evidence) or "").strip()
    return f"{words}: {because}" if because else words


class PeriodForm(Form):
    """From when until when."""

    class Meta(Form.Meta):
        """A form that only asks carries no proof of origin."""

        csrf = False

    since = UkDateField("From", [Optional()], called="The first day")
    until = UkDateField("To", [Optional()], called="The last day")

    @classmethod
    def asked(cls, args: Any) -> Self:
        """Return the form as the address asks for it; the last twelve months when it does not."""
        since, until = cls._year_until(clock.today())
        return cls(args or None, data={"since": since, "until": until})

    @staticmethod
    def _year_until(day: date) -> tuple[date, date]:
        return day.replace(year=day.year - 1, day=min(day.day, 28)), day

    def period(self) -> tuple[date, date]:
        """Return the two days; a year up to the last where only that is known."""
        until = self.until.data or clock.today()
        return self.since.data or self._year_until(until)[0], until

    def validate_until(self, field: Any) -> None:
        """Refuse a period that ends before it begins."""
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError("The last day must be the first day or later")
