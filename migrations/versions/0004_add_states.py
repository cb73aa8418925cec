"""Add state changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STATE_CHANGE = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("machine", sa.String(length=40), nullable=False),
    sa.Column("subject_id", sa.Integer(), nullable=False),
    sa.Column("verb", sa.String(length=40), nullable=False),
    sa.Column("from_state", sa.String(length=40), nullable=False),
    sa.Column("to_state", sa.String(length=40), nullable=False),
    sa.Column("by_id", sa.Integer(), nullable=True),
    sa.Column("reason", sa.Text(), nullable=True),
    sa.Column("at", sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=conv("fk_state_change_by_id_user")),
    sa.PrimaryKeyConstraint("id", name=conv("pk_state_change")),
)


def upgrade() -> None:
    op.create_table("state_change", *STATE_CHANGE)
    op.create_index(
        "ix_state_change_subject", "state_change", ["machine", "subject_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("state_change")
