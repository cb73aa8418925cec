"""Add fair days."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

FAIR_DAY = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("name", sa.String(length=120), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("begins", sa.Date(), nullable=False),
    sa.Column("ends", sa.Date(), nullable=True),
    sa.Column("place", sa.String(length=200), nullable=False),
    sa.Column("note", sa.Text(), nullable=False),
    sa.Column("state", sa.String(40), nullable=False),
    sa.Column("created_by_id", sa.Integer(), nullable=False),
    sa.Column("created_at", sa.DateTime(), nullable=False),
    sa.Column("drawn_at", sa.DateTime(), nullable=True),
    sa.Column("engine_version", sa.String(length=40), nullable=True),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("ref", sa.String(length=22), nullable=False),
    sa.ForeignKeyConstraint(
        ["created_by_id"], ["user.id"], name=conv("fk_fair_day_created_by_id_user")
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_fair_day")),
    sa.UniqueConstraint("ref", name=conv("uq_fair_day_ref")),
)
FAIR_DAY_OFFER = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("fair_day_id", sa.Integer(), nullable=False),
    sa.Column("opportunity_id", sa.Integer(), nullable=False),
    sa.Column("places", sa.Integer(), nullable=False),
    sa.Column("confirmed", sa.Integer(), nullable=False),
    sa.Column("ref", sa.String(length=22), nullable=False),
    sa.CheckConstraint(
        "confirmed >= 0 AND confirmed <= places", name=conv("ck_fair_day_offer_places")
    ),
    sa.ForeignKeyConstraint(
        ["fair_day_id"], ["fair_day.id"], name=conv("fk_fair_day_offer_fair_day_id_fair_day")
    ),
    sa.ForeignKeyConstraint(
        ["opportunity_id"],
        ["opportunity.id"],
        name=conv("fk_fair_day_offer_opportunity_id_opportunity"),
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_fair_day_offer")),
    sa.UniqueConstraint(
        "fair_day_id", "opportunity_id", name=conv("uq_fair_day_offer_fair_day_id_opportunity_id")
    ),
    sa.UniqueConstraint("ref", name=conv("uq_fair_day_offer_ref")),
)
FAIR_DAY_PERSON = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("fair_day_id", sa.Integer(), nullable=False),
    sa.Column("young_person_id", sa.Integer(), nullable=False),
    sa.Column("number", sa.Integer(), nullable=False),
    sa.Column("invited_by_id", sa.Integer(), nullable=False),
    sa.Column("invited_at", sa.DateTime(), nullable=False),
    sa.Column("reason", sa.Text(), nullable=False),
    sa.Column("options", sa.JSON(), nullable=False),
    sa.Column("why_none", sa.JSON(), nullable=False),
    sa.Column("ref", sa.String(length=22), nullable=False),
    sa.ForeignKeyConstraint(
        ["fair_day_id"], ["fair_day.id"], name=conv("fk_fair_day_person_fair_day_id_fair_day")
    ),
    sa.ForeignKeyConstraint(
        ["invited_by_id"], ["user.id"], name=conv("fk_fair_day_person_invited_by_id_user")
    ),
    sa.ForeignKeyConstraint(
        ["young_person_id"],
        ["young_person.id"],
        name=conv("fk_fair_day_person_young_person_id_young_person"),
    ),
    sa.PrimaryKeyConstraint("id", name=conv("pk_fair_day_person")),
    sa.UniqueConstraint(
        "fair_day_id", "number", name=conv("uq_fair_day_person_fair_day_id_number")
    ),
    sa.UniqueConstraint(
        "fair_day_id",
        "young_person_id",
        name=conv("uq_fair_day_person_fair_day_id_young_person_id"),
    ),
    sa.UniqueConstraint("ref", name=conv("uq_fair_day_person_ref")),
)
FAIR_DAY_PLACE = (
    sa.Column("person_id", sa.Integer(), nullable=False),
    sa.Column("offer_id", sa.Integer(), nullable=True),
    sa.Column("origin", sa.String(40), nullable=False),
    sa.Column("reason", sa.Text(), nullable=False),
    sa.Column("suggestion_id", sa.Integer(), nullable=True),
    sa.Column("confirmed_at", sa.DateTime(), nullable=True),
    sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
    sa.Column("talked_at", sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(
        ["confirmed_by_id"], ["user.id"], name=conv("fk_fair_day_place_confirmed_by_id_user")
    ),
    sa.ForeignKeyConstraint(
        ["offer_id"], ["fair_day_offer.id"], name=conv("fk_fair_day_place_offer_id_fair_day_offer")
    ),
    sa.ForeignKeyConstraint(
        ["person_id"],
        ["fair_day_person.id"],
        name=conv("fk_fair_day_place_person_id_fair_day_person"),
    ),
    sa.ForeignKeyConstraint(
        ["suggestion_id"],
        ["suggestion.id"],
        name=conv("fk_fair_day_place_suggestion_id_suggestion"),
    ),
    sa.PrimaryKeyConstraint("person_id", name=conv("pk_fair_day_place")),
)
FAIR_DAY_LOOK = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("fair_day_id", sa.Integer(), nullable=False),
    sa.Column("user_id", sa.Integer(), nullable=False),
    sa.Column("on_day", sa.Date(), nullable=False),
    sa.Column("reason", sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(
        ["fair_day_id"], ["fair_day.id"], name=conv("fk_fair_day_look_fair_day_id_fair_day")
    ),
    sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=conv("fk_fair_day_look_user_id_user")),
    sa.PrimaryKeyConstraint("id", name=conv("pk_fair_day_look")),
)
TABLES = {
    "fair_day": FAIR_DAY,
    "fair_day_offer": FAIR_DAY_OFFER,
    "fair_day_person": FAIR_DAY_PERSON,
    "fair_day_place": FAIR_DAY_PLACE,
    "fair_day_look": FAIR_DAY_LOOK,
}
INDEXES = (
    ("fair_day", "begins"),
    ("fair_day", "state"),
    ("fair_day_offer", "fair_day_id"),
    ("fair_day_offer", "opportunity_id"),
    ("fair_day_person", "fair_day_id"),
    ("fair_day_person", "young_person_id"),
    ("fair_day_place", "offer_id"),
    ("fair_day_place", "suggestion_id"),
    ("fair_day_look", "fair_day_id"),
)


def upgrade() -> None:
    for name, parts in TABLES.items():
        op.create_table(name, *parts)
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)
