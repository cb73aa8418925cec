"""Add engine days, the place of a decision on its list, and the record's settings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

from migrations import settings

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

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


def upgrade() -> None:
    op.create_table("engine_day", *ENGINE_DAY)
    op.add_column("suggestion", sa.Column("rank", sa.Integer(), nullable=True))
    settings.add_missing(PREFIX)


def downgrade() -> None:
    settings.remove(PREFIX)
    op.drop_column("suggestion", "rank")
    op.drop_table("engine_day")
