"""Employers: the list of introductions, opening one, answering; staff answer for one who rang."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import paging
from app.accounts.models import Role
from app.downloads import download
from app.errors import DomainError
from app.introductions import answers, calendars, listing, pages, queries
from app.introductions.blueprint import EITHER, REF, bp
from app.introductions.forms import InterviewForm, OfferForm, RefusalForm
from app.introductions.models import Introduction
from app.security import allow, me
from app.young_people.reading import seen

INBOX = "/introductions/inbox"


@bp.get(INBOX)
@allow("business")
def inbox() -> ResponseReturnValue:
    tab = "over" if paging.asked("tab") == "over" else "waiting"
    shown = pages.inbox(tab, listing.inbox(tab, paging.asked_page(), by=me()))
    return render_template("introductions/inbox.html", **shown)


@bp.get(f"{INBOX}/<string(length=22):ref>")
@allow("business")
def show(ref: str) -> ResponseReturnValue:
    row = queries.find(ref, by=me(), options=queries.IN_LIST)
    shown = pages.to_employer(row)
    if shown.is_open:
        seen([row.young_person.ref])
    return render_template(
        "introductions/show.html", it=row, shown=shown, actions=pages.employer_actions(row, me())
    )


@bp.post(f"{INBOX}/<string(length=22):ref>/open")
@allow("business")
def open_(ref: str) -> ResponseReturnValue:
    row = queries.find(ref, by=me())
    try:
        answers.see(row, by=me())
    except DomainError as error:
        flash(error.words, "error")
    return redirect(url_for(".show", ref=ref))


@bp.post(f"{INBOX}/<string(length=22):ref>/call")
@allow("business")
def call(ref: str) -> ResponseReturnValue:
    return _at_once(
        ref, answers.ask_for_call, "Thank you. We ring you, usually within two working days"
    )


@bp.post(f"{REF}/met")
@allow(*EITHER)
def met(ref: str) -> ResponseReturnValue:
    return _at_once(ref, answers.met, "Recorded. Next: offer the place, or say “not this time”")


def _at_once(ref: str, do: Callable[..., object], done: str) -> ResponseReturnValue:
    row = queries.find(ref, by=me())
    try:
        do(row, by=me())
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(done)
    return redirect(pages.home_of(row, me()))


@bp.route(f"{REF}/invite", methods=["GET", "POST"])
@allow(*EITHER)
def invite(ref: str) -> ResponseReturnValue:
    row = queries.find(ref, by=me(), options=queries.IN_LIST)
    done = "The meeting is set. Both sides get it by email with a calendar file"
    return _answer(row, InterviewForm.of(row), answers.invite, done, "invite")


@bp.route(f"{REF}/refuse", methods=["GET", "POST"])
@allow(*EITHER)
def refuse(ref: str) -> ResponseReturnValue:
    row = queries.find(ref, by=me(), options=queries.IN_LIST)
    done = "Thank you for the clear answer. Their advisor passes it on kindly"
    return _answer(row, RefusalForm(), answers.refuse, done, "refuse")


@bp.route(f"{REF}/offer", methods=["GET", "POST"])
@allow(*EITHER)
def offer(ref: str) -> ResponseReturnValue:
    row = queries.find(ref, by=me(), options=queries.IN_LIST)
    done = "The place is offered. You hear within a few days whether they take it"
    return _answer(row, OfferForm.of(row), answers.offer, done, "offer")


def _answer(
    row: Introduction, form: Any, do: Callable[..., object], done: str, name: str
) -> ResponseReturnValue:
    if me().role != Role.BUSINESS:
        seen([row.young_person.ref])
    if form.validate_on_submit():
        try:
            do(row, form.answers(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(done)
            return redirect(pages.home_of(row, me()))
    whose = pages.answering(row, me())
    page = render_template(f"introductions/{name}.html", form=form, it=row, **whose)
    return page, 422 if form.errors or form.form_errors else 200


@bp.get(f"{REF}/interview.ics")
@allow(*EITHER)
def calendar(ref: str) -> ResponseReturnValue:
    row = queries.find(ref, by=me())
    if row.interview_at is None or (me().role == Role.BUSINESS and not pages.may_meet(row)):
        return redirect(pages.home_of(row, me()))
    return download(calendars.interview(row), "interview.ics")
