"""Let one team offer young people to another."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = conv(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)


def upgrade() -> None:
    op.create_table(
        "team_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_team_id", sa.Integer(), nullable=False),
        sa.Column("to_team_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("reason", "note", "answer")),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("ref", sa.String(22), nullable=False),
        key("team_move", "from_team_id", "team"),
        key("team_move", "to_team_id", "team"),
        key("team_move", "by_id", "user"),
        sa.PrimaryKeyConstraint("id", name=conv("pk_team_move")),
        sa.UniqueConstraint("ref", name=conv("uq_team_move_ref")),
    )
    op.create_table(
        "team_move_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("move_id", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        key("team_move_person", "move_id", "team_move"),
        key("team_move_person", "young_person_id", "young_person"),
        sa.PrimaryKeyConstraint("id", name=conv("pk_team_move_person")),
        sa.UniqueConstraint(
            "move_id", "young_person_id", name=conv("uq_team_move_person_move_id_young_person_id")
        ),
    )
    for table, column in INDEXED:
        op.create_index(f"ix_{table}_{column}", table, [column])


INDEXED = (
    ("team_move", "from_team_id"),
    ("team_move", "to_team_id"),
    ("team_move_person", "move_id"),
    ("team_move_person", "young_person_id"),
)


def downgrade() -> None:
    op.drop_table("team_move_person")
    op.drop_table("team_move")
