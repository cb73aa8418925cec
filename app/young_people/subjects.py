"""The subjects of a record, one page of questions each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Self

from wtforms import FieldList, FormField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired

from app import clock
from app.fields import (
    EmailField,
    Form,
    Length,
    MultiCheckboxField,
    OutwardPostcodeField,
    PhoneField,
    UkDateField,
    WholeNumberField,
    text,
)
from app.young_people import choices, helping
from app.young_people.models import Category, YoungPerson
from app.young_people.questions import MOST_LINES, Lines, Questions, lines, or_none, spoken


class About(Questions):
    """Who they are."""

    title = "About"
    preferred_name = StringField(
        "Name they go by", [DataRequired("Enter the name they go by"), Length(120)]
    )
    surname = StringField("Family name", [Length(120)])
    pronouns = StringField(
        "Pronouns", [Length(40)], description="As they say it, for example she/her or they/them"
    )
    born = UkDateField("Date of birth", description="For example, 27 3 2008")
    category = RadioField(
        "Care leaver category",
        coerce=or_none(Category),
        choices=[*choices.CATEGORIES, ("", "Not known yet")],
    )
    authority = StringField(
        "Responsible authority",
        [DataRequired("Enter the council that is responsible"), Length(80)],
        description="The council that looked after them, wherever they live now",
    )
    case_reference = StringField("Case reference", [Length(40)], description="From the case system")


class Contact(Questions):
    """How to reach them safely."""

    title = "Contact"
    contact_preference = RadioField(
        "How do they like to be contacted?", choices=[*choices.CONTACT, ("", "We don’t know yet")]
    )
    safe_times = StringField(
        "When is it safe and fine to contact them?",
        [Length(200, called="This")],
        description="For example, weekdays after 11am, never at the weekend",
    )
    phone = PhoneField("Phone number")
    email = EmailField("Email address")


class Skills(Questions):
    """What they can do."""

    title = "Skills"
    intro = "One on each line, in plain words: “fixing bikes”, “keeping calm”."
    back_to = "skills"
    shown = TextAreaField(
        "Skills somebody has seen",
        [Lines()],
        description="After a dash, who saw it and when: “cooking – Sam at the bakery, May 2026”",
    )
    said = TextAreaField("Skills they say they have", [Lines()])
    known: list[dict[str, Any]] = []

    @classmethod
    def on(cls, person: YoungPerson) -> Self:
        """Return the questions, which remember since when each skill is known."""
        form = super().on(person)
        form.known = person.skills
        return form

    @classmethod
    def stored(cls, person: YoungPerson) -> dict[str, Any]:
        """Return the skills parted by how they are known, one a line."""
        kinds = {
            kind: [_one_line(s) for s in person.skills if s["evidence"] == kind]
            for kind in cls.names()
        }
        return {kind: "\n".join(found) for kind, found in kinds.items()}

    def answers(self) -> dict[str, Any]:
        """Return the skills; one that was seen need not be said as well."""
        seen = [self._seen(line) for line in lines(self.shown.data)]
        names = {skill["name"] for skill in seen}
        said = [name for name in lines(self.said.data) if name not in names]
        return {"skills": seen + [{"name": name, "evidence": "said"} for name in said]}

    def _seen(self, line: str) -> dict[str, Any]:
        shown = [skill for skill in self.known if skill["evidence"] == "shown"]
        for skill in shown:
            if _one_line(skill) == line:
                return dict(skill)
        name, *by = re.split(r"\s+[–—-]\s+", line, maxsplit=1)
        on = clock.today().isoformat()
        return {"name": name, "evidence": "shown", "by": "".join(by).strip(), "on": on}


def _one_line(skill: dict[str, Any]) -> str:
    by = skill.get("by")
    return f"{skill['name']} – {by}" if by else str(skill["name"])


class Qualification(Form):
    """One qualification and its level."""

    class Meta(Form.Meta):
        """The page’s own proof covers its rows."""

        csrf = False

    name = StringField("Qualification", [Length(120)])
    level = SelectField("Level", choices=choices.LEVELS_OF_STUDY, coerce=or_none(int))


class Rows(FieldList):  # type: ignore[type-arg]
    """Rows of a form; numbers of rows that no page of ours has are passed over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.type = "FieldList"  # so that an error leads to the box it is about

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterable[int]:
        known = {f"{prefix}-{number}-name": number for number in range(MOST_LINES)}
        return [number for name, number in known.items() if name in formdata]


def _leveled(name: str, level: int | None) -> dict[str, Any]:
    # Where the level is left open and the name says it, the name counts.
    return {"name": name, "level": helping.level_in(name) if level is None else level}


