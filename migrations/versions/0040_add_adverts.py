"""Add adverts from outside, when they were fetched, and around which point."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

from migrations import settings

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

ADDED = ("adverts.centre", "adverts.miles")


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
    settings.add_missing(*ADDED)


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


def downgrade() -> None:
    settings.remove(*ADDED)
    op.drop_table("advert_run")
    op.drop_index(conv("ix_advert_closes_on"), table_name="advert")
    op.drop_table("advert")
