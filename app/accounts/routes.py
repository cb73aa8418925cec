"""Signing in and out, choosing passwords, and the administrator’s list of people."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import paging
from app.accounts import links, people, queries, services, visits
from app.accounts.forms import (
    ChangeForm,
    ChooseForm,
    FindForm,
    ForgottenForm,
    PersonForm,
    SignInForm,
)
from app.accounts.links import Purpose
from app.accounts.queries import Wanted
from app.errors import DomainError
from app.security import allow, me, public, safe_path

bp = Blueprint("accounts", __name__)
SECRET = "<string(length=43):secret>"  # noqa: S105


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    wanted = safe_path(request.args.get("next")) or url_for("home.index")
    form = SignInForm()
    if current_user.is_authenticated:
        return redirect(wanted)
    if form.validate_on_submit():
        try:
            visits.begin(services.sign_in(**form.answers(), address=request.remote_addr))
        except DomainError as error:
            error.show_on(form)
        else:
            return redirect(wanted)
    return render_template("accounts/sign_in.html", form=form), form.status


@bp.post("/sign-out")
@allow()
def sign_out() -> ResponseReturnValue:
    services.sign_out(me())
    visits.finish()
    answer = redirect(url_for(".signed_out"), 303)
    # Not cookies: those of the council’s other services on this computer are not ours.
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@bp.get("/signed-out")
@public
def signed_out() -> ResponseReturnValue:
    return render_template("accounts/signed_out.html")


@bp.route("/forgotten-password", methods=["GET", "POST"])
@public
def forgotten_password() -> ResponseReturnValue:
    form = ForgottenForm()
    if form.validate_on_submit():
        try:
            services.forgot_password(form.email.data, address=request.remote_addr)
        except DomainError as error:
            error.show_on(form)
        else:
            session["asked_for"] = form.email.data
            return redirect(url_for(".link_sent"))
    return render_template("accounts/forgotten_password.html", form=form), form.status


@bp.get("/forgotten-password/sent")
@public
def link_sent() -> ResponseReturnValue:
    return render_template("accounts/link_sent.html", email=session.get("asked_for"))


@bp.route(f"/choose-password/{SECRET}", methods=["GET", "POST"])
@public
def choose_password(secret: str) -> ResponseReturnValue:
    g.private = True  # the address is the key: it goes to nobody as a referrer
    user = links.holder(secret, Purpose.PASSWORD, Purpose.INVITATION)
    if user is None:
        return render_template("accounts/link_over.html"), 410
    form = ChooseForm()
    if form.validate_on_submit():
        try:
            services.choose_password(secret, str(form.password.data))
        except DomainError as error:
            error.show_on(form)
        else:
            flash("Your new password works now. Sign in with it.")
            return redirect(url_for(".sign_in"))
    return render_template("accounts/choose_password.html", form=form, user=user)


@bp.route("/password", methods=["GET", "POST"])
@allow()
def password() -> ResponseReturnValue:
    form = ChangeForm()
    if form.validate_on_submit():
        try:
            services.change_password(me(), **form.answers(), here=where())
        except DomainError as error:
            error.show_on(form)
        else:
            flash("Your password has changed. You are signed out everywhere else.")
            return redirect(url_for("home.index"))
    return render_template("accounts/password.html", form=form), form.status


def where() -> services.Where:
    """Return which browser this is: its session, and where it is."""
    return services.Where(visits.secret(), request.remote_addr)


@bp.get("/people")
@allow("admin")
def index() -> ResponseReturnValue:
    wanted = Wanted(*map(paging.asked, ("q", "role", "standing", "sort")))
    found = paging.page_of(queries.people(wanted), paging.asked_page())
    return render_template(
        "accounts/index.html",
        found=found,
        wanted=wanted,
        search=FindForm(request.args),
        heads=paging.sorting({"name": "Name", "role": "Role", "seen": "Last here"}, "name"),
    )


@bp.route("/people/new", methods=["GET", "POST"])
@allow("admin")
def new() -> ResponseReturnValue:
    form = PersonForm.about(None, queries.teams())
    if form.validate_on_submit():
        try:
            user = people.add(form.answers(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(f"{user.name} has an account. A link to choose a password is on its way to them.")
            return redirect(url_for(".index"))
    return render_template("accounts/new.html", form=form)


@bp.route("/people/<string(length=22):ref>", methods=["GET", "POST"])
@allow("admin")
def person(ref: str) -> ResponseReturnValue:
    user = queries.with_ref(ref)
    form = PersonForm.about(user, queries.teams())
    if form.validate_on_submit():
        try:
            people.change(user, form.answers(user), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(f"What we know about {user.name} is saved and holds from now on.")
            return redirect(url_for(".person", ref=ref))
    return render_template("accounts/person.html", form=form, user=user)


ACTS = {
    "close": (people.close, "The account of {} is closed. They were signed out everywhere."),
    "reopen": (people.reopen, "The account of {} is open again."),
    "link": (people.send_new_link, "A link to choose a password is on its way to {}."),
}


@bp.post("/people/<string(length=22):ref>/<any(close, reopen, link):act>")
@allow("admin")
def act(ref: str, act: str) -> ResponseReturnValue:
    user = queries.with_ref(ref)
    do, words = ACTS[act]
    try:
        do(user, by=me())
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(words.format(user.name))
    return redirect(url_for(".person", ref=ref))
