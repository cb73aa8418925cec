"""Add guaranteed interviews."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

VACANCY = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("number", sa.String(length=40), nullable=False),
    sa.Column("title", sa.String(length=120), nullable=False),
    sa.Column("department", sa.String(length=120), nullable=False),
    sa.Column("closes", sa.Date(), nullable=False),
    sa.Column("created_at", sa.DateTime(), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("ref", sa.String(length=22), nullable=False),
    sa.PrimaryKeyConstraint("id", name=conv("pk_vacancy")),
    sa.UniqueConstraint("number", name=conv("uq_vacancy_number")),
    sa.UniqueConstraint("ref", name=conv("uq_vacancy_ref")),
)

CRITERION = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("vacancy_id", sa.Integer(), nullable=False),
    sa.Column("position", sa.Integer(), nullable=False),
    sa.Column("words", sa.Text(), nullable=False),
    sa.Column("essential", sa.Boolean(), nullable=False),
    sa.Column("minimum", sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(
        ["vacancy_id"], ["vacancy.id"], name=conv("fk_criterion_vacancy_id_vacancy")
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_criterion")),
)

GUARANTEE_POLICY = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("valid_from", sa.Date(), nullable=False),
    sa.Column("title", sa.String(length=120), nullable=False),
    sa.Column("wording", sa.Text(), nullable=False),
    sa.Column("mode", sa.String(40), nullable=False),
    sa.Column("source", sa.Text(), nullable=False),
    sa.Column("added_by_id", sa.Integer(), nullable=True),
    sa.Column("ref", sa.String(length=22), nullable=False),
    sa.ForeignKeyConstraint(
        ["added_by_id"], ["user.id"], name=conv("fk_guarantee_policy_added_by_id_user")
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_guarantee_policy")),
    sa.UniqueConstraint("ref", name=conv("uq_guarantee_policy_ref")),
)

GUARANTEE_CASE = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("vacancy_id", sa.Integer(), nullable=False),
    sa.Column("policy_id", sa.Integer(), nullable=False),
    sa.Column("number", sa.String(length=20), nullable=False),
    sa.Column("candidate_name", sa.String(length=120), nullable=False),
    sa.Column("application_number", sa.String(length=40), nullable=False),
    sa.Column("state", sa.String(40), nullable=False),
    sa.Column("declared_at", sa.DateTime(), nullable=False),
    sa.Column("opened_by_id", sa.Integer(), nullable=False),
    sa.Column("asked_at", sa.DateTime(), nullable=True),
    sa.Column("eligible", sa.Boolean(), nullable=True),
    sa.Column("eligible_by_id", sa.Integer(), nullable=True),
    sa.Column("eligible_at", sa.DateTime(), nullable=True),
    sa.Column("first_reviewer_id", sa.Integer(), nullable=True),
    sa.Column("second_reviewer_id", sa.Integer(), nullable=True),
    sa.Column("review_asked_at", sa.DateTime(), nullable=True),
    sa.Column("review_words", sa.Text(), nullable=True),
    sa.Column("interview_at", sa.DateTime(), nullable=True),
    sa.Column("interview_where", sa.Text(), nullable=False),
    sa.Column("rebooked", sa.Boolean(), nullable=False),
    sa.Column("feedback", sa.Text(), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("ref", sa.String(length=22), nullable=False),
    sa.ForeignKeyConstraint(
        ["eligible_by_id"], ["user.id"], name=conv("fk_guarantee_case_eligible_by_id_user")
    ),
    sa.ForeignKeyConstraint(
        ["first_reviewer_id"], ["user.id"], name=conv("fk_guarantee_case_first_reviewer_id_user")
    ),
    sa.ForeignKeyConstraint(
        ["opened_by_id"], ["user.id"], name=conv("fk_guarantee_case_opened_by_id_user")
    ),
    sa.ForeignKeyConstraint(
        ["policy_id"],
        ["guarantee_policy.id"],
        name=conv("fk_guarantee_case_policy_id_guarantee_policy"),
    ),
    sa.ForeignKeyConstraint(
        ["second_reviewer_id"], ["user.id"], name=conv("fk_guarantee_case_second_reviewer_id_user")
    ),
    sa.ForeignKeyConstraint(
        ["vacancy_id"], ["vacancy.id"], name=conv("fk_guarantee_case_vacancy_id_vacancy")
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_guarantee_case")),
    sa.UniqueConstraint("number", name=conv("uq_guarantee_case_number")),
    sa.UniqueConstraint("ref", name=conv("uq_guarantee_case_ref")),
)

CASE_CLOCK = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("case_id", sa.Integer(), nullable=False),
    sa.Column("name", sa.String(length=20), nullable=False),
    sa.Column("due", sa.Date(), nullable=False),
    sa.Column("done_on", sa.Date(), nullable=True),
    sa.Column("stopped_on", sa.Date(), nullable=True),
    sa.Column("breach_reason", sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(
        ["case_id"], ["guarantee_case.id"], name=conv("fk_case_clock_case_id_guarantee_case")
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_case_clock")),
    sa.UniqueConstraint("case_id", "name", name=conv("uq_case_clock_case_id_name")),
)

CRITERION_MARK = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("case_id", sa.Integer(), nullable=False),
    sa.Column("criterion_id", sa.Integer(), nullable=False),
    sa.Column("mark", sa.String(40), nullable=False),
    sa.Column("evidence", sa.Text(), nullable=False),
    sa.Column("by_id", sa.Integer(), nullable=False),
    sa.Column("at", sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=conv("fk_criterion_mark_by_id_user")),
    sa.ForeignKeyConstraint(
        ["case_id"], ["guarantee_case.id"], name=conv("fk_criterion_mark_case_id_guarantee_case")
    ),
    sa.ForeignKeyConstraint(
        ["criterion_id"], ["criterion.id"], name=conv("fk_criterion_mark_criterion_id_criterion")
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_criterion_mark")),
    sa.UniqueConstraint(
        "case_id", "criterion_id", name=conv("uq_criterion_mark_case_id_criterion_id")
    ),
)


def upgrade() -> None:
    op.create_table("vacancy", *VACANCY)
    op.create_index(op.f("ix_vacancy_closes"), "vacancy", ["closes"], unique=False)
    op.create_table("criterion", *CRITERION)
    op.create_index(op.f("ix_criterion_vacancy_id"), "criterion", ["vacancy_id"], unique=False)
    op.create_table("guarantee_policy", *GUARANTEE_POLICY)
    op.create_table("guarantee_case", *GUARANTEE_CASE)
    op.create_index(op.f("ix_guarantee_case_state"), "guarantee_case", ["state"], unique=False)
    op.create_index(
        op.f("ix_guarantee_case_vacancy_id"), "guarantee_case", ["vacancy_id"], unique=False
    )
    op.create_table("case_clock", *CASE_CLOCK)
    op.create_index(op.f("ix_case_clock_case_id"), "case_clock", ["case_id"], unique=False)
    op.create_index(op.f("ix_case_clock_due"), "case_clock", ["due"], unique=False)
    op.create_table("criterion_mark", *CRITERION_MARK)
    op.create_index(op.f("ix_criterion_mark_case_id"), "criterion_mark", ["case_id"], unique=False)


def downgrade() -> None:
    op.drop_table("criterion_mark")
    op.drop_table("case_clock")
    op.drop_table("guarantee_case")
    op.drop_table("guarantee_policy")
    op.drop_table("criterion")
    op.drop_table("vacancy")
