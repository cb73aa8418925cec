"""The sections of a record behind its sub-navigation."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm.interfaces import ORMOption

from app.filters import listing
from app.security import allow, me
from app.settings import services as settings
from app.young_people import (
    activities,
    choices,
    exclusions,
    pages,
    picture,
    queries,
    sections,
    story,
)
from app.young_people.blueprint import REF, STAFF, bp
from app.young_people.models import Consent, Purpose, YoungPerson
from app.young_people.reading import open_record

# What a section reads with the record; most read the record alone.
READ: dict[str, tuple[ORMOption, ...]] = {
    "about": queries.EXCLUSIONS,
    "interests": queries.INTERESTS,
    "consent": queries.CONSENTS,
    "history": queries.CONSENTS,
}
OWN_TEMPLATE = {"about", "interests", "ready", "consent", "activity", "history"}


@bp.get(f"{REF}/<string:name>")
@allow(*STAFF)
def section(ref: str, name: str) -> ResponseReturnValue:
    if name not in sections.NAMES:
        abort(404)
    person = open_record(ref, *READ.get(name, ()))
    file = name if name in OWN_TEMPLATE else "section"
    return render_template(
        f"young_people/{file}.html",
        person=person,
        name=sections.NAMES[name],
        subnav=pages.subnav(person, name),
        **SHOWN[name](person),
    )


def _cards(name: str) -> Callable[[YoungPerson], dict[str, Any]]:
    return lambda person: {"cards": sections.CARDS[name](person)}


def _about(person: YoungPerson) -> dict[str, Any]:
    mine = exclusions.may_read_reason(person, me())
    return {"cards": sections.about(person), "may_read_reason": mine}


def _interests(person: YoungPerson) -> dict[str, Any]:
    return {
        "grouped": pages.by_level(person, settings.sectors()),
        "looking": sections.looking(person),
    }


def _ready(person: YoungPerson) -> dict[str, Any]:
    return {"items": sections.checklist(person)}


def _consent(person: YoungPerson) -> dict[str, Any]:
    # The agreement to be matched first: without it nothing else happens.
    ordered = sorted(person.consents, key=lambda row: (row.purpose != Purpose.MATCHING, -row.id))
    standing = [consent for consent in ordered if queries.stands(consent)]
    past = [consent for consent in ordered if not queries.stands(consent)]
    return {
        "standing": standing,
        "past": past,
        "told": {row.ref: _told(row) for row in standing},
        "given_by": dict(choices.GIVEN_BY),
        "authority": dict(choices.AUTHORITY),
    }


def _told(consent: Consent) -> str:
    named = choices.many(choices.SHARED, consent.shared_fields)
    return listing(words[:1].lower() + words[1:] for words in named)


def _activity(person: YoungPerson) -> dict[str, Any]:
    rows = activities.history(person)
    return {
        "rows": rows,
        "drawn": picture.draw(person, rows),
        "codes": dict(choices.ACTIVITIES),
        "in_touch": dict(choices.IN_TOUCH),
        "homes": dict(choices.ACCOMMODATION),
        "looked_after": sections.is_looked_after(person),
    }


def _history(person: YoungPerson) -> dict[str, Any]:
    people, kind = story.names(), request.args.get("kind", "")
    trail = story.trail(person)
    told = story.tell(person, people, trail)
    events, kinds = story.narrowed(told, kind)
    address = partial(url_for, ".section", ref=person.ref, name="history")
    tabs = [("Everything", address(), kind not in story.KINDS, len(told))]
    tabs += [(words, address(kind=key), key == kind, count) for key, words, count in kinds]
    return {"events": events, "tabs": tabs, "readers": story.readers(person, people, trail)}


SHOWN: dict[str, Callable[[YoungPerson], dict[str, Any]]] = {
    "about": _about,
    "interests": _interests,
    "skills": _cards("skills"),
    "travel": _cards("travel"),
    "helps": _cards("helps"),
    "ready": _ready,
    "consent": _consent,
    "activity": _activity,
    "history": _history,
}
