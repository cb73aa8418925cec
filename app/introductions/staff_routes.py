"""Advisors and managers: the list, introducing somebody, the record of an introduction."""

from __future__ import annotations

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from app import paging
from app.errors import DomainError
from app.introductions import listing, pages, queries, responsiveness, services
from app.introductions.blueprint import REF, STAFF, bp
from app.introductions.forms import IntroduceForm, SearchForm
from app.introductions.models import Introduction
from app.matches.queries import find_offer
from app.opportunities.models import Opportunity
from app.security import allow, me
from app.young_people import consents, wordings
from app.young_people.models import Purpose, YoungPerson
from app.young_people.reading import open_record, seen

SEARCH = "introductions.search"
PAIR = "/young-people/<string(length=22):ref>/introduce/<string(length=22):offer>"


@bp.get("/introductions")
@allow(*STAFF)
def index() -> ResponseReturnValue:
    words = str(session.get(SEARCH, "")) if paging.asked("search") else ""
    turn = paging.asked("turn")
    view = listing.View(
        turn if turn in listing.TURNS else "open",
        words,
        paging.asked("sort") or "due",
        paging.asked_page(),
    )
    shown = pages.index(view, me())
    seen(dict.fromkeys(row.young_person.ref for row, _ in shown["lines"]))
    search = SearchForm(None, q=words)
    return render_template("introductions/index.html", search=search, **shown)


@bp.post("/introductions/search")
@allow(*STAFF)
def search() -> ResponseReturnValue:
    # What was searched for stays in the session: names belong in no address and no log.
    form = SearchForm()
    if not form.validate():
        flash("Enter a shorter name", "error")
        return redirect(url_for(".index"))
    session[SEARCH] = form.q.data or ""
    return redirect(url_for(".index", search="1") if form.q.data else url_for(".index"))


@bp.route(
    "/young-people/<string(length=22):ref>/introduce/<string(length=22):offer>",
    methods=["GET", "POST"],
)
@allow(*STAFF)
def new(ref: str, offer: str) -> ResponseReturnValue:
    person, opportunity = open_record(ref), find_offer(offer)
    row = queries.of_pair(person, opportunity)
    form = IntroduceForm.about(person, row, young=consents.may_need_authority(person))
    if form.validate_on_submit():
        try:
            row = services.introduce(person, opportunity, form.answers(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            return _prepared(row)
    return _asked(form, person, opportunity)


@bp.route(f"{REF}/edit", methods=["GET", "POST"])
@allow(*STAFF)
def edit(ref: str) -> ResponseReturnValue:
    row = _open(ref)
    form = IntroduceForm.about(
        row.young_person, row, young=consents.may_need_authority(row.young_person)
    )
    if form.validate_on_submit():
        try:
            services.save(row, form.answers(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            return _prepared(row)
    return _asked(form, row.young_person, row.opportunity)


def _open(ref: str) -> Introduction:
    row = queries.find(ref, by=me(), options=queries.IN_LIST)
    seen([row.young_person.ref])
    return row


def _prepared(row: Introduction) -> ResponseReturnValue:
    if queries.agreed_fields(row) is not None:
        return redirect(url_for(".preview", ref=row.ref))
    flash(
        f"Saved. Nothing was sent. Ask {row.young_person.preferred_name}, then record the answer here"
    )
    return redirect(url_for(".record", ref=row.ref))


def _asked(form: IntroduceForm, person: YoungPerson, offer: Opportunity) -> ResponseReturnValue:
    employer = offer.employer
    page = render_template(
        "introductions/new.html",
        form=form,
        person=person,
        offer=offer,
        wording=wordings.standing(Purpose.SHARE)[0],
        answers=responsiveness.responsiveness([employer.id])[employer.id],
        would_see=pages.everything(person),
    )
    return page, 422 if form.errors or form.form_errors else 200


@bp.get(f"{REF}/preview")
@allow(*STAFF)
def preview(ref: str) -> ResponseReturnValue:
    row = _open(ref)
    agreed = queries.agreed_fields(row) is not None
    shown = pages.preview(row)
    return render_template("introductions/preview.html", it=row, shown=shown, agreed=agreed)


@bp.post(f"{REF}/send")
@allow(*STAFF)
def send(ref: str) -> ResponseReturnValue:
    row = _open(ref)
    try:
        services.send(row, by=me())
    except DomainError as error:
        flash(error.words, "error")
        return redirect(url_for(".preview", ref=ref))
    flash(pages.sent_words(row))
    return redirect(url_for(".record", ref=ref))


@bp.get(REF)
@allow(*STAFF)
def record(ref: str) -> ResponseReturnValue:
    return render_template("introductions/record.html", **pages.record(_open(ref), me()))


@bp.get(f"{REF}/card")
@allow(*STAFF)
def card(ref: str) -> ResponseReturnValue:
    row = _open(ref)
    if row.interview_at is None:
        return redirect(url_for(".record", ref=ref))
    return render_template("introductions/card.html", it=row)
