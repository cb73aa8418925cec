"""What the pages of this feature are given, beyond the rows themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from app import states
from app.matches import facts, queries
from app.matches.engine.about import term_name
from app.matches.engine.ranking import Ranked
from app.matches.engine.unlocking import about
from app.matches.models import SuggestionState
from app.matches.queries import Card, RuledOutPage
from app.matches.states import SUGGESTION
from app.opportunities.models import Opportunity
from app.security import me
from app.states import Move
from app.young_people.models import YoungPerson

# The page of the record on which each thing that is not known can be written down.
RECORDED = {
    "interest": "interests",
    "sector": "interests",
    "words": "interests",
    "skills": "skills",
    "experience": "experience",
    "travel": "travel",
    "hours": "times",
    "days": "times",
    "dates": "times",
    "qualification": "qualifications",
    "adjustments": "helps",
    "kind": "looking",
    "pay": "looking",
    "dbs": "looking",
    "age": "about",
}
DONE = {
    "shortlist": "is on the shortlist. Talk it through with them next.",
    "dismiss": "is off the list. You can put it back at any time.",
    "discuss": "is marked as talked about. Record what they said when you know.",
    "interested": "is a yes. Introduce them to the employer next.",
    "not_now": "is kept for later.",
    "declined": "is a no from them. It will not be suggested again.",
    "restore": "is back among the suggestions.",
}


@dataclass(frozen=True)
class Pager:
    """Where a list stands and where its neighbours are."""

    page: int
    pages: int
    total: int
    prev_url: str | None
    next_url: str | None


def pager(found: RuledOutPage, *, ref: str, search: str) -> Pager:
    """Return the links around a page of what was ruled out."""

    def at(number: int) -> str | None:
        inside = 1 <= number <= found.pages
        return (
            url_for("matches.ruled_out", ref=ref, q=search or None, page=number) if inside else None
        )

    return Pager(found.page, found.pages, found.total, at(found.page - 1), at(found.page + 1))


def done(verb: str, opportunity: Opportunity) -> str:
    """Return the sentence that says what happened and what comes next."""
    return f"“{opportunity.title}” {DONE[verb]}"


def pair(person: YoungPerson, opportunity: Opportunity) -> dict[str, Any]:
    """Return everything the page of one pair shows."""
    explained = queries.explain(person, opportunity)
    decision = queries.decision_on(person, opportunity)
    state = decision.state if decision else SuggestionState.SUGGESTED
    match = queries.standing_match(person, opportunity) or explained.match
    return {
        "person": person,
        "opportunity": opportunity,
        "explained": explained,
        "match": match,
        "card": Card(
            opportunity, match.band if match else None, match.terms if match else [], state
        ),
        "no": reasons(explained.no, "against"),
        "speaks": [*terms(match, "for")[:4], *terms(match, "against")[:3]],
        "hours": opportunity.hours_per_week or facts.hours_of_week(opportunity.week or []),
        "unknown": gaps(person, explained.unknown),
        "ways": queries.ways_to_open(person, opportunity) if explained.no else [],
        "parts": parts(match),
        "moves": moves(state, proposed=match is not None and not explained.no),
        "state": state,
        "history": states.history(SUGGESTION, decision.id) if decision else [],
    }


def reasons(lines: list[dict[str, str]], sign: str) -> list[dict[str, str]]:
    """Return what rules and gaps say, with their sign."""
    return [{"sign": sign, "words": about(line["words"])} for line in lines]


def gaps(person: YoungPerson, lines: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return what is not known, each thing once, with where to write it down when it is theirs to say."""
    once = {line["about"]: line for line in reversed(lines)}
    found = []
    for line in lines:
        if once[line["about"]] is line:
            words = about(line["words"])
            theirs = words != line["words"] and line["about"] in RECORDED
            page = RECORDED.get(line["about"], "")
            found.append({"words": words, "href": _record(person, page) if theirs else ""})
    return found


def _record(person: YoungPerson, page: str) -> str:
    if page == "interests":
        return url_for("young_people.interests", ref=person.ref)
    return url_for("young_people.edit", ref=person.ref, subject=page)


def terms(match: Ranked | None, state: str) -> list[dict[str, str]]:
    """Return the parts of a score that speak for or against, what counts most first."""
    said = [term for term in match.terms if term["state"] == state] if match else []
    # What counts nothing is no reason against; its table says so.
    found = [term for term in said if state == "for" or int(term["micro"])]
    return reasons(sorted(found, key=lambda term: -abs(int(term["micro"]))), state)


def parts(match: Ranked | None) -> list[dict[str, Any]]:
    """Return the parts of a score for the bar and its table, in points."""
    return [
        {
            "label": term_name(term["term"]),
            "value": int(term["micro"]) / 1_000_000,
            "note": about(term["words"]),
            "unknown": term["state"] == "unknown",
        }
        for term in sorted(match.terms if match else [], key=lambda term: -int(term["micro"]))
    ]


def moves(state: SuggestionState, *, proposed: bool) -> list[Move[SuggestionState]]:
    """Return the decisions open now; what the engine ruled out is added with a reason instead."""
    found = [line for line in SUGGESTION.moves if state in line.frm and me().role in line.who]
    if state == SuggestionState.SUGGESTED and not proposed:
        return []
    return found
