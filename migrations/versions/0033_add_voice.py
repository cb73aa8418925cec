"""Add young people’s own pages; let messages leave as texts, and young people speak for themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

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
SETTINGS = (
    ("voice.link_days", 7, "Proposal: a week is long enough to find a quiet moment"),
    ("voice.idle_minutes", 30, "OWASP ASVS 5.0, 7.3.1: an idle limit; to be agreed by the Council"),
    (
        "voice.visit_hours",
        2,
        "OWASP ASVS 5.0, 7.3.2: an absolute limit; to be agreed by the Council",
    ),
    (
        "voice.fresh_a_day",
        3,
        "Proposal: more new links in a day are no help and could be somebody’s game",
    ),
    (
        "voice.send_hours",
        [9, 20],
        "Proposal: nobody gets a message before nine or after eight unless they said so",
    ),
    (
        "voice.ask_birthday",
        False,
        "Proposal: whoever holds their phone mostly knows it; helps where numbers change hands",
    ),
    ("voice.ideas", 3, "Proposal: as many as one talk can hold, beside what the advisor picked"),
    (
        "voice.exit_address",
        "https://www.bbc.co.uk/weather",
        "Proposal: a page anybody could have open",
    ),
    ("voice.talk_working_days", 1, "Proposal: service level to be agreed by the Council"),
    (
        "voice.object_working_days",
        2,
        "Proposal: it counts at once; this is how soon somebody talks with them",
    ),
    ("voice.data_days", 30, "UK GDPR, article 12(3): within one month"),
    ("voice.correct_days", 30, "UK GDPR, article 12(3): within one month"),
    (
        "voice.complain_days",
        30,
        "Data Protection Act 2018, section 164A: acknowledged within 30 days",
    ),
    ("voice.out_of_hours", [], "To be set by the Council: name and phone of each line"),
    ("voice.readers_named", True, "Proposal: first name and role of staff who opened the record"),
)
SETTING = sa.table(
    "setting",
    sa.column("key", sa.String),
    sa.column("valid_from", sa.Date),
    sa.column("content", sa.JSON),
    sa.column("source", sa.Text),
    sa.column("set_at", sa.DateTime),
)


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
    _fill_settings()


def _fill_settings() -> None:
    # A new database has them among the rows it starts with.
    there = set(op.get_bind().execute(sa.select(SETTING.c.key)).scalars())
    known = {"valid_from": date(2025, 3, 19), "set_at": datetime.now(tz=UTC).replace(tzinfo=None)}
    rows = [{"key": k, "content": v, "source": s} | known for k, v, s in SETTINGS if k not in there]
    if rows:
        op.bulk_insert(SETTING, rows)


def downgrade() -> None:
    op.execute(SETTING.delete().where(SETTING.c.key.in_([k for k, _, _ in SETTINGS])))
    for table, column in THEMSELF:
        with op.batch_alter_table(table) as changed:
            changed.alter_column(column, existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("message") as message:
        message.drop_column("hours")
        message.drop_column("channel")
    for name in reversed(TABLES):
        op.drop_table(name)
