"""The manager’s team: load, cover, handing over."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.models import User
from app.errors import DomainError
from app.fields import text
from app.filters import plural
from app.security import allow, me
from app.young_people import caseload, covers, pages, queries
from app.young_people.blueprint import bp
from app.young_people.forms import CoverForm, HandOverForm, staff
from app.young_people.reading import seen

ADVISOR = "/team/<string(length=22):advisor>"


@bp.get("/team")
@allow("manager")
def team() -> ResponseReturnValue:
    members = queries.team_of(me())
    loads = pages.loads(members, caseload.lines(me()))
    return render_template("young_people/team.html", loads=loads, covers=covers.covers_of(members))


@bp.route(f"{ADVISOR}/cover", methods=["GET", "POST"])
@allow("manager")
def cover(advisor: str) -> ResponseReturnValue:
    absent, form = queries.member_of_team(advisor, manager=me()), CoverForm()
    form.covered_by.choices = staff(queries.advisors_of(me()), without=absent)
    if form.validate_on_submit():
        try:
            covered_by = _chosen(form.covered_by.data)
            covers.set_cover(absent, covered_by, by=me(), **form.days())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(f"{covered_by.name} covers for {absent.name}. It ends by itself")
            return redirect(url_for(".team"))
    return render_template("young_people/cover.html", form=form, absent=absent)


def _chosen(ref: str) -> User:
    return queries.advisor_of_team(ref, manager=me())


@bp.post("/team/cover/<string(length=22):cover>/end")
@allow("manager")
def end_cover(cover: str) -> ResponseReturnValue:
    covers.end_cover(covers.find_cover(cover, manager=me()), by=me())
    flash("The cover has ended")
    return redirect(url_for(".team"))


@bp.route(f"{ADVISOR}/hand-over", methods=["GET", "POST"])
@allow("manager")
def hand_over(advisor: str) -> ResponseReturnValue:
    frm = queries.member_of_team(advisor, manager=me())
    form, people = _hand_over_form(frm), queries.caseload_of(frm, manager=me())
    form.people.choices = [(person.ref, person.full_name) for person in people]
    if people and form.validate_on_submit():
        chosen = [person for person in people if person.ref in (form.people.data or ())]
        count = covers.hand_over(chosen, _chosen(form.to.data), reason=text(form.reason), by=me())
        flash(
            f"{plural(count, 'young person', 'young people')} handed over. Their history went with them"
        )
        return redirect(url_for(".team"))
    seen(person.ref for person in people)
    return render_template("young_people/hand_over.html", form=form, frm=frm)


def _hand_over_form(frm: User) -> HandOverForm:
    form = HandOverForm()
    form.to.choices = staff(queries.advisors_of(me()), without=frm)
    return form
