"""Where the link of an invitation leads: join, or ask us not to write again."""

from __future__ import annotations

from flask import Response, g, make_response, render_template
from flask.typing import ResponseReturnValue

from app.employers.blueprint import bp
from app.employers.prospects import inviting
from app.employers.prospects.inviting import LinkOver
from app.security import public
from app.settings import services as settings
from app.tables.forms import ConfirmForm


@bp.errorhandler(LinkOver)
def invitation_over(_: LinkOver) -> Response:
    """Say that a link is over: the same words whether it is too old or never was."""
    return make_response(render_template("employers/still_happy_over.html"), 404)


@bp.route(
    "/employers/invited/<string(minlength=20, maxlength=300):secret>", methods=["GET", "POST"]
)
@public
def invited(secret: str) -> ResponseReturnValue:
    g.private = True  # the address is the key: it goes to nobody as a referrer
    prospect, form = inviting.invited(secret), ConfirmForm()
    stopped = prospect.state == "STOPPED"
    if form.validate_on_submit():
        inviting.stop(prospect, by=None)
        stopped = True
    page, council = "employers/invited.html", settings.contact()
    return render_template(page, prospect=prospect, form=form, stopped=stopped, council=council)
