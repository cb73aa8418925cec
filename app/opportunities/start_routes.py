"""Pages on which an offer begins: from nothing, ready-made, or a copy; and the short way through it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.employers import services as employers
from app.employers.models import Employer
from app.errors import DomainError, Stale
from app.opportunities import answers as kept
from app.opportunities import building, presenting, queries, services, short, starters, writing
from app.opportunities.blueprint import OFFER, bp
from app.opportunities.forms.builder import KindForm, StarterForm
from app.opportunities.forms.short import ShortForm
from app.opportunities.models import Opportunity
from app.opportunities.sections import SHORT
from app.security import allow, me
from app.settings import services as settings


@bp.route("/offers/new", methods=["GET", "POST"])
@allow("business")
def new() -> ResponseReturnValue:
    form = KindForm().with_sectors(settings.sector_choices())
    if form.validate_on_submit():
        opportunity = building.begin(**form.values(), by=me())
        return redirect(url_for(".section", ref=opportunity.ref, key="doing"))
    return render_template("opportunities/new.html", form=form)


@bp.route("/offers/start-from", methods=["GET", "POST"])
@allow("business")
def start_from() -> ResponseReturnValue:
    employer = employers.employer_of(me())
    form = StarterForm().with_starters(starters.suited(employer))
    if form.validate_on_submit():
        chosen = starters.find(str(form.starter.data))
        opportunity = building.begin(**chosen.given(employer), by=me())
        flash("We filled in some answers for you. Change anything that does not fit")
        return redirect(url_for(".short_way", ref=opportunity.ref))
    return _ready_made(employer, form)


def _ready_made(employer: Employer, form: StarterForm) -> str:
    looked = StarterForm.looked_for(request.args, employer.sector_key, settings.sector_choices())
    return render_template(
        "opportunities/start_from.html",
        form=form,
        looked=looked,
        ready=starters.suited(employer, **looked.wanted()),
        earlier=queries.worth_copying(employer.id),
        sectors=writing.sector_names(),
    )


@bp.route(f"{OFFER}/short", methods=["GET", "POST"])
@allow("business")
def short_way(ref: str) -> ResponseReturnValue:
    opportunity = building.editable(ref, by=me())
    form = short.form_for(opportunity, by=me())
    if form.validate_on_submit():
        try:
            short.save(opportunity, form, by=me())
        except Stale as stale:
            return _short_page(services.own(ref, by=me()), form, stale), 409
        except DomainError as error:
            error.show_on(form)
        else:
            return redirect(url_for(".submit", ref=ref))
    return _short_page(opportunity, form)


def _short_page(opportunity: Opportunity, form: ShortForm, stale: Stale | None = None) -> str:
    answers = kept.current(opportunity)
    if stale:
        stale.show_on(form)
        form.version.data = str(opportunity.version)
    names = writing.sector_names()
    return render_template(
        "opportunities/short.html",
        offer=opportunity,
        form=form,
        answers=answers,
        ready=presenting.facts(answers, ("will_do", "week", "min_age", "adjustments"), names),
        saved=presenting.facts(answers, SHORT.fields, names) if stale else None,
    )
