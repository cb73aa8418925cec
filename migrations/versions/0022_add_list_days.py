"""Add counted lists, one row a day, and the settings of watching them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

from migrations import settings

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ADDED = ("learning.compare_days", "learning.drift_alarm", "learning.share_alarm")


def upgrade() -> None:
    op.create_table(
        "list_day",
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("on_day", name=conv("pk_list_day")),
    )
    settings.add_missing(*ADDED)


def downgrade() -> None:
    settings.remove(*ADDED)
    op.drop_table("list_day")
