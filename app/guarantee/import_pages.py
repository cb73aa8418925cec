"""Pages on which vacancies come in from a file: choose it, say what its columns are, look, yes."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.downloads import download
from app.errors import DomainError
from app.filters import plural
from app.guarantee import vacancy_import
from app.guarantee.blueprint import bp
from app.guarantee.importing import COLUMNS, LABELS
from app.guarantee.vacancy_import import WHAT
from app.security import allow, me
from app.tables import mending, steps, uploads, writing
from app.tables.forms import ConfirmForm, FileForm
from app.tables.models import Upload

FILE = "/vacancies/import/<string(length=22):ref>"


@bp.route("/vacancies/import", methods=["GET", "POST"])
@allow("hr")
def import_vacancies() -> ResponseReturnValue:
    form = FileForm()
    if upload := steps.chosen(form, WHAT, COLUMNS, by=me()):
        return redirect(url_for(".import_columns", ref=upload.ref))
    done = uploads.done(WHAT, by=me())
    return render_template("guarantee/import.html", form=form, columns=COLUMNS, done=done)


@bp.get("/vacancies/import/template.xlsx")
@allow("hr")
def import_template() -> ResponseReturnValue:
    return download(writing.template(COLUMNS), "vacancies-to-fill-in.xlsx")


@bp.route(f"{FILE}/columns", methods=["GET", "POST"])
@allow("hr")
def import_columns(ref: str) -> ResponseReturnValue:
    upload = uploads.waiting(WHAT, ref, by=me())
    onward, restart = url_for(".import_preview", ref=ref), url_for(".import_vacancies")
    return steps.ask_columns(upload, COLUMNS, onward=onward, restart=restart, by=me())


@bp.route(FILE, methods=["GET", "POST"])
@allow("hr")
def import_preview(ref: str) -> ResponseReturnValue:
    upload, form = uploads.waiting(WHAT, ref, by=me()), ConfirmForm()
    try:
        return _stored(upload) if form.validate_on_submit() else _look(upload, form)
    except DomainError as error:
        flash(error.words, "error")
        return redirect(url_for(".import_vacancies"))


def _stored(upload: Upload) -> ResponseReturnValue:
    done = vacancy_import.store(upload, by=me())
    new = plural(done.new, "new vacancy", "new vacancies")
    flash(f"Imported: {new}, {done.changed} changed.")
    return redirect(url_for(".vacancies"))


def _look(upload: Upload, form: ConfirmForm) -> str:
    plan = vacancy_import.plan(upload)
    wrong = mending.wrong_rows(upload, plan.problems.listed, LABELS)
    return render_template(
        "guarantee/import_preview.html", upload=upload, form=form, plan=plan, wrong=wrong
    )


@bp.get(f"{FILE}/to-mend.csv")
@allow("hr")
def import_errors(ref: str) -> ResponseReturnValue:
    upload = uploads.waiting(WHAT, ref, by=me())
    return download(vacancy_import.errors_file(upload), "vacancies-to-mend.csv")
