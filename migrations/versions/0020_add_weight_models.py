"""Add weight models, and the settings of learning."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

from migrations import settings

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

PREFIX = "learning."

WEIGHT_MODEL = (
    sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
    sa.Column("state", sa.String(40), nullable=False),
    sa.Column("origin", sa.String(length=20), nullable=False),
    sa.Column("copy_of", sa.Integer(), nullable=True),
    sa.Column("engine_version", sa.String(length=40), nullable=False),
    sa.Column("weights", sa.JSON(), nullable=False),
    sa.Column("figures", sa.JSON(), nullable=False),
    sa.Column("why", sa.Text(), nullable=False),
    sa.Column("outcomes_digest", sa.String(length=64), nullable=True),
    sa.Column("learnt_at", sa.DateTime(), nullable=False),
    sa.Column("published_at", sa.DateTime(), nullable=True),
    sa.Column("by_id", sa.Integer(), nullable=True),
    sa.Column("agreed_by_id", sa.Integer(), nullable=True),
    sa.Column("reason", sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(
        ["agreed_by_id"], ["user.id"], name=conv("fk_weight_model_agreed_by_id_user")
    ),
    sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=conv("fk_weight_model_by_id_user")),
    sa.ForeignKeyConstraint(
        ["copy_of"], ["weight_model.version"], name=conv("fk_weight_model_copy_of_weight_model")
    ),
    sa.PrimaryKeyConstraint("version", name=conv("pk_weight_model")),
)


def upgrade() -> None:
    op.create_table("weight_model", *WEIGHT_MODEL)
    op.create_index(op.f("ix_weight_model_state"), "weight_model", ["state"], unique=False)
    settings.add_missing(PREFIX)


def downgrade() -> None:
    settings.remove(PREFIX)
    op.drop_table("weight_model")
