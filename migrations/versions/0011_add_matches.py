"""Add matches."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MATCH_RUN = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("trigger", sa.String(length=40), nullable=False),
    sa.Column("state", sa.String(40), nullable=False),
    sa.Column("engine_version", sa.String(length=40), nullable=False),
    sa.Column("weights", sa.JSON(), nullable=False),
    sa.Column("options", sa.JSON(), nullable=False),
    sa.Column("digests", sa.JSON(), nullable=False),
    sa.Column("on_day", sa.Date(), nullable=False),
    sa.Column("people", sa.Integer(), nullable=False),
    sa.Column("opportunities", sa.Integer(), nullable=False),
    sa.Column("done", sa.Integer(), nullable=False),
    sa.Column("started_at", sa.DateTime(), nullable=False),
    sa.Column("beat_at", sa.DateTime(), nullable=False),
    sa.Column("finished_at", sa.DateTime(), nullable=True),
    sa.Column("problem", sa.Text(), nullable=True),
    sa.Column("ref", sa.String(length=22), nullable=False),
    sa.PrimaryKeyConstraint("id", name=conv("pk_match_run")),
    sa.UniqueConstraint("ref", name=conv("uq_match_run_ref")),
)

MATCH_REQUEST = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("young_person_id", sa.Integer(), nullable=True),
    sa.Column("asked_at", sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(
        ["young_person_id"],
        ["young_person.id"],
        name=conv("fk_match_request_young_person_id_young_person"),
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_match_request")),
)

PUBLISHED_LIST = (
    sa.Column("young_person_id", sa.Integer(), nullable=False),
    sa.Column("run_id", sa.Integer(), nullable=False),
    sa.Column("published_at", sa.DateTime(), nullable=False),
    sa.Column("why_empty", sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(
        ["run_id"], ["match_run.id"], name=conv("fk_published_list_run_id_match_run")
    ),
    sa.ForeignKeyConstraint(
        ["young_person_id"],
        ["young_person.id"],
        name=conv("fk_published_list_young_person_id_young_person"),
    ),
    sa.PrimaryKeyConstraint("young_person_id", name=conv("pk_published_list")),
)

SECTOR_PROPOSAL = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("run_id", sa.Integer(), nullable=False),
    sa.Column("young_person_id", sa.Integer(), nullable=False),
    sa.Column("sector_key", sa.String(length=40), nullable=False),
    sa.Column("rank", sa.Integer(), nullable=False),
    sa.Column("score_micro", sa.Integer(), nullable=False),
    sa.Column("terms", sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(
        ["run_id"],
        ["match_run.id"],
        name=conv("fk_sector_proposal_run_id_match_run"),
        ondelete="CASCADE",
    ),
    sa.ForeignKeyConstraint(
        ["sector_key"], ["sector.key"], name=conv("fk_sector_proposal_sector_key_sector")
    ),
    sa.ForeignKeyConstraint(
        ["young_person_id"],
        ["young_person.id"],
        name=conv("fk_sector_proposal_young_person_id_young_person"),
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_sector_proposal")),
)

PROPOSAL = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("run_id", sa.Integer(), nullable=False),
    sa.Column("young_person_id", sa.Integer(), nullable=False),
    sa.Column("opportunity_id", sa.Integer(), nullable=False),
    sa.Column("rank", sa.Integer(), nullable=False),
    sa.Column("band", sa.String(length=10), nullable=False),
    sa.Column("score_micro", sa.Integer(), nullable=True),
    sa.Column("coverage", sa.Double(), nullable=False),
    sa.Column("terms", sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(
        ["opportunity_id"], ["opportunity.id"], name=conv("fk_proposal_opportunity_id_opportunity")
    ),
    sa.ForeignKeyConstraint(
        ["run_id"], ["match_run.id"], name=conv("fk_proposal_run_id_match_run"), ondelete="CASCADE"
    ),
    sa.ForeignKeyConstraint(
        ["young_person_id"],
        ["young_person.id"],
        name=conv("fk_proposal_young_person_id_young_person"),
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_proposal")),
    sa.UniqueConstraint(
        "run_id",
        "young_person_id",
        "opportunity_id",
        name=conv("uq_proposal_run_id_young_person_id_opportunity_id"),
    ),
)

SUGGESTION = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("young_person_id", sa.Integer(), nullable=False),
    sa.Column("opportunity_id", sa.Integer(), nullable=False),
    sa.Column("state", sa.String(40), nullable=False),
    sa.Column("origin", sa.String(length=20), nullable=False),
    sa.Column("reason", sa.Text(), nullable=True),
    sa.Column("band", sa.String(length=10), nullable=True),
    sa.Column("run_id", sa.Integer(), nullable=True),
    sa.Column("created_at", sa.DateTime(), nullable=False),
    sa.Column("changed_at", sa.DateTime(), nullable=False),
    sa.Column("ref", sa.String(length=22), nullable=False),
    sa.ForeignKeyConstraint(
        ["opportunity_id"],
        ["opportunity.id"],
        name=conv("fk_suggestion_opportunity_id_opportunity"),
    ),
    sa.ForeignKeyConstraint(
        ["run_id"], ["match_run.id"], name=conv("fk_suggestion_run_id_match_run")
    ),
    sa.ForeignKeyConstraint(
        ["young_person_id"],
        ["young_person.id"],
        name=conv("fk_suggestion_young_person_id_young_person"),
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_suggestion")),
    sa.UniqueConstraint("ref", name=conv("uq_suggestion_ref")),
    sa.UniqueConstraint(
        "young_person_id",
        "opportunity_id",
        name=conv("uq_suggestion_young_person_id_opportunity_id"),
    ),
)


def upgrade() -> None:
    op.create_table("match_run", *MATCH_RUN)
    op.create_index(op.f("ix_match_run_state"), "match_run", ["state"], unique=False)
    op.create_table("match_request", *MATCH_REQUEST)
    op.create_index(
        op.f("ix_match_request_young_person_id"), "match_request", ["young_person_id"], unique=False
    )
    op.create_table("published_list", *PUBLISHED_LIST)
    op.create_index(op.f("ix_published_list_run_id"), "published_list", ["run_id"], unique=False)
    op.create_table("sector_proposal", *SECTOR_PROPOSAL)
    op.create_index(
        "ix_sector_proposal_young_person_run",
        "sector_proposal",
        ["young_person_id", "run_id", "rank"],
        unique=False,
    )
    op.create_table("proposal", *PROPOSAL)
    op.create_index(
        op.f("ix_proposal_opportunity_id"), "proposal", ["opportunity_id"], unique=False
    )
    op.create_index(
        "ix_proposal_young_person_run",
        "proposal",
        ["young_person_id", "run_id", "rank"],
        unique=False,
    )
    op.create_table("suggestion", *SUGGESTION)
    op.create_index(
        op.f("ix_suggestion_opportunity_id"), "suggestion", ["opportunity_id"], unique=False
    )
    op.create_index(op.f("ix_suggestion_state"), "suggestion", ["state"], unique=False)
    op.create_index(
        op.f("ix_suggestion_young_person_id"), "suggestion", ["young_person_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("suggestion")
    op.drop_table("proposal")
    op.drop_table("sector_proposal")
    op.drop_table("published_list")
    op.drop_table("match_request")
    op.drop_table("match_run")
