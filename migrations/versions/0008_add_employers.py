"""Add employers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

EMPLOYER = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("name", sa.String(length=120), nullable=False),
    sa.Column("plain_name", sa.String(length=120), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("number", sa.String(length=12), nullable=True),
    sa.Column("postcode", sa.String(length=8), nullable=False),
    sa.Column("sector_key", sa.String(length=40), nullable=False),
    sa.Column("size", sa.String(length=10), nullable=False),
    sa.Column("about", sa.Text(), nullable=False),
    sa.Column("website", sa.String(length=300), nullable=True),
    sa.Column("how_heard", sa.String(length=40), nullable=False),
    sa.Column("referral_code", sa.String(length=22), nullable=True),
    sa.Column("insurance_until", sa.Date(), nullable=True),
    sa.Column("risk_assessed_on", sa.Date(), nullable=True),
    sa.Column("state", sa.String(40), nullable=False),
    sa.Column("created_at", sa.DateTime(), nullable=False),
    sa.Column("review_due", sa.Date(), nullable=True),
    sa.Column("approved_at", sa.DateTime(), nullable=True),
    sa.Column("approved_by_id", sa.Integer(), nullable=True),
    sa.Column("response_rate", sa.Double(), nullable=True),
    sa.Column("first_yes_by_id", sa.Integer(), nullable=True),
    sa.Column("first_yes_at", sa.DateTime(), nullable=True),
    sa.Column("recheck_since", sa.DateTime(), nullable=True),
    sa.Column("confirmed_at", sa.DateTime(), nullable=True),
    sa.Column("asked_at", sa.DateTime(), nullable=True),
    sa.Column("merged_into_id", sa.Integer(), nullable=True),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("ref", sa.String(length=22), nullable=False),
    sa.ForeignKeyConstraint(
        ["approved_by_id"], ["user.id"], name=conv("fk_employer_approved_by_id_user")
    ),
    sa.ForeignKeyConstraint(
        ["first_yes_by_id"], ["user.id"], name=conv("fk_employer_first_yes_by_id_user")
    ),
    sa.ForeignKeyConstraint(
        ["merged_into_id"], ["employer.id"], name=conv("fk_employer_merged_into_id_employer")
    ),
    sa.ForeignKeyConstraint(
        ["sector_key"], ["sector.key"], name=conv("fk_employer_sector_key_sector")
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_employer")),
    sa.UniqueConstraint("ref", name=conv("uq_employer_ref")),
)

EMPLOYER_NOTE = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("employer_id", sa.Integer(), nullable=False),
    sa.Column("field", sa.String(length=40), nullable=True),
    sa.Column("words", sa.Text(), nullable=False),
    sa.Column("internal", sa.Boolean(), nullable=False),
    sa.Column("by_id", sa.Integer(), nullable=False),
    sa.Column("at", sa.DateTime(), nullable=False),
    sa.Column("answered_at", sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=conv("fk_employer_note_by_id_user")),
    sa.ForeignKeyConstraint(
        ["employer_id"], ["employer.id"], name=conv("fk_employer_note_employer_id_employer")
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_employer_note")),
)

MEMBERSHIP = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("employer_id", sa.Integer(), nullable=False),
    sa.Column("user_id", sa.Integer(), nullable=False),
    sa.Column("job_title", sa.String(length=80), nullable=False),
    sa.Column("owner", sa.Boolean(), nullable=False),
    sa.Column("has_authority", sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(
        ["employer_id"], ["employer.id"], name=conv("fk_membership_employer_id_employer")
    ),
    sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=conv("fk_membership_user_id_user")),
    sa.PrimaryKeyConstraint("id", name=conv("pk_membership")),
    sa.UniqueConstraint("employer_id", "user_id", name=conv("uq_membership_employer_id_user_id")),
)

PLEDGE = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("employer_id", sa.Integer(), nullable=False),
    sa.Column("sector_key", sa.String(length=40), nullable=False),
    sa.Column("kind", sa.String(length=40), nullable=False),
    sa.Column("how_many", sa.Integer(), nullable=False),
    sa.Column("hoped_for", sa.Date(), nullable=True),
    sa.Column("words", sa.Text(), nullable=False),
    sa.Column("created_at", sa.DateTime(), nullable=False),
    sa.Column("kept_at", sa.DateTime(), nullable=True),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("ref", sa.String(length=22), nullable=False),
    sa.ForeignKeyConstraint(
        ["employer_id"], ["employer.id"], name=conv("fk_pledge_employer_id_employer")
    ),
    sa.ForeignKeyConstraint(
        ["sector_key"], ["sector.key"], name=conv("fk_pledge_sector_key_sector")
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_pledge")),
    sa.UniqueConstraint("ref", name=conv("uq_pledge_ref")),
)


def upgrade() -> None:
    op.create_table("employer", *EMPLOYER)
    op.create_index(op.f("ix_employer_number"), "employer", ["number"], unique=False)
    op.create_index(op.f("ix_employer_plain_name"), "employer", ["plain_name"], unique=False)
    op.create_index(op.f("ix_employer_postcode"), "employer", ["postcode"], unique=False)
    op.create_index(op.f("ix_employer_review_due"), "employer", ["review_due"], unique=False)
    op.create_index(op.f("ix_employer_sector_key"), "employer", ["sector_key"], unique=False)
    op.create_index(op.f("ix_employer_state"), "employer", ["state"], unique=False)
    op.create_table("employer_note", *EMPLOYER_NOTE)
    op.create_index(
        op.f("ix_employer_note_employer_id"), "employer_note", ["employer_id"], unique=False
    )
    op.create_table("membership", *MEMBERSHIP)
    op.create_index(op.f("ix_membership_employer_id"), "membership", ["employer_id"], unique=False)
    op.create_index(op.f("ix_membership_user_id"), "membership", ["user_id"], unique=False)
    op.create_table("pledge", *PLEDGE)
    op.create_index(op.f("ix_pledge_employer_id"), "pledge", ["employer_id"], unique=False)


def downgrade() -> None:
    op.drop_table("pledge")
    op.drop_table("membership")
    op.drop_table("employer_note")
    op.drop_table("employer")
