"""Adverts from outside, asked of a real server that speaks the same language."""

from __future__ import annotations

import json
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from app import clock, db
from app.adverts import client, jobs, services
from app.adverts.models import Advert
from app.adverts.services import Asked

KEY = "only-for-tests"


def vacancy(number=1, **changes):
    day = clock.today() + timedelta(days=20)
    return {
        "vacancyReference": f"VAC{number:010d}",
        "title": f"Office apprentice {number}",
        "description": "Answer the telephone.",
        "numberOfPositions": 1,
        "postedDate": "2026-11-01T00:00:00Z",
        "closingDate": f"{day}T23:59:59Z",
        "startDate": f"{day}T00:00:00Z",
        "wage": {"wageType": "ApprenticeshipMinimum", "wageUnit": "Annually"},
        "hoursPerWeek": 37.5,
        "expectedDuration": "15 Months",
        "addresses": [{"addressLine1": "1 High Street", "addressLine3": "Bletchley"}],
        "isDisabilityConfident": True,
        "course": {
            "larsCode": 196,
            "title": "Business administrator",
            "level": 3,
            "route": "Office",
        },
        "employerName": "Invented Ltd",
        "providerName": "Invented College",
        "vacancyUrl": f"https://www.example.org/apprenticeship/{number}",
        "distance": 2.25,
    } | changes


