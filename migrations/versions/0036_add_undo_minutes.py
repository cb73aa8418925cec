"""Add the setting of the desk for how long a question can be taken back."""

from __future__ import annotations

from migrations import settings

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

ADDED = ("review.undo_minutes",)


def upgrade() -> None:
    settings.add_missing(*ADDED)


def downgrade() -> None:
    settings.remove(*ADDED)
