"""Add opportunities."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

OFFER_IMPORT = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("file_name", sa.String(length=120), nullable=False),
    sa.Column("content", sa.LargeBinary(), nullable=False),
    sa.Column("by_id", sa.Integer(), nullable=False),
    sa.Column("at", sa.DateTime(), nullable=False),
    sa.Column("stored_at", sa.DateTime(), nullable=True),
    sa.Column("summary", sa.JSON(), nullable=False),
    sa.Column("ref", sa.String(length=22), nullable=False),
    sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=conv("fk_offer_import_by_id_user")),
    sa.PrimaryKeyConstraint("id", name=conv("pk_offer_import")),
    sa.UniqueConstraint("ref", name=conv("uq_offer_import_ref")),
)

OPPORTUNITY = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("employer_id", sa.Integer(), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("sector_key", sa.String(length=40), nullable=False),
    sa.Column("title", sa.String(length=120), nullable=False),
    sa.Column("will_do", sa.Text(), nullable=False),
    sa.Column("will_learn", sa.Text(), nullable=False),
    sa.Column("places", sa.Integer(), nullable=False),
    sa.Column("places_taken", sa.Integer(), nullable=False),
    sa.Column("remote", sa.Boolean(), nullable=False),
    sa.Column("postcode", sa.String(length=8), nullable=True),
    sa.Column("area", sa.String(length=120), nullable=True),
    sa.Column("latitude", sa.Double(), nullable=True),
    sa.Column("longitude", sa.Double(), nullable=True),
    sa.Column("sites", sa.JSON(), nullable=False),
    sa.Column("opens", sa.Date(), nullable=True),
    sa.Column("closes", sa.Date(), nullable=True),
    sa.Column("start", sa.Date(), nullable=True),
    sa.Column("end", sa.Date(), nullable=True),
    sa.Column("week", sa.JSON(), nullable=False),
    sa.Column("days", sa.JSON(), nullable=False),
    sa.Column("hours_per_week", sa.Numeric(precision=5, scale=2), nullable=True),
    sa.Column("pay_per_hour", sa.Numeric(precision=7, scale=2), nullable=True),
    sa.Column("paid", sa.Boolean(), nullable=True),
    sa.Column("unpaid_basis", sa.String(40), nullable=True),
    sa.Column("unpaid_words", sa.Text(), nullable=False),
    sa.Column("essential", sa.JSON(), nullable=False),
    sa.Column("desirable", sa.JSON(), nullable=False),
    sa.Column("essential_qualifications", sa.JSON(), nullable=False),
    sa.Column("min_level", sa.Integer(), nullable=True),
    sa.Column("skills", sa.JSON(), nullable=False),
    sa.Column("min_age", sa.Integer(), nullable=True),
    sa.Column("max_age", sa.Integer(), nullable=True),
    sa.Column("ring_fenced", sa.Boolean(), nullable=False),
    sa.Column("school_age", sa.Boolean(), nullable=True),
    sa.Column("dbs_required", sa.Boolean(), nullable=True),
    sa.Column("person_dbs", sa.String(length=20), nullable=True),
    sa.Column("supervised_frequently", sa.Boolean(), nullable=True),
    sa.Column("regulated_activity", sa.Boolean(), nullable=True),
    sa.Column("supervisor_dbs", sa.String(length=20), nullable=True),
    sa.Column("tools", sa.Text(), nullable=False),
    sa.Column("day_one", sa.JSON(), nullable=False),
    sa.Column("adjustments", sa.JSON(), nullable=False),
    sa.Column("could_lead", sa.String(length=10), nullable=True),
    sa.Column("flexible", sa.JSON(), nullable=False),
    sa.Column("level", sa.Integer(), nullable=True),
    sa.Column("training_provider", sa.String(length=120), nullable=True),
    sa.Column("first_year_apprentice", sa.Boolean(), nullable=True),
    sa.Column("safeguarding_contact", sa.String(length=200), nullable=False),
    sa.Column("risk_assessed_on", sa.Date(), nullable=True),
    sa.Column("state", sa.String(40), nullable=False),
    sa.Column("created_at", sa.DateTime(), nullable=False),
    sa.Column("changed_at", sa.DateTime(), nullable=False),
    sa.Column("submitted_at", sa.DateTime(), nullable=True),
    sa.Column("review_due", sa.Date(), nullable=True),
    sa.Column("approved_at", sa.DateTime(), nullable=True),
    sa.Column("approved", sa.JSON(), nullable=True),
    sa.Column("pending", sa.JSON(), nullable=False),
    sa.Column("pending_at", sa.DateTime(), nullable=True),
    sa.Column("saved_sections", sa.JSON(), nullable=False),
    sa.Column("search_words", sa.Text(), nullable=False),
    sa.Column("origin", sa.String(length=40), nullable=False),
    sa.Column("external_id", sa.String(length=80), nullable=True),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("ref", sa.String(length=22), nullable=False),
    sa.CheckConstraint(
        "places_taken >= 0 AND places_taken <= places", name=conv("ck_opportunity_places")
    ),
    sa.ForeignKeyConstraint(
        ["employer_id"], ["employer.id"], name=conv("fk_opportunity_employer_id_employer")
    ),
    sa.ForeignKeyConstraint(
        ["sector_key"], ["sector.key"], name=conv("fk_opportunity_sector_key_sector")
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_opportunity")),
    sa.UniqueConstraint("external_id", name=conv("uq_opportunity_external_id")),
    sa.UniqueConstraint("ref", name=conv("uq_opportunity_ref")),
)

REVIEW_COMMENT = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("opportunity_id", sa.Integer(), nullable=False),
    sa.Column("field", sa.String(length=40), nullable=False),
    sa.Column("words", sa.Text(), nullable=False),
    sa.Column("by_id", sa.Integer(), nullable=False),
    sa.Column("at", sa.DateTime(), nullable=False),
    sa.Column("resolved_at", sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=conv("fk_review_comment_by_id_user")),
    sa.ForeignKeyConstraint(
        ["opportunity_id"],
        ["opportunity.id"],
        name=conv("fk_review_comment_opportunity_id_opportunity"),
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_review_comment")),
)


def upgrade() -> None:
    op.create_table("offer_import", *OFFER_IMPORT)
    op.create_table("opportunity", *OPPORTUNITY)
    op.create_index(op.f("ix_opportunity_closes"), "opportunity", ["closes"], unique=False)
    op.create_index(
        op.f("ix_opportunity_employer_id"), "opportunity", ["employer_id"], unique=False
    )
    op.create_index(op.f("ix_opportunity_kind"), "opportunity", ["kind"], unique=False)
    op.create_index(
        "ix_opportunity_on_show",
        "opportunity",
        ["state", "closes", "start", "opens", "employer_id", "latitude", "longitude"],
        unique=False,
    )
    op.create_index(
        "ix_opportunity_position", "opportunity", ["latitude", "longitude"], unique=False
    )
    op.create_index(op.f("ix_opportunity_review_due"), "opportunity", ["review_due"], unique=False)
    op.create_index(op.f("ix_opportunity_sector_key"), "opportunity", ["sector_key"], unique=False)
    op.create_index(op.f("ix_opportunity_start"), "opportunity", ["start"], unique=False)
    op.create_index(op.f("ix_opportunity_state"), "opportunity", ["state"], unique=False)
    op.create_table("review_comment", *REVIEW_COMMENT)
    op.create_index(
        op.f("ix_review_comment_opportunity_id"), "review_comment", ["opportunity_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("review_comment")
    op.drop_table("opportunity")
    op.drop_table("offer_import")
