"""Add what a record said before each change, and dated notes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "record_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=conv("pk_record_change")),
        *foreign_keys("record_change"),
    )
    op.create_index(op.f("ix_record_change_young_person_id"), "record_change", ["young_person_id"])
    op.create_table(
        "young_person_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(length=20), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=conv("pk_young_person_note")),
        *foreign_keys("young_person_note"),
    )
    op.create_index(
        op.f("ix_young_person_note_young_person_id"), "young_person_note", ["young_person_id"]
    )


def foreign_keys(table: str) -> list[sa.ForeignKeyConstraint]:
    """Both tables speak of a young person and of who wrote."""
    return [
        sa.ForeignKeyConstraint(
            ["young_person_id"],
            ["young_person.id"],
            name=conv(f"fk_{table}_young_person_id_young_person"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=conv(f"fk_{table}_by_id_user")),
    ]


def downgrade() -> None:
    op.drop_table("young_person_note")
    op.drop_table("record_change")
