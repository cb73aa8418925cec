"""Addresses of lists: the same list with one thing changed, and the pages beside this one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import url_for

from app.opportunities.paging import Paged


def pages(found: Paged[Any], endpoint: str, kept: dict[str, Any]) -> Paged[Any]:
    """Return a page that knows the addresses of the pages beside it."""
    back = url_for(endpoint, **kept, page=found.page - 1) if found.page > 1 else None
    on = url_for(endpoint, **kept, page=found.page + 1) if found.page < found.pages else None
    return replace(found, prev_url=back, next_url=on)


def without(endpoint: str, kept: dict[str, Any], *names: str) -> str:
    """Return the list’s address with some filters taken off."""
    return url_for(endpoint, **{key: value for key, value in kept.items() if key not in names})
