"""What everybody may see: the list of offers, and each offer’s page."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.opportunities import answers as kept
from app.opportunities import looking, writing
from app.opportunities.addresses import pages, without
from app.opportunities.blueprint import bp
from app.opportunities.forms.looking import ListForm
from app.opportunities.paging import page_number
from app.opportunities.posting import job_posting
from app.security import public
from app.settings import services as settings


@bp.get("/opportunities")
@public
def public_list() -> ResponseReturnValue:
    form = ListForm(request.args).with_sectors(settings.sector_choices())
    form.validate()
    near = looking.place(form.chosen("postcode"))
    form.settle(near)
    found = looking.look(form.wanted(near), page_number(request.args.get("page")))
    kept_ = form.kept()
    return render_template(
        "opportunities/list.html",
        form=form,
        found=pages(found, ".public_list", kept_),
        chosen=[(words, without(".public_list", kept_, *names)) for words, names in form.chips()],
        near=near,
    )


@bp.get("/opportunities/<string(length=22):ref>")
@public
def public_page(ref: str) -> ResponseReturnValue:
    role = current_user.role.value if current_user.is_authenticated else None
    opportunity = looking.shown(ref, role)
    answers, names = kept.approved(opportunity), writing.sector_names()
    address = url_for(".public_page", ref=ref, _external=True)
    return render_template(
        "opportunities/page.html",
        offer=opportunity,
        answers=answers,
        sectors=names,
        posting=job_posting(opportunity, answers, address),
    )
