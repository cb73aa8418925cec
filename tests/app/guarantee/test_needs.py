"""What waits for whom: HR, the second reviewer, the coordinator."""

import pytest

from app.guarantee import needs, reviews, services
from app.guarantee.models import CaseState
from tests.app.guarantee.conftest import clock_of


@pytest.mark.parametrize(
    ("state", "button"),
    [
        (CaseState.DECLARED, "Ask"),
        (CaseState.ELIGIBILITY_CHECK, None),
        (CaseState.NOT_ELIGIBLE, "Open"),
        (CaseState.CRITERIA_CHECK, "Decide"),
        (CaseState.INTERVIEW_GUARANTEED, "Invite"),
        (CaseState.INVITED, "Record"),
        (CaseState.INTERVIEWED, "Record"),
        (CaseState.OFFERED, "Open"),
        (CaseState.FEEDBACK_GIVEN, "Open"),
        (CaseState.CLOSED, None),
        (CaseState.WITHDRAWN, None),
    ],
)
def test_hr_sees_what_waits_for_hr(app, hr, cases, state, button):
    cases.in_state(state)
    with app.test_request_context():
        found = [need.button for need in needs.needs(hr)]

    assert found == ([button] if button else [])


def test_a_second_review_waits_for_the_others_and_not_for_who_asked(app, hr, cases):
    case = cases.review_wanted()
    with app.test_request_context():
        assert needs.needs(hr) == []
        assert [need.button for need in needs.needs(cases.colleague)] == ["Review"]
        reviews.disagree(case, "Look again", version=case.version, by=cases.colleague)
        assert [need.button for need in needs.needs(hr)] == ["Decide"]


def test_a_broken_promise_waits_for_its_reason_even_when_the_case_is_over(app, hr, cases):
    case = cases.open(days_ago=30)
    services.act(case, "withdraw", by=hr, reason="Moved away")
    with app.test_request_context():
        assert [need.button for need in needs.needs(hr)] == ["Say why"]


def test_the_coordinator_sees_who_waits_for_an_answer(app, coordinator, business, cases):
    case = cases.asked()
    with app.test_request_context():
        (need,) = needs.needs(coordinator)
        assert needs.needs(business) == []

    assert (need.who, need.button) == ("Robin Invented", "Answer")
    assert need.due == clock_of(case, "decision").due
