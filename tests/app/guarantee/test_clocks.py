"""Promises in working days: begun, kept, broken, stopped; over Christmas and at the edges."""

from datetime import date

import pytest

from app import clock, db
from app.errors import DomainError
from app.guarantee import clocks, queries, services, vacancies
from app.guarantee.queries import Wanted
from app.guarantee.vacancies import details_of
from tests.app.guarantee.conftest import again, clock_of


def test_the_decision_is_due_five_working_days_after_closing_over_christmas(cases, make, frozen):
    frozen("2026-12-21T09:00")
    vacancy = make.vacancy(closes=date(2026, 12, 22))

    case = cases.open(vacancy)

    # 23 and 24; not the 25th, the weekend, or Boxing Day’s Monday; 29, 30 and 31.
    assert clock_of(case, "decision").due == date(2026, 12, 31)


def test_the_decision_counts_from_the_declaration_when_that_is_later(cases, make, frozen):
    frozen("2026-12-30T09:00")
    vacancy = make.vacancy(closes=date(2026, 12, 22))

    case = cases.open(vacancy)

    # 31; not New Year’s Day or the weekend; 4, 5, 6 and 7.
    assert clock_of(case, "decision").due == date(2027, 1, 7)


def test_the_invitation_is_due_ten_working_days_after_the_decision(cases, make, frozen):
    frozen("2026-12-23T16:00")
    case = cases.guaranteed(make.vacancy(closes=date(2026, 12, 22)))

    assert clock_of(case, "decision").done_on == date(2026, 12, 23)
    assert clock_of(case, "invitation").due == date(2027, 1, 11)


def test_feedback_is_due_five_working_days_after_the_interview(cases, make, frozen):
    frozen("2026-12-23T16:00")
    case = cases.invited(make.vacancy(closes=date(2026, 12, 22)), in_days=1)
    frozen("2026-12-28T09:00")
    services.act(case, "interview", by=cases.hr)

    # Held on Christmas Eve: 29, 30 and 31; 4 and 5 January.
    assert clock_of(case, "feedback").due == date(2027, 1, 5)


def test_a_promise_is_kept_on_its_last_day_and_broken_on_the_next(cases, make, frozen):
    frozen("2026-12-21T09:00")
    row = clock_of(cases.open(make.vacancy(closes=date(2026, 12, 22))), "decision")

    frozen("2026-12-30T09:00")
    assert clocks.colour(row) == "amber"
    frozen("2026-12-31T23:59")
    assert (clocks.colour(row), clocks.breached(row)) == ("amber", False)
    frozen("2027-01-01T00:01")
    assert (clocks.colour(row), clocks.breached(row), clocks.days_late(row)) == ("red", True, 1)
    frozen("2027-01-05T09:00")
    assert clocks.days_late(row) == 2


def test_more_than_a_working_day_ahead_no_colour_is_raised(cases, make, frozen):
    frozen("2026-12-24T09:00")
    row = clock_of(cases.open(make.vacancy(closes=date(2026, 12, 22))), "decision")

    assert clocks.colour(row) == "grey"


def test_a_no_ends_the_promise_and_asking_again_lets_it_run_to_its_old_day(cases):
    case = cases.answered(applies=False)
    due = clock_of(case, "decision").due
    assert clock_of(case, "decision").done_on == clock.today()

    services.act(case, "ask_again", by=cases.hr)

    assert clocks.running(clock_of(case, "decision"))
    assert clock_of(case, "decision").due == due


def test_a_withdrawal_ends_what_is_owed_without_calling_it_kept(cases):
    row = clock_of(cases.withdrawn(), "decision")

    assert (row.done_on, row.stopped_on) == (None, clock.today())
    assert not clocks.breached(row)
    assert clocks.colour(row) == "grey"


def test_a_refusal_keeps_the_decisions_promise(cases):
    assert clock_of(cases.refused(), "decision").done_on == clock.today()


def test_what_was_late_when_they_withdrew_stays_late(cases):
    case = cases.open(days_ago=30)
    services.act(case, "withdraw", by=cases.hr, reason="Took another job")

    assert clocks.breached(clock_of(case, "decision"))
    assert db.session.scalars(queries.breaches(unexplained=True)).all() == case.clocks


def test_a_breach_asks_for_a_reason_until_it_has_one(cases):
    case = cases.guaranteed(days_ago=30)
    assert clocks.reason_missing(clock_of(case, "decision"))

    services.explain_breach(
        case, "decision", "Two people off sick", version=case.version, by=cases.hr
    )

    assert not clocks.reason_missing(clock_of(again(case), "decision"))
    assert db.session.scalars(queries.breaches(unexplained=True)).all() == []
    assert len(db.session.scalars(queries.breaches(unexplained=False)).all()) == 1


def test_a_kept_promise_has_nothing_to_explain(cases):
    case = cases.guaranteed()

    with pytest.raises(DomainError, match="kept in time"):
        services.explain_breach(case, "decision", "x", version=case.version, by=cases.hr)


@pytest.mark.parametrize(
    ("colour", "days_ago", "found"), [("late", 30, 1), ("late", 0, 0), ("soon", 30, 0)]
)
def test_the_list_finds_cases_by_their_clock(cases, colour, days_ago, found):
    cases.open(days_ago=days_ago)

    assert len(db.session.scalars(queries.cases(Wanted(clock=colour))).all()) == found
    assert queries.counts()["late"] == (1 if days_ago else 0)


def test_a_later_closing_date_moves_a_decision_that_is_not_late_yet(cases, make, hr, frozen):
    frozen("2026-11-23T09:00")
    vacancy = make.vacancy(closes=date(2026, 11, 24))
    case = cases.open(vacancy)
    vacancies.change(
        vacancy, change_of(vacancy, closes=date(2026, 12, 1)), version=vacancy.version, by=hr
    )

    assert clock_of(again(case), "decision").due == date(2026, 12, 8)


def test_a_later_closing_date_does_not_hide_a_breach(cases, make, hr):
    case = cases.open(days_ago=30)
    due = clock_of(case, "decision").due
    vacancy = case.vacancy
    vacancies.change(vacancy, change_of(vacancy, closes=clock.today()), version=None, by=hr)

    assert clock_of(again(case), "decision").due == due


def change_of(vacancy, **changed):
    return type(details_of(vacancy))(**{**vars(details_of(vacancy)), **changed})
