"""Add contacts the council would like to win, before they register."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "prospect",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("ref", sa.String(22), nullable=False),
        sa.Column("external_id", sa.String(80), nullable=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("plain_name", sa.String(120), nullable=False),
        sa.Column("kind", sa.String(40), nullable=True),
        sa.Column("number", sa.String(12), nullable=True),
        sa.Column("postcode", sa.String(8), nullable=True),
        sa.Column("sector_key", sa.String(40), nullable=True),
        sa.Column("size", sa.String(10), nullable=False),
        sa.Column("contact_name", sa.String(80), nullable=False),
        sa.Column("job_title", sa.String(80), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("phone", sa.String(20), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("invited_at", sa.DateTime(), nullable=True),
        sa.Column("employer_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sector_key"], ["sector.key"], name=op.f("fk_prospect_sector_key_sector")
        ),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_prospect_employer_id_employer")
        ),
        sa.UniqueConstraint("ref", name=op.f("uq_prospect_ref")),
        sa.UniqueConstraint("email", name=op.f("uq_prospect_email")),
    )
    for column in ("external_id", "plain_name", "sector_key", "state"):
        op.create_index(op.f(f"ix_prospect_{column}"), "prospect", [column])


def downgrade() -> None:
    op.drop_table("prospect")
