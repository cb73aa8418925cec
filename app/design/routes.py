"""Every part of the pages with its states, for people who build and check them; not in production."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, render_template
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.design import samples
from app.design.forms import WRONG, EveryKind, OneQuestion, Reason
from app.security import public

bp = Blueprint("design", __name__, url_prefix="/design")


@bp.before_request
def _not_in_production() -> None:
    if current_app.config["PRODUCTION"]:
        abort(404)


@bp.get("")
@public
def index() -> ResponseReturnValue:
    """Show every part."""
    sent = MultiDict({f"wrong-{name}": words for name, words in WRONG.items()})
    wrong = EveryKind(sent, prefix="wrong-", meta={"csrf": False})
    wrong.validate()
    return render_template("design/index.html", asked=EveryKind(None), wrong=wrong, samples=samples)


@bp.get("/question")
@public
def question() -> ResponseReturnValue:
    """Show a question as a young person meets it."""
    return render_template("design/question.html", form=OneQuestion(None))


@bp.get("/wrong")
@public
def wrong() -> ResponseReturnValue:
    """Show a page whose form has errors."""
    form = Reason(MultiDict({"reason": "x" * 250}), meta={"csrf": False})
    form.validate()
    return render_template("design/confirm.html", form=form, move=samples.MOVES[2])


@bp.get("/home/<amount>")
@public
def home(amount: str) -> ResponseReturnValue:
    """Show a role’s home with a few things to do, or with none."""
    return render_template("design/home.html", samples=samples, busy=amount == "busy")


@bp.get("/person")
@public
def person() -> ResponseReturnValue:
    """Show a young person’s page."""
    return render_template("design/person.html", samples=samples)
