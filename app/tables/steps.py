"""The steps every import begins with: a file, then what its columns are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from app.errors import DomainError
from app.tables import uploads
from app.tables.columns import Column
from app.tables.forms import FileForm, columns_form
from app.tables.models import Upload

if TYPE_CHECKING:
    from app.accounts.models import User


def chosen(form: FileForm, what: str, columns: Sequence[Column], *, by: User) -> Upload | None:
    """Return the file that was sent, kept for a look; None without one, or with an error beside it."""
    if not form.validate_on_submit():
        return None
    sent = form.file.data
    try:
        return uploads.keep(what, sent.filename or "", sent.read(), columns, by=by)
    except DomainError as error:
        error.show_on(form)
        return None


def ask_columns(
    upload: Upload, columns: Sequence[Column], *, onward: str, restart: str, by: User
) -> ResponseReturnValue:
    """Return the page that asks what the columns are, or go onward once that is said."""
    form = columns_form(upload.headings, columns, upload.mapping)
    if form.validate_on_submit():
        uploads.choose(upload, form.mapping(), by=by)
        return redirect(onward)
    return render_template(
        "tables/columns.html",
        form=form,
        upload=upload,
        samples=uploads.samples(upload),
        needed=[column.label for column in columns if column.needed],
        restart=restart,
    )
