"""What a ready-made offer or a copy leaves open, on one page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from wtforms import RadioField, StringField
from wtforms.validators import InputRequired

from app.fields import Length, MoneyField, PostcodeField, UkDateField, WholeNumberField, text
from app.filters import long_date, money
from app.opportunities.forms.parts import SectionForm

OTHER, LEAST, MORE = "other", "least", "more"


class ShortForm(SectionForm):
    """Title, place, dates, pay, and who is there: what nobody else can know."""

    title = StringField("Title", [InputRequired("Enter a title"), Length(100)])
    postcode = PostcodeField(
        "Postcode where it happens", [InputRequired("Enter the postcode, like MK9 3EJ")]
    )
    places = WholeNumberField(
        "How many people can do this?",
        [InputRequired("Enter how many people can do this, like 1")],
        called="how many people",
        minimum=1,
        maximum=500,
    )
    start = RadioField("When can it start?", [InputRequired("Select when it can start")])
    other = UkDateField("First day", called="the first day")
    end = UkDateField("Last day", description="Leave it empty if there is none")
    pay = RadioField("How much do you pay?", [InputRequired("Select how much you pay")])
    amount = MoneyField("Pay an hour", called="pay an hour")
    who_meets_you = StringField(
        "Who meets them on the first day, and where?",
        [InputRequired("Enter who meets them, like “Sam, at the back door”"), Length(200)],
        description="A first name is enough: “Sam, at the back door”",
    )
    safeguarding_contact = StringField(
        "Who can be told about a worry?",
        [InputRequired("Enter a name and a phone number"), Length(200)],
        description="A name and a phone number",
    )

    def with_days(self, days: list[date], *, asks_end: bool) -> ShortForm:
        """Offer these first days, and any other."""
        listed = [(day.isoformat(), long_date(day)) for day in days]
        self.start.choices = [*listed, (OTHER, "Another day")]
        if not asks_end:
            del self.end
        return self

    def with_pay(self, least: Decimal | None, *, asked: bool) -> ShortForm:
        """Offer the lowest lawful pay by its amount, and any other."""
        if not asked:
            del self.pay, self.amount
        else:
            words = f"The minimum wage, {money(least)} an hour" if least else "The minimum wage"
            self.pay.choices = [(LEAST, words), (MORE, "More than that")]
        return self

    def without_place(self) -> ShortForm:
        """Leave out the postcode where the place changes or there is none."""
        del self.postcode
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the answers, and what an answer opens."""
        fine = bool(super().validate(extra_validators))
        if self.start.data == OTHER and not self.other.data and not self.other.errors:
            self.other.errors = ["Enter the first day"]
        if self.pays_more and not self.amount.data and not self.amount.errors:
            self.amount.errors = ["Enter the pay for an hour, like £13.20"]
        return fine and not self.errors

    @property
    def first_day(self) -> date:
        """The first day somebody chose or entered."""
        chosen: date = self.other.data
        return chosen if self.start.data == OTHER else date.fromisoformat(self.start.data)

    def plain(self) -> dict[str, Any]:
        """Return the answers that are kept as they were given."""
        values: dict[str, Any] = {
            "title": text(self.title),
            "places": self.places.data,
            "safeguarding_contact": text(self.safeguarding_contact),
        }
        return values | ({"postcode": self.postcode.data} if "postcode" in self else {})

    @property
    def pays_more(self) -> bool:
        """Whether an amount was entered instead of the lowest lawful one."""
        return "pay" in self and self.pay.data == MORE
