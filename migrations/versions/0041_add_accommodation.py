"""Add where a young person lives to what they are doing, as the SSDA903 return asks."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

REFERENCE = Path(__file__).parents[2] / "app" / "settings" / "reference" / "settings.json"
BEGINNING = date(2025, 3, 19)
ADDED = ("returns.authority",)

SETTING = sa.table(
    "setting",
    sa.column("key", sa.String),
    sa.column("valid_from", sa.Date),
    sa.column("content", sa.JSON),
    sa.column("source", sa.Text),
    sa.column("set_at", sa.DateTime),
)


def upgrade() -> None:
    op.add_column("activity", sa.Column("accommodation", sa.String(length=2), nullable=True))
    add_missing_settings()


def add_missing_settings() -> None:
    """A database that was set up before lacks the settings of what is new."""
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
        if row["key"] in ADDED and row["key"] not in known
    ]
    if missing:
        op.bulk_insert(SETTING, missing)


def downgrade() -> None:
    op.execute(sa.delete(SETTING).where(SETTING.c.key.in_(ADDED)))
    op.drop_column("activity", "accommodation")
