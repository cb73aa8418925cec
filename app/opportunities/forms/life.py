"""The questions about a live offer: until when, why, how many at once."""

from __future__ import annotations

from typing import Any

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from app.fields import Form, Length, MultiCheckboxField, UkDateField, WholeNumberField, options
from app.opportunities.forms.desk import Filter
from app.opportunities.forms.parts import SectionForm
from app.opportunities.models import OpportunityState
from app.opportunities.own_list import Wanted
from app.statuses import WORDS

MOST = 50


class PauseForm(SectionForm):
    """Until when, and why; both may stay open."""

    until = UkDateField("Show it again by itself on", [Optional()], called="the day")
    reason = TextAreaField("Why do you pause it?", [Length(300, called="The reason")])


class ExtendForm(SectionForm):
    """A later closing date."""

    closes = UkDateField("New closing date", [InputRequired("Enter the new closing date")])


class LimitsForm(SectionForm):
    """How many at once, and from when."""

    most = WholeNumberField(
        "How many young people can you see at a time for this offer?",
        [Optional()],
        called="the number",
        minimum=1,
        maximum=MOST,
    )
    next_from = UkDateField("From which day can you see somebody new?", called="the day")


class OwnListForm(Filter):
    """What somebody looks for among their own offers."""

    q = StringField("Words in the title", [Length(80)])
    state = SelectField(
        "State",
        choices=options(
            [
                ("", "All but what is put away"),
                ("waiting", "Changes that wait"),
                *((state.value, WORDS[state.value.lower()]) for state in OpportunityState),
            ]
        ),
        default="",
    )
    sort = SelectField(
        "Order",
        choices=options(
            [
                ("first", "What needs you first"),
                ("changed", "Last changed first"),
                ("closes", "Closes soonest"),
                ("title", "Title"),
            ]
        ),
        default="first",
    )

    def wanted(self) -> Wanted:
        """Return the filter."""
        return Wanted(
            words=self.chosen("q") or "",
            state=self.chosen("state") or "",
            sort=self.chosen("sort") or "first",
        )


class BulkForm(Form):
    """Several offers, and one thing to do with them."""

    refs = MultiCheckboxField("Offers", validate_choice=False)
    closes = UkDateField("Keep open until", called="the day")


class EmployerLimitsForm(Form):
    """How many over all offers, at once and in a month, and from when."""

    most = WholeNumberField(
        "How many young people can you look after at a time, over all your offers?",
        [Optional()],
        called="the number",
        minimum=1,
        maximum=MOST,
    )
    monthly = WholeNumberField(
        "How many introductions can you answer in a month?",
        [Optional()],
        called="the number",
        minimum=1,
        maximum=MOST,
    )
    next_from = UkDateField("From which day can you see somebody new?", called="the day")

    @classmethod
    def about(cls, employer: Any) -> EmployerLimitsForm:
        """Return the form with what holds now."""
        return cls(
            data={
                "most": employer.most_introductions,
                "monthly": employer.monthly_introductions,
                "next_from": employer.next_from,
            }
        )

    def answers(self) -> dict[str, Any]:
        """Return the answers."""
        return {
            "most": self.most.data,
            "monthly": self.monthly.data,
            "next_from": self.next_from.data,
        }
