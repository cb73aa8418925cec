"""One page of a long list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func

from app import db

Row = TypeVar("Row")
MOST_PAGES = 100_000


@dataclass(frozen=True)
class Paged(Generic[Row]):
    """Some rows, which page of how many they are, and the addresses of the pages beside."""

    rows: Sequence[Row]
    page: int
    pages: int
    total: int
    prev_url: str | None = None
    next_url: str | None = None


def page_number(typed: str | None) -> int:
    """Return the page somebody asks for; the first when it is no number."""
    plain = typed or ""
    known = plain.isascii() and plain.isdigit() and len(plain) < 7
    return min(max(1, int(plain)), MOST_PAGES) if known else 1


def cut(
    statement: Select[*tuple[Any, ...]], page: int, size: int
) -> tuple[list[Any], int, int, int]:
    """Return the rows of a page, its number, how many pages there are, and how many rows."""
    counted = statement.order_by(None).with_only_columns(func.count(), maintain_column_froms=True)
    total = db.session.scalar(counted) or 0
    pages = max(1, -(-total // size))
    page = min(page, pages)
    rows = db.session.execute(statement.limit(size).offset((page - 1) * size)).unique().all()
    return list(rows), page, pages, total
