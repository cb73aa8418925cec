"""Dates, money, journeys and statuses as people read them."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

import pytest
from flask import Flask
from markupsafe import Markup

from app import filters, statuses, suppression

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def web(tmp_path):
    site = Flask(__name__, static_folder=str(tmp_path))
    site.config["APP_NOW"] = NOW.isoformat()
    filters.register(site)
    with site.test_request_context():
        yield site


def test_dates_are_written_out():
    assert filters.long_date(TODAY) == "Thursday 26 November 2026"
    assert filters.short_date(TODAY) == "26 Nov 2026"
    assert filters.day_month(TODAY) == "Thursday 26 November"
    assert filters.moment(NOW) == "Thursday 26 November 2026 at 9:30am"
    assert filters.day_and_time(NOW) == "26 November 2026, 9:30am"
    assert filters.day_and_time(TODAY) == "26 November 2026"


def test_moments_are_shown_as_london_sees_them():
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    assert filters.moment(late) == "Wednesday 1 July 2026 at 12:30am"
    assert filters.moment(late.replace(tzinfo=None)) == filters.moment(late)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(9), "9am"),
        (time(9, 30), "9:30am"),
        (time(12), "midday"),
        (time(0), "midnight"),
        (time(17, 5), "5:05pm"),
    ],
)
def test_times_are_short(at, words):
    assert filters.clock_time(at) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 11, 2), date(2026, 11, 6), "2 to 6 November 2026"),
        (date(2026, 11, 26), date(2026, 12, 4), "26 November to 4 December 2026"),
        (date(2026, 12, 28), date(2027, 1, 8), "28 December 2026 to 8 January 2027"),
        (date(2026, 11, 26), date(2026, 11, 26), "Thursday 26 November 2026"),
        (date(2026, 11, 26), None, "Thursday 26 November 2026"),
    ],
)
def test_a_range_says_only_what_differs(start, end, words):
    assert filters.date_range(start, end) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (-1, "yesterday"),
        (1, "tomorrow"),
        (-3, "3 days ago"),
        (5, "in 5 days"),
        (-21, "3 weeks ago"),
        (-90, "3 months ago"),
        (-800, "2 years ago"),
    ],
)
def test_how_long_ago_is_said_in_days_first(web, days, words):
    assert filters.since(TODAY + timedelta(days=days)) == words


def test_a_clock_says_when_it_is_late(web):
    assert filters.due(TODAY) == "due today"
    assert filters.due(TODAY + timedelta(days=3)) == "due in 3 days"
    assert filters.due(TODAY - timedelta(days=1)) == "1 day late"
    assert filters.is_late(TODAY - timedelta(days=1))
    assert not filters.is_late(TODAY)
    assert not filters.is_late(None)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Decimal("12.71"), "£12.71"),
        (Decimal("8"), "£8.00"),
        (1200, "£1,200"),
        (Decimal("1200.5"), "£1,200.50"),
        (-3, "–£3.00"),
    ],
)
def test_money_shows_pence_where_they_matter(amount, words):
    assert filters.money(amount) == words


def test_pay_says_for_what():
    assert filters.pay(Decimal("12.71")) == "£12.71 an hour"
    assert filters.pay(None) == "unpaid"


@pytest.mark.parametrize(
    ("minutes", "miles", "by", "words"),
    [
        (25, 6.2, "bus", "25 minutes by bus (6 miles)"),
        (60, None, "", "1 hour"),
        (95, None, "car", "1 hour 35 minutes by car"),
        (None, 3, "", "about 3 miles away"),
        (None, 0.4, "", "under a mile away"),
        (None, None, "", "distance unknown"),
    ],
)
def test_distances_come_in_minutes_first(minutes, miles, by, words):
    assert filters.journey(minutes, miles, by) == words


def test_what_is_not_known_says_so():
    unknown = (
        filters.long_date,
        filters.moment,
        filters.money,
        filters.count,
        filters.yes_no,
        filters.words,
    )

    assert {shown(None) for shown in unknown} == {"we don’t know yet"}


def test_a_published_figure_is_never_shown_more_exactly():
    assert filters.count(suppression.one(3)) == "0 to 5"
    assert filters.figure(suppression.one(3)) == 0
    assert filters.count(1234) == "1,234"
    assert filters.count(9.0) == "9"


def test_words_join_and_count_as_people_say_them():
    assert filters.plural(1, "place") == "1 place"
    assert filters.plural(1200, "person", "people") == "1,200 people"
    assert filters.listing(["bread", "cake", "tea"]) == "bread, cake and tea"
    assert filters.listing(["bread"]) == "bread"
    assert filters.listing([]) == ""
    assert filters.initials("Zoë O’Neill van Dijk Smith") == "ZOV"
    assert filters.initials(None) == ""


def test_a_status_is_shown_in_words_with_its_colour():
    class State(StrEnum):
        NOT_SUCCESSFUL = "NOT_SUCCESSFUL"
        NEWLY_MADE = "NEWLY_MADE"

    assert filters.words(State.NOT_SUCCESSFUL) == "Not this time"
    assert filters.words(State.NEWLY_MADE) == "Newly made"
    assert filters.tone("LIVE") == "green"
    assert filters.tone(State.NEWLY_MADE) == "grey"


def test_every_coloured_status_has_words():
    assert set(statuses.TONES) <= set(statuses.WORDS)
    assert set(statuses.TONES.values()) <= {"green", "teal", "amber", "red", "blue", "grey"}


def test_no_status_is_put_harshly_or_names_care():
    said = " ".join(statuses.WORDS.values()).lower()

    # A careers fair names nobody’s care, so words are looked for whole.
    harsh = r"\b(failed|failure|rejected|care|in care|care.?leavers?|looked.after)\b"
    assert re.findall(harsh, said) == []


def test_lines_become_paragraphs_and_nothing_in_them_is_code():
    shown = filters.nl2p("One <script>\r\ntwo\n\n\nthree & four")

    assert isinstance(shown, Markup)
    assert shown == (
        '<p class="govuk-body">One &lt;script&gt;<br>two</p>\n<p class="govuk-body">three &amp; four</p>'
    )
    assert filters.nl2p(None) == ""


def test_an_asset_address_changes_with_its_content(web, tmp_path):
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "manifest.json").write_text(json.dumps({"app.css": "abc123"}))

    assert filters.asset_url("app.css").endswith("/built/app.css?v=abc123")
    assert filters.asset_url("other.css").endswith("/built/other.css")


def test_pages_work_before_the_assets_are_built(web):
    assert filters.asset_url("app.css").endswith("/built/app.css")
