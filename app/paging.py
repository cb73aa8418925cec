"""Long lists, page by page, sorted and filtered by what stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from flask import request
from sqlalchemy import Select, func, select

from app import db
from app.typed import clean

Row = TypeVar("Row")
SIZE = 25
FAR = 100_000  # no list is longer; keeps a silly page number away from the database


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a list, and where the rest is: at this address, unless `address` says another."""

    rows: list[Row]
    page: int
    pages: int
    total: int
    address: Callable[[int], str] = lambda number: here(page=number)

    @property
    def prev_url(self) -> str | None:
        """The address of the page before."""
        return self.address(self.page - 1) if self.page > 1 else None

    @property
    def next_url(self) -> str | None:
        """The address of the page after."""
        return self.address(self.page + 1) if self.page < self.pages else None


def page_of(statement: Select[Row], number: int = 1, *, size: int = SIZE) -> Page[Row]:
    """Return one page of what a statement finds; a number too high means the last page."""
    counted = select(func.count()).select_from(statement.order_by(None).subquery())
    total = db.session.scalar(counted) or 0
    pages = max(1, -(-total // size))
    number = min(max(1, number), pages)
    rows = db.session.scalars(statement.limit(size).offset((number - 1) * size))
    return Page(list(rows.unique()), number, pages, total)


def cut(rows: list[Row], number: int = 1, *, size: int = SIZE) -> Page[Row]:
    """Return one page of rows that are at hand already."""
    pages = max(1, -(-len(rows) // size))
    number = min(max(1, number), pages)
    return Page(rows[(number - 1) * size : number * size], number, pages, len(rows))


def asked(name: str) -> str:
    """Return what the address says for a filter, cleaned and kept short."""
    return clean(request.args.get(name, ""))[:100]


def asked_page() -> int:
    """Return the page the address asks for."""
    typed = request.args.get("page", "1")
    return min(int(typed), FAR) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 1


def here(**changes: object) -> str:
    """Return the address of this list with some of its filters changed; None takes one away."""
    kept: dict[str, Any] = {**request.args.to_dict(), **changes}
    pairs = {name: value for name, value in kept.items() if value not in {None, ""}}
    return f"{request.path}?{urlencode(pairs)}" if pairs else request.path


def sorting(known: Mapping[str, str], default: str) -> list[dict[str, str | None]]:
    """Return the heads of sortable columns: label, address, direction.

    `known` names each key of the `sort` filter; “-key” sorts the other way round.
    """
    now = asked("sort") or default
    return [_head(key, label, now) for key, label in known.items()]


def _head(key: str, label: str, now: str) -> dict[str, str | None]:
    direction = {key: "ascending", f"-{key}": "descending"}.get(now)
    turned = f"-{key}" if now == key else key
    return {"label": label, "url": here(sort=turned, page=None), "direction": direction}