class Speaker(ThreadingHTTPServer):
    """Gives out adverts page by page, after whatever else it was told to answer first."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.adverts, self.first, self.asked = [], [], []


class Answer(BaseHTTPRequestHandler):
    """One answer."""

    def do_GET(self):
        parts = urlsplit(self.path)
        self.server.asked.append((parts.path, parse_qs(parts.query), dict(self.headers)))
        status, headers, body, wait = (
            self.server.first.pop(0) if self.server.first else self.page(parse_qs(parts.query))
        )
        time.sleep(wait)
        try:
            self.send_response(status)
            for name, value in ({"Content-Type": "application/json"} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            pass

    def page(self, query):
        size, page = int(query["PageSize"][0]), int(query["PageNumber"][0])
        rows = self.server.adverts
        body = {
            "vacancies": rows[(page - 1) * size : page * size],
            "total": len(rows),
            "totalPages": -(-len(rows) // size),
        }
        return 200, {}, json.dumps(body).encode(), 0

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def speaker(app):
    server = Speaker()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def waits():
    return []


@pytest.fixture
def switched_on(app, monkeypatch):
    """Somebody at the council has set the key."""
    monkeypatch.setitem(app.config, "ADVERTS_KEY", KEY)


@pytest.fixture
def pull(speaker, waits):
    def pulled(patience=60):
        url = f"http://127.0.0.1:{speaker.server_port}/vacancies"
        return services.pull(
            client.Source(url, KEY, 52.04, -0.76, 15, sleep=waits.append, timeout=(60, patience))
        )

    return pulled


def shown(**asked):
    return list(db.session.scalars(services.on_show(Asked(**asked))))


def test_every_page_is_fetched_with_the_key_and_the_point(speaker, pull):
    speaker.adverts = [vacancy(number) for number in range(1200)]

    began = time.monotonic()
    run = pull()
    print(f"1,200 adverts over 12 pages: {time.monotonic() - began:.2f} s")

    assert (run.problem, run.seen, run.added, len(speaker.asked)) == ("", 1200, 1200, 12)
    path, query, headers = speaker.asked[0]
    assert path == "/vacancies/vacancy"
    assert (query["Lat"], query["Lon"], query["DistanceInMiles"]) == (
        ["52.0400"],
        ["-0.7600"],
        ["15"],
    )
    assert (headers["Ocp-Apim-Subscription-Key"], headers["X-Version"]) == (KEY, "2")


@pytest.mark.parametrize(("status", "said", "waited"), [(429, "7", 7), (429, "", 1), (500, "", 1)])
def test_it_waits_and_asks_again(speaker, pull, waits, status, said, waited):
    speaker.adverts = [vacancy()]
    speaker.first = [(status, {"Retry-After": said} if said else {}, b"", 0)]

    assert (pull().added, waits) == (1, [waited])


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((500, {}, b"", 0), "The adverts answered with 500"),
        ((401, {}, b"", 0), "The adverts answered with 401"),
        ((302, {"Location": "http://169.254.169.254/"}, b"", 0), "The adverts answered with 302"),
        ((200, {}, b'{"vacancies": [{"tit', 0), "The answer is not whole JSON"),
        ((200, {"Content-Type": "text/html"}, b"<html>", 0), "The answer is not JSON"),
        ((200, {}, b"[]", 0), "The answer is not what it should be"),
        ((200, {}, b'{"vacancies": "none"}', 0), "The answer holds no list of adverts"),
        ((200, {}, b" " * (client.MOST_BYTES + 1), 0), "The answer is too large"),
        ((200, {}, b"{}", 0.5), "The adverts cannot be reached (ReadTimeout)"),
    ],
)
def test_what_goes_wrong_is_written_down_and_what_we_had_stays(
    speaker, pull, browser, coordinator, answer, words
):
    speaker.adverts = [vacancy()]
    pull()
    speaker.first = [answer] * client.TRIES

    assert pull(patience=0.2 if answer[3] else 60).problem == words
    assert len(shown()) == 1
    assert words in browser.sign_in(coordinator).get("adverts.fetching").text


def test_half_a_fetch_ends_no_advert(speaker, pull):
    speaker.adverts = [vacancy(number) for number in range(150)]
    pull()
    whole = Answer.page
    good = json.dumps({"vacancies": speaker.adverts[:100], "totalPages": 2}).encode()
    speaker.first = [(200, {}, good, 0), (403, {}, b"", 0)]

    assert pull().problem == "The adverts answered with 403"
    assert (len(shown()), Answer.page) == (150, whole)


def test_an_advert_is_kept_once_changed_when_it_changes_and_ended_when_it_vanishes(speaker, pull):
    speaker.adverts = [vacancy(1), vacancy(1), vacancy(2)]
    assert pull().added == 2
    speaker.adverts = [vacancy(1, title="Baker apprentice")]

    run = pull()

    assert (run.added, run.changed, run.gone) == (0, 1, 1)
    assert [advert.title for advert in shown()] == ["Baker apprentice"]
    speaker.adverts = [vacancy(1, title="Baker apprentice"), vacancy(2)]
    assert (pull().changed, len(shown())) == (1, 2)


def test_our_own_live_offer_is_not_shown_a_second_time(speaker, pull, make):
    employer = make.employer(name="Invented")
    make.opportunity(employer=employer, title="office Apprentice 1")
    speaker.adverts = [vacancy(1), vacancy(2)]

    pull()

    assert [advert.title for advert in shown()] == ["Office apprentice 2"]


def test_one_that_closes_today_is_open_until_the_day_is_over(app, speaker, pull):
    speaker.adverts = [vacancy(closingDate=f"{clock.today()}T12:00:00Z")]
    pull()
    assert len(shown()) == 1

    app.config["APP_NOW"] = (clock.now() + timedelta(days=1)).isoformat()
    assert shown() == []
    app.config["APP_NOW"] = ""


HOSTILE = "<script>alert(1)</script>\u202e\x00" + "x" * 9000


def test_hostile_words_are_only_words(switched_on, speaker, pull, browser):
    bad = dict.fromkeys(("title", "description", "employerName", "expectedDuration"), HOSTILE)
    speaker.adverts = [vacancy(1, **bad, course=[HOSTILE], wage=HOSTILE, distance=True)]

    pull()
    page = browser.get("adverts.index")

    assert page.status == 200
    assert "<script>alert(1)" not in page.body
    assert "&lt;script&gt;" in page.body


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "http://plain.example", "//x.example", "", None, 7],
)
def test_a_link_that_leads_nowhere_good_is_no_advert(speaker, pull, url):
    speaker.adverts = [vacancy(vacancyUrl=url), "rubbish", None, {}]

    assert (pull().added, shown()) == (0, [])


def test_adverts_are_found_by_words_kind_level_and_distance(speaker, pull):
    welding = {"title": "Weld", "level": 2, "route": "Engineering"}
    speaker.adverts = [vacancy(1), vacancy(2, title="Welder 100%", course=welding, distance=12)]
    pull()

    found = [shown(words="welder"), shown(route="Engineering"), shown(level=2)]
    assert [[advert.title for advert in rows] for rows in found] == [["Welder 100%"]] * 3
    assert [advert.title for advert in shown(miles=5)] == ["Office apprentice 1"]
    assert shown(words="w_lder") == shown(words="0% off") == []


def test_everybody_sees_what_it_is_and_where_to_apply(switched_on, speaker, pull, browser):
    speaker.adverts = [vacancy()]
    pull()

    page = browser.get("adverts.index")

    assert "Not vetted by us" in page.text
    assert "the minimum wage for apprentices" in page.text
    assert page.link("Office apprentice 1") == "https://www.example.org/apprenticeship/1"


def test_without_a_key_nobody_is_sent_to_an_empty_page(browser):
    assert "advertised nationally" not in browser.get("opportunities.public_list").text
    assert "Not switched on" in browser.get("adverts.index").text


def test_without_a_key_nothing_is_asked(app, speaker):
    app.config |= {"ADVERTS_KEY": "", "ADVERTS_URL": f"http://127.0.0.1:{speaker.server_port}"}

    jobs.pull()

    assert (speaker.asked, services.last_runs()) == ([], [])


def test_with_a_key_the_clock_asks_around_the_place_that_is_set(app, speaker):
    speaker.adverts = [vacancy()]
    app.config |= {"ADVERTS_KEY": KEY, "ADVERTS_URL": f"http://127.0.0.1:{speaker.server_port}"}

    jobs.pull()
    app.config["ADVERTS_KEY"] = ""

    assert speaker.asked[0][1]["Lat"][0].startswith("52.0")
    assert db.session.scalars(select(Advert)).one().miles == 2.2
