"""Every state, every verb, every role; and what happens to an offer once it is live."""

from __future__ import annotations

import threading
from datetime import timedelta
from decimal import Decimal
from itertools import product

import pytest

from app import clock, db
from app.accounts.models import Role
from app.errors import DomainError, NotAllowed, Stale
from app.opportunities import jobs, life, needs, services
from app.opportunities.models import Opportunity, OpportunityState
from app.opportunities.services import NoPlaceLeft
from app.opportunities.states import OPPORTUNITY
from app.outbox.models import Message
from app.states import StateChange

VERBS = sorted({line.verb for line in OPPORTUNITY.moves})
# state: verb and who, as the table has to be; everything that is not here is refused.
LAWFUL = {
    "DRAFT": {"submit": "b", "withdraw": "c", "archive": "bcs"},
    "SUBMITTED": {"take_back": "b", "ask": "c", "approve": "c", "withdraw": "c"},
    "CHANGES_REQUESTED": {"submit": "b", "recall": "c", "withdraw": "c"},
    "LIVE": {"pause": "bcs", "fill": "bcs", "close": "bc", "expire": "s", "withdraw": "c"},
    "PAUSED": {"resume": "bcs", "fill": "bcs", "close": "bc", "expire": "s", "withdraw": "c"},
    "FILLED": {"reopen": "bcs", "withdraw": "c", "archive": "bcs"},
    "CLOSED": {"archive": "bcs", "undo_close": "bc"},
    "EXPIRED": {"archive": "bcs"},
    "WITHDRAWN_BY_COUNCIL": {"archive": "bcs"},
    "ARCHIVED": {},
}
SHORT = {"b": "business", "c": "coordinator", "s": None}


def read(offer):
    db.session.rollback()
    return db.session.get(Opportunity, offer.id, populate_existing=True)


@pytest.mark.parametrize("state", list(OpportunityState))
def test_every_move_is_made_or_refused_as_the_table_says(make, offer, state):
    people = {role.value: make.user(role.value) for role in Role} | {None: None}
    allowed = LAWFUL[state.value]
    for verb, (role, person) in product(VERBS, people.items()):
        mine = offer(state.value)
        may = role in [SHORT[letter] for letter in allowed.get(verb, "")]
        try:
            with db.transaction():
                OPPORTUNITY.apply(mine, verb, by=person, reason="because")
            made = True
        except NotAllowed:
            made = False
        assert made == may, (state, verb, role)
        assert (read(mine).state == state) == (not made)


def test_a_refused_move_leaves_no_trace(offer, business):
    mine = offer("ARCHIVED")

    with pytest.raises(NotAllowed), db.transaction():
        OPPORTUNITY.apply(mine, "resume", by=business)

    assert db.session.query(StateChange).count() == 0


@pytest.mark.parametrize(
    ("state", "verb"), [("SUBMITTED", "approve"), ("PAUSED", "resume"), ("FILLED", "reopen")]
)
def test_nothing_unlawful_and_nothing_of_an_unknown_organisation_is_shown(
    make, offer, coordinator, state, verb
):
    unlawful = offer(state, pay_per_hour=Decimal("5"))
    unknown = make.opportunity(employer=make.employer(state="PENDING_REVIEW"), state=state)
    for mine in (unlawful, unknown):
        with pytest.raises(DomainError), db.transaction():
            OPPORTUNITY.apply(mine, verb, by=coordinator)
        assert read(mine).state == state


def test_the_last_place_fills_an_offer_and_a_free_one_opens_it_again(offer):
    mine = offer("LIVE", places=2, places_taken=1)

    services.take_place(mine)
    assert (read(mine).state, read(mine).places_taken) == ("FILLED", 2)
    with pytest.raises(NoPlaceLeft):
        services.take_place(mine)

    services.free_place(mine)
    assert (read(mine).state, read(mine).places_taken) == ("LIVE", 1)


def test_an_offer_that_is_not_lawful_any_more_stays_filled(offer):
    mine = offer("FILLED", places=1, places_taken=1, pay_per_hour=Decimal("5"))

    services.free_place(mine)

    assert (read(mine).state, read(mine).places_taken) == ("FILLED", 0)


@pytest.mark.parametrize("state", ["DRAFT", "SUBMITTED", "WITHDRAWN_BY_COUNCIL", "ARCHIVED"])
def test_no_place_is_taken_on_an_offer_that_was_never_or_is_no_longer_approved(offer, state):
    with pytest.raises(NoPlaceLeft):
        services.take_place(offer(state))


@pytest.mark.parametrize("state", ["LIVE", "PAUSED", "CLOSED", "EXPIRED"])
def test_no_place_is_taken_beyond_the_last(offer, state):
    mine = offer(state, places=1, places_taken=1)

    with pytest.raises(NoPlaceLeft):
        services.take_place(mine)

    assert read(mine).places_taken == 1


