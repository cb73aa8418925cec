"""Add adverts from outside, when they were fetched, and around which point."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

REFERENCE = Path(__file__).parents[2] / "app" / "settings" / "reference" / "settings.json"
BEGINNING = date(2025, 3, 19)
ADDED = ("adverts.centre", "adverts.miles")

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
        "advert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(40), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("employer_name", sa.String(200), nullable=False),
        sa.Column("provider_name", sa.String(200), nullable=False),
        sa.Column("route", sa.String(120), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("course", sa.String(200), nullable=False),
        sa.Column("positions", sa.Integer(), nullable=True),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("wage", sa.String(300), nullable=False),
        sa.Column("hours", sa.String(40), nullable=False),
        sa.Column("duration", sa.String(80), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("miles", sa.Double(), nullable=True),
        sa.Column("disability_confident", sa.Boolean(), nullable=False),
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("gone_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=conv("pk_advert")),
        sa.UniqueConstraint("reference", name=conv("uq_advert_reference")),
    )
    op.create_index(conv("ix_advert_closes_on"), "advert", ["closes_on"])
    add_runs()
    add_missing_settings()


def add_runs() -> None:
    op.create_table(
        "advert_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("seen", "added", "changed", "gone")
        ),
        sa.PrimaryKeyConstraint("id", name=conv("pk_advert_run")),
    )


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
    op.drop_table("advert_run")
    op.drop_index(conv("ix_advert_closes_on"), table_name="advert")
    op.drop_table("advert")
