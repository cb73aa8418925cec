"""Share cover between several, ask for it, and give hand-overs an answer and a clock."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

from migrations import settings

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

ADDED = (
    "young_people.cover_ask_working_days",
    "young_people.hand_over_working_days",
    "young_people.hand_over_undo_hours",
    "young_people.nobody_working_days",
    "young_people.caseload_full",
    "young_people.quiet_weeks",
)


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def state(of_old_rows: str) -> sa.Column[str]:
    return sa.Column("state", sa.String(40), nullable=False, server_default=of_old_rows)


def key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = conv(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)


def of_cover() -> list[sa.Column[Any]]:
    return [
        state("SET"),
        sa.Column("only_named", sa.Boolean(), nullable=False, server_default=sa.false()),
        text("note"),
        text("outside_reason"),
        sa.Column("outside_team_id", sa.Integer(), nullable=True),
        *(
            sa.Column(name, sa.DateTime(), nullable=True)
            for name in ("made_at", "ended_at", "read_at")
        ),
    ]


def of_transfer() -> list[sa.Column[Any]]:
    # Hand-overs of before were never to be answered.
    return [
        state("TAKEN_ON"),
        text("note"),
        text("query"),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("batch", sa.String(22), nullable=False, server_default=""),
    ]


def upgrade() -> None:
    with op.batch_alter_table("cover") as table:
        for column in of_cover():
            table.add_column(column)
        table.create_foreign_key(
            conv("fk_cover_outside_team_id_team"), "team", ["outside_team_id"], ["id"]
        )
    with op.batch_alter_table("transfer") as table:
        for column in of_transfer():
            table.add_column(column)
        table.create_index("ix_transfer_batch", ["batch"])
        table.create_index("ix_transfer_to_id", ["to_id"])
    op.create_table(
        "cover_share",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in SHARED),
        sa.Column("note", sa.Text(), nullable=False),
        *(key("cover_share", name, other) for name, other in SHARED.items()),
        sa.PrimaryKeyConstraint("id", name=conv("pk_cover_share")),
        sa.UniqueConstraint(
            "cover_id", "young_person_id", name=conv("uq_cover_share_cover_id_young_person_id")
        ),
    )
    for name in SHARED:
        op.create_index(f"ix_cover_share_{name}", "cover_share", [name])
    settings.add_missing(*ADDED)


SHARED = {"cover_id": "cover", "young_person_id": "young_person", "covered_by_id": "user"}


def downgrade() -> None:
    settings.remove(*ADDED)
    op.drop_table("cover_share")
    with op.batch_alter_table("transfer") as table:
        table.drop_index("ix_transfer_to_id")
        table.drop_index("ix_transfer_batch")
        for column in reversed(of_transfer()):
            table.drop_column(column.name)
    with op.batch_alter_table("cover") as table:
        table.drop_constraint(conv("fk_cover_outside_team_id_team"), type_="foreignkey")
        for column in reversed(of_cover()):
            table.drop_column(column.name)
