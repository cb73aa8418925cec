"""What the pages of this feature show beside the record itself."""

from __future__ import annotations

from typing import Any

from flask import url_for

from app import clock
from app.accounts.models import Role, User
from app.young_people import attention, caseload, choices, queries, sections
from app.young_people.attention import Facts, Reason
from app.young_people.caseload import Line, Page, View
from app.young_people.models import YoungPerson
from app.young_people.states import YOUNG_PERSON, still_needed

BUTTONS = {
    "not_started": ("Ask about interests", "young_people.interests"),
    "no_consent": ("Record their agreement", "young_people.agree_matching"),
    "consent_ending": ("Ask for agreement again", "young_people.agree_matching"),
    "stale": ("Talk about interests", "young_people.interests"),
}


def subnav(person: YoungPerson, current: str) -> list[tuple[str, str, bool]]:
    """Return the sections of a record, the one that is open marked."""
    first = ("Overview", url_for("young_people.show", ref=person.ref), current == "show")
    return [first] + [
        (
            sections.SHORT.get(name, words),
            url_for("young_people.section", ref=person.ref, name=name),
            current == name,
        )
        for name, words in sections.NAMES.items()
    ]


def facts(person: YoungPerson) -> Facts:
    """Return what decides whether a loaded record waits for somebody."""
    consent = queries.matching_consent(person)
    return Facts(
        state=person.state,
        created=clock.local(person.created_at).date(),
        changed=clock.local(person.changed_at).date(),
        interests_on=clock.local(person.interests_at).date() if person.interests_at else None,
        consents=consent is not None,
        consent_until=consent.until if consent else None,
        revisit_on=person.revisit_on,
    )


def next_step(person: YoungPerson, user: User) -> dict[str, Any]:
    """Return what waits, the moves that may be made, and what stands in the way of the rest."""
    waits = [(reason, *_button(person, reason)) for reason in attention.reasons(facts(person))]
    missing = still_needed(person)
    moves = YOUNG_PERSON.allowed(person, role=user.role)
    possible = [move for move in moves if move.verb != "ready" or not missing]
    blocked = missing if len(possible) < len(moves) else []
    return {"waits": waits, "moves": possible, "missing": [_way(person, *line) for line in blocked]}


def _button(person: YoungPerson, reason: Reason) -> tuple[str | None, str | None]:
    words, endpoint = BUTTONS.get(reason.key, (None, None))
    return words, url_for(endpoint, ref=person.ref) if endpoint else None


def _way(person: YoungPerson, page: str, words: str) -> tuple[str, str]:
    endpoint = {"consent": "agree_matching", "interests": "interests"}[page]
    return words, url_for(f"young_people.{endpoint}", ref=person.ref)


def by_level(person: YoungPerson, sectors: list[Any]) -> list[tuple[str, list[Any]]]:
    """Return the sectors under “keen”, “curious” and “not for me”, empty ones left out."""
    level = {interest.sector_key: interest.level for interest in person.interests}
    grouped = [
        (words, [sector for sector in sectors if level.get(sector.key) == key])
        for key, words in choices.LEVELS
    ]
    return [(words, found) for words, found in grouped if found]


def pager(view: View, page: Page) -> dict[str, Any]:
    """Return a page of the list with the addresses of its neighbours."""

    def address(number: int) -> str | None:
        known = 1 <= number <= page.pages
        return url_for("young_people.index", **view.args(page=number)) if known else None

    return {
        "page": page.page,
        "pages": page.pages,
        "total": page.total,
        "prev_url": address(page.page - 1),
        "next_url": address(page.page + 1),
    }


def chosen(view: View, user: User, advisors: list[User]) -> list[tuple[str, str]]:
    """Return each filter that is set, with the address of the list without it."""
    words = {
        "turn": turns(user),
        "waits": {"late": "Overdue", **attention.REASONS},
        "state": {
            state.value: state.value.replace("_", " ").capitalize() for state in YOUNG_PERSON.states
        },
        "advisor": {advisor.ref: advisor.name for advisor in advisors},
    }
    return [
        (
            names[getattr(view, part)],
            url_for("young_people.index", **view.args(**{part: "", "page": 1})),
        )
        for part, names in words.items()
        if getattr(view, part) in names
    ]


def turns(user: User) -> dict[str, str]:
    """Return whose turn it can be, in the words of whoever looks."""
    mine = user.role == Role.ADVISOR
    return caseload.TURNS if mine else caseload.TURNS | {"advisor": "Advisor’s turn"}


def listing(
    view: View, lines: list[Line], page: Page, user: User, advisors: list[User]
) -> dict[str, Any]:
    """Return what the list shows around and in its table."""
    return {
        "view": view,
        "lines": page.lines,
        "tally": caseload.tally(lines),
        "pager": pager(view, page),
        "chosen": chosen(view, user, advisors),
        "turns": turns(user),
        "advisors": advisors,
    }
