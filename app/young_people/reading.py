"""Opening records: nobody reads one without the audit trail saying so."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response, after_this_request, request
from sqlalchemy.orm.interfaces import ORMOption

from app.accounts.models import User
from app.audit import services as audit
from app.security import me
from app.young_people import queries
from app.young_people.models import YoungPerson


def open_record(ref: str, *options: ORMOption) -> YoungPerson:
    """Return a young person for the page that is being answered, and write down who reads it."""
    person = queries.find(ref, by=me(), options=options)
    seen([person.ref])
    return person


def seen(
    refs: Iterable[str],
    page: str | None = None,
    *,
    subject: str = "young_person",
    reason: str | None = None,
) -> None:
    """Write down that these records, or what is said about them, appear on this page, and why
    where a reason was asked for.

    It is written when the page is made and before it leaves: if it cannot be written, nobody
    gets to see the page.
    """
    shown, where = list(refs), page or request.endpoint or ""
    # A copy, since the transaction that writes begins by forgetting whatever was loaded.
    reader = User(id=me().id, role=me().role)

    def write(answer: Response) -> Response:
        if shown and answer.status_code not in {302, 303}:
            audit.read(subject, shown, by=reader, page=where, reason=reason)
        return answer

    after_this_request(write)
