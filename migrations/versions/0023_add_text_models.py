"""Add sector models that were learnt, and whether an offer’s sector was only suggested."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

REFERENCE = Path(__file__).parents[2] / "app" / "settings" / "reference" / "settings.json"
BEGINNING = date(2025, 3, 19)
ADDED = ("hints.offer_chance", "hints.import_chance")

TEXT_MODEL = (
    sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
    sa.Column("state", sa.String(40), nullable=False),
    sa.Column("shipped", sa.String(length=64), nullable=False),
    sa.Column("sealed", sa.LargeBinary(), nullable=True),
    sa.Column("figures", sa.JSON(), nullable=False),
    sa.Column("why", sa.Text(), nullable=False),
    sa.Column("lines_digest", sa.String(length=64), nullable=False),
    sa.Column("learnt_at", sa.DateTime(), nullable=False),
    sa.Column("published_at", sa.DateTime(), nullable=True),
    sa.Column("by_id", sa.Integer(), nullable=True),
    sa.Column("reason", sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=conv("fk_text_model_by_id_user")),
    sa.PrimaryKeyConstraint("version", name=conv("pk_text_model")),
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
    op.create_table("text_model", *TEXT_MODEL)
    op.create_index(op.f("ix_text_model_state"), "text_model", ["state"], unique=False)
    # Code that does not know this column goes on writing rows while both versions run.
    op.add_column(
        "opportunity",
        sa.Column("sector_suggested", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
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
    with op.batch_alter_table("opportunity") as table:
        table.drop_column("sector_suggested")
    op.drop_table("text_model")
