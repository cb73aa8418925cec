"""Add who went through a record, and what was put off until when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "round_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["young_person_id"],
            ["young_person.id"],
            name=op.f("fk_round_mark_young_person_id_young_person"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_round_mark_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_mark")),
    )
    op.create_index(op.f("ix_round_mark_young_person_id"), "round_mark", ["young_person_id"])


def downgrade() -> None:
    op.drop_table("round_mark")
