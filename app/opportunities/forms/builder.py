"""The questions of the offer builder, one form for each section."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from app.fields import (
    Form,
    Length,
    MoneyField,
    MultiCheckboxField,
    PostcodeField,
    UkDateField,
    WholeNumberField,
    text,
    text_or_none,
)
from app.opportunities import wording
from app.opportunities.answers import Answers
from app.opportunities.forms.parts import (
    Part,
    SectionForm,
    Sites,
    as_yes_no,
    chosen,
    lines,
    listed,
    radio,
    read_site,
    said,
    yes_no,
)
from app.opportunities.models import Kind, UnpaidBasis


class KindForm(SectionForm):
    """What kind of offer, in which sector."""

    kind = RadioField(
        "What do you want to offer?",
        [InputRequired("Select what you want to offer")],
        choices=list(wording.KINDS.items()),
    )
    sector_key = SelectField("Which sector is it in?", [InputRequired("Select a sector")])

    def with_sectors(self, choices: list[tuple[str, str]]) -> KindForm:
        """Let people choose from these sectors."""
        self.sector_key.choices = [("", "Choose a sector"), *choices]
        return self

    def values(self) -> dict[str, Any]:
        """Return the answers."""
        return {"kind": Kind(self.kind.data), "sector_key": self.sector_key.data}

    @classmethod
    def filled(cls, answers: Answers) -> dict[str, Any]:
        """Return what the boxes show."""
        return {"kind": answers.kind.value, "sector_key": answers.sector_key}


class DoingForm(SectionForm):
    """The heart of the offer."""

    title = StringField(
        "Title", [Length(100)], description="Short and plain, like “Help in a bakery”"
    )
    will_do = TextAreaField(
        "What you will do",
        [Length(1500, called="What you will do")],
        description="Write to the young person: “You weigh flour and shape rolls.”",
    )
    will_learn = TextAreaField("What you will learn", [Length(1000, called="What you will learn")])
    could_lead = radio("Could it lead to a job?", wording.COULD_LEAD)
    ring_fenced = BooleanField("This is kept for young people the council supports")

    def values(self) -> dict[str, Any]:
        """Return the answers."""
        return {
            "title": text(self.title),
            "will_do": text(self.will_do),
            "will_learn": text(self.will_learn),
            "could_lead": chosen(self.could_lead),
            "ring_fenced": bool(self.ring_fenced.data),
        }


class WhereForm(SectionForm):
    """Where the work happens, and for how many."""

    places = WholeNumberField(
        "How many people can do this, all sites together?",
        [InputRequired("Enter how many people can do this, like 2")],
        called="how many people",
        minimum=1,
        maximum=500,
    )
    remote = BooleanField("All of it can be done from home")
    postcode = PostcodeField("Postcode where the work happens")
    area = StringField(
        "Or the area, if the place changes",
        [Length(120)],
        description="Like “Gardens in and around Bletchley”",
    )
    sites = lines(
        "More sites",
        description="One a line, with how many places: MK2 2EB, 3 places",
    )

    def validate_sites(self, field: Any) -> None:
        """Check the shape of each line, and that the places add up."""
        Sites()(self, field)
        elsewhere = sum(read_site(line).get("places", 0) for line in listed(field))
        if self.places.data is not None and elsewhere > self.places.data:
            words = (
                f"These sites have {elsewhere} places and the whole offer has {self.places.data}"
            )
            raise ValidationError(f"{words}: change one of them")

    def values(self) -> dict[str, Any]:
        """Return the answers."""
        return {
            "places": self.places.data,
            "remote": bool(self.remote.data),
            "postcode": self.postcode.data,
            "area": text_or_none(self.area),
            "sites": [read_site(line) for line in listed(self.sites)],
        }

    @classmethod
    def filled(cls, answers: Answers) -> dict[str, Any]:
        """Return what the boxes show."""
        sites = [
            site["postcode"] + (f", {site['places']} places" if site.get("places") else "")
            for site in answers.sites or ()
        ]
        return {**plain(cls, answers), "sites": "\n".join(sites)}


class DatesForm(SectionForm):
    """From when until when, and how long people can ask for it."""

    start = UkDateField("First day", description="For example, 8 3 2027")
    end = UkDateField("Last day", description="Leave it empty if there is none")
    closes = UkDateField(
        "Closing date", description="The last day on which somebody can ask for it"
    )

    def values(self) -> dict[str, Any]:
        """Return the answers."""
        return {"start": self.start.data, "end": self.end.data, "closes": self.closes.data}


class PayForm(SectionForm):
    """Pay, or the reason why there is none."""

    paid = yes_no("Is it paid?")
    pay_per_hour = MoneyField("Pay an hour", called="pay an hour")
    unpaid_basis = radio("Why may it be unpaid?", {**wording.BASES, "none": "None of these"})
    unpaid_words = TextAreaField("More about it", [Length(300)])

    def suited(self, answers: Answers, employer_kind: str) -> PayForm:
        """Leave out what does not apply to this kind of offer and of organisation."""
        if answers.kind in {Kind.JOB, Kind.APPRENTICESHIP, Kind.INTERNSHIP}:
            del self.paid, self.unpaid_basis, self.unpaid_words
        elif employer_kind not in {"charity", "public"} and answers.unpaid_basis != "voluntary":
            listed_ = self.unpaid_basis.choices
            self.unpaid_basis.choices = [one for one in listed_ if one.value != "voluntary"]
        return self

    def validate_pay_per_hour(self, field: Any) -> None:
        """Pay that is there is more than nothing."""
        if field.data is not None and field.data <= 0:
            field.errors = [*field.errors, "Enter the pay for an hour, like £12.71"]

    def values(self) -> dict[str, Any]:
        """Return the answers."""
        if "paid" not in self:
            amount = self.pay_per_hour.data
            return {
                "paid": None if amount is None else True,
                "pay_per_hour": amount,
                "unpaid_basis": None,
            }
        paid = said(self.paid)
        basis = self.unpaid_basis.data if paid is False else None
        return {
            "paid": paid,
            "pay_per_hour": self.pay_per_hour.data if paid else None,
            "unpaid_basis": UnpaidBasis(basis) if basis and basis != "none" else None,
            "unpaid_words": text(self.unpaid_words) if paid is False else "",
        }

    @classmethod
    def filled(cls, answers: Answers) -> dict[str, Any]:
        """Return what the boxes show."""
        paid = answers.paid
        if paid is None and (answers.pay_per_hour or answers.unpaid_basis):
            paid = answers.unpaid_basis is None
        basis = answers.unpaid_basis.value if answers.unpaid_basis else None
        return {
            "paid": as_yes_no(paid),
            "pay_per_hour": answers.pay_per_hour,
            "unpaid_basis": basis or ("none" if paid is False else None),
            "unpaid_words": answers.unpaid_words,
        }


class SupportForm(SectionForm):
    """What helps people to do well, and how it can be shaped."""

    adjustments = MultiCheckboxField(
        "What can you offer?", choices=list(wording.ADJUSTMENTS.items())
    )
    flexible = MultiCheckboxField("How can it be shaped?", choices=list(wording.FLEXIBLE.items()))

    def values(self) -> dict[str, Any]:
        """Return the answers."""
        return {"adjustments": self.adjustments.data or [], "flexible": self.flexible.data or []}

    @classmethod
    def filled(cls, answers: Answers) -> dict[str, Any]:
        """Return what the boxes show; words that came from elsewhere are left out."""
        return {
            "adjustments": [key for key in answers.adjustments or () if key in wording.ADJUSTMENTS],
            "flexible": [key for key in answers.flexible or () if key in wording.FLEXIBLE],
        }


class VersionForm(SectionForm):
    """A page with nothing to ask, only to say yes to."""


class LookForm(Part):
    """Which ready-made offers to look at."""

    sector = SelectField("Sector", default="")
    kind = SelectField(
        "Kind of offer", choices=[("", "Any kind"), *wording.KINDS.items()], default=""
    )

    def wanted(self) -> dict[str, str]:
        """Return what was asked for; what is no choice counts as nothing."""
        self.validate()
        return {
            name: "" if field.errors else str(field.data or "")
            for name, field in self._fields.items()
        }


class StarterForm(Form):
    """Which ready-made offer to start from."""

    starter = RadioField("Start from", [InputRequired("Select what to start from")])

    def with_starters(self, ready: Iterable[Any]) -> StarterForm:
        """Let people choose from these."""
        self.starter.choices = [(starter.key, starter.title) for starter in ready]
        return self

    @staticmethod
    def looked_for(args: Any, sector: str, sectors: list[tuple[str, str]]) -> LookForm:
        """Return what somebody looks for: their own sector, unless they say otherwise."""
        form = LookForm(args if args else None, data={"sector": sector})
        form.sector.choices = [("", "Every sector"), *sectors]
        return form


def plain(form: type[SectionForm], answers: Answers) -> dict[str, Any]:
    """Return the answers whose questions bear the same name."""
    return {name: getattr(answers, name) for name in vars(form) if hasattr(answers, name)}
