"""What happens to an offer while it is live: changes that wait, pauses, notice, limits, copies."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest

from app import clock, db
from app.employers.models import Membership, Part
from app.errors import DomainError
from app.introductions import caps
from app.matches import facts
from app.opportunities import building, changing, jobs, life, limits, own_list
from app.opportunities.intake.columns import COLUMNS
from app.opportunities.intake.storing import Intake
from app.opportunities.intake.tables import Source
from app.opportunities.models import Opportunity
from app.opportunities.sections import BY_KEY
from app.outbox.models import Message
from app.tables import columns as naming
from app.tables.files import Table
from tests.app.opportunities.test_states import read

TODAY = clock.today()


def days(number):
    return clock.today() + timedelta(days=number)


def date_fields(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def messages(name):
    db.session.rollback()
    found = db.session.query(Message).filter_by(template=f"opportunities_{name}")
    return found.order_by(Message.id).all()


def pay(offer, amount, by):
    values = {"paid": True, "pay_per_hour": Decimal(amount)}
    building.save(offer, BY_KEY["pay"], values, version=None, by=by)


def test_a_change_that_makes_it_unlawful_pauses_it_at_once_with_notice(offer, business):
    mine = offer("LIVE")
    pay(mine, "5.00", business)

    shown = read(mine)
    assert (shown.state, shown.pay_per_hour) == ("PAUSED", Decimal("13.50"))
    assert changing.why_paused(shown).startswith("A change made it unlawful: ")
    (message,) = messages("paused_by_change")
    assert "not lawful" in message.body


def test_the_reason_stands_at_its_field_and_on_the_offers_page(browser, offer, business):
    mine = offer("LIVE")
    pay(mine, "5.00", business)

    page = browser.sign_in(business).get("opportunities.show", ref=mine.ref)
    assert "Why it is paused" in page.text
    assert "£13.50 an hour £5.00 an hour" in page.text
    field = browser.get("opportunities.section", ref=mine.ref, key="pay")
    assert field.soup.select(".uo-finding, .govuk-error-message, [class*=finding]")


@pytest.mark.parametrize("mend", ["drop", "right"])
def test_it_is_shown_again_once_the_change_is_gone(offer, business, mend):
    mine = offer("LIVE")
    pay(mine, "5.00", business)

    if mend == "drop":
        life.drop_changes(read(mine), by=business)
    else:
        pay(read(mine), "14.00", business)

    assert read(mine).state == "LIVE"
    assert bool(read(mine).pending) == (mend == "right")


def test_a_pause_somebody_wanted_is_not_ended_by_taking_changes_back(offer, business):
    mine = offer("LIVE")
    life.pause(mine, by=business)
    pay(read(mine), "14.00", business)
    life.drop_changes(read(mine), by=business)

    assert read(mine).state == "PAUSED"


def test_what_people_see_stands_beside_what_was_changed(browser, offer, business):
    mine = offer("LIVE", title="Before", pending={"title": "After"})
    page = browser.sign_in(business).get("opportunities.show", ref=mine.ref)

    assert [cell.get_text(strip=True) for cell in page.soup.select("section.uo-card td")][:2] == [
        "Before",
        "After",
    ]
    browser.post("opportunities.drop_changes", ref=mine.ref)
    assert read(mine).pending == {}


def test_a_pause_ends_by_itself_on_its_day(browser, offer, business, set_today):
    mine = offer("LIVE")
    browser.sign_in(business).post(
        "opportunities.pause", {"reason": "We move", **date_fields("until", days(5))}, ref=mine.ref
    )
    assert (read(mine).state, read(mine).paused_until) == ("PAUSED", days(5))
    assert jobs.end_pauses() == 0

    set_today(days(5))
    assert jobs.end_pauses() == 1
    assert (read(mine).state, read(mine).paused_until) == ("LIVE", None)
    assert len(messages("shown_again")) == 1


def test_a_pause_that_is_over_shows_nothing_unlawful(offer, business):
    mine = offer("PAUSED", paused_until=clock.today(), pay_per_hour=Decimal("5"))

    assert jobs.end_pauses() == 0
    assert (read(mine).state, read(mine).paused_until) == ("PAUSED", None)
    assert len(messages("stays_paused")) == 1


@pytest.mark.parametrize("until", [0, -3, 400])
def test_a_pause_ends_ahead_of_us(offer, business, until):
    with pytest.raises(DomainError, match="ahead"):
        life.pause(offer("LIVE", closes=None), days(until), by=business)


def test_a_later_closing_date_is_held_against_the_law_of_the_later_days(offer, business):
    mine = offer("LIVE", closes=days(10), start=days(20), end=days(30))

    with pytest.raises(DomainError) as refused:
        life.extend(mine, days(60), version=None, by=business)

    assert refused.value.at == "closes"
    assert read(mine).closes == days(10)


def test_notice_comes_twice_and_each_time_once(offer, set_today):
    start = clock.today()
    mine = offer("LIVE", closes=start + timedelta(days=20))
    for day in range(21):
        set_today(start + timedelta(days=day))
        jobs.give_notice()
        jobs.give_notice()

    assert [message.created_at.date() for message in messages("closing_soon")] == [
        mine.closes - timedelta(days=14),
        mine.closes - timedelta(days=3),
    ]


def link_in(message):
    return re.search(r"/offers/stay-open/\S+", message.body)[0]


def noticed(offer, set_today, **given):
    mine = offer("LIVE", closes=days(14), start=days(80), end=days(90), **given)
    mine.changed_at = clock.now() - timedelta(days=9)
    db.session.commit()
    jobs.give_notice()
    (message,) = messages("closing_soon")
    return mine, link_in(message)


def test_a_link_in_the_notice_keeps_it_open_by_a_post_and_only_once(browser, offer, set_today):
    mine, link = noticed(offer, set_today)
    for _ in range(5):
        assert browser.anonymous().get(link).h1 == "Keep it open longer?"
    assert read(mine).closes == days(14)

    assert "It stays open" in browser.post(link).text
    assert read(mine).closes == days(14 + 28)
    assert browser.post(link).status == 404
    assert read(mine).closes == days(14 + 28)


def test_only_who_may_change_offers_is_asked_to(offer, set_today, make):
    mine = offer("LIVE", closes=days(14), start=days(80), end=days(90))
    answers = make.user("business", email="answers@demo.example")
    line = Membership(employer_id=mine.employer_id, user_id=answers.id)
    line.part = Part.ANSWERS
    db.session.add(line)
    mine.changed_at = clock.now() - timedelta(days=9)
    db.session.commit()
    jobs.give_notice()

    assert [message.to_address for message in messages("closing_soon")] == [
        mine.employer.members[0].user.email
    ]


@pytest.mark.parametrize("spoil", ["made up", "cut", "gone", "state", "part"])
def test_a_link_that_is_over_says_so(browser, offer, set_today, spoil):
    _, link = noticed(offer, set_today)
    if spoil == "gone":
        db.session.query(Opportunity).one().employer.members[0].user.active = False
    if spoil == "part":
        db.session.query(Opportunity).one().employer.members[0].part = Part.ANSWERS
    if spoil == "state":
        db.session.query(Opportunity).one().state = "CLOSED"
    db.session.commit()
    link = {"made up": "/offers/stay-open/" + "x" * 40, "cut": link[:-3]}.get(spoil, link)

    page = browser.anonymous().get(link)

    assert (page.status, page.h1) == (404, "This link is over")


def test_a_closing_can_be_taken_back_for_a_day(offer, business, set_today):
    mine = offer("LIVE")
    life.move(mine, "close", by=business)
    assert "undo_close" in {line.verb for line in life.moves(read(mine), "business")}
    set_today(days(2))

    with pytest.raises(DomainError, match="more than a day"):
        life.move(read(mine), "undo_close", by=business)


def test_an_offer_that_is_over_is_offered_again_and_says_whence(browser, offer, business):
    over = offer("EXPIRED", title="Help")
    browser.sign_in(business).post("opportunities.copy", ref=over.ref)

    again = db.session.query(Opportunity).filter_by(copied_from_id=over.id).one()
    assert (again.state, again.title, again.closes) == ("DRAFT", "Help", None)
    assert "the earlier one" in browser.get("opportunities.show", ref=again.ref).body


def test_limits_are_kept_and_told(app, offer, business):
    mine = offer("LIVE")
    limits.of_offer(mine, 1, days(9), version=None, by=business)
    limits.of_employer(read(mine).employer, 4, 2, None, by=business)

    mine = read(mine)
    assert len(limits.said(mine)) == 4
    assert (caps.per_offer(mine), caps.per_employer(mine.employer)) == (1, 4)
    with pytest.raises(caps.TooManyOpen, match="takes new introductions from"), db.transaction():
        caps.check(mine)
    (fact,) = facts.live_offers([mine.ref])
    assert fact.opens == days(9)


def test_the_councils_rule_is_never_widened(offer, business):
    mine = offer("LIVE", most_introductions=40)

    assert caps.per_offer(mine) == 3


def test_an_employer_finds_its_offers_among_many(app, make, browser, business, employer):
    for number in range(60):
        make.opportunity(
            employer=employer, state="CLOSED" if number % 3 else "LIVE", title=f"Work {number:02}"
        )
    page = browser.sign_in(business).get("opportunities.mine", state="LIVE", sort="title", q="work")

    assert "Page 1 of 1" not in page.text
    assert [a.get_text() for a in page.soup.select("th[scope=row] a")][:2] == ["Work 00", "Work 03"]
    assert "Page 1 of 3" in browser.get("opportunities.mine").text


def test_the_list_asks_as_often_for_sixty_offers_as_for_two(
    make, browser, business, employer, statements
):
    for state in ("LIVE", "DRAFT", "PAUSED"):
        make.opportunity(employer=employer, state=state)
    browser.sign_in(business)
    browser.get("opportunities.mine")
    with statements() as few:
        browser.get("opportunities.mine")
    for number in range(30):
        make.opportunity(employer=employer, state=("LIVE", "DRAFT", "PAUSED")[number % 3])
    with statements() as many:
        browser.get("opportunities.mine")

    assert len(many) <= len(few)


def test_several_offers_are_moved_at_once_and_refusals_are_told(browser, offer, business, make):
    live, closed, foreign = offer("LIVE"), offer("CLOSED", title="Shut"), make.opportunity()
    refs = [live.ref, closed.ref, foreign.ref]
    page = browser.sign_in(business).post("opportunities.together", {"refs": refs, "verb": "pause"})

    assert "1 offer is paused. Not changed: “Shut”" in page.text
    assert [read(o).state for o in (live, closed, foreign)] == ["PAUSED", "CLOSED", "LIVE"]
    assert browser.post("opportunities.together", {"verb": "pause"}).errors == [
        "Tick at least one offer"
    ]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_the_desk_exports_comes_back_without_a_change(browser, coordinator, make, ending):
    evil = make.employer(name="=Bakery", plain_name="bakery")
    make.opportunity(employer=evil, title="=1+1", will_do="+44 ring us\nnow", skills=["-1", "@x"])
    make.opportunity(employer=evil, title="Plain", pay_per_hour=None, unpaid_basis="course")
    address = browser.address("opportunities.desk_file", ending=ending, state="LIVE")

    raw = browser.sign_in(coordinator).client.get(address).data
    table = Table(f"a.{ending}", raw)
    mapping = naming.guess(table.headings()[1], COLUMNS)
    texts = [cell for _, row in table.lines() for cell in row if isinstance(cell, str)]
    assert [text for text in texts if text[:1] in set("=+-@\t\r")] == []
    summary = Intake(Source(f"a.{ending}", raw, mapping=tuple(mapping)), on=clock.today()).look()
    assert (summary.errors, summary.rows, summary.same) == ([], 2, 2)


def test_an_employer_downloads_its_own_offers_only(browser, business, offer, make):
    offer("LIVE", title="Ours")
    make.opportunity(title="Theirs")
    body = browser.sign_in(business).get("opportunities.mine_file", ending="csv").body

    assert "Ours" in body
    assert "Theirs" not in body


def test_offers_are_sorted_by_what_needs_the_employer_first(offer, employer):
    for state in ("ARCHIVED", "LIVE", "DRAFT", "CHANGES_REQUESTED"):
        offer(state, title=state)

    found = own_list.found(employer.id, own_list.Wanted(), 1).rows
    assert [one.title for one in found] == ["CHANGES_REQUESTED", "DRAFT", "LIVE"]
