"""The coordinator’s desk: what waits, and one offer to decide on."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.employers import drafts
from app.employers.queries import time_left
from app.errors import DomainError
from app.opportunities import answers as kept
from app.opportunities import checking, hinting, noticing, queries, services, vetting, writing
from app.opportunities.addresses import pages
from app.opportunities.blueprint import OFFER, bp
from app.opportunities.forms.desk import DeskForm, ReviewForm, WithdrawForm
from app.opportunities.models import Opportunity
from app.paging import asked_page
from app.security import allow, me
from app.settings import hints
from app.settings import services as settings


@bp.get("/offers/desk")
@allow("coordinator")
def desk() -> ResponseReturnValue:
    form = DeskForm(request.args).with_sectors(settings.sector_choices())
    form.validate()
    found = queries.desk(form.wanted(), asked_page())
    count, late, _ = queries.count_waiting()
    return render_template(
        "opportunities/desk.html",
        filter=form,
        found=pages(found, ".desk", form.kept()),
        waiting=count,
        late=late,
        kept=form.kept(),
        time_left=time_left,
    )


@bp.route(f"{OFFER}/review", methods=["GET", "POST"])
@allow("coordinator")
def review(ref: str) -> ResponseReturnValue:
    opportunity = services.find(ref)
    draft = drafts.find("opportunity", opportunity.id, by=me())
    form = ReviewForm.with_draft(draft).offering(_phrases())
    if form.validate_on_submit():
        try:
            words = _decide(opportunity, form)
        except DomainError as error:
            error.show_on(form)
        else:
            flash(words)
            return redirect(url_for(".queue_next"))
    return _review_page(ref, form)


def _phrases() -> list[str]:
    return [str(words) for words in settings.value("review.phrases")]


@bp.post(f"{OFFER}/review/draft")
@allow("coordinator")
def review_draft(ref: str) -> ResponseReturnValue:
    opportunity = services.find(ref)
    form = ReviewForm().offering(_phrases())
    if form.validate_on_submit():
        drafts.save("opportunity", opportunity.id, form.comments(), by=me())
        flash("Saved. Only you see it until you ask for the changes.")
        return redirect(url_for(".review", ref=ref))
    return _review_page(ref, form)


@bp.post(f"{OFFER}/recall")
@allow("coordinator")
def recall(ref: str) -> ResponseReturnValue:
    opportunity = services.find(ref)
    try:
        vetting.recall(opportunity, version=opportunity.version, by=me())
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(f"{opportunity.employer.name} hears that “{opportunity.title}” waits for you again.")
    return redirect(url_for(".review", ref=ref))


def _decide(opportunity: Opportunity, form: ReviewForm) -> str:
    name = opportunity.employer.name
    if request.form.get("decision") == "approve":
        if form.comments():
            raise DomainError("You wrote comments. Ask for changes, or clear them and approve")
        vetting.approve(opportunity, version=form.shown_version, by=me())
        return f"“{opportunity.title}” is live. {name} has been told"
    vetting.ask(opportunity, form.comments(), version=form.shown_version, by=me())
    return f"{name} has been asked to change “{opportunity.title}”. It comes back here when it is sent again"


def _review_page(ref: str, form: ReviewForm) -> str:
    opportunity = services.find(ref)
    form.version.data = str(opportunity.version)
    answers, names = kept.current(opportunity), writing.sector_names()
    notes = writing.notes(opportunity, open_only=False)
    shown = writing.pages(answers, notes, names)
    waits = vetting.waits(opportunity)
    return render_template(
        "opportunities/review.html",
        offer=opportunity,
        answers=answers,
        form=form,
        pages=shown,
        since_then=vetting.since_then(opportunity, names) if waits else [],
        noticed=noticing.notices(answers),
        may_recall=vetting.may_recall(opportunity),
        notes=notes,
        stops=checking.stops(checking.findings(opportunity)),
        waits=waits,
        time_left=time_left(opportunity.review_due),
        queue=queries.next_waiting(6),
        sectors=names,
        sounds_like=hints.other_than(answers.sector_key, hinting.text_of(answers)),
    )


@bp.route(f"{OFFER}/withdraw", methods=["GET", "POST"])
@allow("coordinator")
def withdraw(ref: str) -> ResponseReturnValue:
    opportunity = services.find(ref)
    form = WithdrawForm(data={"version": opportunity.version})
    if form.validate_on_submit():
        try:
            words = form.reason.data or ""
            vetting.withdraw(opportunity, words, version=form.shown_version, by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(
                f"“{opportunity.title}” was taken down and {opportunity.employer.name} was told why"
            )
            return redirect(url_for(".desk"))
    return render_template("opportunities/withdraw.html", offer=opportunity, form=form)
