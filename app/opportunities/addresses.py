"""Addresses of lists: the same list with one thing changed, and the pages beside this one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import url_for

from app.paging import Page, Row


def pages(found: Page[Row], endpoint: str, kept: dict[str, Any]) -> Page[Row]:
    """Return a page whose neighbours are at the list’s own address, also where a form failed."""
    return replace(found, address=lambda number: url_for(endpoint, **kept, page=number))


def without(endpoint: str, kept: dict[str, Any], *names: str) -> str:
    """Return the list’s address with some filters taken off."""
    return url_for(endpoint, **{key: value for key, value in kept.items() if key not in names})
