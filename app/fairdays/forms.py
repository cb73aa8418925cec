"""Questions about a fair day: what it is, whom to invite, why."""

from __future__ import annotations

from typing import Any, Self

from wtforms import RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired

from app.accounts.models import Team
from app.fairdays.inviting import Cohort
from app.fairdays.models import FairKind
from app.fairdays.services import NewDay
from app.fields import (
    Form,
    Length,
    MultiCheckboxField,
    UkDateField,
    WholeNumberField,
    options,
    text,
)
from app.settings.models import Sector
from app.young_people.models import YoungPerson

KINDS = (
    (FairKind.CAREERS_FAIR.value, "Careers fair"),
    (FairKind.SUMMER_COHORT.value, "Summer cohort"),
    (FairKind.OTHER.value, "Something else"),
)


class DayForm(Form):
    """What is held, when and where."""

    name = StringField(
        "What is it called?",
        [DataRequired("Enter what it is called"), Length(120, called="The name")],
        description="For example, Summer taster week",
    )
    kind = RadioField("What is it?", [InputRequired("Select what it is")], choices=options(KINDS))
    begins = UkDateField(
        "First day",
        [InputRequired("Enter the first day")],
        called="first day",
        description="For example, 27 3 2027",
    )
    ends = UkDateField("Last day", called="last day", description="Leave empty when it is one day")
    place = StringField("Where is it?", [Length(200, called="The place")])
    note = TextAreaField(
        "A note for colleagues",
        [Length(2000, called="The note")],
        description="Not about any young person",
    )

    def validate_ends(self, _: Any) -> None:
        """The last day comes after the first."""
        if self.begins.data and self.ends.data and self.ends.data < self.begins.data:
            raise ValidationError("The last day must be the same as or after the first")

    def answers(self) -> NewDay:
        """Return the answers as plain values."""
        return NewDay(
            name=text(self.name),
            kind=FairKind(self.kind.data),
            begins=self.begins.data,
            ends=self.ends.data,
            place=text(self.place),
            note=text(self.note),
        )


class PlacesForm(Form):
    """How many places an offer has on the day."""

    places = WholeNumberField(
        "Places", [InputRequired("Enter how many places")], minimum=1, maximum=500
    )


class InviteForm(Form):
    """Whom to invite, without reading anybody’s record, and why."""

    teams: dict[str, str]
    sectors: dict[str, str]
    team = SelectField("Team", choices=[])
    sector = SelectField("Keen on or curious about", choices=[])
    reason = TextAreaField(
        "Why are they invited?",
        [Length(500, called="The reason")],
        description="Kept with each of them. For example, “Summer taster week, agreed with the teams”.",
    )

    @classmethod
    def about(cls, teams: list[Team], sectors: list[Sector], **given: Any) -> Self:
        """Return the form with the council’s own teams and sectors."""
        form = cls(**given)
        form.teams, form.sectors = (
            {str(t.id): t.name for t in teams},
            {s.key: s.name for s in sectors},
        )
        form.team.choices = options([("", "Every team"), *form.teams.items()])
        form.sector.choices = options([("", "Any sector"), *form.sectors.items()])
        return form

    def cohort(self) -> Cohort:
        """Return whom the answers mean; what is not among the choices means nobody in particular."""
        team = self.team.data if self.team.data in self.teams else ""
        sector = self.sector.data if self.sector.data in self.sectors else ""
        return Cohort(int(team) if team else None, sector or "")


class OwnForm(Form):
    """Which of one’s own young people come."""

    refs: list[str]
    people = MultiCheckboxField("Who would like to come?", choices=[])

    @classmethod
    def about(cls, people: list[YoungPerson]) -> Self:
        """Return the form with the young people who could come."""
        form = cls()
        form.refs = [one.ref for one in people]
        form.people.choices = options([(one.ref, one.full_name) for one in people])
        return form


class ReasonForm(Form):
    """Why."""

    reason = TextAreaField("Why?", [DataRequired("Enter a reason"), Length(1000)])


class ConfirmForm(Form):
    """A word with a confirmation, for the advisor."""

    reason = StringField(
        "A word for their advisor",
        [Length(300, called="The word for their advisor")],
        description="For example, why this place",
    )
