"""Files of offers: an employer’s own, and what the coordinator’s desk shows, with the same filters."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from app.downloads import download
from app.employers import services as employers
from app.opportunities import exports, own_list, queries
from app.opportunities.blueprint import bp
from app.opportunities.forms.desk import DeskForm
from app.opportunities.forms.life import OwnListForm
from app.security import allow, me
from app.settings import services as settings


@bp.get("/offers/our-offers.<any(csv, xlsx):ending>")
@allow("business")
def mine_file(ending: str) -> ResponseReturnValue:
    employer, form = employers.employer_of(me()), OwnListForm(request.args)
    form.validate()
    found = own_list.found(employer.id, form.wanted(), 1, size=exports.MOST)
    return download(exports.as_file(found.rows, ending, own=True), f"our-offers.{ending}")


@bp.get("/offers/desk.<any(csv, xlsx):ending>")
@allow("coordinator")
def desk_file(ending: str) -> ResponseReturnValue:
    form = DeskForm(request.args).with_sectors(settings.sector_choices())
    form.validate()
    offers = queries.desk(form.wanted(), 1, size=exports.MOST).rows
    return download(exports.as_file(offers, ending, own=False), f"offers.{ending}")
