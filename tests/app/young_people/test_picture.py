"""The picture of a story: what lasted, in lanes, drawn where it belongs."""

from __future__ import annotations

from datetime import date, timedelta

from app.young_people.models import Activity
from app.young_people.picture import SHORTEST, arrange, doing
from app.young_people.signals import Span

TODAY = date(2026, 11, 25)


def span(lane, since, until, tone="main"):
    return Span(lane, f"{lane} {since}", since, until, tone)


def code(code, since):
    return Activity(id=1, code=code, since=since)


def test_each_activity_lasts_until_the_next_and_the_last_goes_on():
    told = doing([code("F4", date(2026, 3, 1)), code("G5", date(2026, 1, 5))])

    assert [(row.since, row.until, row.tone) for row in told] == [
        (date(2026, 1, 5), date(2026, 3, 1), "warn"),
        (date(2026, 3, 1), None, "good"),
    ]


def test_without_an_activity_nothing_is_drawn_of_it():
    assert doing([]) == []


def test_bars_begin_and_end_at_their_share_of_the_time():
    first = TODAY - timedelta(days=99)
    drawn = arrange(
        [span("Doing", first, first + timedelta(days=50)), span("Record", first, None)], TODAY
    )

    (bar,) = drawn.lanes[0][1]
    assert (bar.x, bar.width) == (0, 50)
    (bar,) = drawn.lanes[1][1]
    assert (bar.x, bar.width) == (0, 100)
    assert drawn.today == 99


def test_a_single_day_in_five_years_can_still_be_seen_and_stays_inside():
    drawn = arrange(
        [span("Record", date(2021, 11, 1), None), span("Placements", TODAY, TODAY)], TODAY
    )

    (bar,) = drawn.lanes[1][1]
    assert bar.width == SHORTEST
    assert bar.x + bar.width <= 100


def test_what_is_still_to_come_stretches_the_picture_beyond_today():
    drawn = arrange(
        [span("Placements", TODAY + timedelta(days=9), TODAY + timedelta(days=49))], TODAY
    )

    (bar,) = drawn.lanes[0][1]
    assert (bar.x, bar.width) == (18, 80)
    assert drawn.today == 0


def test_there_is_no_picture_of_nothing_and_never_more_than_eight_marks():
    assert arrange([], TODAY) is None
    for years in (0, 1, 3, 9):
        drawn = arrange([span("Record", TODAY - timedelta(days=365 * years + 30), None)], TODAY)
        assert 1 <= len(drawn.ticks) <= 8
        assert all(0 <= x <= 100 for x, _ in drawn.ticks)
