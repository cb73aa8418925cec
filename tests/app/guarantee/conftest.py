"""Cases in each state, walked there by the services themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.guarantee import reviews, services
from app.guarantee.models import CaseState, GuaranteeCase, Mark, Policy
from app.guarantee.services import Interview, Marked, NewCase


class Cases:
    """Opens a case and takes it as far as a test needs it."""

    def __init__(self, make, hr, coordinator):
        self.make, self.hr, self.coordinator = make, hr, coordinator
        self.colleague = make.user("hr", name="Second Pair")

    def open(self, vacancy=None, *, days_ago=0, name="Robin Invented", number="APP-1"):
        if not db.session.scalars(select(Policy)).first():
            self.make.policy()
        vacancy = vacancy or self.make.vacancy(closes=clock.today() - timedelta(days=days_ago))
        declared = clock.today() - timedelta(days=days_ago)
        return services.open_case(NewCase(vacancy.ref, name, number, declared), by=self.hr)

    def asked(self, *args, **given):
        case = self.open(*args, **given)
        services.act(case, "check", by=self.hr)
        return case

    def answered(self, *args, applies=True, **given):
        case = self.asked(*args, **given)
        services.answer(case, applies, by=self.coordinator)
        return case

    def marked(self, *args, marks=("met", "met"), **given):
        case = self.answered(*args, **given)
        self.mark(case, *marks)
        return case

    def mark(self, case, *marks, by=None):
        lines = zip(case.vacancy.criteria, marks, strict=True)
        grid = {line.id: Marked(Mark(mark), "Page 2") if mark else None for line, mark in lines}
        services.mark(case, grid, version=case.version, by=by or self.hr)

    def review_wanted(self, **given):
        case = self.marked(marks=("met", "not_met"), **given)
        reviews.ask(case, "Nearly there.", version=case.version, by=self.hr)
        return case

    def refused(self, **given):
        case = self.review_wanted(**given)
        reviews.agree(case, version=case.version, by=self.colleague)
        return case

    def guaranteed(self, *args, **given):
        case = self.marked(*args, **given)
        services.act(case, "guarantee", by=self.hr)
        return case

    def invited(self, *args, in_days=2, **given):
        case = self.guaranteed(*args, **given)
        self.invite(case, in_days=in_days)
        return case

    def invite(self, case, *, in_days=2, verb="invite"):
        at = clock.now() + timedelta(days=in_days)
        interview = Interview(at, "Civic offices, room 1")
        services.invite(case, interview, verb=verb, version=case.version, by=self.hr)

    def over(self, *args, **given):
        """An invited case whose interview was an hour ago."""
        case = self.invited(*args, **given)
        with db.transaction():
            case.interview_at = clock.now() - timedelta(hours=1)
        return case

    def after(self, *verbs, **given):
        """A case after its interview, and after these moves."""
        case = self.over(**given)
        for verb in verbs:
            services.act(case, verb, by=self.hr)
        return case

    def closed(self):
        case = self.after("interview", "offer")
        services.give_feedback(case, "Well done.", version=case.version, by=self.hr)
        services.act(case, "close", by=self.hr)
        return case

    def withdrawn(self):
        case = self.open()
        services.act(case, "withdraw", by=self.hr, reason="Took another job")
        return case

    def in_state(self, state):
        """A case in this state, with everything a case there has."""
        return {
            CaseState.DECLARED: self.open,
            CaseState.ELIGIBILITY_CHECK: self.asked,
            CaseState.NOT_ELIGIBLE: lambda: self.answered(applies=False),
            CaseState.CRITERIA_CHECK: self.marked,
            CaseState.INTERVIEW_GUARANTEED: self.guaranteed,
            CaseState.CRITERIA_NOT_MET: self.refused,
            CaseState.INVITED: self.over,
            CaseState.INTERVIEWED: lambda: self.after("interview"),
            CaseState.NO_SHOW: lambda: self.after("no_show"),
            CaseState.OFFERED: lambda: self.after("interview", "offer"),
            CaseState.NOT_APPOINTED: lambda: self.after("interview", "not_appointed"),
            CaseState.FEEDBACK_GIVEN: self._told,
            CaseState.CLOSED: self.closed,
            CaseState.WITHDRAWN: self.withdrawn,
        }[state]()

    def _told(self):
        case = self.after("interview", "not_appointed")
        services.give_feedback(case, "Thank you.", version=case.version, by=self.hr)
        return case


@pytest.fixture
def cases(app, make, hr, coordinator):
    return Cases(make, hr, coordinator)


@pytest.fixture
def frozen(app):
    """Set the clock of the application: frozen("2026-12-22T09:00")."""

    def freeze(moment):
        app.config["APP_NOW"] = moment

    yield freeze
    app.config["APP_NOW"] = ""


def clock_of(case, name):
    return next(row for row in case.clocks if row.name == name)


def again(case):
    """The case as it is stored now."""
    db.session.expire_all()
    return db.session.get_one(GuaranteeCase, case.id)
