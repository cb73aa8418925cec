"""The coordinator’s pages of contacts: the list, invitations in batches, lists from files."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import paging
from app.downloads import download
from app.employers.blueprint import bp
from app.employers.desk_pages import wanted_here
from app.employers.prospects import exports, intake, inviting
from app.employers.prospects.columns import COLUMNS, LABELS
from app.employers.prospects.forms import BatchForm, FindForm, SendForm
from app.employers.prospects.inviting import Wanted
from app.errors import DomainError
from app.filters import plural
from app.security import allow, me
from app.settings import services as settings
from app.tables import mending, steps, uploads, writing
from app.tables.columns import Column
from app.tables.forms import ConfirmForm, FileForm

FEW = 10
FILE = "/employers/contacts/import/<string(length=22):ref>"


@bp.get("/employers/contacts")
@allow("coordinator")
def prospects() -> ResponseReturnValue:
    wanted = _wanted()
    return render_template(
        "employers/prospects.html",
        found=paging.page_of(inviting.listed(wanted), paging.asked_page()),
        search=FindForm(request.args),
        wanted=wanted,
        counts=inviting.counts(),
        batch=BatchForm(),
    )


def _wanted() -> Wanted:
    return Wanted(*map(paging.asked, ("q", "state", "sector")))


@bp.get("/employers/contacts.<any(csv, xlsx):ending>")
@allow("coordinator")
def prospects_file(ending: str) -> ResponseReturnValue:
    return download(exports.contacts(_wanted(), ending), f"contacts.{ending}")


@bp.get("/employers/desk.<any(csv, xlsx):ending>")
@allow("coordinator")
def desk_file(ending: str) -> ResponseReturnValue:
    return download(exports.organisations(wanted_here(), ending), f"employers.{ending}")


@bp.route("/employers/contacts/invite", methods=["GET", "POST"])
@allow("coordinator")
def invite_prospects() -> ResponseReturnValue:
    form, batch = SendForm(), BatchForm(request.args)
    if form.validate_on_submit():
        try:
            count = inviting.invite(form.chosen(), by=me())
        except DomainError as error:
            flash(error.words, "error")
        else:
            flash(f"{plural(count, 'invitation is', 'invitations are')} on the way")
        return redirect(url_for(".prospects"))
    return _invite_page(form, batch)


def _invite_page(form: SendForm, batch: BatchForm) -> ResponseReturnValue:
    batch.validate()
    count = (None if batch.count.errors else batch.count.data) or FEW
    rows = inviting.batch(count, (None if batch.sector.errors else batch.sector.data) or "")
    if not rows:
        flash(inviting.NobodyToInvite.message, "error")
        return redirect(url_for(".prospects"))
    form.refs.data = ",".join(row.ref for row in rows)
    preview = inviting.preview(rows[0], me())
    return render_template("employers/prospects_invite.html", form=form, rows=rows, preview=preview)


@bp.post("/employers/contacts/<string(length=22):ref>/stop")
@allow("coordinator")
def stop_prospect(ref: str) -> ResponseReturnValue:
    row = inviting.find(ref)
    inviting.stop(row, by=me())
    flash(f"{row.name} is not written to any more")
    return redirect(url_for(".prospects"))


def _columns() -> list[Column]:
    names = tuple(sector.name for sector in settings.sectors())
    return [
        Column(**{**vars(column), "choices": names}) if column.key == "sector" else column
        for column in COLUMNS
    ]


@bp.route("/employers/contacts/import", methods=["GET", "POST"])
@allow("coordinator")
def prospects_import() -> ResponseReturnValue:
    form = FileForm()
    if upload := steps.chosen(form, intake.WHAT, COLUMNS, by=me()):
        return redirect(url_for(".prospects_columns", ref=upload.ref))
    return _import_page(form)


def _import_page(form: FileForm) -> str:
    done = [(it, uploads.may_undo(it)) for it in uploads.done(intake.WHAT, by=me())]
    return render_template(
        "employers/prospects_import.html", form=form, columns=_columns(), done=done
    )


@bp.get("/employers/contacts/import/template.xlsx")
@allow("coordinator")
def prospects_template() -> ResponseReturnValue:
    return download(writing.template(_columns()), "contacts-to-fill-in.xlsx")


@bp.route(f"{FILE}/columns", methods=["GET", "POST"])
@allow("coordinator")
def prospects_columns(ref: str) -> ResponseReturnValue:
    upload = uploads.waiting(intake.WHAT, ref, by=me())
    onward, restart = url_for(".prospects_look", ref=ref), url_for(".prospects_import")
    return steps.ask_columns(upload, COLUMNS, onward=onward, restart=restart, by=me())


@bp.route(FILE, methods=["GET", "POST"])
@allow("coordinator")
def prospects_look(ref: str) -> ResponseReturnValue:
    upload, form = uploads.waiting(intake.WHAT, ref, by=me()), ConfirmForm()
    try:
        if form.validate_on_submit():
            done = intake.Intake(upload).store(by=me())
            flash(f"{plural(done.rows, 'row')} read: {done.new:,} new. Nobody has been written to")
            return redirect(url_for(".prospects"))
        it = intake.Intake(upload).look()
    except DomainError as error:
        flash(error.words, "error")
        return redirect(url_for(".prospects_import"))
    wrong = mending.wrong_rows(upload, it.problems.listed, LABELS)
    page = "employers/prospects_look.html"
    return render_template(page, upload=upload, form=form, summary=it, wrong=wrong)


@bp.get(f"{FILE}/to-mend.csv")
@allow("coordinator")
def prospects_errors(ref: str) -> ResponseReturnValue:
    upload = uploads.waiting(intake.WHAT, ref, by=me())
    return download(intake.errors_file(upload), "contacts-to-mend.csv")


@bp.post(f"{FILE}/take-back")
@allow("coordinator")
def prospects_undo(ref: str) -> ResponseReturnValue:
    try:
        count = intake.undo(uploads.find(intake.WHAT, ref, by=me()), by=me())
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(f"The import is taken back: {plural(count, 'contact is', 'contacts are')} as before")
    return redirect(url_for(".prospects_import"))
