"""Add engine days, the place of a decision on its list, and the record's settings."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

REFERENCE = Path(__file__).parents[2] / "app" / "settings" / "reference" / "settings.json"
BEGINNING = date(2025, 3, 19)
PREFIX = "record."
ENGINE_DAY = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("on_day", sa.Date(), nullable=False),
    sa.Column("taken_at", sa.DateTime(), nullable=False),
    sa.Column("run_id", sa.Integer(), nullable=True),
    sa.Column("figures", sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(
        ["run_id"], ["match_run.id"], name=conv("fk_engine_day_run_id_match_run")
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_engine_day")),
    sa.UniqueConstraint("on_day", name=conv("uq_engine_day_on_day")),
)
SETTING = sa.table(
    "setting",
    sa.column("key", sa.String),
    sa.column("valid_from", sa.Date),
    sa.column("content", sa.JSON),
    sa.column("source", sa.Text),
    sa.column("set_at", sa.DateTime),
)


def missing() -> list[dict[str, object]]:
    """The settings of the record that this database does not hold yet."""
    held = set(op.get_bind().scalars(sa.select(SETTING.c.key)))
    rows = json.loads(REFERENCE.read_text("utf-8"))
    return [row for row in rows if row["key"].startswith(PREFIX) and row["key"] not in held]


def upgrade() -> None:
    op.create_table("engine_day", *ENGINE_DAY)
    op.add_column("suggestion", sa.Column("rank", sa.Integer(), nullable=True))
    now = datetime.now(UTC).replace(tzinfo=None)
    rows = [
        {
            "key": row["key"],
            "valid_from": BEGINNING,
            "content": row["value"],
            "source": row["source"],
            "set_at": now,
        }
        for row in missing()
    ]
    if rows:
        op.bulk_insert(SETTING, rows)


def downgrade() -> None:
    op.execute(sa.delete(SETTING).where(SETTING.c.key.startswith(PREFIX)))
    op.drop_column("suggestion", "rank")
    op.drop_table("engine_day")
