"""Who is there for a young person, told on their own page in plain words."""

from __future__ import annotations

from datetime import timedelta

from app import clock, db
from app.filters import day_month
from app.voice import pages, who
from app.young_people import covers, transfers
from app.young_people.covers import NewCover
from app.young_people.transfers import Gift


def names(make):
    return make.user("advisor", name="Sam Okafor"), make.user("advisor", name="Priya Shah")


def test_a_new_advisor_is_news_for_a_month(make, manager):
    sam, priya = names(make)
    person = make.young_person(advisor=sam)
    assert who.news(person) == ""
    batch = transfers.hand_over([Gift(person, priya)], frm=sam, reason="x", by=manager)
    db.session.refresh(person)

    assert who.news(person).startswith("Priya is here for you now. Sam was till")
    assert pages.helper(person) == "Priya"
    for row in transfers.of_batch(batch, manager=manager):
        row.at = clock.now() - timedelta(days=31)
    db.session.commit()
    assert who.news(person) == ""


def test_an_undone_slip_is_no_news(make, manager):
    sam, priya = names(make)
    person = make.young_person(advisor=sam)
    batch = transfers.hand_over([Gift(person, priya)], frm=sam, reason="x", by=manager)
    transfers.undo(batch, by=manager)
    db.session.refresh(person)

    assert who.news(person) == ""
    assert pages.helper(person) == "Sam"


def test_while_somebody_covers_their_page_says_who_and_until_when(make, manager):
    sam, priya = names(make)
    person, ends = make.young_person(advisor=sam), clock.today() + timedelta(days=3)
    cover = covers.set_cover(sam, [priya], NewCover(clock.today(), ends), by=manager)

    assert who.news(person) == f"Sam is away until {day_month(ends)}. Priya is here for you."
    assert pages.helper(person) == "Priya"
    assert pages.help_page(person)["there"] == priya
    covers.make_move(cover, "end", by=manager)
    assert pages.helper(person) == "Sam"
