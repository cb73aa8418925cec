"""Opening records: nobody reads one without the audit trail saying so."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response, abort, after_this_request, make_response, render_template, request
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm.interfaces import ORMOption

from app.accounts.models import User
from app.audit import services as audit
from app.security import me
from app.young_people import queries, transfers
from app.young_people.models import YoungPerson

OURS = {"csrf_token", "once", "version"}


def open_record(ref: str, *options: ORMOption) -> YoungPerson:
    """Return a young person for the page that is being answered, and write down who reads it."""
    try:
        person = queries.find(ref, by=me(), options=options)
    except NoResultFound:
        _keep_what_was_written(ref)
        raise
    seen([person.ref])
    return person


def _keep_what_was_written(ref: str) -> None:
    """Tell whoever was writing when the record went to somebody else, and give their words back.

    Only to the one it was taken from, within a day, and nothing of the record but its new advisor.
    """
    last = transfers.left(ref, me()) if request.method == "POST" else None
    if last is None:
        return
    written = [text for name, text in request.form.items(multi=True) if name not in OURS]
    page = render_template(
        "young_people/went_on.html", to=last.to, at=last.at, written=[t for t in written if t]
    )
    abort(make_response(page, 404))


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
