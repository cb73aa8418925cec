"""The questions of the public list; the answers stand in the address."""

from __future__ import annotations

from typing import Any

from wtforms import SelectField, StringField

from app.fields import Length, PostcodeField, UkDateField
from app.filters import long_date
from app.opportunities import wording
from app.opportunities.forms.desk import Filter
from app.opportunities.forms.parts import select
from app.opportunities.queries import Wanted
from app.places.services import Point


class ListForm(Filter):
    """What somebody looks for on the public list."""

    q = StringField("Words", [Length(80)])
    sector = SelectField("Sector", choices=[("", "All sectors")], default="")
    kind = select("Kind", wording.KINDS, "All kinds")
    paid = SelectField(
        "Pay", choices=[("", "Paid or unpaid"), ("yes", "Paid"), ("no", "Unpaid")], default=""
    )
    postcode = PostcodeField("Near this postcode")
    miles = SelectField(
        "How far",
        choices=[
            ("", "Any distance"),
            *((str(n), f"Within {n} miles") for n in (2, 5, 10, 20, 40)),
        ],
        default="",
    )
    start_from = UkDateField("Starts on or after")
    start_to = UkDateField("Starts on or before")
    sort = SelectField(
        "Order",
        choices=[("soonest", "Soonest start"), ("nearest", "Nearest"), ("newest", "Newest")],
        default="soonest",
    )

    def with_sectors(self, choices: list[tuple[str, str]]) -> ListForm:
        """Let people choose from these sectors."""
        self.sector.choices = [("", "All sectors"), *choices]
        return self

    def kept(self) -> dict[str, Any]:
        """Return what was chosen, as it stands in the address; dates keep their three boxes."""
        dates = {
            f"{field.name}-{part}": words
            for field in (self.start_from, self.start_to)
            if field.data
            for part, words in field.typed.items()
        }
        return {**super().kept(), **dates}

    def settle(self, near: Point | None) -> None:
        """Say what is wrong with the postcode, once it has been looked up."""
        if self.chosen("postcode") and near is None:
            self.postcode.errors = ["Enter a postcode that exists, like MK9 3EJ"]
        elif (
            near is None
            and not self.postcode.errors
            and (self.chosen("miles") or self._by_distance())
        ):
            self.postcode.errors = ["Enter your postcode, so that we know how far things are"]

    def _by_distance(self) -> bool:
        return self.chosen("sort") == "nearest"

    def wanted(self, near: Point | None) -> Wanted:
        """Return what somebody looks for; what cannot be read counts as open."""
        return Wanted(
            words=self.chosen("q") or "",
            sector=self.chosen("sector"),
            kind=self.chosen("kind"),
            paid={"yes": True, "no": False}.get(self.chosen("paid") or ""),
            near=near,
            miles=int(self.chosen("miles") or 0) or None,
            start_from=self.start_from.data,
            start_to=self.start_to.data,
            sort=self.chosen("sort") or "soonest",
        )

    def chips(self) -> list[tuple[str, tuple[str, ...]]]:
        """Return each filter that was chosen: its words, and what takes it off the address."""
        found: list[tuple[str, tuple[str, ...]]] = []
        for name in ("q", "sector", "kind", "paid", "postcode", "miles"):
            if value := self.chosen(name):
                found.append((_words(self[name], value), (name,)))
        for field, said in ((self.start_from, "From"), (self.start_to, "Until")):
            if field.data:
                parts = tuple(f"{field.name}-{part}" for part in field.parts)
                found.append((f"{said} {long_date(field.data)}", parts))
        return found


def _words(field: Any, value: str) -> str:
    if not hasattr(field, "choices"):
        return f"Near {value}" if field.short_name == "postcode" else f"“{value}”"
    return str(dict(field.choices).get(value, value))
