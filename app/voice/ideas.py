"""Ideas for somebody, with why, and what they say to each: yes, not now or no."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.exc import NoResultFound

from app import db
from app.audit.services import THEMSELF
from app.matches import queries as matches
from app.matches import services as decisions
from app.matches.models import SuggestionState as S
from app.matches.queries import BANDS, Card
from app.opportunities.models import Opportunity, OpportunityState
from app.settings import services as settings
from app.voice import news
from app.voice.models import NewsKind
from app.young_people import queries as young_people
from app.young_people.models import YoungPerson

PICKED = (S.SHORTLISTED, S.DISCUSSED)
ANSWERS = {S.YP_INTERESTED: "yes", S.YP_NOT_NOW: "not_now", S.YP_DECLINED: "no"}
VERBS = {"yes": "say_yes", "not_now": "say_not_now", "no": "say_no"}
KINDS = {"yes": NewsKind.YES, "not_now": NewsKind.NOT_NOW, "no": NewsKind.NO}
FOR, AGAINST, UNKNOWN = 3, 1, 1


@dataclass(frozen=True)
class Idea:
    """One idea on somebody’s list, with its place on it."""

    number: int
    opportunity: Opportunity
    picked: bool  # by their advisor
    said: str  # yes, not_now, no, or nothing yet
    why: list[str]
    think: list[str]  # what speaks against
    unknown: list[str]

    @property
    def open(self) -> bool:
        """Whether it can still be said yes to."""
        return self.opportunity.state == OpportunityState.LIVE


def ideas(person: YoungPerson) -> list[Idea]:
    """Return what their advisor picked, then the first few of the list, then what was answered.

    Nothing when they do not want to be matched.
    """
    if not young_people.agrees_to_matching(person):
        return []
    found = matches.suggestions_for(person)
    picked = [card for card in found.decided if card.state in PICKED and _live(card)]
    said = [card for card in found.decided if card.state in ANSWERS]
    more = [card for band in BANDS for card in found.bands.get(band, [])]
    listed = [*picked, *more[: int(settings.value("voice.ideas"))], *said]
    return [_idea(number, card) for number, card in enumerate(listed, 1)]


def _live(card: Card) -> bool:
    return card.opportunity.state == OpportunityState.LIVE


def _idea(number: int, card: Card) -> Idea:
    def words(state: str, most: int) -> list[str]:
        terms = [term for term in card.terms if term["state"] == state]
        terms.sort(key=lambda term: -abs(int(term["micro"])))
        return [str(term["words"]) for term in terms[:most]]

    return Idea(
        number=number,
        opportunity=card.opportunity,
        picked=card.state in PICKED,
        said=ANSWERS.get(card.state, ""),
        why=words("for", FOR),
        think=words("against", AGAINST),
        unknown=words("unknown", UNKNOWN),
    )


def at(person: YoungPerson, number: int) -> Idea:
    """Return the idea at this place; NoResultFound when the list is shorter."""
    found = ideas(person)
    if not 1 <= number <= len(found):
        raise NoResultFound
    return found[number - 1]


@db.transaction()
def answer(person: YoungPerson, ref: str, said: str, why: str) -> Idea:
    """Say yes, not now or no to an idea of one’s own; their advisor reads it at once.

    Raises NoResultFound for what is not on the list, NotOpen for a yes that comes too late.
    """
    found = [idea for idea in ideas(person) if idea.opportunity.ref == ref]
    if not found:
        raise NoResultFound
    idea = found[0]
    if idea.said != said:
        reason = why or None
        decisions.act(person, idea.opportunity, VERBS[said], by=THEMSELF, reason=reason)
    if idea.said != said or why:
        news.add(person, KINDS[said], words=why, opportunity=idea.opportunity)
    return idea
