"""Let a young person agree to a placement on their own page, without an account."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("agreement") as table:
        table.alter_column("by_id", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM agreement WHERE by_id IS NULL")
    with op.batch_alter_table("agreement") as table:
        table.alter_column("by_id", existing_type=sa.Integer(), nullable=False)
