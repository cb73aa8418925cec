"""Pages on which offers come in from a file: choose it, say what its columns are, look, yes."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.downloads import download
from app.errors import DomainError
from app.filters import plural
from app.opportunities.blueprint import bp
from app.opportunities.forms.intake import ImportForm
from app.opportunities.intake import undoing
from app.opportunities.intake import uploads as offers
from app.security import allow, me
from app.tables import steps, uploads, writing
from app.tables.forms import ConfirmForm

FILE = "/offers/import/<string(length=22):ref>"


def _home() -> str:
    return url_for(".mine") if me().role == "business" else url_for(".desk", state="all")


@bp.route("/offers/import", methods=["GET", "POST"])
@allow("business", "coordinator")
def import_() -> ResponseReturnValue:
    form = ImportForm.asking(me())
    if form.validate_on_submit():
        sent = form.file.data
        try:
            upload = offers.keep(sent.filename or "", sent.read(), form.chosen_policy, by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            return redirect(url_for(".import_columns", ref=upload.ref))
    return _import_page(form)


def _import_page(form: ImportForm) -> str:
    done = uploads.done(offers.WHAT, by=me())
    return render_template(
        "opportunities/import.html",
        form=form,
        columns=offers.columns(me()),
        home=_home(),
        done=[(upload, uploads.may_undo(upload)) for upload in done],
    )


@bp.get("/offers/import/template.xlsx")
@allow("business", "coordinator")
def import_template() -> ResponseReturnValue:
    return download(writing.template(offers.columns(me())), "offers-to-fill-in.xlsx")


@bp.route(f"{FILE}/columns", methods=["GET", "POST"])
@allow("business", "coordinator")
def import_columns(ref: str) -> ResponseReturnValue:
    upload, known = offers.waiting(ref, by=me()), offers.columns(me())
    onward, restart = url_for(".import_preview", ref=ref), url_for(".import_")
    return steps.ask_columns(upload, known, onward=onward, restart=restart, by=me())


@bp.route(FILE, methods=["GET", "POST"])
@allow("business", "coordinator")
def import_preview(ref: str) -> ResponseReturnValue:
    upload, form = offers.waiting(ref, by=me()), ConfirmForm()
    try:
        if form.validate_on_submit():
            summary = offers.store(upload, by=me())
            flash(_done(summary.rows, summary.new, summary.known - summary.same))
            return redirect(_home())
        summary = offers.look(upload, by=me())
    except DomainError as error:
        flash(error.words, "error")
        return redirect(url_for(".import_"))
    wrong = offers.wrong_rows(upload, summary) if summary.errors else []
    return render_template(
        "opportunities/import_preview.html", upload=upload, form=form, summary=summary, wrong=wrong
    )


def _done(rows: int, new: int, changed: int) -> str:
    return f"{plural(rows, 'offer')} read: {new:,} new, {changed:,} brought up to date"


@bp.get(f"{FILE}/to-mend.csv")
@allow("business", "coordinator")
def import_errors(ref: str) -> ResponseReturnValue:
    upload = offers.waiting(ref, by=me())
    return download(offers.errors_file(upload, by=me()), "rows-to-mend.csv")


@bp.post(f"{FILE}/take-back")
@allow("business", "coordinator")
def import_undo(ref: str) -> ResponseReturnValue:
    upload = uploads.find(offers.WHAT, ref, by=me())
    try:
        count = undoing.undo(upload, by=me())
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(f"The import is taken back: {plural(count, 'offer is', 'offers are')} as before")
    return redirect(url_for(".import_"))
