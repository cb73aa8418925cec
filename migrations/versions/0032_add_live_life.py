"""Add pauses with an end, limits and the earlier offer; the second question; their settings."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

REFERENCE = Path(__file__).parents[2] / "app" / "settings" / "reference" / "settings.json"
BEGINNING = date(2025, 3, 19)
KEYS = (
    "employer.confirm_notice_days",
    "employer.confirm_chaser_days",
    "offer.expiry_notice_days",
    "offer.extend_days",
)
SETTING = sa.table(
    "setting",
    sa.column("key", sa.String),
    sa.column("valid_from", sa.Date),
    sa.column("content", sa.JSON),
    sa.column("source", sa.Text),
    sa.column("set_at", sa.DateTime),
)


def upgrade() -> None:
    with op.batch_alter_table("opportunity") as table:
        table.add_column(sa.Column("paused_until", sa.Date(), nullable=True))
        table.add_column(sa.Column("most_introductions", sa.Integer(), nullable=True))
        table.add_column(sa.Column("next_from", sa.Date(), nullable=True))
        table.add_column(sa.Column("copied_from_id", sa.Integer(), nullable=True))
        table.create_index(op.f("ix_opportunity_paused_until"), ["paused_until"])
        table.create_foreign_key(
            op.f("fk_opportunity_copied_from_id_opportunity"),
            *("opportunity", ["copied_from_id"], ["id"]),
        )
    with op.batch_alter_table("employer") as table:
        table.add_column(sa.Column("chased_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("most_introductions", sa.Integer(), nullable=True))
        table.add_column(sa.Column("monthly_introductions", sa.Integer(), nullable=True))
        table.add_column(sa.Column("next_from", sa.Date(), nullable=True))
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
        if row["key"] in KEYS and row["key"] not in known
    ]
    if missing:
        op.bulk_insert(SETTING, missing)


def downgrade() -> None:
    op.execute(sa.delete(SETTING).where(SETTING.c.key.in_(KEYS)))
    with op.batch_alter_table("employer") as table:
        for name in ("next_from", "monthly_introductions", "most_introductions", "chased_at"):
            table.drop_column(name)
    with op.batch_alter_table("opportunity") as table:
        table.drop_constraint(op.f("fk_opportunity_copied_from_id_opportunity"), type_="foreignkey")
        table.drop_index(op.f("ix_opportunity_paused_until"))
        for name in ("copied_from_id", "next_from", "most_introductions", "paused_until"):
            table.drop_column(name)
