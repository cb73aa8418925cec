"""Add the settings of the desk: phrases it uses often, when silence is long."""

from __future__ import annotations

from migrations import settings

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

ADDED = ("review.phrases", "silence.sign_in_days", "silence.call_again_working_days")


def upgrade() -> None:
    settings.add_missing(*ADDED)


def downgrade() -> None:
    settings.remove(*ADDED)
