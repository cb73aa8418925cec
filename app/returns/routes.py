"""The care leavers’ part of the SSDA903 return: what is missing, and the file."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.downloads import download
from app.fields import text
from app.returns import cohort, files
from app.returns.cohort import Return
from app.returns.forms import ReasonForm, YearForm
from app.security import allow, me
from app.young_people import queries
from app.young_people.reading import seen

bp = Blueprint("returns", __name__, url_prefix="/returns")
REASON = "returns.reason"


@bp.get("/oc3")
@allow("advisor", "manager")
def oc3() -> ResponseReturnValue:
    form = YearForm(request.args)
    made = cohort.make(queries.visible_to(me()), form.among(cohort.years()))
    seen(cohort.refs([*made.entries, *made.left_out]))
    return render_template("returns/oc3.html", made=made, form=form)


@bp.get("/oc3.csv")
@allow("manager")
def oc3_file() -> ResponseReturnValue:
    made = cohort.make(queries.visible_to(me()), YearForm(request.args).among(cohort.years()))
    seen(cohort.refs(made.ready))
    return _file(made)


@bp.route("/oc3/council", methods=["GET", "POST"])
@allow("coordinator")
def council() -> ResponseReturnValue:
    choice, form = YearForm(request.args), ReasonForm()
    made = cohort.make(cohort.everybody(), choice.among(cohort.years()))
    if form.validate_on_submit():
        session[REASON] = text(form.reason)
        return redirect(url_for(".council_file", year=choice.year.data))
    page = render_template("returns/council.html", made=made, form=form, choice=choice)
    return page, 422 if form.errors else 200


@bp.get("/oc3/council.csv")
@allow("coordinator")
def council_file() -> ResponseReturnValue:
    # The reason was given a moment ago and counts once.
    reason = session.pop(REASON, None)
    if not reason:
        return redirect(url_for(".council"))
    made = cohort.make(cohort.everybody(), YearForm(request.args).among(cohort.years()))
    seen(cohort.refs(made.ready), reason=str(reason))
    return _file(made)


def _file(made: Return) -> Response:
    return download(files.as_oc3(made.ready), "OC3.csv")
