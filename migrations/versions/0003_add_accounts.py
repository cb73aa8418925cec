"""Add accounts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SIGN_IN_ATTEMPT = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("account", sa.String(length=64), nullable=False),
    sa.Column("address", sa.String(length=64), nullable=False),
    sa.Column("at", sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint("id", name=conv("pk_sign_in_attempt")),
)

TEAM = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("name", sa.String(length=80), nullable=False),
    sa.PrimaryKeyConstraint("id", name=conv("pk_team")),
    sa.UniqueConstraint("name", name=conv("uq_team_name")),
)

USER = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("email", sa.String(length=254), nullable=False),
    sa.Column("name", sa.String(length=120), nullable=False),
    sa.Column("role", sa.String(40), nullable=False),
    sa.Column("phone", sa.String(length=30), nullable=True),
    sa.Column("ward", sa.String(length=80), nullable=True),
    sa.Column("team_id", sa.Integer(), nullable=True),
    sa.Column("password_hash", sa.Text(), nullable=True),
    sa.Column("active", sa.Boolean(), nullable=False),
    sa.Column("email_verified_at", sa.DateTime(), nullable=True),
    sa.Column("created_at", sa.DateTime(), nullable=False),
    sa.Column("last_signed_in_at", sa.DateTime(), nullable=True),
    sa.Column("ref", sa.String(length=22), nullable=False),
    sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=conv("fk_user_team_id_team")),
    sa.PrimaryKeyConstraint("id", name=conv("pk_user")),
    sa.UniqueConstraint("email", name=conv("uq_user_email")),
    sa.UniqueConstraint("ref", name=conv("uq_user_ref")),
)

FORM_TOKEN = (
    sa.Column("token", sa.String(length=64), nullable=False),
    sa.Column("user_id", sa.Integer(), nullable=True),
    sa.Column("at", sa.DateTime(), nullable=False),
    sa.Column("location", sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=conv("fk_form_token_user_id_user")),
    sa.PrimaryKeyConstraint("token", name=conv("pk_form_token")),
)

ONE_USE_LINK = (
    sa.Column("digest", sa.String(length=64), nullable=False),
    sa.Column("user_id", sa.Integer(), nullable=False),
    sa.Column("purpose", sa.String(length=30), nullable=False),
    sa.Column("expires_at", sa.DateTime(), nullable=False),
    sa.Column("used_at", sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=conv("fk_one_use_link_user_id_user")),
    sa.PrimaryKeyConstraint("digest", name=conv("pk_one_use_link")),
)

USER_SESSION = (
    sa.Column("digest", sa.String(length=64), nullable=False),
    sa.Column("user_id", sa.Integer(), nullable=True),
    sa.Column("content", sa.JSON(), nullable=False),
    sa.Column("created_at", sa.DateTime(), nullable=False),
    sa.Column("seen_at", sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=conv("fk_user_session_user_id_user")),
    sa.PrimaryKeyConstraint("digest", name=conv("pk_user_session")),
)


def upgrade() -> None:
    op.create_table("sign_in_attempt", *SIGN_IN_ATTEMPT)
    op.create_index(
        "ix_sign_in_attempt_account_at", "sign_in_attempt", ["account", "at"], unique=False
    )
    op.create_index(
        op.f("ix_sign_in_attempt_address"), "sign_in_attempt", ["address"], unique=False
    )
    op.create_index(op.f("ix_sign_in_attempt_at"), "sign_in_attempt", ["at"], unique=False)
    op.create_table("team", *TEAM)
    op.create_table("user", *USER)
    op.create_index(op.f("ix_user_role"), "user", ["role"], unique=False)
    op.create_index(op.f("ix_user_team_id"), "user", ["team_id"], unique=False)
    op.create_table("form_token", *FORM_TOKEN)
    op.create_index(op.f("ix_form_token_at"), "form_token", ["at"], unique=False)
    op.create_table("one_use_link", *ONE_USE_LINK)
    op.create_index(op.f("ix_one_use_link_user_id"), "one_use_link", ["user_id"], unique=False)
    op.create_table("user_session", *USER_SESSION)
    op.create_index(op.f("ix_user_session_seen_at"), "user_session", ["seen_at"], unique=False)
    op.create_index(op.f("ix_user_session_user_id"), "user_session", ["user_id"], unique=False)


def downgrade() -> None:
    op.drop_table("user_session")
    op.drop_table("one_use_link")
    op.drop_table("form_token")
    op.drop_table("user")
    op.drop_table("team")
    op.drop_table("sign_in_attempt")
