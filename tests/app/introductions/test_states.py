"""The transition table of introductions: what it allows, to whom, and on what condition."""

from __future__ import annotations

import pytest

from app import db
from app.accounts.models import Role
from app.errors import DomainError, NotAllowed
from app.introductions.models import IntroductionState as S
from app.introductions.states import INTRODUCTION, NoConsent
from app.opportunities import services as opportunities
from app.young_people import services as young_people

VERBS = {line.verb for line in INTRODUCTION.moves}
NEEDS_CONSENT = {"send", "see", "book", "meet", "offer", "accept", "keep"}


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("verb", sorted(VERBS))
def test_a_move_that_is_not_in_the_table_changes_nothing(make, advisor, state, verb):
    row = make.introduction(make.young_person(advisor=advisor), state=state.value, message="Hello")
    line = INTRODUCTION.find(state, verb)
    if line is not None and "advisor" in line.who:
        apply_allowed(row, verb, advisor)
        assert row.state == line.to
        return
    with pytest.raises(NotAllowed), db.transaction():
        INTRODUCTION.apply(row, verb, by=advisor, reason="because")
    assert row.state == state


def apply_allowed(row, verb, advisor):
    with db.transaction():
        INTRODUCTION.apply(row, verb, by=advisor, reason="because")


@pytest.mark.parametrize("line", INTRODUCTION.moves, ids=lambda line: line.verb)
def test_what_shows_something_needs_an_agreement_that_stands(make, line):
    assert (line.when is not None) == (line.verb in NEEDS_CONSENT)


@pytest.mark.parametrize(
    "line", [one for one in INTRODUCTION.moves if one.when], ids=lambda one: one.verb
)
def test_without_an_agreement_none_of_these_moves_is_made(make, line):
    person = make.young_person()
    row = make.introduction(person, state=line.frm[0].value, message="Hello")
    young_people.withdraw_consent(row.consent, by=person.advisor)
    row.state = line.frm[0]
    db.session.commit()
    by = make.user(min(line.who & set(Role)))

    with pytest.raises(NoConsent), db.transaction():
        INTRODUCTION.apply(row, line.verb, by=by, reason="because")
    db.session.rollback()
    assert row.state == line.frm[0]


@pytest.mark.parametrize(
    "line", [one for one in INTRODUCTION.moves if one.needs_reason], ids=lambda one: one.verb
)
def test_some_moves_need_a_reason(make, advisor, line):
    row = make.introduction(state=line.frm[-1].value)

    with pytest.raises(DomainError, match="Enter a reason"), db.transaction():
        INTRODUCTION.apply(row, line.verb, by=advisor, reason=" ")


def test_an_offer_the_council_takes_down_ends_what_is_open(make, coordinator, row):
    with db.transaction():
        opportunities.OPPORTUNITY.apply(
            row.opportunity, "withdraw", by=coordinator, reason="Not safe"
        )

    assert row.state == S.WITHDRAWN


@pytest.mark.parametrize(
    "role",
    [
        role
        for role in Role
        if role not in {Role.ADVISOR, Role.MANAGER, Role.BUSINESS, Role.COORDINATOR}
    ],
)
def test_nobody_else_may_do_anything(make, role):
    assert not any(role in line.who for line in INTRODUCTION.moves)
