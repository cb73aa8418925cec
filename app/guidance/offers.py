"""The checklist and the money of one offer, from its own answers."""

from __future__ import annotations

from dataclasses import dataclass

from app import clock
from app.guidance import library, money, statements
from app.guidance.checklist import making
from app.guidance.checklist.making import Checklist
from app.guidance.checklist.types import Facts
from app.guidance.incentives import Incentive, Start
from app.guidance.writing import Guide
from app.opportunities import answers as kept
from app.opportunities import checking
from app.opportunities.models import Opportunity


@dataclass(frozen=True)
class Prepared:
    """What an employer needs for one offer."""

    checklist: Checklist
    money: list[Incentive]
    guides: list[Guide]


def facts_of(opportunity: Opportunity) -> Facts:
    """Return an offer as a checklist reads it, waiting changes included."""
    answers, employer = kept.current(opportunity), opportunity.employer
    stopped = {
        found.rule.partition(".")[0] for found in checking.findings(opportunity) if found.stops
    }
    return Facts(
        offer=checking.offer_of(answers, employer),
        today=clock.today(),
        size=employer.size,
        sector=answers.sector_key,
        ring_fenced=answers.ring_fenced,
        remote=answers.remote,
        met=bool((answers.day_one or {}).get("who_meets_you")),
        host=bool(answers.safeguarding_contact),
        tools=bool(answers.tools),
        adjustments=bool(answers.adjustments),
        approved_employer=employer.approved_at is not None,
        approved_offer=opportunity.approved_at is not None,
        stopped=frozenset(stopped),
    )


def checklist_of(opportunity: Opportunity) -> Checklist:
    """Return what an employer needs for an offer, and what the council does."""
    return checklist(facts_of(opportunity))


def checklist(facts: Facts) -> Checklist:
    """Return a checklist in the words that hold today."""
    return making.checklist(facts, statements.on(clock.today()))


def start_of(facts: Facts) -> Start:
    """Return what of an offer the money depends on."""
    offer = facts.offer
    return Start(
        kind=offer.kind,
        on=offer.start or facts.today,
        size=facts.size,
        level=offer.level,
        min_age=offer.min_age,
        max_age=offer.max_age,
        paid=facts.paid or (None if offer.unpaid is None else not offer.unpaid),
    )


def prepare(opportunity: Opportunity) -> Prepared:
    """Return everything an employer needs for an offer."""
    facts = facts_of(opportunity)
    return Prepared(checklist(facts), money.of_offer(start_of(facts)), guides_for(facts))


def guides_for(facts: Facts) -> list[Guide]:
    """Return the guides to read for an offer: its trade, its size, how to be a host."""
    place = {"public": "for-departments", "charity": "for-charities"}
    wanted = [
        library.about("sectors", facts.sector or ""),
        library.by_slug().get(place.get(facts.offer.employer_kind or "", "")),
        library.about("sizes", facts.size or ""),
        library.by_slug()["good-host"],
    ]
    return [guide for guide in wanted if guide]
