"""Add copies people ask for, wishes to forget somebody, records that are held, and what was forgotten."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import conv

from migrations import settings

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = conv(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def number(name: str, *, empty: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=empty)


def moment(name: str, *, empty: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(), nullable=empty)


def words(name: str, size: int = 0) -> sa.Column[str]:
    return sa.Column(name, sa.String(size) if size else sa.Text(), nullable=False)


COPY = (
    number("id"),
    number("young_person_id"),
    number("request_id", empty=True),
    words("how_asked", 20),
    words("identity", 300),
    sa.Column("asked_on", sa.Date(), nullable=False),
    sa.Column("due", sa.Date(), nullable=False),
    sa.Column("paused_on", sa.Date(), nullable=True),
    words("paused_why"),
    number("paused_days"),
    words("extended_why"),
    words("state", 40),
    sa.Column("outcomes", sa.JSON(), nullable=False),
    number("begun_by_id"),
    moment("begun_at"),
    number("asked_check_by_id", empty=True),
    number("checked_by_id", empty=True),
    moment("ready_at", empty=True),
    sa.Column("content", sa.LargeBinary(), nullable=True),
    moment("handed_at", empty=True),
    words("handed_how", 20),
    number("version"),
    words("ref", 22),
    key("data_copy", "young_person_id", "young_person"),
    key("data_copy", "request_id", "voice_request"),
    *(key("data_copy", f"{by}_by_id", "user") for by in ("begun", "asked_check", "checked")),
    sa.PrimaryKeyConstraint("id", name=conv("pk_data_copy")),
    sa.UniqueConstraint("ref", name=conv("uq_data_copy_ref")),
    sa.UniqueConstraint("request_id", name=conv("uq_data_copy_request_id")),
)
ERASURE = (
    number("id"),
    number("young_person_id"),
    words("ground", 20),
    words("reason"),
    words("state", 40),
    number("proposed_by_id", empty=True),
    moment("proposed_at"),
    number("decided_by_id", empty=True),
    moment("decided_at", empty=True),
    sa.Column("counts", sa.JSON(), nullable=False),
    words("ref", 22),
    key("erasure", "young_person_id", "young_person"),
    *(key("erasure", f"{by}_by_id", "user") for by in ("proposed", "decided")),
    sa.PrimaryKeyConstraint("id", name=conv("pk_erasure")),
    sa.UniqueConstraint("ref", name=conv("uq_erasure_ref")),
)
HOLD = (
    number("id"),
    number("young_person_id"),
    words("kind", 10),
    words("reason"),
    sa.Column("until", sa.Date(), nullable=True),
    number("placed_by_id"),
    moment("placed_at"),
    number("lifted_by_id", empty=True),
    moment("lifted_at", empty=True),
    words("ref", 22),
    key("record_hold", "young_person_id", "young_person"),
    *(key("record_hold", f"{by}_by_id", "user") for by in ("placed", "lifted")),
    sa.PrimaryKeyConstraint("id", name=conv("pk_record_hold")),
    sa.UniqueConstraint("ref", name=conv("uq_record_hold_ref")),
)
RUN = (
    number("id"),
    words("rule", 40),
    moment("at"),
    number("forgotten"),
    sa.PrimaryKeyConstraint("id", name=conv("pk_forgetting_run")),
)
TABLES = {
    "data_copy": (COPY, ("due", "state", "young_person_id")),
    "erasure": (ERASURE, ("state", "young_person_id")),
    "record_hold": (HOLD, ("young_person_id",)),
    "forgetting_run": (RUN, ("rule",)),
}
# One of a kind at a time for each person.
OPEN = {
    "data_copy": sa.text("state IN ('PREPARING', 'CHECKING')"),
    "erasure": sa.text("state = 'PROPOSED'"),
}
FAMILY = "privacy."


def upgrade() -> None:
    for name, (columns, indexed) in TABLES.items():
        op.create_table(name, *columns)
        for column in indexed:
            op.create_index(f"ix_{name}_{column}", name, [column], unique=False)
    for name, where in OPEN.items():
        only = {"sqlite_where": where, "postgresql_where": where}
        op.create_index(f"uq_{name}_open", name, ["young_person_id"], unique=True, **only)
    settings.add_missing(FAMILY)


def downgrade() -> None:
    settings.remove(FAMILY)
    for name in reversed(TABLES):
        op.drop_table(name)
