"""Add introductions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

INTRODUCTION = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("young_person_id", sa.Integer(), nullable=False),
    sa.Column("opportunity_id", sa.Integer(), nullable=False),
    sa.Column("suggestion_id", sa.Integer(), nullable=True),
    sa.Column("consent_id", sa.Integer(), nullable=True),
    sa.Column("advisor_id", sa.Integer(), nullable=False),
    sa.Column("state", sa.String(40), nullable=False),
    sa.Column("message", sa.Text(), nullable=False),
    sa.Column("shared_fields", sa.JSON(), nullable=False),
    sa.Column("card", sa.JSON(), nullable=False),
    sa.Column("created_at", sa.DateTime(), nullable=False),
    sa.Column("sent_at", sa.DateTime(), nullable=True),
    sa.Column("answer_due", sa.Date(), nullable=True),
    sa.Column("answered_at", sa.DateTime(), nullable=True),
    sa.Column("call_asked_at", sa.DateTime(), nullable=True),
    sa.Column("interview_at", sa.DateTime(), nullable=True),
    sa.Column("interview_where", sa.Text(), nullable=False),
    sa.Column("interview_notes", sa.Text(), nullable=False),
    sa.Column("outcome", sa.String(40), nullable=True),
    sa.Column("words_for_young_person", sa.Text(), nullable=False),
    sa.Column("note_for_advisor", sa.Text(), nullable=False),
    sa.Column("told_at", sa.DateTime(), nullable=True),
    sa.Column("offered_start", sa.Date(), nullable=True),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("ref", sa.String(length=22), nullable=False),
    sa.ForeignKeyConstraint(
        ["advisor_id"], ["user.id"], name=conv("fk_introduction_advisor_id_user")
    ),
    sa.ForeignKeyConstraint(
        ["consent_id"], ["consent.id"], name=conv("fk_introduction_consent_id_consent")
    ),
    sa.ForeignKeyConstraint(
        ["opportunity_id"],
        ["opportunity.id"],
        name=conv("fk_introduction_opportunity_id_opportunity"),
    ),
    sa.ForeignKeyConstraint(
        ["suggestion_id"], ["suggestion.id"], name=conv("fk_introduction_suggestion_id_suggestion")
    ),
    sa.ForeignKeyConstraint(
        ["young_person_id"],
        ["young_person.id"],
        name=conv("fk_introduction_young_person_id_young_person"),
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_introduction")),
    sa.UniqueConstraint("ref", name=conv("uq_introduction_ref")),
    sa.UniqueConstraint(
        "young_person_id",
        "opportunity_id",
        name=conv("uq_introduction_young_person_id_opportunity_id"),
    ),
)

ANSWER_LINK = (
    sa.Column("digest", sa.String(length=64), nullable=False),
    sa.Column("introduction_id", sa.Integer(), nullable=False),
    sa.Column("user_id", sa.Integer(), nullable=False),
    sa.Column("made_at", sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(
        ["introduction_id"],
        ["introduction.id"],
        name=conv("fk_answer_link_introduction_id_introduction"),
    ),
    sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=conv("fk_answer_link_user_id_user")),
    sa.PrimaryKeyConstraint("digest", name=conv("pk_answer_link")),
)

CHASER = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("introduction_id", sa.Integer(), nullable=False),
    sa.Column("after_days", sa.Integer(), nullable=False),
    sa.Column("at", sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(
        ["introduction_id"],
        ["introduction.id"],
        name=conv("fk_chaser_introduction_id_introduction"),
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_chaser")),
    sa.UniqueConstraint(
        "introduction_id", "after_days", name=conv("uq_chaser_introduction_id_after_days")
    ),
)


def upgrade() -> None:
    op.create_table("introduction", *INTRODUCTION)
    op.create_index(
        op.f("ix_introduction_advisor_id"), "introduction", ["advisor_id"], unique=False
    )
    op.create_index(
        op.f("ix_introduction_answer_due"), "introduction", ["answer_due"], unique=False
    )
    op.create_index(
        op.f("ix_introduction_opportunity_id"), "introduction", ["opportunity_id"], unique=False
    )
    op.create_index(op.f("ix_introduction_state"), "introduction", ["state"], unique=False)
    op.create_index(
        op.f("ix_introduction_young_person_id"), "introduction", ["young_person_id"], unique=False
    )
    op.create_table("answer_link", *ANSWER_LINK)
    op.create_index(
        op.f("ix_answer_link_introduction_id"), "answer_link", ["introduction_id"], unique=False
    )
    op.create_index(op.f("ix_answer_link_user_id"), "answer_link", ["user_id"], unique=False)
    op.create_table("chaser", *CHASER)
    op.create_index(op.f("ix_chaser_introduction_id"), "chaser", ["introduction_id"], unique=False)


def downgrade() -> None:
    op.drop_table("chaser")
    op.drop_table("answer_link")
    op.drop_table("introduction")
