"""Add concerns about employers and offers, with their settings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

from migrations import settings

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

FAMILY = "concern."
POINTERS = (
    *(("employer_id", "employer"), ("opportunity_id", "opportunity")),
    *(("reported_by_id", "user"), ("owner_id", "user")),
)


def upgrade() -> None:
    op.create_table(
        "concern",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(22), nullable=False),
        sa.Column("category", sa.String(40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("about", sa.String(200), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=True),
        sa.Column("opportunity_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("reporter_name", sa.String(120), nullable=False),
        sa.Column("reporter_email", sa.String(254), nullable=True),
        sa.Column("reporter_phone", sa.String(30), nullable=True),
        sa.Column("reported_by_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.Column("told_words", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=conv("pk_concern")),
        sa.UniqueConstraint("ref", name=conv("uq_concern_ref")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=conv(f"fk_concern_{column}_{table}")
            )
            for column, table in POINTERS
        ),
    )
    for column in ("category", "employer_id", "opportunity_id", "state", "due", "owner_id"):
        op.create_index(conv(f"ix_concern_{column}"), "concern", [column])
    add_notes()
    settings.add_missing(FAMILY)


def add_notes() -> None:
    op.create_table(
        "concern_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=conv("pk_concern_note")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=conv(f"fk_concern_note_{column}_{table}")
            )
            for column, table in (("concern_id", "concern"), ("by_id", "user"))
        ),
    )
    op.create_index(conv("ix_concern_note_concern_id"), "concern_note", ["concern_id"])


def downgrade() -> None:
    settings.remove(FAMILY)
    for table in ("concern_note", "concern"):
        op.drop_table(table)
