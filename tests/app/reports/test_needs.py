"""Where employers are needed most: councillors can single nobody out, from one view or from two."""

import re
from datetime import UTC, date, datetime
from itertools import product

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from app import clock, db, suppression
from app.matches import runs
from app.reports import services
from app.unlocks import services as unlocks
from app.unlocks.models import Demand
from app.unlocks.queries import SectorDemand

COUNTS = st.integers(0, 60)


def possible(figure):
    """Every count a published figure may stand for."""
    return [n for n in range(80) if suppression.one(n).words == figure.words]


def sectors(keen, nothing):
    rows = [SectorDemand(f"s{n}", f"Sector {n}", count, 3) for n, count in enumerate(keen)]
    none = {f"Sector {n}": count for n, count in enumerate(nothing)}
    return services.published_demand(rows, none)


@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=12))
def test_no_figure_and_no_difference_of_two_is_known_to_be_one_to_five(pairs):
    shown = sectors([max(a, b) for a, b in pairs], [min(a, b) for a, b in pairs])
    figures = [f for row in shown for f in (row.keen, row.nothing) if f.words != "not shown"]

    for figure in figures:
        assert not set(possible(figure)) <= {1, 2, 3, 4, 5}
    for row in shown:
        if "not shown" in {row.keen.words, row.nothing.words}:
            continue
        # Who has nothing in a sector may be keen on it or curious: either may be the larger.
        gaps = {abs(a - b) for a, b in product(possible(row.keen), possible(row.nothing))}
        assert not gaps <= {1, 2, 3, 4, 5}


@given(COUNTS, COUNTS)
def test_two_months_beside_each_other_tell_no_change_of_one_to_five(before, after):
    changes = {
        abs(a - b)
        for a, b in product(possible(suppression.one(before)), possible(suppression.one(after)))
    }

    assert not changes <= {1, 2, 3, 4, 5}


@given(st.lists(COUNTS, min_size=2, max_size=12), st.randoms())
def test_the_order_tells_no_more_than_the_figures(keen, random):
    shown = sectors(keen, [0] * len(keen))
    same = list(keen)
    # Any other counts that are published alike come in the same order.
    for n, count in enumerate(keen):
        same[n] = random.choice(possible(suppression.one(count)))
    again = sectors(same, [0] * len(keen))

    if {(r.name, r.keen.words) for r in shown} == {(r.name, r.keen.words) for r in again}:
        assert [row.name for row in shown] == [row.name for row in again]


@given(st.dictionaries(st.text("abcdef", min_size=1), COUNTS, max_size=10))
def test_what_is_small_is_not_listed_so_that_nothing_tells_it_from_none(counts):
    shown = services._large(counts)

    assert {name for name, _ in shown} == {name for name, count in counts.items() if count > 5}
    assert all(figure.number and figure.number >= 5 for _, figure in shown)


HYGIENE = [{"name": "Food hygiene", "level": 2}]


@pytest.fixture
def cohort(make):
    make.opportunity(essential_qualifications=HYGIENE)
    return [
        make.young_person(
            qualifications=[{"name": "Art", "level": 1}],
            interests={"retail": "keen"},
            adjustments=["quiet_space"],
        )
        for _ in range(8)
    ]


def work_out():
    runs.run("test")
    unlocks.everybody()


def test_councillors_read_what_is_needed_and_never_a_small_number(browser, councillor, cohort):
    work_out()
    page = browser.sign_in(councillor).get("reports.figures")

    assert "Employers who train people on the job" in page.text
    cells = [cell.get_text(" ", strip=True) for cell in page.soup.select("main td")]
    assert "about 10" in cells
    assert not [words for words in cells if re.fullmatch(r"(about )?[1-4]", words)]


def test_the_view_stays_the_same_the_whole_month(make, cohort):
    work_out()
    before = services.published_needs()
    for person in cohort[:3]:
        person.qualifications = HYGIENE
    db.session.commit()
    work_out()

    assert services.published_needs() == before


def test_a_new_month_brings_a_new_view(make, cohort):
    work_out()
    before = services.published_needs()
    for person in cohort:
        person.qualifications = HYGIENE
    db.session.commit()
    later = datetime(clock.today().year + 1, 3, 5, 9, tzinfo=UTC)
    with time_machine.travel(later, tick=False):
        work_out()
        after = services.published_needs()

    assert after.day == date(later.year, 3, 5)
    assert "Employers who train people on the job" in dict(before.employers)
    assert "Employers who train people on the job" not in dict(after.employers)
    assert db.session.query(Demand).count() == 3


def test_before_anything_is_counted_the_page_says_when_it_will_be(browser, councillor):
    page = browser.sign_in(councillor).get("reports.figures")

    assert "counted once a month" in page.text
