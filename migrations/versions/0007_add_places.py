"""Add places."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

PLACE = (
    sa.Column("code", sa.String(length=8), nullable=False),
    sa.Column("easting", sa.Integer(), nullable=False),
    sa.Column("northing", sa.Integer(), nullable=False),
    sa.Column("latitude", sa.Double(), nullable=False),
    sa.Column("longitude", sa.Double(), nullable=False),
    sa.Column("authority", sa.String(length=9), nullable=True),
    sa.PrimaryKeyConstraint("code", name=conv("pk_place")),
)


def upgrade() -> None:
    op.create_table("place", *PLACE)


def downgrade() -> None:
    op.drop_table("place")
