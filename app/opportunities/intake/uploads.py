"""Uploaded files on their way: kept for a look, brought in once somebody says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app import clock, db
from app.opportunities.intake.storing import Intake, Summary
from app.opportunities.intake.tables import BadFile, Source
from app.opportunities.models import OfferImport
from app.typed import clean

if TYPE_CHECKING:
    from app.accounts.models import User

MOST_ROWS = 5000


@db.transaction()
def keep(name: str, content: bytes, policy: str, *, by: User) -> OfferImport:
    """Keep an uploaded file for a look at it; refuse one that cannot be read at all."""
    if not content:
        raise BadFile("This file is empty: choose another one")
    short = clean(name)[-120:]
    next(Source(short, content).rows(), None)
    upload = OfferImport(
        file_name=short, content=content, by_id=by.id, at=clock.now(), summary={"policy": policy}
    )
    db.session.add(upload)
    return upload


def find(ref: str) -> OfferImport:
    """Return an upload that is still waiting."""
    statement = select(OfferImport).where(OfferImport.ref == ref, OfferImport.stored_at.is_(None))
    return db.session.scalars(statement).one()


def _intake(upload: OfferImport) -> Intake:
    source = Source(upload.file_name, upload.content, most=MOST_ROWS)
    return Intake(source, on=clock.today(), policy=upload.summary["policy"])


def look(upload: OfferImport) -> Summary:
    """Return what bringing the file in would do."""
    return _intake(upload).look()


@db.transaction()
def store(upload: OfferImport, *, by: User) -> Summary:
    """Bring the file in, all rows or none, and forget its content."""
    summary = _intake(upload).store(by=by)
    upload.stored_at, upload.content = clock.now(), b""
    return summary
