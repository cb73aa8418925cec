"""How the engine learns: the history of its models, what moved, and one step back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.errors import DomainError
from app.learning import pages, queries, services, texts, watching
from app.learning.forms import ReasonForm
from app.security import allow, me

bp = Blueprint("learning", __name__, url_prefix="/engine/learning")
VERSION = "/<int(max=1000000):version>"
VERB = "<any(publish, turn_down, go_back):verb>"


@bp.get("")
@allow("coordinator")
def index() -> ResponseReturnValue:
    return render_template("learning/index.html", **pages.index())


@bp.get("/drift")
@allow("coordinator")
def drift() -> ResponseReturnValue:
    return render_template("learning/drift.html", watch=watching.watch())


@bp.route("/sectors/go-back", methods=["GET", "POST"])
@allow("coordinator")
def sectors_back() -> ResponseReturnValue:
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            texts.go_back(reason=form.answer(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash("The sector model before is in use. New lists are on their way")
            return redirect(url_for(".index"))
    return render_template("learning/sectors_back.html", form=form, act=pages.SECTORS_BACK)


@bp.get(VERSION)
@allow("coordinator")
def show(version: int) -> ResponseReturnValue:
    return render_template("learning/show.html", **pages.one(queries.find(version)))


@bp.route(f"{VERSION}/{VERB}", methods=["GET", "POST"])
@allow("coordinator")
def act(version: int, verb: str) -> ResponseReturnValue:
    row, form, words = queries.find(version), ReasonForm(), pages.ACTS[verb]
    if words not in pages.line(row).acts:
        return redirect(url_for(".show", version=version))
    if form.validate_on_submit():
        try:
            getattr(services, verb)(version, reason=form.answer(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(pages.done(verb, version))
            return redirect(url_for(".index"))
    return render_template("learning/act.html", row=row, form=form, act=words)
