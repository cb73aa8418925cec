"""Add where an agreement by somebody else is written down, what news is about, and what was typed too late."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "consent", sa.Column("evidence", sa.Text(), nullable=False, server_default=sa.text("''"))
    )
    op.add_column(
        "voice_news",
        sa.Column("about", sa.String(22), nullable=False, server_default=sa.text("''")),
    )
    op.create_table(
        "voice_kept",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(60), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["young_person_id"],
            ["young_person.id"],
            name=op.f("fk_voice_kept_young_person_id_young_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voice_kept")),
        sa.UniqueConstraint(
            "young_person_id", "path", name=op.f("uq_voice_kept_young_person_id_path")
        ),
    )


def downgrade() -> None:
    op.drop_table("voice_kept")
    op.drop_column("voice_news", "about")
    op.drop_column("consent", "evidence")
