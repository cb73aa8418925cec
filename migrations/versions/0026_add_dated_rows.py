"""Add rows of dated tables: proposed by one person, confirmed by another, never edited."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

CONFIRMED = sa.text("state = 'CONFIRMED'")
DATED_ROW = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("table_name", sa.String(length=40), nullable=False),
    sa.Column("key", sa.String(length=80), nullable=False),
    sa.Column("content", sa.JSON(), nullable=False),
    sa.Column("valid_from", sa.Date(), nullable=False),
    sa.Column("valid_to", sa.Date(), nullable=True),
    sa.Column("source", sa.Text(), nullable=False),
    sa.Column("address", sa.Text(), nullable=True),
    sa.Column("reason", sa.Text(), nullable=False),
    sa.Column("state", sa.String(length=40), nullable=False),
    sa.Column("proposed_by_id", sa.Integer(), nullable=True),
    sa.Column("proposed_at", sa.DateTime(), nullable=False),
    sa.Column("decided_by_id", sa.Integer(), nullable=True),
    sa.Column("decided_at", sa.DateTime(), nullable=True),
    sa.Column("answer", sa.Text(), nullable=True),
    sa.Column("followed_at", sa.DateTime(), nullable=True),
    sa.Column("ref", sa.String(length=22), nullable=False),
    sa.ForeignKeyConstraint(
        ["proposed_by_id"], ["user.id"], name=conv("fk_dated_row_proposed_by_id_user")
    ),
    sa.ForeignKeyConstraint(
        ["decided_by_id"], ["user.id"], name=conv("fk_dated_row_decided_by_id_user")
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_dated_row")),
    sa.UniqueConstraint("ref", name=conv("uq_dated_row_ref")),
)


def upgrade() -> None:
    op.create_table("dated_row", *DATED_ROW)
    op.create_index("ix_dated_row_table_name_key", "dated_row", ["table_name", "key"])
    op.create_index(op.f("ix_dated_row_state"), "dated_row", ["state"])
    op.create_index(
        "uq_dated_row_confirmed",
        "dated_row",
        ["table_name", "key", "valid_from"],
        unique=True,
        sqlite_where=CONFIRMED,
        postgresql_where=CONFIRMED,
    )


def downgrade() -> None:
    op.drop_table("dated_row")
