"""Reading and setting what holds on a day: sectors, service levels, policies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import g
from sqlalchemy import select

from app import clock, db
from app.audit import services as audit
from app.settings.models import Sector, Setting

if TYPE_CHECKING:
    from app.accounts.models import User

REFERENCE = Path(__file__).parent / "reference"
BEGINNING = date(2025, 3, 19)  # the Council's motion: nothing of ours holds before it


def value(key: str, on: date | None = None) -> Any:
    """Return what a setting holds on a day (default today); raise KeyError for an unknown key.

    Before its first day a setting holds what it began with.
    """
    day = on or clock.today()
    rows = sorted(
        (row for row in _settings() if row.key == key), key=lambda row: (row.valid_from, row.id)
    )
    if not rows:
        raise KeyError(key)
    return next((row for row in reversed(rows) if row.valid_from <= day), rows[0]).content


def in_force(prefix: str, on: date | None = None) -> list[Setting]:
    """Return the settings that begin like this and hold on a day, each with since when and why."""
    day = on or clock.today()
    found: dict[str, Setting] = {}
    for row in sorted(_settings(), key=lambda row: (row.valid_from, row.id)):
        if row.key.startswith(prefix) and (row.valid_from <= day or row.key not in found):
            found[row.key] = row
    return [found[key] for key in sorted(found)]


def _settings() -> list[Setting]:
    # One query a request: pages ask for several settings each.
    if "settings" not in g:
        rows = list(db.session.scalars(select(Setting)))
        for row in rows:
            db.session.expunge(row)
        g.settings = rows
    rows_of_request: list[Setting] = g.settings
    return rows_of_request


@db.transaction()
def set_value(key: str, content: Any, *, valid_from: date, source: str, by: User | None) -> None:
    """Let a setting hold from a day on; what held before stays on record."""
    row = Setting(
        key=key, content=content, valid_from=valid_from, source=source, set_at=clock.now()
    )
    row.set_by_id = by.id if by else None
    db.session.add(row)
    audit.record("setting.set", "setting", key, by=by, valid_from=valid_from)
    g.pop("settings", None)


def contact() -> dict[str, str]:
    """Return whom people can ask at the council, as the settings say today."""
    return {part: value(f"contact.{part}") for part in ("name", "email", "phone")}


def sectors() -> list[Sector]:
    """Return the campaign's sectors in their order."""
    statement = select(Sector).where(Sector.active).order_by(Sector.position)
    return list(db.session.scalars(statement))


def sector_choices() -> list[tuple[str, str]]:
    """Return key and name of each sector, for forms."""
    return [(sector.key, sector.name) for sector in sectors()]


def reference(name: str) -> Any:
    """Return a file of reference rows that ships with the product."""
    return json.loads((REFERENCE / f"{name}.json").read_text(encoding="utf-8"))


def reference_rows() -> Iterator[Sector | Setting]:
    """Return the rows a new database starts with."""
    for position, sector in enumerate(reference("sectors")):
        yield Sector(**sector, position=position)
    for row in reference("settings"):
        yield Setting(
            key=row["key"],
            content=row["value"],
            source=row["source"],
            valid_from=BEGINNING,
            set_at=clock.now(),
        )


@db.transaction()
def load_reference() -> None:
    """Fill an empty database's reference tables; leave a filled one alone."""
    if db.session.scalar(select(Sector.key).limit(1)) is None:
        db.session.add_all(reference_rows())
