"""Add audit trail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

AUDIT_EVENT = (
    sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
    sa.Column("at", sa.DateTime(), nullable=False),
    sa.Column("actor_id", sa.Integer(), nullable=True),
    sa.Column("actor_role", sa.String(length=40), nullable=False),
    sa.Column("action", sa.String(length=80), nullable=False),
    sa.Column("subject", sa.String(length=40), nullable=False),
    sa.Column("subject_ref", sa.String(length=60), nullable=False),
    sa.Column("details", sa.JSON(), nullable=False),
    sa.Column("reason", sa.Text(), nullable=True),
    sa.Column("previous", sa.String(length=64), nullable=False),
    sa.Column("seal", sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint("id", name=conv("pk_audit_event")),
)


def upgrade() -> None:
    op.create_table("audit_event", *AUDIT_EVENT)
    op.create_index(op.f("ix_audit_event_actor_id"), "audit_event", ["actor_id"], unique=False)
    op.create_index(op.f("ix_audit_event_at"), "audit_event", ["at"], unique=False)
    op.create_index(
        "ix_audit_event_subject", "audit_event", ["subject", "subject_ref"], unique=False
    )


def downgrade() -> None:
    op.drop_table("audit_event")
