"""Settings that come with a migration: added where a database was set up before, taken away again."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import op

REFERENCE = Path(__file__).parents[1] / "app" / "settings" / "reference" / "settings.json"
BEGINNING = date(2025, 3, 19)

SETTING = sa.table(
    "setting",
    sa.column("key", sa.String),
    sa.column("valid_from", sa.Date),
    sa.column("content", sa.JSON),
    sa.column("source", sa.Text),
    sa.column("set_at", sa.DateTime),
)


def add_missing(*names: str) -> None:
    """Add the settings of these names that the database lacks; “concern.” names a whole family."""
    known = set(op.get_bind().scalars(sa.select(SETTING.c.key)))
    now = datetime.now(UTC).replace(tzinfo=None)
    missing = [
        {
            "key": row["key"],
            "valid_from": BEGINNING,
            "content": row["value"],
            "source": row["source"],
            "set_at": now,
        }
        for row in json.loads(REFERENCE.read_text("utf-8"))
        if row["key"] not in known and any(_is(row["key"], name) for name in names)
    ]
    if missing:
        op.bulk_insert(SETTING, missing)


def remove(*names: str) -> None:
    """Take the settings of these names away."""
    named = [
        SETTING.c.key.startswith(name) if name.endswith(".") else SETTING.c.key == name
        for name in names
    ]
    op.execute(sa.delete(SETTING).where(sa.or_(*named)))


def _is(key: str, name: str) -> bool:
    return key.startswith(name) if name.endswith(".") else key == name
