"""Add where a young person lives to what they are doing, as the SSDA903 return asks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import settings

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

ADDED = ("returns.authority",)


def upgrade() -> None:
    op.add_column("activity", sa.Column("accommodation", sa.String(length=2), nullable=True))
    settings.add_missing(*ADDED)


def downgrade() -> None:
    settings.remove(*ADDED)
    op.drop_column("activity", "accommodation")
