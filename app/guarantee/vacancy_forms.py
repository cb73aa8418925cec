"""Questions about vacancies and about the wordings of the guarantee."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired

from app.fields import Form, Length, MultiCheckboxField, UkDateField, options, text
from app.guarantee.criteria import in_both, read_criteria
from app.guarantee.forms import VersionedForm
from app.guarantee.models import Mode, Vacancy
from app.guarantee.policies import NewPolicy
from app.guarantee.vacancies import Details, details_of

MODES = {
    Mode.ALL_ESSENTIAL: "Every essential criterion",
    Mode.MARKED_ONLY: "Only the essential criteria marked as minimum requirements",
}
ONE_A_LINE = "One on each line."


class VacancyForm(VersionedForm):
    """A vacancy and what it asks for."""

    number = StringField(
        "Vacancy number",
        [DataRequired("Enter the vacancy number"), Length(40)],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    title = StringField("Job title", [DataRequired("Enter the job title"), Length(120)])
    department = StringField("Department", [DataRequired("Enter the department"), Length(120)])
    closes = UkDateField(
        "When does it close?", [DataRequired("Enter the closing date")], called="The closing date"
    )
    essential = TextAreaField(
        "Essential criteria",
        [DataRequired("Enter at least one essential criterion"), Length(9000)],
        description=f"{ONE_A_LINE} What somebody must have on the first day.",
    )
    desirable = TextAreaField(
        "Desirable criteria",
        [Length(9000)],
        description=f"{ONE_A_LINE} Good to have. These never decide whether an interview is guaranteed.",
    )

    def validate_essential(self, field: Any) -> None:
        """Refuse what is too long or too much."""
        _checked(field)

    def validate_desirable(self, field: Any) -> None:
        """Refuse what is too long, too much, or essential as well."""
        _checked(field)
        twice = in_both(self._lines(self.essential), self._lines(field))
        if twice:
            raise ValidationError(f"“{twice[:60]}” is essential and desirable. Keep it in one list")

    @staticmethod
    def _lines(field: Any) -> tuple[str, ...]:
        try:
            return read_criteria(text(field))
        except ValueError:
            return ()

    def answers(self) -> Details:
        """The answers as plain values, once the form is valid."""
        return Details(
            number=text(self.number),
            title=text(self.title),
            department=text(self.department),
            closes=self.closes.data,
            essential=self._lines(self.essential),
            desirable=self._lines(self.desirable),
        )

    @staticmethod
    def stored(vacancy: Vacancy) -> dict[str, Any]:
        """Return a vacancy by the names of the questions."""
        known = vars(details_of(vacancy))
        lists = {name: "\n".join(known[name]) for name in ("essential", "desirable")}
        return {**known, **lists}

    def differences(self, vacancy: Vacancy) -> list[tuple[str, str, str]]:
        """Return each answer that is not what is stored now: its words, theirs, ours."""
        theirs = self.stored(vacancy)
        asked = [self[name] for name in theirs]
        pairs = [(f.label.text, str(theirs[f.name]), _as_typed(f)) for f in asked]
        return [pair for pair in pairs if pair[1] != pair[2]]


def _as_typed(field: Any) -> str:
    return text(field) if isinstance(field, StringField) else str(field.data or "")


def _checked(field: Any) -> None:
    try:
        read_criteria(text(field))
    except ValueError as error:
        raise ValidationError(str(error)) from error


class MinimumForm(VersionedForm):
    """Which essential criteria are minimum requirements."""

    minimum = MultiCheckboxField(
        "Which essential criteria are minimum requirements?",
        description="Under a wording that asks only for the minimum requirements, these decide. "
        "With none ticked, every essential criterion counts.",
    )

    def offer(self, vacancy: Vacancy) -> None:
        """Give the list the essential criteria."""
        lines = [line for line in vacancy.criteria if line.essential]
        self.minimum.choices = options([(str(line.id), line.words) for line in lines])

    def answers(self) -> set[int]:
        """The numbers of the criteria ticked, once the form is valid."""
        return {int(number) for number in self.minimum.data or ()}


class PolicyForm(Form):
    """A wording of the guarantee."""

    title = StringField(
        "What do you call this wording?",
        [DataRequired("Enter a short name for this wording"), Length(120, called="The name")],
    )
    wording = TextAreaField(
        "The wording, as the council has published it",
        [DataRequired("Enter the wording"), Length(4000, called="The wording")],
    )
    mode = RadioField(
        "Which criteria count?",
        [InputRequired("Select which criteria count")],
        choices=options([(mode.value, words) for mode, words in MODES.items()]),
    )
    valid_from = UkDateField(
        "From which day does it hold?",
        [DataRequired("Enter the day from which it holds")],
        called="The day from which it holds",
        description="Cases declared before this day keep the wording they have.",
    )
    source = StringField(
        "Where is it published?",
        [DataRequired("Enter where it is published"), Length(300, called="The source")],
        description="Like “Cabinet decision of 3 November 2026, item 7”.",
    )

    def answers(self) -> NewPolicy:
        """The answers as plain values, once the form is valid."""
        return NewPolicy(
            title=text(self.title),
            wording=text(self.wording),
            mode=Mode(self.mode.data),
            valid_from=self.valid_from.data,
            source=text(self.source),
        )
