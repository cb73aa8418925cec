"""A few questions that make a checklist; the answers stand in the address, so it can be shared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from wtforms import SelectField

from app.employers.models import KIND_NAMES, SIZES
from app.fields import UkDateField, options
from app.guidance.checklist.types import Facts
from app.guidance.incentives import Start
from app.opportunities import wording
from app.opportunities.forms.desk import Filter
from app.opportunities.lawful import Offer

AGES = {"18": "18 or over", "16": "16 or over, past school age", "14": "Still of school age"}
PAY = {
    "paid": "They are paid",
    "open": "I don’t know yet",
    **{
        f"un_{key}": f"Unpaid: {words[:1].lower()}{words[1:]}"
        for key, words in wording.BASES.items()
    },
}
LENGTHS = {
    "1": "A day or two",
    "10": "Up to two weeks",
    "40": "Longer",
    "400": "A year or so, or for good",
}
CARE = {"no": "No", "yes": "Yes, children or adults at risk"}


class PlanForm(Filter):
    """What somebody has in mind, before there is an offer."""

    kind = SelectField("What do you have in mind?", choices=options(wording.KINDS.items()))
    employer = SelectField(
        "What are you?", choices=options((kind.value, words) for kind, words in KIND_NAMES.items())
    )
    size = SelectField("How many people work there?", choices=options(SIZES.items()))
    sector = SelectField("What do you do?", validate_choice=False)
    age = SelectField("How young may they be?", choices=options(AGES.items()))
    pay = SelectField("Is it paid?", choices=options(PAY.items()), default="open")
    length = SelectField("How long?", choices=options(LENGTHS.items()), default="10")
    care = SelectField("Will they care for people?", choices=options(CARE.items()), default="no")
    start = UkDateField("First day, if you know it", called="The first day")

    def with_sectors(self, sectors: Sequence[tuple[str, str]]) -> PlanForm:
        """Return the form with the campaign’s sectors to choose from."""
        self.sector.choices = options([("", "Something else"), *sectors])
        return self

    def facts(self, today: date) -> Facts:
        """Return the answers as a checklist reads them."""
        return Facts(
            offer=self._offer(today),
            today=today,
            size=self.size.data,
            sector=self.sector.data or None,
        )

    def _offer(self, today: date) -> Offer:
        age, pay = int(self.age.data), str(self.pay.data)
        first = self.start.data or today
        return Offer(
            kind=str(self.kind.data),
            employer_kind=str(self.employer.data),
            min_age=age,
            max_age=16 if age == 14 else 25,
            start=first,
            end=first + timedelta(days=int(self.length.data)),
            unpaid={"paid": False, "open": None}.get(pay, True),
            unpaid_basis=pay.removeprefix("un_") if pay.startswith("un_") else None,
            school_age=age == 14,
            regulated_activity=self.care.data == "yes",
        )

    def begin(self, today: date) -> Start:
        """Return the answers as the money there is depends on them."""
        offer = self._offer(today)
        paid = None if offer.unpaid is None else not offer.unpaid
        ages: dict[str, Any] = {"min_age": offer.min_age, "max_age": offer.max_age}
        return Start(offer.kind, offer.start or today, size=self.size.data, paid=paid, **ages)
