"""Add placements."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

PLACEMENT = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("introduction_id", sa.Integer(), nullable=False),
    sa.Column("young_person_id", sa.Integer(), nullable=False),
    sa.Column("opportunity_id", sa.Integer(), nullable=False),
    sa.Column("start", sa.Date(), nullable=True),
    sa.Column("end", sa.Date(), nullable=True),
    sa.Column("week", sa.JSON(), nullable=False),
    sa.Column("checks", sa.JSON(), nullable=False),
    sa.Column("state", sa.String(40), nullable=False),
    sa.Column("ended_on", sa.Date(), nullable=True),
    sa.Column("ended_by", sa.String(length=20), nullable=True),
    sa.Column("ended_why", sa.Text(), nullable=False),
    sa.Column("created_at", sa.DateTime(), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("ref", sa.String(length=22), nullable=False),
    sa.ForeignKeyConstraint(
        ["introduction_id"],
        ["introduction.id"],
        name=conv("fk_placement_introduction_id_introduction"),
    ),
    sa.ForeignKeyConstraint(
        ["opportunity_id"], ["opportunity.id"], name=conv("fk_placement_opportunity_id_opportunity")
    ),
    sa.ForeignKeyConstraint(
        ["young_person_id"],
        ["young_person.id"],
        name=conv("fk_placement_young_person_id_young_person"),
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_placement")),
    sa.UniqueConstraint("introduction_id", name=conv("uq_placement_introduction_id")),
    sa.UniqueConstraint("ref", name=conv("uq_placement_ref")),
)

AGREEMENT = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("placement_id", sa.Integer(), nullable=False),
    sa.Column("party", sa.String(40), nullable=False),
    sa.Column("by_id", sa.Integer(), nullable=False),
    sa.Column("on_behalf_reason", sa.Text(), nullable=True),
    sa.Column("at", sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=conv("fk_agreement_by_id_user")),
    sa.ForeignKeyConstraint(
        ["placement_id"], ["placement.id"], name=conv("fk_agreement_placement_id_placement")
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_agreement")),
    sa.UniqueConstraint("placement_id", "party", name=conv("uq_agreement_placement_id_party")),
)

FOLLOW_UP = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("placement_id", sa.Integer(), nullable=False),
    sa.Column("weeks", sa.Integer(), nullable=False),
    sa.Column("due", sa.Date(), nullable=False),
    sa.Column("answer", sa.String(length=20), nullable=True),
    sa.Column("words", sa.Text(), nullable=False),
    sa.Column("proposed_code", sa.String(length=2), nullable=True),
    sa.Column("confirmed_code", sa.String(length=2), nullable=True),
    sa.Column("by_id", sa.Integer(), nullable=True),
    sa.Column("at", sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=conv("fk_follow_up_by_id_user")),
    sa.ForeignKeyConstraint(
        ["placement_id"], ["placement.id"], name=conv("fk_follow_up_placement_id_placement")
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_follow_up")),
    sa.UniqueConstraint("placement_id", "weeks", name=conv("uq_follow_up_placement_id_weeks")),
)

PLACEMENT_NOTE = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("placement_id", sa.Integer(), nullable=False),
    sa.Column("party", sa.String(40), nullable=False),
    sa.Column("face", sa.Integer(), nullable=False),
    sa.Column("words", sa.Text(), nullable=False),
    sa.Column("wants_to_talk", sa.Boolean(), nullable=False),
    sa.Column("by_id", sa.Integer(), nullable=False),
    sa.Column("at", sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=conv("fk_placement_note_by_id_user")),
    sa.ForeignKeyConstraint(
        ["placement_id"], ["placement.id"], name=conv("fk_placement_note_placement_id_placement")
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_placement_note")),
)

REVIEW = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("placement_id", sa.Integer(), nullable=False),
    sa.Column("party", sa.String(40), nullable=False),
    sa.Column("face", sa.Integer(), nullable=False),
    sa.Column("words", sa.Text(), nullable=False),
    sa.Column("again", sa.Boolean(), nullable=True),
    sa.Column("by_id", sa.Integer(), nullable=False),
    sa.Column("at", sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=conv("fk_review_by_id_user")),
    sa.ForeignKeyConstraint(
        ["placement_id"], ["placement.id"], name=conv("fk_review_placement_id_placement")
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_review")),
    sa.UniqueConstraint("placement_id", "party", name=conv("uq_review_placement_id_party")),
)


def upgrade() -> None:
    op.create_table("placement", *PLACEMENT)
    op.create_index(
        op.f("ix_placement_opportunity_id"), "placement", ["opportunity_id"], unique=False
    )
    op.create_index(op.f("ix_placement_start"), "placement", ["start"], unique=False)
    op.create_index(op.f("ix_placement_state"), "placement", ["state"], unique=False)
    op.create_index(
        op.f("ix_placement_young_person_id"), "placement", ["young_person_id"], unique=False
    )
    op.create_table("agreement", *AGREEMENT)
    op.create_index(op.f("ix_agreement_placement_id"), "agreement", ["placement_id"], unique=False)
    op.create_table("follow_up", *FOLLOW_UP)
    op.create_index(op.f("ix_follow_up_due"), "follow_up", ["due"], unique=False)
    op.create_index(op.f("ix_follow_up_placement_id"), "follow_up", ["placement_id"], unique=False)
    op.create_table("placement_note", *PLACEMENT_NOTE)
    op.create_index(
        op.f("ix_placement_note_placement_id"), "placement_note", ["placement_id"], unique=False
    )
    op.create_table("review", *REVIEW)
    op.create_index(op.f("ix_review_placement_id"), "review", ["placement_id"], unique=False)


def downgrade() -> None:
    op.drop_table("review")
    op.drop_table("placement_note")
    op.drop_table("follow_up")
    op.drop_table("agreement")
    op.drop_table("placement")
