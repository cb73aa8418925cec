"""Cases as somebody reads them: each reading is written to the audit trail first."""

from __future__ import annotations

from flask import request
from sqlalchemy import Select

from app import paging
from app.audit import services as audit
from app.guarantee import queries
from app.guarantee.models import GuaranteeCase
from app.security import me


def one(ref: str) -> GuaranteeCase:
    """Return a case, and write down that it was read; raise NoResultFound when there is none."""
    _written([queries.find(ref)])
    return queries.find(ref)  # once more, since storing the audit row forgot what was loaded


def asked_about(ref: str) -> GuaranteeCase:
    """Return a case the coordinator was asked about, and write down that it was read."""
    _written([queries.find_asked(ref)])
    return queries.find_asked(ref)


def page_of(statement: Select[GuaranteeCase]) -> paging.Page[GuaranteeCase]:
    """Return the page of a list the address asks for, and write down whom it shows."""
    _written(paging.page_of(statement, paging.asked_page()).rows)
    return paging.page_of(statement, paging.asked_page())


def _written(cases: list[GuaranteeCase]) -> None:
    refs = [case.ref for case in cases]
    if refs:
        audit.read("guarantee_case", refs, by=me(), page=request.endpoint or "")
