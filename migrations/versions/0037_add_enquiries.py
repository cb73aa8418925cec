"""Add questions about offers from outside, with their settings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

from migrations import settings

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

FAMILY = "enquiry."


def upgrade() -> None:
    op.create_table(
        "enquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(22), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("link", sa.String(64), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=conv("pk_enquiry")),
        sa.UniqueConstraint("ref", name=conv("uq_enquiry_ref")),
        sa.UniqueConstraint("link", name=conv("uq_enquiry_link")),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunity.id"],
            name=conv("fk_enquiry_opportunity_id_opportunity"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=conv("fk_enquiry_owner_id_user")),
    )
    for column in ("opportunity_id", "email", "state", "due", "owner_id"):
        op.create_index(f"ix_enquiry_{column}", "enquiry", [column])
    settings.add_missing(FAMILY)


def downgrade() -> None:
    settings.remove(FAMILY)
    op.drop_table("enquiry")
