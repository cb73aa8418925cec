"""Add questions about offers from outside, with their settings."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

REFERENCE = Path(__file__).parents[2] / "app" / "settings" / "reference" / "settings.json"
BEGINNING = date(2025, 3, 19)
FAMILY = "enquiry."

SETTING = sa.table(
    "setting",
    sa.column("key", sa.String),
    sa.column("valid_from", sa.Date),
    sa.column("content", sa.JSON),
    sa.column("source", sa.Text),
    sa.column("set_at", sa.DateTime),
)


def upgrade() -> None:
    op.create_table(
        "enquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(22), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("link", sa.String(64), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=conv("pk_enquiry")),
        sa.UniqueConstraint("ref", name=conv("uq_enquiry_ref")),
        sa.UniqueConstraint("link", name=conv("uq_enquiry_link")),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunity.id"],
            name=conv("fk_enquiry_opportunity_id_opportunity"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=conv("fk_enquiry_owner_id_user")),
    )
    for column in ("opportunity_id", "email", "state", "due", "owner_id"):
        op.create_index(f"ix_enquiry_{column}", "enquiry", [column])
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
        if row["key"].startswith(FAMILY) and row["key"] not in known
    ]
    if missing:
        op.bulk_insert(SETTING, missing)


def downgrade() -> None:
    op.execute(sa.delete(SETTING).where(SETTING.c.key.startswith(FAMILY)))
    op.drop_table("enquiry")
