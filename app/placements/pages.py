"""What the pages of this feature show beside the placement itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from app import clock, paging
from app.accounts.models import Role, User
from app.filters import clock_time, listing, long_date
from app.introductions import cards
from app.introductions import queries as introductions
from app.opportunities.wording import DAY_ONE
from app.placements import calendars, late, seeing, story, turns
from app.placements import listing as lists
from app.placements.choices import FACES, PARTIES, WHO
from app.placements.models import Party, Placement
from app.placements.models import PlacementState as S
from app.placements.states import ENDED, PLACEMENT

PAGES = {
    "start": "placements.start",
    "complete": "placements.complete",
    "end_early": "placements.end_early",
    "did_not_start": "placements.did_not_start",
}
PICTURES = {
    "who_meets_you": "user",
    "what_to_wear": "check-circle",
    "bring": "inbox",
    "lunch": "clock",
    "breaks": "clock",
    "getting_here": "bus",
    "parking": "pin",
    "quiet_space": "leaf",
}


@dataclass(frozen=True)
class Side:
    """One of the three who agree."""

    party: Party
    name: str
    agreed: bool
    on_behalf: str | None
    on_their_page: bool  # the young person said it without anybody in between
    href: str | None  # where this viewer records their yes
    at_once: bool


def name(row: Placement, user: User) -> str:
    """Return what this person may call the young person."""
    if user.role != Role.BUSINESS:
        return row.young_person.preferred_name
    fields = introductions.agreed_fields(row.introduction)
    return cards.name(row.young_person, fields or ())


def may_see(row: Placement) -> bool:
    """Whether an agreement to share with this employer stands today."""
    return introductions.agreed_fields(row.introduction) is not None


def show(row: Placement, user: User) -> dict[str, Any]:
    """Return everything the page of a placement shows to this person."""
    own = user.role == Role.BUSINESS
    said = {one.party for one in row.reviews}
    return {
        "it": row,
        "own": own,
        "name": name(row, user),
        "checks": seeing.checks(row) if row.state == S.PREPARING else [],
        "sides": [_side(row, party, own) for party in Party] if row.state == S.PREPARING else [],
        "shifts": seeing.shifts(row),
        "begins": calendars.begins_at(row),
        "actions": actions(row, user),
        "turn": turns.waiting(row),
        "turns": turns.NAMES,
        "events": [] if own else story.told([row])[::-1],
        "reviews": [one for one in row.reviews if not own or one.party == Party.EMPLOYER],
        "notes": [one for one in row.notes if not own or one.party == Party.EMPLOYER],
        "to_review": _to_review(row, own, said),
        "parties": PARTIES,
        "faces": {int(key): words for key, words in FACES},
        "who": dict(WHO),
    }


def _side(row: Placement, party: Party, own: bool) -> Side:
    yes = next((one for one in row.agreements if one.party == party), None)
    on_behalf = yes.on_behalf_reason if yes else None
    mine = (party == Party.EMPLOYER) == own
    href = None
    if yes is None and (mine or not own):
        endpoint = "placements.agree" if mine else "placements.agree_for_employer"
        values: dict[str, Any] = {"party": party.value} if mine else {}
        href = url_for(endpoint, ref=row.ref, **values)
    alone = yes is not None and yes.by_id is None
    return Side(party, PARTIES[party], yes is not None, on_behalf, alone, href, mine)


def _to_review(row: Placement, own: bool, said: set[Party]) -> Party | None:
    party = Party.EMPLOYER if own else Party.YOUNG_PERSON
    return party if row.state in ENDED and party not in said else None


def actions(row: Placement, user: User) -> list[Any]:
    """Return the moves with a page of their own that this person may make now."""
    ahead = row.start is not None and row.start > clock.today()
    return [
        (line.label, url_for(PAGES[line.verb], ref=row.ref), line.tone)
        for line in PLACEMENT.allowed(row, role=user.role)
        if line.verb in PAGES and not (line.verb == "start" and ahead)
    ]


def index(tab: str, words: str, user: User) -> dict[str, Any]:
    """Return what the list of placements shows."""
    numbers = lists.counts(user)
    own = user.role == Role.BUSINESS
    tabs = {key: title for key, title in lists.TABS.items() if not (own and key == "follow")}
    chosen = tab if tab in tabs else lists.first_with_rows({k: numbers[k] for k in tabs})
    page = lists.find(chosen, words, paging.asked_page(), by=user)
    return {
        "own": own,
        "tab": chosen,
        "words": words,
        "pager": page,
        "lines": [(row, called, turns.waiting(row)) for row, called in _called(page.rows, own)],
        "tabs": [
            (title, paging.here(tab=key, page=None), key == chosen, numbers[key])
            for key, title in tabs.items()
        ],
        "turns": turns.NAMES,
        "any": any(numbers.values()),
    }


def _called(rows: list[Placement], own: bool) -> list[tuple[Placement, str]]:
    if not own:
        return [(row, row.young_person.full_name) for row in rows]
    agreed = introductions.agreed_names(rows) if rows else {}
    return [(row, cards.name(row.young_person, agreed.get(row.id, ()))) for row in rows]


def day_one(row: Placement, user: User) -> dict[str, Any]:
    """Return what the card for the first day says."""
    offer, begins = row.opportunity, calendars.begins_at(row)
    when = long_date(row.start) + (f" at {clock_time(begins)}" if begins else "")
    where = listing([part for part in (offer.employer.name, offer.postcode or offer.area) if part])
    lines = [("calendar", "When", when), ("pin", "Where", where)]
    told = offer.day_one or {}
    lines += [(PICTURES[key], title, told[key]) for key, title in DAY_ONE.items() if told.get(key)]
    advisor = row.young_person.advisor
    if advisor:
        words = f"Ring {advisor.name}. It can be put right"
        lines.append(("phone", "If something gets in the way", words))
    return {"it": row, "lines": lines, "name": name(row, user)}


def late_follow_ups() -> dict[str, Any]:
    """Return the advisors whose follow-ups are late."""
    return {"rows": late.follow_ups(clock.today())}
