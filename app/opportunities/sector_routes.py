"""The question whether the sector fits what was written."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.errors import DomainError
from app.opportunities import answers as kept
from app.opportunities import hinting, sections, services, writing
from app.opportunities.blueprint import OFFER, bp
from app.opportunities.forms.sector import SectorForm
from app.opportunities.models import Opportunity
from app.security import allow, me
from app.settings import services as settings


@bp.route(f"{OFFER}/sector", methods=["GET", "POST"])
@allow("business", "coordinator")
def sector(ref: str) -> ResponseReturnValue:
    opportunity = services.reachable(ref, by=me())
    form = SectorForm().with_sectors(settings.sector_choices())
    if form.validate_on_submit():
        try:
            hinting.choose(opportunity, str(form.sector.data), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(f"The sector is {writing.sector_names()[str(form.sector.data)]}")
            return redirect(_after(opportunity))
    return _question(opportunity, form)


def _question(opportunity: Opportunity, form: SectorForm) -> str:
    answers, names = kept.current(opportunity), writing.sector_names()
    hint = hinting.sounds_like(opportunity)
    return render_template(
        "opportunities/sector.html",
        offer=opportunity,
        form=form.starting_from(hint.sector if hint else answers.sector_key),
        hint=hint,
        chosen=answers.sector_key,
        chosen_name=names.get(answers.sector_key, answers.sector_key),
    )


def _after(opportunity: Opportunity) -> str:
    if me().role != "business":
        return url_for(".review", ref=opportunity.ref)
    following = sections.after(sections.BY_KEY["doing"], kept.current(opportunity))
    if following is None:
        return url_for(".edit", ref=opportunity.ref)
    return url_for(".section", ref=opportunity.ref, key=following.key)
