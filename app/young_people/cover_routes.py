"""Cover: asking for it, setting it, its page, who looks after whom, and what happened meanwhile."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.models import User
from app.errors import DomainError
from app.fields import Form, text
from app.security import allow, me
from app.young_people import cover_pages, cover_queries, covers, meanwhile, queries
from app.young_people.blueprint import STAFF, bp
from app.young_people.cover_forms import DaysForm, ReasonForm, shared
from app.young_people.covers import NewCover
from app.young_people.passing import COVER
from app.young_people.reading import seen

ADVISOR = "/team/<string(length=22):advisor>"
ONE = "/cover/<string(length=22):cover>"
MOVE = f"{ONE}/<any(agree, decline, take_back, end):verb>"


@bp.route(f"{ADVISOR}/cover", methods=["GET", "POST"])
@allow("manager")
def cover(advisor: str) -> ResponseReturnValue:
    absent = queries.member_of_team(advisor, manager=me())
    return _ask(absent, "young_people/cover.html")


@bp.route("/away", methods=["GET", "POST"])
@allow("advisor")
def away() -> ResponseReturnValue:
    own = cover_queries.own_covers(me())
    return _ask(me(), "young_people/away.html", covers=own, involved=cover_queries.involved)


def _ask(absent: User, page: str, **more: object) -> ResponseReturnValue:
    form, people = cover_pages.asking(absent, by=me())
    if form.validate_on_submit():
        only = tuple(person for person in people if person.ref in (form.people.data or ()))
        try:
            by_whom = cover_pages.chosen(form, by=me())
            new = NewCover(only=only, **form.answers())
            made = covers.set_cover(absent, by_whom, new, by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(cover_pages.said(made, by_whom))
            return redirect(url_for(".show_cover", cover=made.ref))
    seen(person.ref for person in people)
    return render_template(page, form=form, absent=absent, **more)


@bp.get(ONE)
@allow(*STAFF)
def show_cover(cover: str) -> ResponseReturnValue:
    found = cover_queries.find_cover(cover, by=me())
    shown = cover_pages.page(found, me())
    seen(line.person.ref for line in shown["lines"])
    return render_template("young_people/show_cover.html", cover=found, **shown)


@bp.route(f"{ONE}/who", methods=["GET", "POST"])
@allow(*STAFF)
def share_cover(cover: str) -> ResponseReturnValue:
    found = cover_queries.find_cover(cover, by=me())
    form, people = cover_pages.sharing_form(found, me())
    if form.validate_on_submit():
        try:
            answers = cover_pages.named(shared(form, people), by=me())
            covers.share_out(found, answers, by=me())
        except DomainError as error:
            flash(error.words, "error")
        else:
            flash("Saved. Whoever covers reads it on the page of the cover")
            return redirect(url_for(".show_cover", cover=cover))
    seen(person.ref for person in people)
    return render_template("young_people/share_cover.html", cover=found, form=form, people=people)


@bp.route(f"{ONE}/days", methods=["GET", "POST"])
@allow(*STAFF)
def cover_days(cover: str) -> ResponseReturnValue:
    found = cover_queries.find_cover(cover, by=me())
    cover_pages.must_be_able_to_change(found, me())
    form = DaysForm(data={"begins": found.begins, "ends": found.ends})
    if form.validate_on_submit() and form.begins.data and form.ends.data:
        try:
            covers.change_days(found, form.begins.data, form.ends.data, by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash("The days are changed, and whoever covers is told")
            return redirect(url_for(".show_cover", cover=cover))
    return render_template("young_people/cover_days.html", cover=found, form=form)


@bp.get(MOVE)
@allow(*STAFF)
def ask_cover_move(cover: str, verb: str) -> ResponseReturnValue:
    found = cover_queries.find_cover(cover, by=me())
    line = COVER.find(found.state, verb)
    if line is None or not line.needs_reason:
        abort(404)
    return _why(ReasonForm(), found, line)


def _why(form: Form, cover: object, line: object) -> str:
    return render_template("young_people/move_cover.html", form=form, cover=cover, line=line)


@bp.post(MOVE)
@allow(*STAFF)
def move_cover(cover: str, verb: str) -> ResponseReturnValue:
    found = cover_queries.find_cover(cover, by=me())
    line = COVER.find(found.state, verb)
    form = ReasonForm() if line and line.needs_reason else Form()
    if not form.validate():
        return _why(form, found, line), 422
    reason = text(form.reason) if isinstance(form, ReasonForm) else None
    try:
        covers.make_move(found, verb, by=me(), reason=reason)
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(cover_pages.DONE[verb])
    return redirect(cover_pages.home(me()))


@bp.get(f"{ONE}/meanwhile")
@allow(*STAFF)
def cover_meanwhile(cover: str) -> ResponseReturnValue:
    found = cover_pages.not_for_helpers(cover_queries.find_cover(cover, by=me()), me())
    told = meanwhile.of_cover(found)
    seen(person.ref for person, _ in told)
    return render_template("young_people/meanwhile.html", cover=found, told=told)


@bp.post(f"{ONE}/meanwhile")
@allow("advisor")
def read_meanwhile(cover: str) -> ResponseReturnValue:
    meanwhile.mark_read(cover_queries.find_cover(cover, by=me()), by=me())
    flash("Good to have you back")
    return redirect(url_for("home.index"))
