"""Add sector models that were learnt, and whether an offer’s sector was only suggested."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

from migrations import settings

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ADDED = ("hints.offer_chance", "hints.import_chance")

TEXT_MODEL = (
    sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
    sa.Column("state", sa.String(40), nullable=False),
    sa.Column("shipped", sa.String(length=64), nullable=False),
    sa.Column("sealed", sa.LargeBinary(), nullable=True),
    sa.Column("figures", sa.JSON(), nullable=False),
    sa.Column("why", sa.Text(), nullable=False),
    sa.Column("lines_digest", sa.String(length=64), nullable=False),
    sa.Column("learnt_at", sa.DateTime(), nullable=False),
    sa.Column("published_at", sa.DateTime(), nullable=True),
    sa.Column("by_id", sa.Integer(), nullable=True),
    sa.Column("reason", sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=conv("fk_text_model_by_id_user")),
    sa.PrimaryKeyConstraint("version", name=conv("pk_text_model")),
)


def upgrade() -> None:
    op.create_table("text_model", *TEXT_MODEL)
    op.create_index(op.f("ix_text_model_state"), "text_model", ["state"], unique=False)
    # Code that does not know this column goes on writing rows while both versions run.
    op.add_column(
        "opportunity",
        sa.Column("sector_suggested", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    settings.add_missing(*ADDED)


def downgrade() -> None:
    settings.remove(*ADDED)
    with op.batch_alter_table("opportunity") as table:
        table.drop_column("sector_suggested")
    op.drop_table("text_model")
