"""The short way to an offer: one page for what a ready-made one or a copy leaves open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app import clock
from app.opportunities import answers as kept
from app.opportunities import building, proposing
from app.opportunities.answers import Answers
from app.opportunities.forms.short import LEAST, MORE, OTHER, ShortForm
from app.opportunities.models import Kind, Opportunity
from app.opportunities.sections import SHORT
from app.typed import spoken_number

if TYPE_CHECKING:
    from app.accounts.models import User


def form_for(opportunity: Opportunity, *, by: User) -> ShortForm:
    """Return the page’s form with what we know already; first days and pay are worked out."""
    answers = kept.current(opportunity)
    days = proposing.first_days(answers.week or [])
    form = ShortForm(data=_shown(opportunity, answers, by) | {"version": opportunity.version})
    form.with_days(days, asks_end=answers.start is None)
    supposed = replace(answers, start=answers.start or days[0])
    least = proposing.least_pay(supposed, opportunity.employer)
    form.with_pay(least, asked=_is_paid(answers))
    if answers.remote or (answers.area and not answers.postcode):
        form.without_place()
    return form


def _is_paid(answers: Answers) -> bool:
    return answers.kind != Kind.MENTORING and answers.paid is not False


def _shown(opportunity: Opportunity, answers: Answers, by: User) -> dict[str, Any]:
    pay, again = answers.pay_per_hour, SHORT.key in opportunity.saved_sections
    listed = {day.isoformat() for day in proposing.first_days(answers.week or [])}
    chosen = answers.start.isoformat() if answers.start and again else None
    phone = spoken_number(by.phone) if by.phone else None
    return {
        "title": answers.title,
        "postcode": answers.postcode,
        "places": answers.places,
        "start": chosen if chosen in listed or chosen is None else OTHER,
        "other": None if chosen in listed else (answers.start if again else None),
        "pay": MORE if pay else LEAST,
        "amount": pay,
        "who_meets_you": (answers.day_one or {}).get("who_meets_you"),
        "safeguarding_contact": answers.safeguarding_contact
        or ", ".join(filter(None, (by.name, phone))),
    }


def save(opportunity: Opportunity, form: ShortForm, *, by: User) -> None:
    """Keep what the page asked, with the last and the closing day and the least pay worked out."""
    answers = kept.current(opportunity)
    values = form.plain()
    values["day_one"] = {**(answers.day_one or {}), "who_meets_you": form.who_meets_you.data}
    start = form.first_day
    end = form.end.data if "end" in form else None
    if answers.start:
        end = proposing.as_long((answers.start, answers.end), start, answers.week or [])
    values |= proposing.dates(start, end, clock.today())
    if _is_paid(answers):
        dated = replace(answers, start=start, end=end)
        least = proposing.least_pay(dated, opportunity.employer)
        values |= {"paid": True, "pay_per_hour": form.amount.data if form.pays_more else least}
    building.save(opportunity, SHORT, values, version=form.shown_version, by=by)
