"""Fill the reference tables with the rows a new database starts with."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

REFERENCE = Path(__file__).parents[2] / "app" / "settings" / "reference"
BEGINNING = date(2025, 3, 19)

SECTOR = sa.table(
    "sector",
    sa.column("key", sa.String),
    sa.column("name", sa.String),
    sa.column("description", sa.Text),
    sa.column("sic", sa.JSON),
    sa.column("soc", sa.JSON),
    sa.column("position", sa.Integer),
    sa.column("active", sa.Boolean),
)
WAGE_RATE = sa.table(
    "wage_rate",
    sa.column("valid_from", sa.Date),
    sa.column("band", sa.String),
    sa.column("hourly", sa.Numeric(6, 2)),
    sa.column("source", sa.Text),
)
SETTING = sa.table(
    "setting",
    sa.column("key", sa.String),
    sa.column("valid_from", sa.Date),
    sa.column("content", sa.JSON),
    sa.column("source", sa.Text),
    sa.column("set_at", sa.DateTime),
)


def read(name: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads((REFERENCE / f"{name}.json").read_text("utf-8"))
    return rows


def upgrade() -> None:
    op.bulk_insert(
        SECTOR,
        [row | {"position": at, "active": True} for at, row in enumerate(read("sectors"))],
    )
    op.bulk_insert(
        WAGE_RATE,
        [
            {
                "valid_from": date.fromisoformat(str(step["valid_from"])),
                "band": band,
                "hourly": Decimal(hourly),
                "source": step["source"],
            }
            for step in read("wages")
            for band, hourly in dict(step["rates"]).items()  # type: ignore[call-overload]
        ],
    )
    now = datetime.now(UTC).replace(tzinfo=None)
    op.bulk_insert(
        SETTING,
        [
            {
                "key": row["key"],
                "valid_from": BEGINNING,
                "content": row["value"],
                "source": row["source"],
                "set_at": now,
            }
            for row in read("settings")
        ],
    )


def downgrade() -> None:
    for table in (SETTING, WAGE_RATE, SECTOR):
        op.execute(sa.delete(table))
