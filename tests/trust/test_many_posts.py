"""Everything that adds to a record is added once, however often its form is sent at the same moment."""

from __future__ import annotations

import secrets

from sqlalchemy import func, select

from app import db
from app.young_people.models import Consent, Note, YoungPerson
from tests.at_once import at_once
from tests.trust.figures import figure, tries
from tests.trust.record import browser_of

PAIRS = tries(18, 500)


def forms(person, turn):
    """The forms that add a row, and what is typed: a new record, a note, an agreement."""
    return (
        ("/young-people/new", {"preferred_name": f"Twice {turn}", "case_reference": f"T-{turn}"}),
        (f"/young-people/{person.ref}/notes/new", {"words": f"Twice {turn}", "contact": ""}),
        (f"/young-people/{person.ref}/consent/matching", {"how": "in person"}),
    )


def rows(model):
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model))


def test_a_form_sent_twice_at_the_same_moment_adds_one_row_and_leads_to_one_page(
    app, make, advisor
):
    person = make.young_person(advisor=advisor)
    browser, second = browser_of(app, advisor), browser_of(app, advisor)
    models, apart = (YoungPerson, Note, Consent), []
    before = sum(map(rows, models))
    for turn in range(PAIRS):
        where, typed = forms(person, turn)[turn % 3]
        sent = typed | {"once": secrets.token_urlsafe(16)}
        came = at_once(
            app,
            lambda where=where, sent=sent: browser.post(where, sent, follow=False),
            lambda where=where, sent=sent: second.post(where, sent, follow=False),
        )
        ends = {(getattr(page, "status", page), getattr(page, "location", "")) for page in came}
        if len({where for _, where in ends}) != 1 or not all(s in {302, 303} for s, _ in ends):
            apart.append((where, ends))

    made = sum(map(rows, models)) - before
    figure("T22", "rows made by forms sent twice at once (records, notes, agreements)", made, PAIRS)
    figure("T22", "second clicks that landed elsewhere", len(apart), PAIRS)
    assert made == PAIRS
    assert apart == []


def test_a_form_sent_again_much_later_adds_nothing(app, make, advisor):
    person, browser = make.young_person(advisor=advisor), browser_of(app, advisor)
    for where, typed in forms(person, 1):
        sent = typed | {"once": secrets.token_urlsafe(16)}
        first = browser.post(where, sent, follow=False)
        counted = [rows(model) for model in (YoungPerson, Note, Consent)]
        again = browser.post(where, sent, follow=False)
        assert again.location == first.location
        assert [rows(model) for model in (YoungPerson, Note, Consent)] == counted
