"""Pages on which a caseload comes in from a file, and the files it goes out as."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from app.downloads import download
from app.errors import DomainError
from app.filters import plural
from app.security import allow, me
from app.tables import mending, steps, uploads
from app.tables.forms import ConfirmForm, FileForm
from app.tables.models import Upload
from app.young_people import exports
from app.young_people.blueprint import STAFF, bp
from app.young_people.intake import pages, storing, undoing
from app.young_people.intake.columns import COLUMNS, LABELS
from app.young_people.intake.looking import Intake
from app.young_people.reading import seen

WHAT = "caseload"
FILE = "/import/<string(length=22):ref>"


class LookForm(ConfirmForm):
    """Yes, bring them in, as they were on the page."""

    versions = HiddenField()


@bp.route("/import", methods=["GET", "POST"])
@allow(*STAFF)
def import_() -> ResponseReturnValue:
    form = FileForm()
    if upload := steps.chosen(form, WHAT, COLUMNS, by=me()):
        return redirect(url_for(_after(upload), ref=upload.ref))
    return _import_page(form)


def _import_page(form: FileForm) -> ResponseReturnValue:
    done = [(it, uploads.may_undo(it)) for it in uploads.done(WHAT, by=me())]
    shown = {"form": form, "columns": COLUMNS, "done": done}
    return render_template("young_people/import.html", **shown), 422 if form.errors else 200


def _after(upload: Upload) -> str:
    """Return the page after a file is chosen: a shape somebody has explained needs no questions."""
    known = uploads.remembered(WHAT, upload.headings, by=me())
    return ".import_look" if known else ".import_columns"


@bp.get("/import/template.<any(csv, xlsx):ending>")
@allow(*STAFF)
def import_template(ending: str) -> ResponseReturnValue:
    return download(exports.template(ending), f"caseload-to-fill-in.{ending}")


@bp.get("/records.<any(csv, xlsx):ending>")
@allow(*STAFF)
def records_file(ending: str) -> ResponseReturnValue:
    content, refs = exports.whole(ending, by=me())
    seen(refs)
    return download(content, f"records.{ending}")


@bp.route(f"{FILE}/columns", methods=["GET", "POST"])
@allow(*STAFF)
def import_columns(ref: str) -> ResponseReturnValue:
    upload = uploads.waiting(WHAT, ref, by=me())
    onward, restart = url_for(".import_look", ref=ref), url_for(".import_")
    return steps.ask_columns(upload, COLUMNS, onward=onward, restart=restart, by=me())


@bp.get(FILE)
@allow(*STAFF)
def import_look(ref: str) -> ResponseReturnValue:
    upload = uploads.find(WHAT, ref, by=me())
    if upload.stored_at:
        return redirect(url_for(".import_done", ref=ref))
    return _look_page(upload, LookForm(None))


@bp.post(FILE)
@allow(*STAFF)
def import_store(ref: str) -> ResponseReturnValue:
    upload, form = uploads.find(WHAT, ref, by=me()), LookForm()
    if upload.stored_at:  # of two clicks the second one leads to what the first one did
        return redirect(url_for(".import_done", ref=ref))
    if not form.validate():
        return _look_page(upload, form, status=422)
    try:
        storing.store(upload, form.versions.data or "", by=me())
    except DomainError as error:
        error.show_on(form)
        return _look_page(uploads.find(WHAT, ref, by=me()), form, status=409)
    return redirect(url_for(".import_done", ref=ref))


def _look_page(upload: Upload, form: LookForm, *, status: int = 200) -> ResponseReturnValue:
    if upload.stored_at:
        return redirect(url_for(".import_done", ref=upload.ref))
    try:
        intake = Intake(upload, by=me())
    except DomainError as error:
        flash(error.words, "error")
        return redirect(url_for(".import_"))
    kind, number = request.args.get("show", ""), request.args.get("page", 1, type=int) or 1
    look = pages.look(intake, upload, kind=kind, number=number, seen=form.versions.data or "")
    if request.args.get("v", look.mark) != look.mark and not form.errors:
        flash(pages.MOVED, "error")
    form.versions.data = look.versions
    seen(look.refs)
    shown = {"upload": upload, "form": form, "look": look, "tabs": pages.TABS}
    return render_template("young_people/import_look.html", **shown, many=pages.MANY), status


@bp.get(f"{FILE}/to-mend.csv")
@allow(*STAFF)
def import_errors(ref: str) -> ResponseReturnValue:
    upload = uploads.waiting(WHAT, ref, by=me())
    found = [problem for row in Intake(upload, by=me()).rows for problem in row.errors]
    return download(mending.errors_file(upload, found, LABELS), "rows-to-mend.csv")


@bp.get(f"{FILE}/done")
@allow(*STAFF)
def import_done(ref: str) -> ResponseReturnValue:
    upload = uploads.find(WHAT, ref, by=me())
    if not upload.stored_at:
        return redirect(url_for(".import_look", ref=ref))
    people, count = pages.whom_next(upload, by=me())
    seen(person.ref for person in people)
    shown = {"upload": upload, "people": people, "count": count}
    may_undo = uploads.may_undo(upload)
    return render_template("young_people/import_done.html", **shown, may_undo=may_undo)


@bp.post(f"{FILE}/take-back")
@allow(*STAFF)
def import_undo(ref: str) -> ResponseReturnValue:
    try:
        count = undoing.undo(uploads.find(WHAT, ref, by=me()), by=me())
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(f"The import is taken back: {plural(count, 'record is', 'records are')} as before")
    return redirect(url_for(".import_"))


@bp.post(f"{FILE}/throw-away")
@allow(*STAFF)
def import_drop(ref: str) -> ResponseReturnValue:
    uploads.drop(uploads.waiting(WHAT, ref, by=me()))
    flash("The file is deleted here. Nothing was brought in")
    return redirect(url_for(".import_"))
