"""Add the settings of what is published for machines."""

from __future__ import annotations

from migrations import settings

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

ADDED = ("publishing.api_per_minute",)


def upgrade() -> None:
    settings.add_missing(*ADDED)


def downgrade() -> None:
    settings.remove(*ADDED)
