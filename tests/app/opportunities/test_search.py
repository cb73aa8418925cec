"""Searching: what fits, what each filter would leave, and what was understood."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest

from app import clock, db
from app.opportunities import looking
from app.opportunities.models import Kind, UnpaidBasis
from app.opportunities.search import words
from app.opportunities.search.finding import Wanted

UNPAID = {"paid": False, "pay_per_hour": None}
PLAIN = {"will_do": "", "will_learn": "", "skills": [], "area": None}


@pytest.fixture
def titles():
    def found(**wanted):
        return [card.title for card, _ in looking.look(Wanted(**wanted)).cards(0, 50)]

    return found


def test_words_are_found_by_their_beginning_their_relatives_and_what_means_the_same(offer, titles):
    offer("LIVE", title="Gardening assistant", **PLAIN)
    offer("LIVE", title="Office cleaning", **PLAIN)
    offer("LIVE", title="Horticulture taster", **PLAIN)

    assert titles(words="gard") == ["Gardening assistant"]
    assert titles(words="cleaner") == ["Office cleaning"]
    assert set(titles(words="garden")) == {"Gardening assistant", "Horticulture taster"}
    assert titles(words="job in the office") == ["Office cleaning"]


def test_a_slip_is_mended_only_when_nothing_says_the_word_and_that_is_said(offer, titles, browser):
    offer("LIVE", title="Hairdressing assistant", **PLAIN)

    found = looking.look(Wanted(words="hairdrissing"))
    assert [(u.typed, u.meant, u.known) for u in found.understood] == [
        ("hairdrissing", ("hairdressing",), False)
    ]
    page = browser.anonymous().get("opportunities.public_list", q="hairdrissing")
    assert "Nothing says “hairdrissing”, so we looked for hairdressing" in page.text
    assert titles(words="zebra") == []


@pytest.mark.parametrize(
    ("one", "other", "is_slip"),
    [
        ("bakery", "bakery", True),
        ("bakrey", "bakery", True),
        ("bakey", "bakery", True),
        ("bakkery", "bakery", True),
        ("bekery", "bakery", True),
        ("bakry", "bakeries", False),
        ("kabery", "bakery", False),
    ],
)
def test_one_slip_is_one_letter_more_less_other_or_swapped(one, other, is_slip):
    assert (list(words.slips(one, [other])) == [other]) is is_slip


def test_the_best_fit_comes_first_when_somebody_looks_for_words(offer, titles):
    offer(
        "LIVE", title="Counter work", will_do="You may also help with bread.", start=clock.today()
    )
    offer("LIVE", title="Bread and cakes", start=clock.today() + timedelta(days=90))

    assert titles(words="bread") == ["Bread and cakes", "Counter work"]
    assert titles(words="bread", sort="soonest") == ["Counter work", "Bread and cakes"]


def test_offers_closing_soon_come_first_when_asked_for(offer, titles):
    offer("LIVE", title="Later", closes=clock.today() + timedelta(days=20))
    offer("LIVE", title="Never", closes=None)
    offer("LIVE", title="Tomorrow", closes=clock.today() + timedelta(days=1))

    assert titles(sort="closing") == ["Tomorrow", "Later", "Never"]


def test_age_hours_home_first_steps_and_any_time_narrow(offer, titles):
    today = clock.today()
    offer("LIVE", title="Adults", min_age=18, week=[], hours_per_week=Decimal(37))
    day = today + timedelta(days=9)
    offer("LIVE", title="One day", min_age=14, max_age=17, start=day, end=day)
    offer("LIVE", title="Home", remote=True, min_age=None, start=None, week=[])
    offer("LIVE", title="Halves", flexible=["half_days"], start=today - timedelta(days=3))

    assert set(titles(age=16)) == {"One day", "Home", "Halves"}
    assert titles(hours="full_time") == ["Adults"]
    assert set(titles(hours="part_time")) == {"One day", "Halves"}
    assert titles(remote=True) == ["Home"]
    assert set(titles(first_step=True)) == {"One day", "Halves"}
    assert set(titles(any_time=True)) == {"Home", "Halves"}


def test_what_is_unpaid_can_be_looked_for_by_its_lawful_reason(offer, titles):
    offer("LIVE", title="Paid", kind=Kind.JOB)
    offer("LIVE", title="Watch", kind=Kind.TASTER, unpaid_basis=UnpaidBasis.SHADOWING, **UNPAID)
    offer("LIVE", title="Give", kind=Kind.SUPPORTED, unpaid_basis=UnpaidBasis.VOLUNTARY, **UNPAID)

    assert titles(reason=("voluntary",)) == ["Give"]
    assert set(titles(paid=False)) == {"Watch", "Give"}


def test_each_answer_says_how_many_offers_it_would_leave(offer, make, browser):
    for number in range(30):
        unpaid = {"unpaid_basis": UnpaidBasis.SHADOWING, **UNPAID} if number % 3 else {}
        offer(
            "LIVE",
            kind=(Kind.TASTER, Kind.JOB)[number % 2] if unpaid else Kind.JOB,
            sector_key=("retail", "logistics", "hospitality")[number % 3],
            title=("Till", "Shelf")[number % 5 == 0],
            min_age=(16, 18)[number % 2],
            remote=number % 7 == 0,
            **unpaid,
        )

    start = Wanted(words="till", age=16)
    counts = looking.look(start).counts
    for name in ("sector", "kind", "reason"):
        for value, count in counts[name].items():
            assert looking.look(Wanted("till", age=16, **{name: (value,)})).total == count, value
    assert looking.look(Wanted("till", age=16, paid=True)).total == counts["paid"]["yes"]
    assert looking.look(Wanted("till", age=16, paid=False)).total == counts["paid"]["no"]
    for age, count in counts["age"].items():
        assert looking.look(Wanted("till", age=int(age))).total == count
    page = browser.anonymous().get("opportunities.public_list", q="till", age="16")
    assert f"Retail ({counts['sector']['retail']})" in page.text


def test_an_empty_list_says_what_would_open_if_one_filter_went(browser, offer):
    offer("LIVE", title="Baking", sector_key="hospitality")
    offer("LIVE", title="Stacking shelves", sector_key="retail")

    page = browser.anonymous().get("opportunities.public_list", q="baking", sector="retail")

    assert page.link("Without “baking”: 1 offer").endswith("?sector=retail")
    assert page.link("Without Retail").endswith("?q=baking")


def test_the_first_part_of_a_postcode_is_enough_and_areas_narrow(browser, offer):
    offer("LIVE", title="Central", postcode="MK9 3EJ")
    offer("LIVE", title="Elsewhere", postcode="MK2 2EB")
    browser.anonymous()

    page = browser.get("opportunities.public_list", postcode="mk9", miles="20")
    assert not page.errors
    assert "About" in page.text or "Under" in page.text
    only = browser.get("opportunities.public_list", area="MK2")
    assert [a.get_text() for a in only.soup.select(".uo-suggestion__title a")] == ["Elsewhere"]


def test_a_change_to_an_offer_or_its_organisation_is_found_at_the_next_search(offer, titles):
    mine = offer("LIVE", title="Old words")
    assert titles(words="old") == ["Old words"]

    mine.title = "Fresh words"
    mine.employer.name = "Renamed Works"
    db.session.commit()

    assert titles(words="old") == []
    assert titles(words="fresh renamed") == ["Fresh words"]
    mine.employer.state = "SUSPENDED"
    db.session.commit()
    assert titles() == []


def test_an_index_made_anew_and_one_carried_on_say_the_same(offer, titles):
    for number in range(12):
        offer("LIVE", title=f"Bread {number}")
    titles(words="bread")
    offer("LIVE", title="Bread again")

    carried = looking.look(Wanted(words="bread"))
    looking.holding._held.clear()
    anew = looking.look(Wanted(words="bread"))

    assert [c.title for c, _ in carried.cards(0, 50)] == [c.title for c, _ in anew.cards(0, 50)]
    assert np.array_equal(carried.order, anew.order)
