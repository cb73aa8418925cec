"""Add young people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

COVER = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("advisor_id", sa.Integer(), nullable=False),
    sa.Column("covered_by_id", sa.Integer(), nullable=False),
    sa.Column("begins", sa.Date(), nullable=False),
    sa.Column("ends", sa.Date(), nullable=False),
    sa.Column("set_by_id", sa.Integer(), nullable=True),
    sa.Column("ref", sa.String(length=22), nullable=False),
    sa.ForeignKeyConstraint(["advisor_id"], ["user.id"], name=conv("fk_cover_advisor_id_user")),
    sa.ForeignKeyConstraint(
        ["covered_by_id"], ["user.id"], name=conv("fk_cover_covered_by_id_user")
    ),
    sa.ForeignKeyConstraint(["set_by_id"], ["user.id"], name=conv("fk_cover_set_by_id_user")),
    sa.PrimaryKeyConstraint("id", name=conv("pk_cover")),
    sa.UniqueConstraint("ref", name=conv("uq_cover_ref")),
)

YOUNG_PERSON = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("advisor_id", sa.Integer(), nullable=True),
    sa.Column("case_reference", sa.String(length=40), nullable=True),
    sa.Column("preferred_name", sa.String(length=120), nullable=False),
    sa.Column("surname", sa.String(length=120), nullable=False),
    sa.Column("pronouns", sa.String(length=40), nullable=False),
    sa.Column("born", sa.Date(), nullable=True),
    sa.Column("category", sa.String(40), nullable=True),
    sa.Column("authority", sa.String(length=80), nullable=False),
    sa.Column("email", sa.String(length=254), nullable=True),
    sa.Column("phone", sa.String(length=30), nullable=True),
    sa.Column("contact_preference", sa.String(length=40), nullable=False),
    sa.Column("safe_times", sa.Text(), nullable=False),
    sa.Column("outward", sa.String(length=4), nullable=True),
    sa.Column("travel_minutes", sa.Integer(), nullable=True),
    sa.Column("travel_modes", sa.JSON(), nullable=False),
    sa.Column("own_words", sa.Text(), nullable=False),
    sa.Column("advisor_notes", sa.Text(), nullable=False),
    sa.Column("kinds", sa.JSON(), nullable=False),
    sa.Column("skills", sa.JSON(), nullable=False),
    sa.Column("qualifications", sa.JSON(), nullable=False),
    sa.Column("experience", sa.JSON(), nullable=False),
    sa.Column("available_from", sa.Date(), nullable=True),
    sa.Column("available_to", sa.Date(), nullable=True),
    sa.Column("hours_per_week_max", sa.Integer(), nullable=True),
    sa.Column("days", sa.JSON(), nullable=False),
    sa.Column("working_style", sa.Text(), nullable=False),
    sa.Column("adjustments", sa.JSON(), nullable=False),
    sa.Column("dbs", sa.Boolean(), nullable=True),
    sa.Column("pay_matters", sa.Boolean(), nullable=True),
    sa.Column("checklist", sa.JSON(), nullable=False),
    sa.Column("answered", sa.JSON(), nullable=False),
    sa.Column("state", sa.String(40), nullable=False),
    sa.Column("state_reason", sa.Text(), nullable=False),
    sa.Column("what_would_change", sa.Text(), nullable=False),
    sa.Column("revisit_on", sa.Date(), nullable=True),
    sa.Column("exit_type", sa.String(length=40), nullable=True),
    sa.Column("created_at", sa.DateTime(), nullable=False),
    sa.Column("changed_at", sa.DateTime(), nullable=False),
    sa.Column("interests_at", sa.DateTime(), nullable=True),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("ref", sa.String(length=22), nullable=False),
    sa.ForeignKeyConstraint(
        ["advisor_id"], ["user.id"], name=conv("fk_young_person_advisor_id_user")
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_young_person")),
    sa.UniqueConstraint("case_reference", name=conv("uq_young_person_case_reference")),
    sa.UniqueConstraint("ref", name=conv("uq_young_person_ref")),
)

ACTIVITY = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("young_person_id", sa.Integer(), nullable=False),
    sa.Column("code", sa.String(length=2), nullable=False),
    sa.Column("in_touch", sa.String(length=4), nullable=False),
    sa.Column("since", sa.Date(), nullable=False),
    sa.Column("recorded_by_id", sa.Integer(), nullable=True),
    sa.Column("at", sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(
        ["recorded_by_id"], ["user.id"], name=conv("fk_activity_recorded_by_id_user")
    ),
    sa.ForeignKeyConstraint(
        ["young_person_id"],
        ["young_person.id"],
        name=conv("fk_activity_young_person_id_young_person"),
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_activity")),
)

CONSENT = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("young_person_id", sa.Integer(), nullable=False),
    sa.Column("purpose", sa.String(40), nullable=False),
    sa.Column("employer_id", sa.Integer(), nullable=True),
    sa.Column("shared_fields", sa.JSON(), nullable=False),
    sa.Column("wording", sa.Text(), nullable=False),
    sa.Column("wording_version", sa.String(length=20), nullable=False),
    sa.Column("how", sa.String(length=40), nullable=False),
    sa.Column("given_by", sa.String(length=60), nullable=False),
    sa.Column("authority_held_by", sa.String(length=80), nullable=False),
    sa.Column("recorded_by_id", sa.Integer(), nullable=False),
    sa.Column("at", sa.DateTime(), nullable=False),
    sa.Column("until", sa.Date(), nullable=True),
    sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
    sa.Column("ended_why", sa.String(length=20), nullable=False),
    sa.Column("ref", sa.String(length=22), nullable=False),
    sa.ForeignKeyConstraint(
        ["employer_id"], ["employer.id"], name=conv("fk_consent_employer_id_employer")
    ),
    sa.ForeignKeyConstraint(
        ["recorded_by_id"], ["user.id"], name=conv("fk_consent_recorded_by_id_user")
    ),
    sa.ForeignKeyConstraint(
        ["young_person_id"],
        ["young_person.id"],
        name=conv("fk_consent_young_person_id_young_person"),
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_consent")),
    sa.UniqueConstraint("ref", name=conv("uq_consent_ref")),
)

EXCLUSION = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("young_person_id", sa.Integer(), nullable=False),
    sa.Column("employer_id", sa.Integer(), nullable=True),
    sa.Column("area", sa.String(length=8), nullable=True),
    sa.Column("reason", sa.Text(), nullable=False),
    sa.Column("ref", sa.String(length=22), nullable=False),
    sa.ForeignKeyConstraint(
        ["employer_id"], ["employer.id"], name=conv("fk_exclusion_employer_id_employer")
    ),
    sa.ForeignKeyConstraint(
        ["young_person_id"],
        ["young_person.id"],
        name=conv("fk_exclusion_young_person_id_young_person"),
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_exclusion")),
    sa.UniqueConstraint("ref", name=conv("uq_exclusion_ref")),
)

INTEREST = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("young_person_id", sa.Integer(), nullable=False),
    sa.Column("sector_key", sa.String(length=40), nullable=False),
    sa.Column("level", sa.String(40), nullable=False),
    sa.ForeignKeyConstraint(
        ["sector_key"], ["sector.key"], name=conv("fk_interest_sector_key_sector")
    ),
    sa.ForeignKeyConstraint(
        ["young_person_id"],
        ["young_person.id"],
        name=conv("fk_interest_young_person_id_young_person"),
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_interest")),
    sa.UniqueConstraint(
        "young_person_id", "sector_key", name=conv("uq_interest_young_person_id_sector_key")
    ),
)

TRANSFER = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("young_person_id", sa.Integer(), nullable=False),
    sa.Column("from_id", sa.Integer(), nullable=True),
    sa.Column("to_id", sa.Integer(), nullable=False),
    sa.Column("by_id", sa.Integer(), nullable=False),
    sa.Column("reason", sa.Text(), nullable=False),
    sa.Column("at", sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=conv("fk_transfer_by_id_user")),
    sa.ForeignKeyConstraint(["from_id"], ["user.id"], name=conv("fk_transfer_from_id_user")),
    sa.ForeignKeyConstraint(["to_id"], ["user.id"], name=conv("fk_transfer_to_id_user")),
    sa.ForeignKeyConstraint(
        ["young_person_id"],
        ["young_person.id"],
        name=conv("fk_transfer_young_person_id_young_person"),
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_transfer")),
)


def upgrade() -> None:
    op.create_table("cover", *COVER)
    op.create_index(op.f("ix_cover_advisor_id"), "cover", ["advisor_id"], unique=False)
    op.create_index(op.f("ix_cover_covered_by_id"), "cover", ["covered_by_id"], unique=False)
    op.create_table("young_person", *YOUNG_PERSON)
    op.create_index(
        op.f("ix_young_person_advisor_id"), "young_person", ["advisor_id"], unique=False
    )
    op.create_index(op.f("ix_young_person_state"), "young_person", ["state"], unique=False)
    op.create_table("activity", *ACTIVITY)
    op.create_index(
        op.f("ix_activity_young_person_id"), "activity", ["young_person_id"], unique=False
    )
    op.create_table("consent", *CONSENT)
    op.create_index(op.f("ix_consent_employer_id"), "consent", ["employer_id"], unique=False)
    op.create_index(op.f("ix_consent_purpose"), "consent", ["purpose"], unique=False)
    op.create_index(
        op.f("ix_consent_young_person_id"), "consent", ["young_person_id"], unique=False
    )
    op.create_table("exclusion", *EXCLUSION)
    op.create_index(op.f("ix_exclusion_employer_id"), "exclusion", ["employer_id"], unique=False)
    op.create_index(
        op.f("ix_exclusion_young_person_id"), "exclusion", ["young_person_id"], unique=False
    )
    op.create_table("interest", *INTEREST)
    op.create_index(
        op.f("ix_interest_young_person_id"), "interest", ["young_person_id"], unique=False
    )
    op.create_table("transfer", *TRANSFER)
    op.create_index(
        op.f("ix_transfer_young_person_id"), "transfer", ["young_person_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("transfer")
    op.drop_table("interest")
    op.drop_table("exclusion")
    op.drop_table("consent")
    op.drop_table("activity")
    op.drop_table("young_person")
    op.drop_table("cover")
