"""Add young people’s own pages; let messages leave as texts, and young people speak for themselves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

from migrations import settings

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = conv(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)


LINK = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("young_person_id", sa.Integer(), nullable=False),
    sa.Column("channel", sa.String(10), nullable=False),
    sa.Column("made_by_id", sa.Integer(), nullable=True),
    sa.Column("made_at", sa.DateTime(), nullable=False),
    sa.Column("leaves_at", sa.DateTime(), nullable=False),
    sa.Column("expires_at", sa.DateTime(), nullable=False),
    sa.Column("opened_at", sa.DateTime(), nullable=True),
    sa.Column("ended_at", sa.DateTime(), nullable=True),
    sa.Column("ended_why", sa.String(20), nullable=False),
    sa.Column("wrong", sa.Integer(), nullable=False),
    key("voice_link", "made_by_id", "user"),
    key("voice_link", "young_person_id", "young_person"),
    sa.PrimaryKeyConstraint("id", name=conv("pk_voice_link")),
    sa.UniqueConstraint("digest", name=conv("uq_voice_link_digest")),
)
SESSION = (
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("link_id", sa.Integer(), nullable=False),
    sa.Column("young_person_id", sa.Integer(), nullable=False),
    sa.Column("made_at", sa.DateTime(), nullable=False),
    sa.Column("seen_at", sa.DateTime(), nullable=False),
    key("voice_session", "link_id", "voice_link"),
    key("voice_session", "young_person_id", "young_person"),
    sa.PrimaryKeyConstraint("digest", name=conv("pk_voice_session")),
)
NEWS = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("young_person_id", sa.Integer(), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("opportunity_id", sa.Integer(), nullable=True),
    sa.Column("face", sa.Integer(), nullable=True),
    sa.Column("words", sa.Text(), nullable=False),
    sa.Column("at", sa.DateTime(), nullable=False),
    sa.Column("read_at", sa.DateTime(), nullable=True),
    sa.Column("read_by_id", sa.Integer(), nullable=True),
    key("voice_news", "opportunity_id", "opportunity"),
    key("voice_news", "read_by_id", "user"),
    key("voice_news", "young_person_id", "young_person"),
    sa.PrimaryKeyConstraint("id", name=conv("pk_voice_news")),
)
REQUEST = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("ref", sa.String(22), nullable=False),
    sa.Column("young_person_id", sa.Integer(), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("words", sa.Text(), nullable=False),
    sa.Column("owner", sa.String(20), nullable=False),
    sa.Column("advisor_may_read", sa.Boolean(), nullable=False),
    sa.Column("state", sa.String(40), nullable=False),
    sa.Column("made_at", sa.DateTime(), nullable=False),
    sa.Column("due", sa.Date(), nullable=False),
    sa.Column("answer", sa.Text(), nullable=False),
    sa.Column("answered_at", sa.DateTime(), nullable=True),
    key("voice_request", "young_person_id", "young_person"),
    sa.PrimaryKeyConstraint("id", name=conv("pk_voice_request")),
    sa.UniqueConstraint("ref", name=conv("uq_voice_request_ref")),
)
TABLES = {
    "voice_link": (LINK, ("young_person_id",)),
    "voice_session": (SESSION, ("link_id", "seen_at", "young_person_id")),
    "voice_news": (NEWS, ("at", "young_person_id")),
    "voice_request": (REQUEST, ("owner", "state", "young_person_id")),
}
# Who wrote it down; nobody, when the young person did it themself.
THEMSELF = (("consent", "recorded_by_id"), ("placement_note", "by_id"), ("review", "by_id"))
FAMILY = "voice."


def upgrade() -> None:
    for name, (columns, indexed) in TABLES.items():
        op.create_table(name, *columns)
        for column in indexed:
            op.create_index(f"ix_{name}_{column}", name, [column], unique=False)
    with op.batch_alter_table("message") as message:
        channel = sa.Column("channel", sa.String(10), nullable=False, server_default="email")
        message.add_column(channel)
        message.add_column(sa.Column("hours", sa.JSON(), nullable=True))
    for table, column in THEMSELF:
        with op.batch_alter_table(table) as changed:
            changed.alter_column(column, existing_type=sa.Integer(), nullable=True)
    settings.add_missing(FAMILY)


def downgrade() -> None:
    settings.remove(FAMILY)
    for table, column in THEMSELF:
        with op.batch_alter_table(table) as changed:
            changed.alter_column(column, existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("message") as message:
        message.drop_column("hours")
        message.drop_column("channel")
    for name in reversed(TABLES):
        op.drop_table(name)
