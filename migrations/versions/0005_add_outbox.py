"""Add messages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MESSAGE = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("key", sa.String(length=120), nullable=False),
    sa.Column("template", sa.String(length=60), nullable=False),
    sa.Column("to_address", sa.String(length=254), nullable=False),
    sa.Column("subject", sa.String(length=200), nullable=False),
    sa.Column("body", sa.Text(), nullable=False),
    sa.Column("calendar", sa.Text(), nullable=True),
    sa.Column("created_at", sa.DateTime(), nullable=False),
    sa.Column("due_at", sa.DateTime(), nullable=False),
    sa.Column("attempts", sa.Integer(), nullable=False),
    sa.Column("sent_at", sa.DateTime(), nullable=True),
    sa.Column("failed_at", sa.DateTime(), nullable=True),
    sa.Column("last_error", sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint("id", name=conv("pk_message")),
    sa.UniqueConstraint("key", name=conv("uq_message_key")),
)


def upgrade() -> None:
    op.create_table("message", *MESSAGE)
    op.create_index(op.f("ix_message_due_at"), "message", ["due_at"], unique=False)
    op.create_index(op.f("ix_message_sent_at"), "message", ["sent_at"], unique=False)


def downgrade() -> None:
    op.drop_table("message")
