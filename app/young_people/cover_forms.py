"""Questions about cover and handing over: who, when, for whom, and what to know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from app import clock
from app.accounts.models import Team, User
from app.fields import Form, Length, MultiCheckboxField, UkDateField, text
from app.filters import plural
from app.young_people.models import YoungPerson, YoungPersonState
from app.young_people.team_moves import Offer

CHOOSE = ("", "Choose")
NOTE = "They may ask to read it. No health details: write down what helps instead"


class DaysForm(Form):
    """From when to when."""

    begins = UkDateField("First day", [InputRequired("Enter the first day")])
    ends = UkDateField(
        "Last day",
        [InputRequired("Enter the last day")],
        description="It ends by itself after this day",
    )


class CoverForm(DaysForm):
    """Who looks after a caseload, from when to when, for whom, and what they should know."""

    covered_by = MultiCheckboxField(
        "Who covers?", description="Several share the young people, those with fewest get more"
    )
    outside = SelectField("Somebody of another team", choices=[])
    outside_reason = TextAreaField(
        "Why somebody of another team?", [Length(500, called="The reason")]
    )
    people = MultiCheckboxField(
        "Only for some?", description="Tick nobody to have everybody covered"
    )
    note = TextAreaField(
        "What should they know?", [Length(2000, called="The note")], description=NOTE
    )
    hints: Mapping[str, str] = {}

    @classmethod
    def asking(
        cls,
        colleagues: Mapping[User, int],
        elsewhere: Sequence[User],
        people: Sequence[YoungPerson],
    ) -> CoverForm:
        """Return the form with those to choose from and, as a start, this week."""
        today = clock.today()
        friday = today + timedelta(days=(4 - today.weekday()) % 7)
        form = cls(data={"begins": today, "ends": friday})
        form.covered_by.choices = [(user.ref, user.name) for user in colleagues]
        form.hints = {
            user.ref: plural(count, "young person", "young people")
            for user, count in colleagues.items()
        }
        form.people.choices = [(person.ref, person.full_name) for person in people]
        if elsewhere:
            form.outside.choices = [("", "Nobody"), *_of_teams(elsewhere)]
        else:
            del form.outside, form.outside_reason
        return form

    def chosen(self) -> list[str]:
        """Return the references of those who cover."""
        outside = self.outside.data if "outside" in self else ""
        return [*(self.covered_by.data or ()), *([outside] if outside else [])]

    def answers(self) -> dict[str, Any]:
        """Return the days, the note and the reason."""
        reason = text(self.outside_reason) if "outside_reason" in self else ""
        return {
            "begins": self.begins.data,
            "ends": self.ends.data,
            "note": text(self.note),
            "outside_reason": reason,
        }


def _of_teams(users: Sequence[User]) -> list[tuple[str, str]]:
    return [(user.ref, f"{user.name}, {user.team.name if user.team else ''}") for user in users]


class PeopleForm(Form):
    """Which young people of a caseload."""

    known: Sequence[str] = ()
    everybody = BooleanField("Everybody on this caseload")
    people = MultiCheckboxField("Who is handed over?")

    def offer_people(self, people: Sequence[YoungPerson]) -> None:
        """Let those on a caseload be chosen."""
        self.people.choices = [(person.ref, _named(person)) for person in people]
        self.known = [person.ref for person in people]

    def validate_people(self, field: Any) -> None:
        """Somebody has to be handed over: everybody, or whoever is ticked."""
        if not field.data and not self.everybody.data:
            raise ValidationError("Select at least one young person")

    def chosen(self) -> list[str]:
        """Return the references of those who are handed over."""
        return list(self.known if self.everybody.data else self.people.data or ())


class HandOverForm(PeopleForm):
    """Who is handed over, to whom, and why."""

    to = MultiCheckboxField(
        "To which advisor?",
        [DataRequired("Select an advisor")],
        description="Several share them, those with fewest get more. You see who gets whom next",
    )
    reason = TextAreaField(
        "Why?", [DataRequired("Enter a reason"), Length(500, called="The reason")]
    )
    hints: Mapping[str, str] = {}

    @classmethod
    def asking(cls, colleagues: Mapping[User, int], people: Sequence[YoungPerson]) -> HandOverForm:
        """Return the form with those to choose from; nobody is ticked beforehand."""
        form = cls()
        form.offer_people(people)
        form.to.choices = [(user.ref, user.name) for user in colleagues]
        form.hints = {
            user.ref: plural(count, "young person", "young people")
            for user, count in colleagues.items()
        }
        return form


class OfferForm(PeopleForm):
    """Who is offered to which team, why, and what its manager should know."""

    team = RadioField("To which team?", [InputRequired("Select a team")])
    reason = TextAreaField(
        "Why?", [DataRequired("Enter a reason"), Length(500, called="The reason")]
    )
    note = TextAreaField(
        "What should their manager and next advisor know?",
        [Length(2000, called="The note")],
        description="No names: until they take them in, they see how many there are and this note",
    )

    @classmethod
    def asking(cls, teams: Sequence[Team], people: Sequence[YoungPerson]) -> OfferForm:
        """Return the form with those to choose from."""
        form = cls()
        form.offer_people(people)
        form.team.choices = [(str(team.id), team.name) for team in teams]
        return form

    def offer(self, teams: Sequence[Team], people: Sequence[YoungPerson]) -> Offer:
        """Return who is offered to whom."""
        (team,) = (team for team in teams if str(team.id) == self.team.data)
        chosen = [person for person in people if person.ref in set(self.chosen())]
        return Offer(chosen, team, text(self.reason), text(self.note))


class TakersForm(Form):
    """Who takes them on."""

    to = MultiCheckboxField(
        "Who takes them on?",
        [DataRequired("Select an advisor")],
        description="Several share them, those with fewest get more",
    )


def _named(person: YoungPerson) -> str:
    closed = person.state == YoungPersonState.CLOSED
    return f"{person.full_name} (closed)" if closed else person.full_name


class ReasonForm(Form):
    """Why not."""

    reason = TextAreaField(
        "Why?", [DataRequired("Enter a reason"), Length(500, called="The reason")]
    )


class AdoptForm(ReasonForm):
    """Who takes on those who are in no team."""

    to = MultiCheckboxField("To which advisor?", [DataRequired("Select an advisor")])


def sharing(
    people: Sequence[YoungPerson],
    advisors: Sequence[tuple[str, str]],
    now: Mapping[int, tuple[str, str]],
    *,
    choose: bool = True,
) -> Form:
    """Return a form that asks for each young person who has them, and what that one should know.

    `now` holds, by the number of a young person, whom they have and the note there is.
    """
    questions: dict[str, Any] = {}
    for person in people:
        if choose:
            questions[f"who_{person.id}"] = SelectField(
                f"Who has {person.full_name}?", choices=list(advisors)
            )
        questions[f"note_{person.id}"] = TextAreaField(
            f"Note about {person.full_name}", [Length(2000, called="The note")]
        )
    made: type[Form] = type("Sharing", (Form,), questions)
    known = {f"who_{number}": who for number, (who, _) in now.items()}
    known |= {f"note_{number}": note for number, (_, note) in now.items()}
    return made(data=known)


def shared(form: Form, people: Sequence[YoungPerson]) -> dict[int, tuple[str, str]]:
    """Return what was answered: by the number of a young person, whom they have and the note."""
    found = {}
    for person in people:
        who = f"who_{person.id}"
        answer = form[who].data if who in form else ""
        found[person.id] = (answer or "", text(form[f"note_{person.id}"]))
    return found
