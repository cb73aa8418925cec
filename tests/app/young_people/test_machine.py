"""Every state, every verb, every role: what the table allows happens, everything else is refused."""

from __future__ import annotations

import itertools

import pytest

from app import db
from app.accounts.models import Role
from app.errors import DomainError
from app.states import history
from app.young_people import services
from app.young_people.models import YoungPersonState as S
from app.young_people.states import YOUNG_PERSON, NotReadyYet
from tests.app.young_people.people import fresh

VERBS = sorted({line.verb for line in YOUNG_PERSON.moves})
# from, verb: to. The rules as people know them, not read from the table.
EXPECTED = {
    (S.NOT_STARTED, "begin"): S.IN_PROGRESS,
    (S.IN_PROGRESS, "ready"): S.READY,
    (S.NOT_NOW, "ready"): S.READY,
    (S.READY, "again"): S.IN_PROGRESS,
    (S.NOT_NOW, "again"): S.IN_PROGRESS,
    (S.NOT_STARTED, "not_now"): S.NOT_NOW,
    (S.IN_PROGRESS, "not_now"): S.NOT_NOW,
    (S.READY, "not_now"): S.NOT_NOW,
    (S.NOT_STARTED, "close"): S.CLOSED,
    (S.IN_PROGRESS, "close"): S.CLOSED,
    (S.READY, "close"): S.CLOSED,
    (S.NOT_NOW, "close"): S.CLOSED,
    (S.CLOSED, "return"): S.IN_PROGRESS,
}
SYSTEM = {(S.READY, "lapse"): S.IN_PROGRESS}
STAFF = {"advisor", "manager"}


@pytest.mark.parametrize(("state", "verb"), list(itertools.product(S, VERBS)))
def test_every_state_and_verb_for_every_role(make, state, verb):
    people = {role.value: make.user(role.value) for role in Role}
    for role, user in [*people.items(), ("system", None)]:
        person = make.young_person(state=state.value)
        table = SYSTEM if user is None else (EXPECTED if role in STAFF else {})
        to = table.get((state, verb))
        if to is None:
            with pytest.raises(DomainError), db.transaction():
                YOUNG_PERSON.apply(person, verb, by=user, reason="because")
        else:
            with db.transaction():
                YOUNG_PERSON.apply(person, verb, by=user, reason="because")

        after = fresh(person)
        assert after.state == (to or state), (role, state, verb)
        assert len(history(YOUNG_PERSON, after.id)) == (1 if to else 0)


@pytest.mark.parametrize("verb", ["not_now", "close"])
def test_leaving_needs_a_reason(make, advisor, verb):
    person = make.young_person(advisor=advisor)
    for reason in (None, "", "   "):
        with pytest.raises(DomainError):
            services.make_move(person, verb, by=advisor, reason=reason)

    assert fresh(person).state == S.READY


def test_nobody_is_ready_without_agreeing_to_be_matched(make, advisor):
    person = make.young_person(advisor=advisor, state="IN_PROGRESS", consent=False)

    with pytest.raises(NotReadyYet, match="agreement"):
        services.make_move(person, "ready", by=advisor)
    assert fresh(person).state == S.IN_PROGRESS


def test_nobody_is_ready_who_has_said_nothing_about_work(make, advisor):
    silent = {"own_words": "  ", "interests": {"retail": "not_for_me"}}
    person = make.young_person(advisor=advisor, state="IN_PROGRESS", **silent)

    with pytest.raises(NotReadyYet, match="keen on"):
        services.make_move(person, "ready", by=advisor)


@pytest.mark.parametrize(
    "given",
    [
        {"own_words": "fixing things", "interests": {"retail": "not_for_me"}},
        {"own_words": "", "interests": {"retail": "curious"}},
    ],
)
def test_own_words_or_one_interest_is_enough_to_be_ready(make, advisor, given):
    person = make.young_person(advisor=advisor, state="IN_PROGRESS", **given)
    services.make_move(person, "ready", by=advisor)

    assert fresh(person).state == S.READY


def test_the_buttons_on_the_page_are_the_moves_that_will_be_made(browser, make, advisor):
    person = make.young_person(advisor=advisor, state="IN_PROGRESS", consent=False)
    page = browser.sign_in(advisor).get("young_people.show", ref=person.ref)
    assert "Ready for suggestions" not in page.buttons()
    assert "Record their agreement to look for opportunities" in page.text

    make.consent(person, purpose="matching")
    page = browser.get("young_people.show", ref=person.ref)
    assert "Ready for suggestions" in page.buttons()


def test_a_move_from_a_page_that_was_open_too_long_is_refused_in_words(browser, make, advisor):
    person = make.young_person(advisor=advisor, state="CLOSED")
    page = browser.sign_in(advisor).post("young_people.move", {}, ref=person.ref, verb="begin")

    assert "cannot be done" in page.text
    assert fresh(person).state == S.CLOSED


def test_not_now_keeps_what_would_have_to_change_and_when_to_ask(browser, make, advisor):
    person = make.young_person(advisor=advisor)
    answers = {"reason": "exams", "what_would_change": "after June"}
    answers |= {"revisit_on-day": "1", "revisit_on-month": "7", "revisit_on-year": "2031"}
    browser.sign_in(advisor).post("young_people.move", answers, ref=person.ref, verb="not_now")

    person = fresh(person)
    assert (person.state, person.state_reason) == (S.NOT_NOW, "exams")
    assert (person.what_would_change, person.revisit_on.isoformat()) == ("after June", "2031-07-01")

    services.make_move(person, "ready", by=advisor)
    person = fresh(person)
    assert (person.what_would_change, person.revisit_on, person.state_reason) == ("", None, "")


def test_a_reason_page_with_nothing_in_it_says_what_to_enter(browser, make, advisor):
    person = make.young_person(advisor=advisor)
    page = browser.sign_in(advisor).post("young_people.move", {}, ref=person.ref, verb="close")

    assert page.status == 422
    assert page.errors == ["Select why it ends", "Enter what somebody should know"]
