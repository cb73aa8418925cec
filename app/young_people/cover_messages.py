"""What those who cover, who are away and who manage are told about cover; never who it is about."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from app import clock, db
from app.accounts.models import User
from app.outbox import services as outbox
from app.young_people.models import Cover, CoverShare


def _who(cover: Cover) -> list[User]:
    shared = select(CoverShare.covered_by_id).where(CoverShare.cover_id == cover.id)
    numbers = set(db.session.scalars(shared))
    if not cover.only_named:
        numbers.add(cover.covered_by_id)
    return list(db.session.scalars(select(User).where(User.id.in_(numbers), User.active)))


def _post(name: str, cover: Cover, people: Iterable[User], stamp: str, reason: str = "") -> None:
    absent = db.session.get_one(User, cover.advisor_id)
    for person in people:
        outbox.post(
            f"young_people_cover{name}",
            to=person.email,
            key=f"cover{name}-{cover.ref}-{person.id}-{stamp}",
            person=person,
            absent=absent,
            cover=cover,
            reason=reason,
            address=outbox.link("young_people.show_cover", cover=cover.ref),
        )


def begun(cover: Cover) -> None:
    """Tell whoever covers, each once."""
    _post("", cover, _who(cover), "set")


def changed(cover: Cover) -> None:
    """Tell whoever covers that it ends on another day, or has ended."""
    _post("_changed", cover, _who(cover), clock.now().strftime("%Y%m%dT%H%M%S%f"))


def begins_today(cover: Cover) -> None:
    """Remind whoever covers on the first day of what was planned ahead."""
    _post("_begins", cover, _who(cover), cover.begins.isoformat())


def asked(cover: Cover, managers: list[User]) -> None:
    """Tell those who decide that somebody asks for cover."""
    _post("_asked", cover, managers, "asked")


def answered(cover: Cover, reason: str) -> None:
    """Tell whoever asked what was decided."""
    _post("_answered", cover, [db.session.get_one(User, cover.advisor_id)], "answered", reason)


def over(cover: Cover) -> None:
    """Tell whoever was away what they can read now that they are back."""
    absent = db.session.get_one(User, cover.advisor_id)
    _post("_over", cover, [absent] if absent.active else [], "over")
