"""One at a time: rows are locked before they change, and a stale page changes nothing."""

from __future__ import annotations

from sqlalchemy.orm.attributes import flag_modified

from app import db
from app.errors import Stale
from app.guarantee.models import GuaranteeCase, Vacancy


def lock_case(case: GuaranteeCase, version: int | None = None) -> None:
    """Read a case anew and keep others from changing it; raise Stale for an old version.

    Its vacancy's criteria hold still meanwhile, since decisions rest on them.
    """
    db.session.refresh(case.vacancy, with_for_update={"read": True, "of": Vacancy})
    db.session.refresh(case, with_for_update={"of": GuaranteeCase})
    if version is not None and case.version != version:
        raise Stale


def lock_vacancy(vacancy: Vacancy, version: int | None = None) -> None:
    """Read a vacancy anew and keep others from changing it; raise Stale for an old version."""
    db.session.refresh(vacancy, with_for_update={"of": Vacancy})
    if version is not None and vacancy.version != version:
        raise Stale


def touched(row: GuaranteeCase | Vacancy) -> None:
    """Count up the version although only rows that belong to this one have changed."""
    flag_modified(row, "number")
