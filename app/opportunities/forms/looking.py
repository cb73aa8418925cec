"""The questions of the public list; the answers stand in the address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import SelectField, StringField

from app import typed
from app.fields import Length, MultiCheckboxField, ParsedField, UkDateField, options
from app.opportunities import wording
from app.opportunities.forms.desk import Filter
from app.opportunities.search.finding import AGES, MILES, Found, Wanted
from app.places.services import Point

REASONS = {
    "shadowing": "You only watch",
    "course": "Part of a course",
    "funded_scheme": "Part of a government scheme",
    "voluntary": "Volunteering",
}
ONLY = {
    "first_step": "A first step: a day or half days",
    "from_home": "From home",
    "any_time": "Can start any time",
}
SORTS = {
    "best": "Best fit",
    "nearest": "Nearest",
    "soonest": "Soonest start",
    "closing": "Closing soon",
    "newest": "Newest",
}
ANY = "Any"


def read_where(words: str) -> str:
    """Return MK9 3EJ, or MK9; raise ValueError for anything else."""
    for reader in (typed.read_postcode, typed.read_area):
        try:
            return reader(words)
        except ValueError:
            continue
    raise ValueError("Enter a postcode, like MK9 3EJ, or its first part, like MK9")


class WhereField(ParsedField[str]):
    """A full postcode, or its first part."""

    def read(self, words: str) -> str:
        """Return MK9 3EJ, or MK9."""
        return read_where(words)


class ListForm(Filter):
    """What somebody looks for on the public list."""

    q = StringField("Words", [Length(80)])
    sector = MultiCheckboxField("Sector")
    kind = MultiCheckboxField("Kind", choices=options(wording.KINDS.items()))
    paid = SelectField(
        "Pay", choices=[("", "Paid or unpaid"), ("yes", "Paid"), ("no", "Unpaid")], default=""
    )
    reason = MultiCheckboxField("Why it is unpaid", choices=options(REASONS.items()))
    postcode = WhereField("Near this postcode")
    miles = SelectField(
        "How far",
        choices=[("", "Any distance"), *((str(n), f"Within {n} miles") for n in MILES)],
        default="",
    )
    area = SelectField("Area", choices=[("", "All areas")], default="")
    age = SelectField(
        "Your age", choices=[("", "Any age"), *((str(n), str(n)) for n in AGES)], default=""
    )
    hours = SelectField(
        "Hours",
        choices=[("", "Any hours"), ("part_time", "Part time"), ("full_time", "Full time")],
        default="",
    )
    only = MultiCheckboxField("Only show", choices=options(ONLY.items()))
    start_from = UkDateField("Starts on or after")
    start_to = UkDateField("Starts on or before")
    sort = SelectField("Order", choices=[("", "Suggested"), *SORTS.items()], default="")
    view = SelectField("Show as", choices=[("", "List"), ("map", "Map")], default="")

    def with_choices(self, sectors: Sequence[tuple[str, str]], outwards: Sequence[str]) -> ListForm:
        """Let people choose from these sectors and areas."""
        self.sector.choices = options(sectors)
        self.area.choices = [("", "All areas"), *((code, code) for code in outwards)]
        return self

    def many(self, name: str) -> tuple[str, ...]:
        """Return the answers of a question with several, without any that is not among them."""
        field: Any = self[name]
        known = {choice.value for choice in field.choices}
        return tuple(value for value in dict.fromkeys(field.data or ()) if value in known)

    def kept(self) -> dict[str, Any]:
        """Return what was chosen, as it stands in the address; dates keep their three boxes."""
        several = {name: list(self.many(name)) for name in ("sector", "kind", "reason", "only")}
        dates = {
            f"{field.name}-{part}": words
            for field in (self.start_from, self.start_to)
            if field.data
            for part, words in field.typed.items()
        }
        return {**super().kept(), **{n: vs for n, vs in several.items() if vs}, **dates}

    def settle(self, near: Point | None) -> None:
        """Say what is wrong with the postcode, once it has been looked up."""
        if self.chosen("postcode") and near is None:
            self.postcode.errors = [
                "We do not know this postcode, so distances are left out. Enter one like MK9 3EJ"
            ]
        elif near is None and not self.postcode.errors and self._by_distance():
            self.postcode.errors = ["Enter your postcode, so that we know how far things are"]

    def _by_distance(self) -> bool:
        return bool(self.chosen("miles")) or self.chosen("sort") == "nearest"

    def wanted(self, near: Point | None) -> Wanted:
        """Return what somebody looks for; what cannot be read counts as open."""
        only, area = self.many("only"), self.chosen("area")
        return Wanted(
            words=self.chosen("q") or "",
            **{name: self.many(name) for name in ("sector", "kind", "reason")},
            area=(area,) if area else (),
            paid={"yes": True, "no": False}.get(self.chosen("paid") or ""),
            age=int(self.chosen("age") or 0) or None,
            hours=self.chosen("hours"),
            remote="from_home" in only,
            first_step="first_step" in only,
            any_time="any_time" in only,
            near=near,
            miles=int(self.chosen("miles") or 0) or None,
            start_from=self.start_from.data,
            start_to=self.start_to.data,
            sort=self.chosen("sort") or "",
        )

    def count(self, found: Found) -> None:
        """Write beside each answer how many offers it would leave."""
        counts = found.counts
        for name in ("sector", "kind", "reason"):
            self._many_counted(name, counts[name], hide=name == "sector")
        only = {
            key: counts[name]["yes"]
            for key, name in (
                ("first_step", "first_step"),
                ("from_home", "remote"),
                ("any_time",) * 2,
            )
        }
        self._many_counted("only", only, hide=False)
        for name in ("paid", "area", "age", "hours", "miles"):
            if name in counts:
                self._one_counted(self[name], counts[name], hide=name == "area")

    def _many_counted(self, name: str, counts: Any, *, hide: bool) -> None:
        field: Any = self[name]
        chosen = self.many(name)
        shown = [
            (choice.value, f"{choice.label} ({counts.get(choice.value, 0):,})")
            for choice in field.choices
            if not hide or counts.get(choice.value) or choice.value in chosen
        ]
        field.choices = options(shown or [(c.value, c.label) for c in field.choices])

    def _one_counted(self, field: Any, counts: Any, *, hide: bool) -> None:
        field.choices = [
            (value, f"{words} ({counts[value]:,})" if value in counts else words)
            for value, words in field.choices
            if not hide or not value or counts.get(value) or value == field.data
        ]
