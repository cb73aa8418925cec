"""Guidance to read: the contents, looking for words, one guide, examples. Open to everybody."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from app.guidance import examples, library, people, services
from app.guidance.blueprint import bp
from app.security import public
from app.typed import clean


@bp.get("/guidance")
@public
def index() -> ResponseReturnValue:
    wanted = clean(request.args.get("q", ""))[:100]
    return render_template(
        "guidance/index.html",
        wanted=wanted,
        found=library.search(wanted) if wanted else None,
        contents=library.contents(),
        contact=people.contact(),
    )


@bp.get("/guidance/<slug>")
@public
def guide(slug: str) -> ResponseReturnValue:
    shown = services.show(slug) or abort(404)
    return render_template("guidance/guide.html", shown=shown, contact=people.contact())


@bp.get("/guidance/examples")
@public
def good_practice() -> ResponseReturnValue:
    return render_template("guidance/examples.html", examples=examples.every())
