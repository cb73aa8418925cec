"""Pages on which the coordinator brings in offers from a file."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.errors import DomainError
from app.filters import plural
from app.opportunities.blueprint import bp
from app.opportunities.forms.intake import ConfirmForm, ImportForm
from app.opportunities.intake import uploads
from app.opportunities.intake.tables import KEYS, NEEDED
from app.security import allow, me


@bp.route("/offers/import", methods=["GET", "POST"])
@allow("coordinator")
def import_() -> ResponseReturnValue:
    form = ImportForm()
    if form.validate_on_submit():
        sent = form.file.data
        try:
            upload = uploads.keep(sent.filename or "", sent.read(), form.policy.data, by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            return redirect(url_for(".import_preview", ref=upload.ref))
    return render_template("opportunities/import.html", form=form, keys=KEYS, needed=NEEDED)


@bp.route("/offers/import/<string(length=22):ref>", methods=["GET", "POST"])
@allow("coordinator")
def import_preview(ref: str) -> ResponseReturnValue:
    upload, form = uploads.find(ref), ConfirmForm()
    try:
        if form.validate_on_submit():
            summary = uploads.store(upload, by=me())
            flash(f"{plural(summary.rows, 'offer')} brought in, {summary.new:,} of them new")
            return redirect(url_for(".desk", state="all"))
        summary = uploads.look(upload)
    except DomainError as error:
        flash(error.words, "error")
        return redirect(url_for(".import_"))
    return render_template(
        "opportunities/import_preview.html", upload=upload, form=form, summary=summary
    )
