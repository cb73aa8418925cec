"""Pages on which an employer writes an offer, section by section, and sends it."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.errors import DomainError, Stale
from app.opportunities import answers as kept
from app.opportunities import (
    barriers,
    building,
    checking,
    hinting,
    presenting,
    reach,
    sections,
    services,
    writing,
)
from app.opportunities.blueprint import OFFER, bp
from app.opportunities.forms.builder import VersionForm
from app.opportunities.forms.parts import SectionForm
from app.opportunities.forms.week import HoursForm
from app.opportunities.models import Opportunity
from app.opportunities.sections import Section
from app.security import allow, me


@bp.get(f"{OFFER}/edit")
@allow("business")
def edit(ref: str) -> ResponseReturnValue:
    opportunity = services.own(ref, by=me())
    if opportunity.state not in building.EDITABLE:
        return redirect(url_for(".show", ref=ref))
    answers, notes = kept.current(opportunity), writing.notes(opportunity)
    return render_template(
        "opportunities/edit.html",
        offer=opportunity,
        progress=sections.progress(opportunity, answers, list(notes.findings)),
        short_will_do=sections.short_will_do(answers),
        notes=notes,
        changed=presenting.facts(answers, sorted(opportunity.pending), writing.sector_names()),
    )


@bp.route(f"{OFFER}/edit/<key>", methods=["GET", "POST"])
@allow("business")
def section(ref: str, key: str) -> ResponseReturnValue:
    opportunity, page = _open(ref, key)
    form = writing.form_for(page, opportunity)
    before = writing.remarks(page, opportunity)
    if form.validate_on_submit():
        try:
            values = _values(form)
            building.save(opportunity, page, values, version=form.shown_version, by=me())
        except Stale as stale:
            return _section_page(services.own(ref, by=me()), page, form, stale), 409
        except DomainError as error:
            error.show_on(form)
        else:
            return redirect(_after(opportunity, page, before))
    return _section_page(opportunity, page, form)


def _values(form: SectionForm) -> dict[str, Any]:
    if isinstance(form, HoursForm) and request.form.get("stay") == "monday":
        form.copy_monday()
    return barriers.eased(form.values(), request.form.get("ease", ""))


def _open(ref: str, key: str) -> tuple[Opportunity, Section]:
    opportunity = services.own(ref, by=me())
    page = writing.find_section(key, kept.current(opportunity)) or abort(404)
    building.refuse_unless_editable(opportunity)
    return opportunity, page


def _section_page(
    opportunity: Opportunity, page: Section, form: SectionForm, stale: Stale | None = None
) -> str:
    answers, found = kept.current(opportunity), writing.notes(opportunity)
    if stale:
        stale.show_on(form)
        form.version.data = str(opportunity.version)
    return render_template(
        f"opportunities/sections/{page.key}.html",
        offer=opportunity,
        section=page,
        form=form,
        answers=answers,
        notes=found,
        total=presenting.week_total(answers),
        paid_hours=presenting.paid_hours(answers),
        short_breaks=presenting.short_breaks(answers, found.findings),
        break_law=checking.break_law(opportunity),
        wishes=[wish for wish in barriers.wishes(answers) if wish.where in page.fields],
        sounds=barriers.in_words(answers) if page.key == "doing" else [],
        reach=reach.reach(opportunity, answers) if page.key in reach.PAGES else None,
        saved=presenting.facts(answers, page.fields, writing.sector_names()) if stale else None,
    )


def _after(opportunity: Opportunity, page: Section, before: set[str]) -> str:
    """Stay where something new is to be read, or to work out; else go on, or back to the list."""
    here = url_for(".section", ref=opportunity.ref, key=page.key)
    if "ease" in request.form:
        flash("Changed and saved")
        return f"{here}#wishes"
    if writing.remarks(page, opportunity) - before:
        flash("Saved. Look at the notes beside your answers")
        return here
    if "stay" in request.form:
        flash("Saved")
        return f"{here}#total"
    if page.key == "doing" and hinting.hint_for(opportunity):
        return url_for(".sector", ref=opportunity.ref)
    return _onward(opportunity, page)


def _onward(opportunity: Opportunity, page: Section) -> str:
    following = sections.after(page, kept.current(opportunity))
    if "list" in request.form or following is None:
        return url_for(".edit", ref=opportunity.ref)
    return url_for(".section", ref=opportunity.ref, key=following.key)


@bp.get(f"{OFFER}/preview")
@allow("business", "coordinator")
def preview(ref: str) -> ResponseReturnValue:
    opportunity = services.reachable(ref, by=me())
    return render_template(
        "opportunities/preview.html",
        offer=opportunity,
        answers=kept.current(opportunity),
        sectors=writing.sector_names(),
        phone=request.args.get("on") == "phone",
    )


@bp.route(f"{OFFER}/submit", methods=["GET", "POST"])
@allow("business")
def submit(ref: str) -> ResponseReturnValue:
    opportunity = services.own(ref, by=me())
    form = VersionForm(data={"version": opportunity.version})
    if form.validate_on_submit():
        try:
            building.submit(opportunity, version=form.shown_version, by=me())
        except DomainError as error:
            opportunity = services.own(ref, by=me())
            error.show_on(form)
            form.version.data = str(opportunity.version)
        else:
            return redirect(url_for(".sent", ref=ref))
    return _check_answers(opportunity, form)


def _check_answers(opportunity: Opportunity, form: VersionForm) -> str:
    answers, notes = kept.current(opportunity), writing.notes(opportunity)
    return render_template(
        "opportunities/submit.html",
        offer=opportunity,
        form=form,
        answers=answers,
        pages=writing.pages(answers, notes, writing.sector_names()),
        missing=sections.missing(answers),
        notes=notes,
        due=building.review_due(),
        reach=reach.reach(opportunity, answers),
    )


@bp.get(f"{OFFER}/sent")
@allow("business")
def sent(ref: str) -> ResponseReturnValue:
    return render_template("opportunities/sent.html", offer=services.own(ref, by=me()))
