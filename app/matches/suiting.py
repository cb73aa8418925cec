"""Whom an offer might suit: an advisor sees their own young people, the coordinator only counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select

from app import db
from app.accounts.models import User
from app.employers.models import Employer, EmployerState
from app.matches import facts
from app.matches.engine import index
from app.matches.engine.allocating import about
from app.matches.engine.ranking import Suited
from app.matches.models import Suggestion, SuggestionState
from app.matches.queries import BANDS, Card
from app.opportunities.models import Opportunity, OpportunityState
from app.young_people import queries as young_people
from app.young_people.models import YoungPerson

MOST = 30
TURNED_DOWN = (SuggestionState.DISMISSED, SuggestionState.YP_DECLINED)


@dataclass(frozen=True)
class Fit:
    """One young person for an offer: their card, or the rules that say no."""

    person: YoungPerson
    card: Card
    no: list[str]


@dataclass(frozen=True)
class Fits:
    """The young people of one caseload, those whom the offer suits best first."""

    suited: list[Fit]
    ruled_out: list[Fit]
    more: int  # suit it less well than those shown
    not_asked: int  # not ready, or have not agreed to be matched

    @property
    def shown(self) -> list[str]:
        """The references of everybody on the page."""
        return [fit.person.ref for fit in (*self.suited, *self.ruled_out)]


@dataclass(frozen=True)
class Caseload:
    """How many young people of one advisor an offer might suit, and how well."""

    advisor: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """Everybody it might suit."""
        return sum(self.counts.values())


def find(ref: str) -> Opportunity:
    """Return an offer people can be put forward for now; NoResultFound for any other."""
    statement = (
        select(Opportunity)
        .join(Opportunity.employer)
        .where(
            Opportunity.ref == ref,
            Opportunity.state == OpportunityState.LIVE,
            Employer.state == EmployerState.APPROVED,
        )
    )
    return db.session.scalars(statement).one()


def own(offer: Opportunity, *, by: User) -> Fits:
    """Return which of somebody’s young people an offer might suit, with reasons for and against."""
    people = facts.people_of(young_people.visible_to(by))
    asked = [(row, known) for row, known in people if known.ready and known.consent]
    decided = _decisions(offer)
    rows = {known.id: row for row, known in asked}
    fits = [
        _fit(offer, rows[each.person], each, decided)
        for each in index.current().suits(offer.ref, [known for _, known in asked])
    ]
    suited = sorted((fit for fit in fits if fit.card.band), key=_best_first)
    ruled_out = sorted((fit for fit in fits if not fit.card.band), key=_by_name)
    return Fits(
        suited[:MOST], ruled_out[:MOST], max(0, len(suited) - MOST), len(people) - len(asked)
    )


def _fit(
    offer: Opportunity, person: YoungPerson, found: Suited, decided: dict[int, Suggestion]
) -> Fit:
    decision = decided.get(person.id)
    state = decision.state if decision else SuggestionState.SUGGESTED
    card = Card(offer, found.band, found.terms, state)
    return Fit(person, card, [about(words) for words in found.no])


def _best_first(fit: Fit) -> tuple[bool, int, str, int]:
    # The same order as on the young people’s own lists: by score; who cannot be scored comes last.
    scores = [int(term["micro"]) for term in fit.card.terms]
    return fit.card.band == "ask", -sum(scores), *_by_name(fit)


def _by_name(fit: Fit) -> tuple[str, int]:
    return fit.person.preferred_name.casefold(), fit.person.id


def _decisions(offer: Opportunity) -> dict[int, Suggestion]:
    statement = select(Suggestion).where(Suggestion.opportunity_id == offer.id)
    return {row.young_person_id: row for row in db.session.scalars(statement)}


def caseloads(offer: Opportunity) -> list[Caseload]:
    """Return for each advisor how many of their young people an offer might suit: nobody’s name.

    Whoever has turned the offer down is not counted.
    """
    decided = _decisions(offer)
    people = [
        (row, known)
        for row, known in facts.people()
        if known.ready and known.consent and not _turned_down(decided.get(row.id))
    ]
    advisors = {known.id: row.advisor for row, known in people}
    found = index.current().suits(offer.ref, [known for _, known in people])
    return list(_counted(found, advisors))


def _turned_down(decision: Suggestion | None) -> bool:
    return decision is not None and decision.state in TURNED_DOWN


def _counted(found: Iterable[Suited], advisors: dict[str, User | None]) -> Iterator[Caseload]:
    counts: dict[str, Counter[str]] = {}
    for each in found:
        if each.band:
            advisor = advisors[each.person]
            name = advisor.name if advisor else "Nobody looks after them yet"
            counts.setdefault(name, Counter())[each.band] += 1
    rows = [Caseload(name, {band: bands[band] for band in BANDS}) for name, bands in counts.items()]
    return iter(sorted(rows, key=_most_first))


def _most_first(row: Caseload) -> tuple[list[int], str]:
    return [-row.counts[band] for band in BANDS], row.advisor
