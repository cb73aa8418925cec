"""Add scheduling."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

JOB_RUN = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("job", sa.String(length=60), nullable=False),
    sa.Column("slot", sa.DateTime(), nullable=False),
    sa.Column("started_at", sa.DateTime(), nullable=False),
    sa.Column("finished_at", sa.DateTime(), nullable=True),
    sa.Column("problem", sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint("id", name=conv("pk_job_run")),
    sa.UniqueConstraint("job", "slot", name=conv("uq_job_run_job_slot")),
)

LEASE = (
    sa.Column("name", sa.String(length=40), nullable=False),
    sa.Column("holder", sa.String(length=40), nullable=False),
    sa.Column("beat_at", sa.DateTime(), nullable=False),
    sa.Column("term", sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint("name", name=conv("pk_lease")),
)


def upgrade() -> None:
    op.create_table("job_run", *JOB_RUN)
    op.create_index(op.f("ix_job_run_started_at"), "job_run", ["started_at"], unique=False)
    op.create_table("lease", *LEASE)


def downgrade() -> None:
    op.drop_table("lease")
    op.drop_table("job_run")
