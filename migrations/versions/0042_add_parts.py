"""Add what each person does for an organisation, and invitations that are not answered yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Who was a colleague before wrote offers and answered introductions, and still may.
    duty = sa.Column("duty", sa.String(40), nullable=False, server_default="editor")
    op.add_column("membership", duty)
    op.create_table(
        "member_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("job_title", sa.String(80), nullable=False),
        sa.Column("part", sa.String(40), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("ref", sa.String(22), nullable=False),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_member_invitation_employer_id_employer")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_member_invitation_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_invitation")),
        sa.UniqueConstraint("digest", name=op.f("uq_member_invitation_digest")),
        sa.UniqueConstraint("ref", name=op.f("uq_member_invitation_ref")),
    )
    for column in ("employer_id", "email"):
        op.create_index(op.f(f"ix_member_invitation_{column}"), "member_invitation", [column])


def downgrade() -> None:
    op.drop_table("member_invitation")
    op.drop_column("membership", "duty")
