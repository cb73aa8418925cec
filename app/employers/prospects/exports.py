"""Contacts and organisations as files for a spreadsheet; the same columns as the import reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from app import db
from app.accounts.models import User
from app.employers import queries
from app.employers.models import KIND_NAMES, Employer, Membership
from app.employers.prospects import inviting
from app.employers.prospects.columns import COLUMNS
from app.filters import words
from app.tables import writing

MOST = 5000
HEAD = [*(column.label for column in COLUMNS), "State", "Website", "Insured until"]


def _as_file(rows: Iterable[Sequence[Any]], ending: str) -> str | bytes:
    if ending == "xlsx":
        return writing.as_xlsx(HEAD, rows, sheet="Contacts")
    return writing.as_csv(HEAD, rows, mark=True)


def contacts(wanted: inviting.Wanted, ending: str) -> str | bytes:
    """Return the contacts of a list as a file."""
    found = db.session.scalars(inviting.listed(wanted).limit(MOST)).unique()
    return _as_file(
        (
            [
                *(row.external_id, row.name, KIND_NAMES[row.kind] if row.kind else None),
                *(row.number, row.postcode, row.sector.name if row.sector else None, row.size),
                *(row.contact_name, row.job_title, row.email, row.phone, row.note),
                *(words(row.state), None, None),
            ]
            for row in found
        ),
        ending,
    )


def organisations(wanted: queries.Wanted, ending: str) -> str | bytes:
    """Return the organisations of the desk as a file, each with its first contact."""
    found = list(db.session.scalars(queries.desk(wanted).limit(MOST)).unique())
    people = _first_contacts([row.id for row in found])
    return _as_file((_line(row, people.get(row.id)) for row in found), ending)


def _line(row: Employer, member: Membership | None) -> list[Any]:
    user = member.user if member else None
    return [
        *(row.ref, row.name, KIND_NAMES[row.kind], row.number, row.postcode, row.sector.name),
        *(row.size, user.name if user else None, member.job_title if member else None),
        *(user.email if user else None, user.phone if user else None, None),
        *(words(row.state), row.website, row.insurance_until),
    ]


def _first_contacts(numbers: list[int]) -> dict[int, Membership]:
    found: dict[int, Membership] = {}
    for at in range(0, len(numbers), 500):
        statement = (
            select(Membership)
            .join(User, User.id == Membership.user_id)
            .where(Membership.employer_id.in_(numbers[at : at + 500]), User.active)
            .order_by(Membership.owner.desc(), Membership.id)
        )
        for row in db.session.scalars(statement).unique():
            found.setdefault(row.employer_id, row)
    return found
