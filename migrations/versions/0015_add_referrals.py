"""Add referrals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

REFERRAL = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("councillor_id", sa.Integer(), nullable=False),
    sa.Column("employer_name", sa.String(length=120), nullable=False),
    sa.Column("plain_name", sa.String(length=120), nullable=False),
    sa.Column("contact_name", sa.String(length=120), nullable=False),
    sa.Column("contact_email", sa.String(length=254), nullable=True),
    sa.Column("contact_phone", sa.String(length=30), nullable=True),
    sa.Column("contact_agreed", sa.Boolean(), nullable=False),
    sa.Column("how_known", sa.Text(), nullable=False),
    sa.Column("ward", sa.String(length=80), nullable=False),
    sa.Column("interest_declared", sa.Text(), nullable=False),
    sa.Column("state", sa.String(40), nullable=False),
    sa.Column("created_at", sa.DateTime(), nullable=False),
    sa.Column("acknowledge_due", sa.Date(), nullable=False),
    sa.Column("employer_id", sa.Integer(), nullable=True),
    sa.Column("credited_to_id", sa.Integer(), nullable=True),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("ref", sa.String(length=22), nullable=False),
    sa.ForeignKeyConstraint(
        ["councillor_id"], ["user.id"], name=conv("fk_referral_councillor_id_user")
    ),
    sa.ForeignKeyConstraint(
        ["credited_to_id"], ["referral.id"], name=conv("fk_referral_credited_to_id_referral")
    ),
    sa.ForeignKeyConstraint(
        ["employer_id"], ["employer.id"], name=conv("fk_referral_employer_id_employer")
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_referral")),
    sa.UniqueConstraint("ref", name=conv("uq_referral_ref")),
)


def upgrade() -> None:
    op.create_table("referral", *REFERRAL)
    op.create_index(
        op.f("ix_referral_acknowledge_due"), "referral", ["acknowledge_due"], unique=False
    )
    op.create_index(op.f("ix_referral_councillor_id"), "referral", ["councillor_id"], unique=False)
    op.create_index(op.f("ix_referral_employer_id"), "referral", ["employer_id"], unique=False)
    op.create_index(op.f("ix_referral_plain_name"), "referral", ["plain_name"], unique=False)
    op.create_index(op.f("ix_referral_state"), "referral", ["state"], unique=False)


def downgrade() -> None:
    op.drop_table("referral")
