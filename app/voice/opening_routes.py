"""Opening somebody’s own page by a link, leaving it, and asking for a new link."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.fields import text
from app.security import public
from app.voice import access, invitations, links, visits
from app.voice.blueprint import bp
from app.voice.forms import BirthdayForm, FindForm
from app.voice.links import LinkOver, WrongBirthday

LINK = "/y/<string(minlength=20, maxlength=100):secret>"


@bp.route(LINK, methods=["GET", "POST"])
@public
def opening(secret: str) -> ResponseReturnValue:
    form = BirthdayForm()
    try:
        link = links.standing(secret)
        if form.validate_on_submit():
            return _open(links.spend(secret, form.answer()), link.id)
    except LinkOver:
        return access.over(404, secret)
    except WrongBirthday as error:
        error.show_on(form)
    page = render_template(
        "voice/open.html", form=form, secret=secret, asks=links.asks_birthday(link), light=True
    )
    return page, 422 if form.errors else 200


def _open(visit: str, link: int) -> Response:
    session[access.OPENED] = link
    return access.remember(make_response(redirect(url_for(".home"), 303)), visit)


@bp.post(f"{LINK}/new")
@public
def new_link(secret: str) -> ResponseReturnValue:
    link = links.find(secret)
    invitations.ask_fresh(link.id if link else None)
    return redirect(url_for(".asked"), 303)


@bp.post("/page/new-link")
@public
def new_link_after() -> ResponseReturnValue:
    visit = visits.known(access.secret())
    invitations.ask_fresh(visit.link_id if visit else None)
    return redirect(url_for(".asked"), 303)


@bp.route("/page/lost", methods=["GET", "POST"])
@public
def lost() -> ResponseReturnValue:
    form = FindForm()
    if form.validate_on_submit():
        invitations.ask_by_address(text(form.where), came_from=request.remote_addr)
        return redirect(url_for(".asked"), 303)
    page = render_template("voice/lost.html", form=form, light=True)
    return page, 422 if form.errors else 200


@bp.get("/page/new-link/asked")
@public
def asked() -> ResponseReturnValue:
    return render_template("voice/asked.html")


@bp.post("/page/leave")
@public
def leave() -> Response:
    session.pop(access.OPENED, None)
    visits.end(access.secret())
    return access.forget(make_response(redirect(access.exit_address(), 303)))


@bp.get("/page/closed")
@public
def closed() -> Response:
    return access.over(200)