class Qualifications(Questions):
    """What they have passed."""

    title = "Qualifications"
    intro = (
        "Certificates count too: food hygiene, first aid, a CSCS card. Where the name says the level, "
        "as “GCSE maths grade 5” does, you can leave it open. Empty a row to remove it."
    )
    back_to = "skills"
    qualifications = Rows(FormField(Qualification), max_entries=MOST_LINES)

    @property
    def levels(self) -> dict[str, Any]:
        """Which qualifications count as which level, with the source."""
        return helping.levels()

    @classmethod
    def on(cls, person: YoungPerson) -> Self:
        """Return a row for each qualification, and three to fill in."""
        form = super().on(person)
        blank = 0 if form.is_submitted() else min(3, MOST_LINES - len(form.qualifications))
        for _ in range(blank):
            form.qualifications.append_entry()
        return form

    def answers(self) -> dict[str, Any]:
        """Return the rows that have a name."""
        rows = [(text(row.form["name"]), row.form.level.data) for row in self.qualifications]
        return {"qualifications": [_leveled(name, level) for name, level in rows if name]}

    def differences(self, person: YoungPerson) -> list[tuple[str, str, str]]:
        """Return both lists when they differ."""
        mine, theirs = self.answers()["qualifications"], person.qualifications
        field = self.qualifications
        return [] if mine == theirs else [(self.title, spoken(field, theirs), spoken(field, mine))]


class Experience(Questions):
    """What they have done."""

    title = "Experience"
    intro = "Paid or not, at home or out: it all counts. One thing on each line."
    back_to = "skills"
    experience = TextAreaField("What have they done so far?", [Lines()])

    @classmethod
    def stored(cls, person: YoungPerson) -> dict[str, Any]:
        """Return what they did, one thing a line."""
        return {"experience": "\n".join(person.experience)}

    def answers(self) -> dict[str, Any]:
        """Return the lines."""
        return {"experience": lines(self.experience.data)}


class Travel(Questions):
    """How far they can go."""

    title = "Travel"
    back_to = "travel"
    outward = OutwardPostcodeField(
        "First part of their postcode",
        description="For example, MK9. That is enough: no full address is kept here",
    )
    travel_minutes = WholeNumberField(
        "How many minutes will they travel, one way?",
        called="minutes",
        minimum=5,
        maximum=180,
        description="Door to door, on a working day",
    )
    travel_modes = MultiCheckboxField("How do they get around?", choices=choices.MODES)


class Times(Questions):
    """When they can work."""

    title = "Times"
    back_to = "travel"
    available_from = UkDateField("First day they could start")
    available_to = UkDateField(
        "Last day, if there is one",
        called="last day",
        description="For example, before college starts again",
    )
    hours_per_week_max = WholeNumberField(
        "Most hours in a week",
        minimum=1,
        maximum=48,
        description="Under 18, the law allows 40 at most, all jobs together",
    )
    days = MultiCheckboxField("Which days could they work?", choices=choices.DAYS)


class Helps(Questions):
    """What the employer does that helps."""

    title = "What helps"
    intro = "What an employer does, never what somebody has. Leave everything empty if nothing is needed."
    back_to = "helps"
    ours = frozenset({"working_style"})
    adjustments = MultiCheckboxField("The employer …", choices=choices.ADJUSTMENTS)
    working_style = StringField(
        "How do they work best?",
        [Length(200, called="This")],
        description="For example, with their hands, in a small team, one thing at a time",
    )


class Looking(Questions):
    """What they are looking for."""

    title = "What they are looking for"
    intro = "Leave the kinds empty if anything may be suggested."
    back_to = "interests"
    kinds = MultiCheckboxField("Which kinds of opportunity?", choices=choices.KINDS)
    pay_matters = RadioField(
        "Does it have to be paid?",
        choices=choices.YES_NO,
        coerce=or_none(lambda v: v in (True, "yes")),
    )
    dbs = RadioField(
        "Would they agree to a DBS check, where the work needs one?",
        choices=choices.YES_NO,
        coerce=or_none(lambda v: v in (True, "yes")),
    )


class Notes(Questions):
    """The advisor’s own notes, apart from what the young person said."""

    title = "Advisor’s notes"
    intro = (
        "For you and whoever looks after this caseload. Never shown to employers and never used for "
        "suggestions; the young person may ask to read them."
    )
    ours = frozenset({"advisor_notes"})
    advisor_notes = TextAreaField(
        "Notes",
        [Length(4000)],
        description="Keep to what helps with work. No health details: record what helps instead",
    )


PAGES: dict[str, type[Questions]] = {
    "about": About,
    "contact": Contact,
    "skills": Skills,
    "qualifications": Qualifications,
    "experience": Experience,
    "travel": Travel,
    "times": Times,
    "helps": Helps,
    "looking": Looking,
    "notes": Notes,
}
