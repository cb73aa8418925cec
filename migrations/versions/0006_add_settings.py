"""Add reference tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SECTOR = (
    sa.Column("key", sa.String(length=40), nullable=False),
    sa.Column("name", sa.String(length=80), nullable=False),
    sa.Column("description", sa.Text(), nullable=False),
    sa.Column("sic", sa.JSON(), nullable=False),
    sa.Column("soc", sa.JSON(), nullable=False),
    sa.Column("position", sa.Integer(), nullable=False),
    sa.Column("active", sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint("key", name=conv("pk_sector")),
)

WAGE_RATE = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("valid_from", sa.Date(), nullable=False),
    sa.Column("band", sa.String(length=20), nullable=False),
    sa.Column("hourly", sa.Numeric(precision=6, scale=2), nullable=False),
    sa.Column("source", sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint("id", name=conv("pk_wage_rate")),
)

SETTING = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("key", sa.String(length=80), nullable=False),
    sa.Column("valid_from", sa.Date(), nullable=False),
    sa.Column("content", sa.JSON(), nullable=False),
    sa.Column("source", sa.Text(), nullable=False),
    sa.Column("set_by_id", sa.Integer(), nullable=True),
    sa.Column("set_at", sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(["set_by_id"], ["user.id"], name=conv("fk_setting_set_by_id_user")),
    sa.PrimaryKeyConstraint("id", name=conv("pk_setting")),
)


def upgrade() -> None:
    op.create_table("sector", *SECTOR)
    op.create_table("wage_rate", *WAGE_RATE)
    op.create_index(op.f("ix_wage_rate_valid_from"), "wage_rate", ["valid_from"], unique=False)
    op.create_table("setting", *SETTING)
    op.create_index("ix_setting_key_valid_from", "setting", ["key", "valid_from"], unique=False)


def downgrade() -> None:
    op.drop_table("setting")
    op.drop_table("wage_rate")
    op.drop_table("sector")
