"""Keep the inputs of match runs, and who looked at a list last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

MATCH_INPUT = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("digest", sa.String(length=64), nullable=False),
    sa.Column("young_person_id", sa.Integer(), nullable=True),
    sa.Column("body", sa.LargeBinary(), nullable=False),
    sa.Column("made_at", sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(
        ["young_person_id"],
        ["young_person.id"],
        name=conv("fk_match_input_young_person_id_young_person"),
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_match_input")),
    sa.UniqueConstraint("digest", name=conv("uq_match_input_digest")),
)

MATCH_RUN_PERSON = (
    sa.Column("run_id", sa.Integer(), nullable=False),
    sa.Column("young_person_id", sa.Integer(), nullable=False),
    sa.Column("input_id", sa.Integer(), nullable=False),
    sa.Column("stands_on", sa.String(length=64), nullable=False),
    sa.Column("list_digest", sa.String(length=64), nullable=False),
    sa.Column("sectors_digest", sa.String(length=64), nullable=False),
    sa.Column("changed", sa.Boolean(), nullable=False),
    sa.Column("why_empty", sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(
        ["run_id"],
        ["match_run.id"],
        name=conv("fk_match_run_person_run_id_match_run"),
        ondelete="CASCADE",
    ),
    sa.ForeignKeyConstraint(
        ["young_person_id"],
        ["young_person.id"],
        name=conv("fk_match_run_person_young_person_id_young_person"),
    ),
    sa.ForeignKeyConstraint(
        ["input_id"], ["match_input.id"], name=conv("fk_match_run_person_input_id_match_input")
    ),
    sa.PrimaryKeyConstraint("run_id", "young_person_id", name=conv("pk_match_run_person")),
)

# Code that does not know these columns goes on writing rows while both versions run.
ADDED = {
    "match_run": (sa.Column("changed", sa.Integer(), nullable=False, server_default="0"),),
    "match_request": (
        sa.Column("why", sa.String(length=40), nullable=False, server_default="change"),
    ),
    "published_list": (
        sa.Column("stands_on", sa.String(length=64), nullable=False, server_default=""),
        sa.Column("list_digest", sa.String(length=64), nullable=False, server_default=""),
        sa.Column("sectors_digest", sa.String(length=64), nullable=False, server_default=""),
        sa.Column("checked_run", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("checked_at", sa.DateTime(), nullable=True),
    ),
}


def upgrade() -> None:
    op.create_table("match_input", *MATCH_INPUT)
    op.create_index(op.f("ix_match_input_young_person_id"), "match_input", ["young_person_id"])
    op.create_table("match_run_person", *MATCH_RUN_PERSON)
    op.create_index(op.f("ix_match_run_person_input_id"), "match_run_person", ["input_id"])
    for table, columns in ADDED.items():
        for column in columns:
            op.add_column(table, column._copy())
    with op.batch_alter_table("match_run") as table:
        table.add_column(sa.Column("offers_input", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_match_run_offers_input_match_input"), "match_input", ["offers_input"], ["id"]
        )
        table.create_index(op.f("ix_match_run_offers_input"), ["offers_input"])
    op.execute("UPDATE published_list SET checked_run = run_id, checked_at = published_at")


def downgrade() -> None:
    with op.batch_alter_table("match_run") as table:
        table.drop_index(op.f("ix_match_run_offers_input"))
        table.drop_constraint(op.f("fk_match_run_offers_input_match_input"), type_="foreignkey")
        table.drop_column("offers_input")
    for table, columns in ADDED.items():
        for column in columns:
            op.drop_column(table, column.name)
    op.drop_table("match_run_person")
    op.drop_table("match_input")