def test_many_at_once_never_take_more_places_than_there_are(app, offer):
    mine, won, lost = offer("LIVE", places=3), [], []
    number = mine.id
    db.session.commit()
    start = threading.Barrier(12)

    def run():
        with app.app_context():
            start.wait()
            try:
                with db.transaction():
                    services.take_place(db.session.get(Opportunity, number))
                won.append(1)
            except NoPlaceLeft:
                lost.append(1)

    threads = [threading.Thread(target=run) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(won), len(lost)) == (3, 9)
    assert (read(mine).places_taken, read(mine).state) == (3, "FILLED")


def test_offers_expire_the_day_after_their_closing_date_and_their_employer_is_told(offer):
    today = clock.today()
    over = offer("LIVE", closes=today - timedelta(days=1))
    paused = offer("PAUSED", closes=today - timedelta(days=9))
    last_day = offer("LIVE", closes=today)

    assert jobs.expire_offers() == 2
    assert jobs.expire_offers() == 0

    assert [read(it).state for it in (over, paused, last_day)] == ["EXPIRED", "EXPIRED", "LIVE"]
    assert db.session.query(Message).count() == 2


def test_every_night_what_became_unlawful_is_paused_and_its_employer_told(offer):
    bad, good = offer("LIVE", pay_per_hour=Decimal("5")), offer("LIVE")
    over = offer("LIVE", closes=clock.today() - timedelta(days=1))

    assert jobs.check_live_offers() == 1
    assert jobs.check_live_offers() == 0

    assert [read(it).state for it in (bad, good, over)] == ["PAUSED", "LIVE", "LIVE"]
    assert "£8.00 an hour" in db.session.query(Message).one().body
    assert "Not lawful any more" in db.session.query(StateChange).one().reason


def test_the_nightly_check_is_about_what_is_shown_not_about_what_waits(offer):
    mine = offer("LIVE", pending={"pay_per_hour": "5.00"})

    assert jobs.check_live_offers() == 0
    assert read(mine).state == "LIVE"


def test_a_live_offer_can_stay_open_longer(browser, business, offer):
    mine = offer("LIVE")
    later = clock.today() + timedelta(days=35)
    sent = {f"closes-{part}": str(getattr(later, part)) for part in ("day", "month", "year")}
    browser.sign_in(business).post(
        "opportunities.extend", {**sent, "version": str(mine.version)}, ref=mine.ref
    )

    assert read(mine).closes == later
    assert read(mine).approved["closes"] == later.isoformat()


def test_a_closing_date_in_the_past_is_refused(browser, business, offer):
    mine = offer("LIVE")
    sent = {
        "closes-day": "1",
        "closes-month": "1",
        "closes-year": "2020",
        "version": str(mine.version),
    }

    page = browser.sign_in(business).post("opportunities.extend", sent, ref=mine.ref)

    assert page.errors == ["Enter a closing date in the future"]


def test_the_page_of_an_offer_shows_only_the_moves_that_are_open(browser, business, offer):
    browser.sign_in(business)

    live = browser.get("opportunities.show", ref=offer("LIVE").ref).buttons()
    assert live == [
        "Pause it",
        "All places are taken",
        "Close it",
        "Change it",
        "Keep it open longer",
        "How many at a time",
        "Copy it",
    ]
    assert browser.get("opportunities.show", ref=offer("ARCHIVED").ref).buttons() == [
        "Offer it again with new dates"
    ]


def test_a_move_says_what_happened(browser, business, offer):
    mine = offer("LIVE")

    page = browser.sign_in(business).post("opportunities.pause", ref=mine.ref)

    assert "The offer is paused" in page.soup.get_text()
    assert read(mine).state == "PAUSED"
    refused = browser.post("opportunities.pause", ref=mine.ref)
    assert refused.errors == ["This is now “Paused”, so that cannot be done"]


def test_somebody_else_cannot_move_an_offer(browser, make, offer):
    mine, stranger = offer("LIVE"), make.user("business")
    make.employer(user=stranger)

    assert (
        browser.sign_in(stranger).post("opportunities.move", ref=mine.ref, verb="close").status
        == 404
    )
    assert read(mine).state == "LIVE"


def test_a_move_on_an_older_version_is_refused(business, offer):
    mine = offer("LIVE")

    with pytest.raises(Stale):
        life.move(mine, "pause", version=mine.version - 1, by=business)


def test_what_waits_for_each(app, business, coordinator, advisor, offer):
    offer("SUBMITTED", title="New", review_due=clock.today())
    offer("CHANGES_REQUESTED", title="Asked")
    offer("LIVE", title="Live")
    with app.test_request_context():
        mine, desk = needs.needs(business), needs.needs(coordinator)
        assert needs.needs(advisor) == []

    assert [(need.who, need.button) for need in mine] == [("Asked", "Change it")]
    assert [(need.who, need.due) for need in desk] == [("New", clock.today())]
