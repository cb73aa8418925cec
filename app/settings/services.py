"""Reading and setting what holds on a day: sectors, service levels, policies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import g
from sqlalchemy import Row, select

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
    rows = _settings().get(key)
    if not rows:
        raise KeyError(key)
    return _holding(rows, on or clock.today()).content


def in_force(prefix: str, on: date | None = None) -> list[Row[Any]]:
    """Return the settings that begin like this and hold on a day, each with since when and why."""
    day, found = on or clock.today(), _settings()
    return [_holding(found[key], day) for key in sorted(found) if key.startswith(prefix)]


def _holding(rows: list[Row[Any]], day: date) -> Row[Any]:
    return next((row for row in reversed(rows) if row.valid_from <= day), rows[0])


def _settings() -> dict[str, list[Row[Any]]]:
    # One query a request, of plain rows: pages ask for several settings each.
    if "settings" not in g:
        statement = select(*Setting.__table__.columns).order_by(Setting.valid_from, Setting.id)
        found: dict[str, list[Row[Any]]] = {}
        for row in db.session.execute(statement):
            found.setdefault(row.key, []).append(row)
        g.settings = found
    settings_of_request: dict[str, list[Row[Any]]] = g.settings
    return settings_of_request


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
