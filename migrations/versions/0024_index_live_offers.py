"""Index what tells whether a live offer is different."""

from __future__ import annotations

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

LIVE = ["state", "employer_id", "id", "version", "places_taken", "ref"]


def upgrade() -> None:
    op.create_index("ix_opportunity_live", "opportunity", LIVE, unique=False)


def downgrade() -> None:
    op.drop_index("ix_opportunity_live", table_name="opportunity")
