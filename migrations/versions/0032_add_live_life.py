"""Add pauses with an end, limits and the earlier offer; the second question; their settings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import settings

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

KEYS = (
    "employer.confirm_notice_days",
    "employer.confirm_chaser_days",
    "offer.expiry_notice_days",
    "offer.extend_days",
)


def upgrade() -> None:
    with op.batch_alter_table("opportunity") as table:
        table.add_column(sa.Column("paused_until", sa.Date(), nullable=True))
        table.add_column(sa.Column("most_introductions", sa.Integer(), nullable=True))
        table.add_column(sa.Column("next_from", sa.Date(), nullable=True))
        table.add_column(sa.Column("copied_from_id", sa.Integer(), nullable=True))
        table.create_index(op.f("ix_opportunity_paused_until"), ["paused_until"])
        table.create_foreign_key(
            op.f("fk_opportunity_copied_from_id_opportunity"),
            *("opportunity", ["copied_from_id"], ["id"]),
        )
    with op.batch_alter_table("employer") as table:
        table.add_column(sa.Column("chased_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("most_introductions", sa.Integer(), nullable=True))
        table.add_column(sa.Column("monthly_introductions", sa.Integer(), nullable=True))
        table.add_column(sa.Column("next_from", sa.Date(), nullable=True))
    settings.add_missing(*KEYS)


def downgrade() -> None:
    settings.remove(*KEYS)
    with op.batch_alter_table("employer") as table:
        for name in ("next_from", "monthly_introductions", "most_introductions", "chased_at"):
            table.drop_column(name)
    with op.batch_alter_table("opportunity") as table:
        table.drop_constraint(op.f("fk_opportunity_copied_from_id_opportunity"), type_="foreignkey")
        table.drop_index(op.f("ix_opportunity_paused_until"))
        for name in ("copied_from_id", "next_from", "most_introductions", "paused_until"):
            table.drop_column(name)
