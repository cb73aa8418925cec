"""What a coordinator has written while looking and has not sent yet: for their eyes alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from app import clock, db
from app.employers.models import ReviewDraft

if TYPE_CHECKING:
    from app.accounts.models import User


def find(subject: str, number: int, *, by: User) -> ReviewDraft | None:
    """Return somebody’s draft about one organisation or offer."""
    mine = (ReviewDraft.subject == subject) & (ReviewDraft.subject_id == number)
    return db.session.scalars(select(ReviewDraft).where(mine, ReviewDraft.by_id == by.id)).first()


@db.transaction()
def save(subject: str, number: int, words: dict[str, str], *, by: User) -> None:
    """Keep what is written so far; nothing written means no draft."""
    if not words:
        drop(subject, number, by=by)
        return
    kept = find(subject, number, by=by)
    if kept is None:
        kept = ReviewDraft(subject=subject, subject_id=number, by_id=by.id)
        kept.words, kept.saved_at = words, clock.now()
        try:
            with db.session.begin_nested():
                db.session.add(kept)
        except IntegrityError:  # a second window of the same person was quicker
            kept = find(subject, number, by=by)
    if kept is not None:
        kept.words, kept.saved_at = words, clock.now()


def drop(subject: str, number: int, *, by: User) -> None:
    """Forget somebody’s draft, within the open transaction: it was sent, or is empty."""
    mine = (ReviewDraft.subject == subject) & (ReviewDraft.subject_id == number)
    db.session.execute(delete(ReviewDraft).where(mine, ReviewDraft.by_id == by.id))
