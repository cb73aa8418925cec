"""Add calls somebody asked for, and the settings of the guidance."""

from __future__ import annotations

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

CALL_BACK = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("name", sa.String(length=120), nullable=True),
    sa.Column("organisation", sa.String(length=120), nullable=True),
    sa.Column("phone", sa.String(length=30), nullable=True),
    sa.Column("email", sa.String(length=254), nullable=True),
    sa.Column("when_suits", sa.String(length=200), nullable=False),
    sa.Column("about", sa.Text(), nullable=False),
    sa.Column("asked_by_id", sa.Integer(), nullable=True),
    sa.Column("owner_id", sa.Integer(), nullable=True),
    sa.Column("state", sa.String(length=40), nullable=False),
    sa.Column("asked_at", sa.DateTime(), nullable=False),
    sa.Column("due", sa.Date(), nullable=False),
    sa.Column("tries", sa.Integer(), nullable=False),
    sa.Column("settled_at", sa.DateTime(), nullable=True),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("ref", sa.String(length=22), nullable=False),
    sa.ForeignKeyConstraint(
        ["asked_by_id"], ["user.id"], name=conv("fk_call_back_asked_by_id_user")
    ),
    sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=conv("fk_call_back_owner_id_user")),
    sa.PrimaryKeyConstraint("id", name=conv("pk_call_back")),
    sa.UniqueConstraint("ref", name=conv("uq_call_back_ref")),
)
TO_BE_SET = "To be set by the Council"
SERVICE_LEVEL = "Proposal: service level to be agreed by the Council"
CONTACTS = ("contact_name", "contact_role", "contact_phone", "contact_email")
HR = ("hr_name", "hr_role", "hr_phone", "hr_email")
ADDED = {f"guidance.{name}": (None, TO_BE_SET) for name in (*CONTACTS, *HR)} | {
    "guidance.call_working_days": (2, SERVICE_LEVEL),
    "guidance.try_again_working_days": (1, SERVICE_LEVEL),
    "guidance.keep_calls_months": (6, "Proposal: to be agreed by the Council"),
}
SETTINGS = sa.table(
    "setting",
    sa.column("key", sa.String),
    sa.column("valid_from", sa.Date),
    sa.column("content", sa.JSON),
    sa.column("source", sa.Text),
    sa.column("set_at", sa.DateTime),
)


def upgrade() -> None:
    op.create_table("call_back", *CALL_BACK)
    for name in ("asked_by_id", "owner_id", "settled_at"):
        op.create_index(op.f(f"ix_call_back_{name}"), "call_back", [name], unique=False)
    # A new database has them among the rows it starts with.
    there = set(op.get_bind().execute(sa.select(SETTINGS.c.key)).scalars())
    common = {"valid_from": date(2025, 3, 19), "set_at": datetime.now(tz=UTC).replace(tzinfo=None)}
    rows = [
        {"key": key, "content": content, "source": source, **common}
        for key, (content, source) in ADDED.items()
        if key not in there
    ]
    if rows:
        op.bulk_insert(SETTINGS, rows)


def downgrade() -> None:
    op.execute(SETTINGS.delete().where(SETTINGS.c.key.in_(list(ADDED))))
    op.drop_table("call_back")
