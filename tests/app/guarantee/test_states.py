"""Every state, verb and role with real cases: what the table allows happens, the rest changes nothing."""

import itertools

import pytest
from sqlalchemy import select

from app import db
from app.accounts.models import Role
from app.errors import DomainError, NotAllowed
from app.guarantee import reviews, services
from app.guarantee.models import CaseState, Mode
from app.guarantee.services import Interview
from app.guarantee.states import (
    GUARANTEE,
    AlreadyRebooked,
    CriteriaDiffer,
    FeedbackMissing,
    GridIncomplete,
    NoCriteria,
    SecondReviewerNeeded,
    TooEarly,
    all_met,
    counting,
    refusal_is_careful,
)
from app.states import StateChange

VERBS = sorted({line.verb for line in GUARANTEE.moves})
# What a case of the fixtures cannot do although the table knows the move, and why.
REFUSED = {
    (CaseState.CRITERIA_CHECK, "refuse"): CriteriaDiffer,  # its criteria are met
    (CaseState.OFFERED, "feed_back"): FeedbackMissing,
    (CaseState.NOT_APPOINTED, "feed_back"): FeedbackMissing,
}


def outcome(case, verb, by):
    """What comes of a move, which is then taken back: a state, or the kind of refusal."""
    try:
        with db.transaction():
            GUARANTEE.apply(case, verb, by=by, reason="because")
            raise TakeBack(case.state)
    except TakeBack as reached:
        return reached.args[0]
    except DomainError as error:
        return type(error)


class TakeBack(Exception):
    """Ends a transaction without keeping it."""


def expected(state, verb, role):
    line = GUARANTEE.find(state, verb)
    if line is None or role not in line.who:
        return NotAllowed
    return REFUSED.get((state, verb), line.to)


@pytest.mark.parametrize("state", list(CaseState))
def test_only_the_moves_of_the_table_are_made_by_real_cases(cases, make, state):
    case = cases.in_state(state)
    people = {str(role): make.user(str(role)) for role in Role}
    before = len(db.session.scalars(select(StateChange)).all())

    assert case.state == state
    for verb, role in itertools.product(VERBS, people):
        assert outcome(case, verb, people[role]) == expected(state, verb, role), (verb, role)
        assert case.state == state
    assert len(db.session.scalars(select(StateChange)).all()) == before


@pytest.mark.parametrize(
    "marks", [(None, None), ("met", None), ("met", "unclear"), ("not_met", "unclear")]
)
def test_nothing_is_decided_while_a_criterion_that_counts_is_open(cases, marks):
    case = cases.answered()
    cases.mark(case, *marks)

    for condition in (all_met, refusal_is_careful):
        with pytest.raises(GridIncomplete):
            condition(case)


def test_the_decision_follows_from_the_grid(cases):
    case = cases.marked(marks=("met", "not_met"))

    with pytest.raises(CriteriaDiffer):
        services.act(case, "guarantee", by=cases.hr)
    assert case.state == CaseState.CRITERIA_CHECK


def test_desirable_criteria_never_decide(cases, make):
    vacancy = make.vacancy()
    with db.transaction():
        vacancy.criteria[1].essential = False
    case = cases.marked(vacancy, marks=("met", "not_met"))

    services.act(case, "guarantee", by=cases.hr)

    assert case.state == CaseState.INTERVIEW_GUARANTEED


def test_a_wording_of_minimum_requirements_counts_only_those_marked(cases, make):
    make.policy(mode=Mode.MARKED_ONLY)
    vacancy = make.vacancy()
    with db.transaction():
        vacancy.criteria[0].minimum = True
    case = cases.marked(vacancy, marks=("met", "not_met"))

    assert [line.words for line in counting(case)] == ["Can use a till"]
    services.act(case, "guarantee", by=cases.hr)
    assert case.state == CaseState.INTERVIEW_GUARANTEED


def test_with_no_minimum_marked_every_essential_criterion_counts(cases, make):
    make.policy(mode=Mode.MARKED_ONLY)
    case = cases.open(make.vacancy())

    assert len(counting(case)) == 2


def test_a_vacancy_without_criteria_decides_nothing(cases, make):
    case = cases.answered(make.vacancy(criteria=()))

    with pytest.raises(NoCriteria):
        services.act(case, "guarantee", by=cases.hr)


@pytest.mark.parametrize(
    ("second", "feedback"), [(None, "Words"), ("first", "Words"), ("second", "  ")]
)
def test_a_refusal_needs_another_person_and_words(cases, second, feedback):
    case = cases.marked(marks=("met", "not_met"))
    people = {"first": cases.hr.id, "second": cases.colleague.id, None: None}
    with db.transaction():
        case.second_reviewer_id, case.feedback = people[second], feedback

    with pytest.raises(SecondReviewerNeeded):
        refusal_is_careful(case)


def test_whoever_marked_the_grid_cannot_give_the_second_review(cases):
    case = cases.review_wanted()

    with pytest.raises(reviews.SamePerson):
        reviews.agree(case, version=case.version, by=cases.hr)
    assert case.state == CaseState.CRITERIA_CHECK
    assert case.second_reviewer_id is None


def test_a_second_review_cannot_be_given_unasked(cases):
    case = cases.marked(marks=("met", "not_met"))

    with pytest.raises(reviews.NoReviewAsked):
        reviews.agree(case, version=case.version, by=cases.colleague)


def test_an_interview_is_not_recorded_before_its_time(cases):
    case = cases.invited(in_days=1)

    for verb in ("interview", "no_show"):
        with pytest.raises(TooEarly):
            services.act(case, verb, by=cases.hr)


def test_one_rebooking_is_offered_and_no_second(cases):
    case = cases.after("no_show")
    cases.invite(case, verb="rebook")
    with db.transaction():
        case.interview_at = case.interview_at.replace(year=2020)
    services.act(case, "no_show", by=cases.hr)

    with pytest.raises(AlreadyRebooked):
        cases.invite(case, verb="rebook")


def test_nobody_is_invited_to_a_time_gone_by(cases):
    case = cases.guaranteed()

    with pytest.raises(services.InThePast):
        cases.invite(case, in_days=-1)


@pytest.mark.parametrize(
    "verb", ["invite", "rebook", "refuse", "feed_back", "eligible", "not_eligible"]
)
def test_a_move_that_needs_answers_cannot_be_made_by_a_bare_click(cases, verb):
    with pytest.raises(NotAllowed):
        services.act(cases.guaranteed(), verb, by=cases.hr)


def test_the_council_may_move_an_interview_without_using_up_the_rebooking(cases):
    case = cases.invited()
    moved = Interview(case.interview_at.replace(year=case.interview_at.year + 1), "Room 2")
    services.change_interview(case, moved, version=case.version, by=cases.hr)

    assert (case.interview_where, case.rebooked) == ("Room 2", False)
