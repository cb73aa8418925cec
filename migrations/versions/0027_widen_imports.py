"""Let files of any kind be brought in, remember their columns, and take them back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("offer_import") as table:
        table.add_column(sa.Column("what", sa.String(20), nullable=False, server_default="offers"))
        table.add_column(sa.Column("heading_row", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("headings", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("mapping", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(
            sa.Column("mapped", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(sa.Column("undone_at", sa.DateTime(), nullable=True))
    op.create_table(
        "upload_line",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["offer_import.id"], name=op.f("fk_upload_line_upload_id_offer_import")
        ),
    )
    op.create_index("ix_upload_line_upload", "upload_line", ["upload_id"])
    op.create_table(
        "column_memory",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_column_memory_user_id_user")
        ),
        sa.UniqueConstraint(
            "user_id", "what", "digest", name=op.f("uq_column_memory_user_id_what_digest")
        ),
    )


def downgrade() -> None:
    op.drop_table("column_memory")
    op.drop_index("ix_upload_line_upload", table_name="upload_line")
    op.drop_table("upload_line")
    with op.batch_alter_table("offer_import") as table:
        for name in ("undone_at", "mapped", "mapping", "headings", "heading_row", "what"):
            table.drop_column(name)
