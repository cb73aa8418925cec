"""Who the offer is for, what is asked of them, their safety, and their first day."""

from __future__ import annotations

from typing import Any

from wtforms import FormField, StringField, TextAreaField

from app.fields import Length, UkDateField, WholeNumberField, text, text_or_none
from app.opportunities import wording
from app.opportunities.answers import Answers
from app.opportunities.forms.builder import plain
from app.opportunities.forms.parts import (
    Part,
    SectionForm,
    as_yes_no,
    chosen,
    lines,
    listed,
    number,
    radio,
    said,
    select,
    yes_no,
)


class ApprenticeshipForm(SectionForm):
    """What only an apprenticeship has."""

    level = select("Level", {n: wording.LEVELS[n] for n in range(2, 8)}, "Choose a level")
    training_provider = StringField(
        "Training provider", [Length(120)], description="Leave it empty if you are still looking"
    )
    first_year_apprentice = yes_no("Is the pay you entered for the first year only?")

    def values(self) -> dict[str, Any]:
        """Return the answers."""
        return {
            "level": number(self.level),
            "training_provider": text_or_none(self.training_provider),
            "first_year_apprentice": said(self.first_year_apprentice),
        }

    @classmethod
    def filled(cls, answers: Answers) -> dict[str, Any]:
        """Return what the boxes show."""
        return {
            "level": str(answers.level or ""),
            "training_provider": answers.training_provider,
            "first_year_apprentice": as_yes_no(answers.first_year_apprentice),
        }


class WhoForm(SectionForm):
    """The ages it is for."""

    min_age = WholeNumberField("Youngest age", minimum=13, maximum=99)
    max_age = WholeNumberField(
        "Oldest age", minimum=13, maximum=99, description="Empty if there is none"
    )
    school_age = yes_no("Can people come who are still at school (Year 11 or below)?")

    def values(self) -> dict[str, Any]:
        """Return the answers."""
        return {
            "min_age": self.min_age.data,
            "max_age": self.max_age.data,
            "school_age": said(self.school_age),
        }

    @classmethod
    def filled(cls, answers: Answers) -> dict[str, Any]:
        """Return what the boxes show."""
        return {**plain(cls, answers), "school_age": as_yes_no(answers.school_age)}


class Qualification(Part):
    """One qualification."""

    name = StringField("Qualification", [Length(80)])
    level = select("Level", wording.LEVELS, "Any level")


class AsksForm(SectionForm):
    """What people need, and what would only help."""

    essential = lines(
        "What people need to be able to do", description="One a line. As few as you can"
    )
    desirable = lines("What would help, but can be learned", description="One a line")
    skills = lines(
        "Skills in a word or two", longest=40, description="One a line, like “listening”"
    )
    first, second, third = (FormField(Qualification, f"Qualification {n}") for n in (1, 2, 3))
    min_level = select("Level of qualification needed", wording.LEVELS, "None needed")

    def rows(self) -> list[Any]:
        """Return the rows for qualifications."""
        return [self.first, self.second, self.third]

    def values(self) -> dict[str, Any]:
        """Return the answers."""
        rows = [{"name": text(row.form["name"]), "level": number(row.level)} for row in self.rows()]
        return {
            "essential": listed(self.essential),
            "desirable": listed(self.desirable),
            "skills": listed(self.skills),
            "essential_qualifications": [row for row in rows if row["name"]],
            "min_level": number(self.min_level),
        }

    @classmethod
    def filled(cls, answers: Answers) -> dict[str, Any]:
        """Return what the boxes show."""
        kept = zip(
            ("first", "second", "third"), answers.essential_qualifications or (), strict=False
        )
        rows = {
            key: {
                "name": row.get("name"),
                "level": "" if row.get("level") is None else str(row["level"]),
            }
            for key, row in kept
        }
        return {
            **rows,
            "essential": "\n".join(answers.essential or ()),
            "desirable": "\n".join(answers.desirable or ()),
            "skills": "\n".join(answers.skills or ()),
            "min_level": "" if answers.min_level is None else str(answers.min_level),
        }


class ChecksForm(SectionForm):
    """DBS checks; what may not be asked is not asked."""

    regulated_activity = yes_no(
        "Is it caring for children or adults at risk?",
        description="The law calls this regulated activity: a nursery, a care home, personal care",
    )
    person_dbs = radio("Which DBS check does the young person need?", wording.CHECKS)
    supervisor_dbs = radio("Which DBS check do you want for the supervisor?", wording.CHECKS)
    supervised_frequently = yes_no("Is the supervisor often alone with somebody under 16?")

    def suited(self, answers: Answers, _: str) -> ChecksForm:
        """Ask about supervisors only where somebody under 16 may come, or it was answered before."""
        young = answers.school_age or (answers.min_age is not None and answers.min_age < 16)
        if not young and answers.supervisor_dbs in {None, "none"}:
            del self.supervisor_dbs, self.supervised_frequently
        return self

    def values(self) -> dict[str, Any]:
        """Return the answers."""
        asked = {
            "regulated_activity": said(self.regulated_activity),
            "person_dbs": chosen(self.person_dbs),
        }
        if "supervisor_dbs" in self:
            asked["supervisor_dbs"] = chosen(self.supervisor_dbs)
            asked["supervised_frequently"] = said(self.supervised_frequently)
        return asked

    @classmethod
    def filled(cls, answers: Answers) -> dict[str, Any]:
        """Return what the boxes show."""
        return {
            "regulated_activity": as_yes_no(answers.regulated_activity),
            "person_dbs": answers.person_dbs,
            "supervisor_dbs": answers.supervisor_dbs,
            "supervised_frequently": as_yes_no(answers.supervised_frequently),
        }


class SafetyForm(SectionForm):
    """Tools, risks, and whom to tell when something is wrong."""

    tools = TextAreaField(
        "Tools and protective equipment, and who brings them", [Length(500, called="This")]
    )
    risk_assessed_on = UkDateField(
        "When did you last look at the risks for a young person?",
        called="the date of the risk assessment",
    )
    safeguarding_contact = StringField(
        "Who can be told about a worry?", [Length(200)], description="A name and a phone number"
    )

    def values(self) -> dict[str, Any]:
        """Return the answers."""
        return {
            "tools": text(self.tools),
            "risk_assessed_on": self.risk_assessed_on.data,
            "safeguarding_contact": text(self.safeguarding_contact),
        }


def _line(key: str, hint: str) -> Any:
    return StringField(wording.DAY_ONE[key], [Length(200)], description=hint)


class DayOneForm(SectionForm):
    """What to expect on the first day."""

    who_meets_you = _line("who_meets_you", "A first name, and where: “Sam, at the back door”")
    what_to_wear = _line("what_to_wear", "And what you lend")
    bring = _line("bring", "Nothing, if nothing is needed")
    lunch = _line("lunch", "Where people eat, and whether food is there")
    breaks = _line("breaks", "When, and how long")
    getting_here = _line("getting_here", "Bus stop or station, and the walk from there")
    parking = _line("parking", "Cars and bicycles")
    quiet_space = _line("quiet_space", "Where somebody can be alone for a moment")

    def values(self) -> dict[str, Any]:
        """Return the answers."""
        card = {key: text(self[key]) for key in wording.DAY_ONE}
        return {"day_one": {key: words for key, words in card.items() if words}}

    @classmethod
    def filled(cls, answers: Answers) -> dict[str, Any]:
        """Return what the boxes show."""
        return dict(answers.day_one or {})
