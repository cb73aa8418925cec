"""Add the limits of the count of how many young people an offer could reach."""

from __future__ import annotations

from migrations import settings

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

ADDED = ("reach.fewest_people", "reach.asked_a_day")


def upgrade() -> None:
    settings.add_missing(*ADDED)


def downgrade() -> None:
    settings.remove(*ADDED)
