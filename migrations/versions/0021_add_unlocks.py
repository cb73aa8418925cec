"""Add what would open more, for each young person and for the whole cohort."""

from __future__ import annotations

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

UNLOCK_LIST = (
    sa.Column("young_person_id", sa.Integer(), nullable=False),
    sa.Column("stands_on", sa.String(length=64), nullable=False),
    sa.Column("made_at", sa.DateTime(), nullable=False),
    sa.Column("lines", sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(
        ["young_person_id"],
        ["young_person.id"],
        name=conv("fk_unlock_list_young_person_id_young_person"),
    ),
    sa.PrimaryKeyConstraint("young_person_id", name=conv("pk_unlock_list")),
)
DEMAND = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("kept_for", sa.Date(), nullable=True),
    sa.Column("stands_on", sa.String(length=64), nullable=False),
    sa.Column("made_at", sa.DateTime(), nullable=False),
    sa.Column("people", sa.Integer(), nullable=False),
    sa.Column("opportunities", sa.Integer(), nullable=False),
    sa.Column("barriers", sa.JSON(), nullable=False),
    sa.Column("sectors", sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint("id", name=conv("pk_demand")),
    sa.UniqueConstraint("kept_for", name=conv("uq_demand_kept_for")),
)
SETTING = {
    "key": "unlocks.cohort_minutes",
    "content": 15,
    "source": "Proposal: how old the demand of the whole cohort may be while records change",
    "valid_from": date(2025, 3, 19),
}
SETTINGS = sa.table(
    "setting",
    sa.column("key", sa.String),
    sa.column("valid_from", sa.Date),
    sa.column("content", sa.JSON),
    sa.column("source", sa.Text),
    sa.column("set_at", sa.DateTime),
)


def upgrade() -> None:
    op.create_table("unlock_list", *UNLOCK_LIST)
    op.create_table("demand", *DEMAND)
    # A new database has it among the rows it starts with.
    there = sa.select(SETTINGS.c.key).where(SETTINGS.c.key == SETTING["key"])
    if op.get_bind().execute(there).first() is None:
        row = SETTING | {"set_at": datetime.now(tz=UTC).replace(tzinfo=None)}
        op.bulk_insert(SETTINGS, [row])


def downgrade() -> None:
    op.execute(SETTINGS.delete().where(SETTINGS.c.key == SETTING["key"]))
    op.drop_table("demand")
    op.drop_table("unlock_list")
