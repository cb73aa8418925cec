"""Add joins that can be undone, calls to employers, and what coordinators write while looking."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_merges()
    add_contacts()
    op.create_table(
        "review_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=conv("pk_review_draft")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=conv("fk_review_draft_by_id_user")),
        sa.UniqueConstraint(
            *("subject", "subject_id", "by_id"),
            name=conv("uq_review_draft_subject_subject_id_by_id"),
        ),
    )
    op.add_column("employer", sa.Column("decided_facts", sa.JSON(), nullable=True))
    op.add_column("opportunity", sa.Column("decided_answers", sa.JSON(), nullable=True))


def add_merges() -> None:
    op.create_table(
        "employer_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(22), nullable=False),
        sa.Column("duplicate_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("dropped", sa.JSON(), nullable=False),
        sa.Column("newest", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("left_behind", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=conv("pk_employer_merge")),
        sa.UniqueConstraint("ref", name=conv("uq_employer_merge_ref")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=conv(f"fk_employer_merge_{column}_{table}")
            )
            for column, table in (
                *(("duplicate_id", "employer"), ("into_id", "employer")),
                *(("by_id", "user"), ("undone_by_id", "user")),
            )
        ),
    )
    op.create_index(conv("ix_employer_merge_duplicate_id"), "employer_merge", ["duplicate_id"])
    op.create_index(conv("ix_employer_merge_into_id"), "employer_merge", ["into_id"])


def add_contacts() -> None:
    op.create_table(
        "employer_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("how", sa.String(20), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=conv("pk_employer_contact")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=conv(f"fk_employer_contact_{column}_{table}")
            )
            for column, table in (
                *(("employer_id", "employer"), ("by_id", "user")),
                ("owner_id", "user"),
            )
        ),
    )
    op.create_index(conv("ix_employer_contact_employer_id"), "employer_contact", ["employer_id"])
    op.create_index(conv("ix_employer_contact_next_on"), "employer_contact", ["next_on"])


def downgrade() -> None:
    op.drop_column("opportunity", "decided_answers")
    op.drop_column("employer", "decided_facts")
    for table in ("review_draft", "employer_contact", "employer_merge"):
        op.drop_table(table)
