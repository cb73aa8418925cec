"""What the pages of this feature show beside the record itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import url_for

from app import clock
from app.accounts.models import Role, User
from app.young_people import (
    attention,
    caseload,
    causes,
    choices,
    finding,
    one_by_one,
    queries,
    rounds,
    sections,
    signals,
)
from app.young_people.attention import Facts
from app.young_people.caseload import Line, Page, View
from app.young_people.causes import Cause
from app.young_people.models import YoungPerson
from app.young_people.states import YOUNG_PERSON, still_needed


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
    missing = still_needed(person)
    moves = YOUNG_PERSON.allowed(person, role=user.role)
    possible = [move for move in moves if move.verb != "ready" or not missing]
    blocked = missing if len(possible) < len(moves) else []
    return {
        "waits": shown_causes(standing(person, signals.RECORD), person.ref),
        "marks": rounds.marks([person.id]).get(person.id, rounds.NONE),
        "moves": possible,
        "missing": [_way(person, *line) for line in blocked],
    }


def standing(person: YoungPerson, page: str | None = None) -> tuple[Cause, ...]:
    """Return everything that waits for a loaded record, also what is put off."""
    waits = signals.whose_turn([person.id], page).get(person.id, [])
    return causes.of(attention.reasons(facts(person)), waits)


def shown_causes(found: Iterable[Cause], ref: str) -> list[tuple[Cause, str | None]]:
    """Return what waits, each with the address where its next step is done."""
    return [(one, way_of(one, ref)) for one in found]


def way_of(cause: Cause, ref: str) -> str | None:
    """Return the address where the next step is done; None for what is only to be known."""
    if not cause.endpoint or cause.endpoint == "young_people.show":
        return None
    values: dict[str, Any] = {"ref": ref} | dict(cause.values)
    return url_for(cause.endpoint, **values)


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
        "waits": {"late": "Overdue", caseload.PUT_OFF: "Put off", **causes.KINDS},
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
        "near": bool(view.search) and not finding.any_called(page.lines, view.search),
        "tally": caseload.tally(lines),
        "why": _why(caseload.why(lines)),
        "ways": {line.ref: shown_causes(line.causes, line.ref) for line in page.lines},
        "pager": pager(view, page),
        "left_at": one_by_one.left_at(line.ref for line in lines),
        "chosen": chosen(view, user, advisors),
        "turns": turns(user),
        "advisors": advisors,
    }


def _why(found: list[tuple[str, int]]) -> list[tuple[str, int, str]]:
    """Return what waits, for how many, and the list of them."""
    return [
        (causes.KINDS[key], count, url_for("young_people.index", waits=key)) for key, count in found
    ]
