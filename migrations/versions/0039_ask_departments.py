"""Ask council departments where they belong instead of for a number, with the settings of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import settings

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

ADDED = ("review.council_team_working_days", "council.mail_domains")


def upgrade() -> None:
    op.add_column("employer", sa.Column("directorate", sa.String(120), nullable=True))
    settings.add_missing(*ADDED)


def downgrade() -> None:
    settings.remove(*ADDED)
    op.drop_column("employer", "directorate")
