"""What everybody may see: the list of offers, and each offer’s page."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.opportunities import answers as kept
from app.opportunities import caching, chips, looking, writing
from app.opportunities.addresses import pages
from app.opportunities.blueprint import bp
from app.opportunities.forms.looking import SORTS, ListForm
from app.opportunities.paging import page_number
from app.opportunities.posting import structured
from app.opportunities.search import finding
from app.security import public
from app.settings import services as settings

LIST = ".public_list"


@bp.get("/opportunities")
@public
def public_list() -> ResponseReturnValue:
    held = looking.index()
    form = ListForm(request.args).with_choices(settings.sector_choices(), held.outwards)
    form.validate()
    near = looking.place(form.chosen("postcode"))
    form.settle(near)
    wanted = form.wanted(near)
    found = looking.look(wanted, held)
    chosen = chips.chips(form)
    opened = [] if found.total else chips.openings(form, found.without)
    form.count(found)
    shown = pages(looking.page_of(found, page_number(request.args.get("page"))), LIST, form.kept())
    return caching.page(
        render_template(
            "opportunities/list.html",
            form=form,
            found=shown,
            near=near,
            understood=found.understood,
            chosen=[(chip.words, url_for(LIST, **chip.kept)) for chip in chosen],
            openings=opened,
            orders=_orders(form, finding.sorting(wanted)),
            names=dict(settings.sector_choices()),
        )
    )


def _orders(form: ListForm, now: str) -> list[tuple[str, str, bool]]:
    kept_ = form.kept()
    possible = {"best": bool(form.chosen("q")), "nearest": bool(form.chosen("postcode"))}
    return [
        (words, url_for(LIST, **{**kept_, "sort": key}), key == now)
        for key, words in SORTS.items()
        if possible.get(key, True)
    ]


@bp.get("/opportunities/<string(length=22):ref>")
@public
def public_page(ref: str) -> ResponseReturnValue:
    role = current_user.role.value if current_user.is_authenticated else None
    try:
        opportunity = looking.shown(ref, role)
    except looking.Over as over:
        return _over(over.offer)
    answers, names = kept.approved(opportunity), writing.sector_names()
    address = url_for(".public_page", ref=ref, _external=True)
    return caching.page(
        render_template(
            "opportunities/page.html",
            offer=opportunity,
            answers=answers,
            sectors=names,
            address=address,
            posting=structured(opportunity, answers, address),
        )
    )


def _over(offer: Any) -> ResponseReturnValue:
    body = render_template(
        "opportunities/over.html",
        offer=offer,
        similar=looking.similar(offer, looking.index()),
        near=None,
    )
    return caching.page(body, 410)
