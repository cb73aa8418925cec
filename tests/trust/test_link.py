"""A young person’s link: scanners do not spend it, nobody uses it twice, and no log ever holds it."""

from __future__ import annotations

import io
import json
import logging

import pytest
from sqlalchemy import select

from app import db
from app.voice.models import VoiceLink
from scripts.supervise import LOG_LINE
from tests.app.voice.conftest import last_link, phone, sent, young
from tests.browser import Browser
from tests.trust.figures import figure, tries
from tests.trust.reading import Reading

__all__ = ["last_link", "phone", "sent", "young"]

SCANNERS = tries(5, 50)
FORBIDDEN = (
    "care leaver",
    "care experience",
    "looked after",
    "leaving care",
    "social worker",
    "advisor",
)


@pytest.fixture
def logged(app):
    """Every line of every logger, as the application writes it."""
    heard, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(heard)
    handler.setFormatter(root.handlers[0].formatter if root.handlers else None)
    names = ("", "app", "app.request", "werkzeug", "sqlalchemy.engine")
    before = {name: logging.getLogger(name).level for name in names}
    root.addHandler(handler)
    for name in ("", "app", "app.request", "werkzeug"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield heard
    root.removeHandler(handler)
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


def scan(app, link):
    """What a mail scanner does: HEAD and GET five times, from a browser that keeps nothing."""
    browser = Browser(app)
    for _ in range(5):
        for method in ("HEAD", "GET"):
            yield browser.ask(
                method, link, headers={"User-Agent": "Scanner", "Purpose": "prefetch"}
            )


def test_scanners_spend_nothing_and_the_second_use_is_refused(app, sent, logged):
    answers = [page for _ in range(SCANNERS) for page in scan(app, sent)]
    spent = db.session.scalars(select(VoiceLink)).one().opened_at
    first = Browser(app).anonymous().post(sent, {}, follow=False)
    others = [Browser(app).anonymous().post(sent, {}, follow=False).status for _ in range(3)]
    others += [Browser(app).get(sent).status]

    db.session.rollback()
    figure("T19", "links spent by HEAD and GET", int(spent is not None), len(answers))
    figure("T19", "second uses let in", sum(status < 400 for status in others), len(others))
    assert {page.status for page in answers} == {200}
    assert spent is None
    assert first.status == 303
    assert set(others) == {404}


def test_no_log_line_holds_the_key_of_a_link_or_of_a_visit(app, sent, logged):
    browser = Browser(app).anonymous()
    list(scan(app, sent))
    browser.post(sent, {}, follow=False)
    visit = browser.client.get_cookie("page").value
    for path in ("/page", "/page/words", "/page/ideas", f"{sent}/new", sent, "/page/print"):
        browser.ask("GET", path, headers={"Referer": f"http://localhost{sent}"})
    browser.post("/page/words", {"words": "x"}, follow=False)
    fall(app, browser, "voice.words", "/page/words")
    fall(app, Browser(app), "voice.opening", sent)

    secret, lines = sent.removeprefix("/y/"), logged.getvalue().splitlines()
    held = [line for line in lines if secret in line or visit in line]
    figure("T19", "log lines with a key in them, two falls included", len(held), len(lines))
    assert held == []
    assert "on purpose" in logged.getvalue()
    assert len(lines) >= 20


def fall(app, browser, endpoint, path):
    """Let a page fall over, and ask for it."""
    view = app.view_functions[endpoint]

    def falling(**values):
        raise RuntimeError("on purpose")

    app.view_functions[endpoint] = falling
    try:
        with app.app_context():
            assert browser.client.get(path).status_code == 500
    finally:
        app.view_functions[endpoint] = view


def test_the_log_of_the_web_server_has_no_place_for_a_key():
    """Neither the first line of a request nor its path, its query, where it came from, or a cookie."""
    places = ("%(r)s", "%(U)s", "%(q)s", "%(f)s", "cookie", "referer", "%({raw_uri}e)s")

    assert [place for place in places if place in LOG_LINE.lower().replace("%(u)s", "")] == []


def test_the_page_says_nothing_to_whoever_reads_along(app, sent, young, phone):
    paths = [sent, "/y/" + "x" * 43]
    pages = [Browser(app).get(path) for path in paths]
    own = [phone.get(path) for path in ("/page", "/page/words", "/page/print", "/page/looks")]

    named = [p for p in pages if young.preferred_name in p.body or young.surname in p.body]
    told = [word for p in pages for word in FORBIDDEN if word in p.body.lower()]
    loose = [
        page.status
        for page in [*pages, *own]
        if page.response.headers.get("Referrer-Policy") != "no-referrer"
        or page.response.headers.get("Cache-Control") != "no-store"
    ]
    away = [link for page in [*pages, *own] for link in sources(page) if not link.startswith("/")]
    figure(
        "T19",
        "pages that name somebody, tell of care, may be kept, or ask another site",
        len(named) + len(told) + len(loose) + len(away),
        len(pages) + len(own),
    )
    assert named == []
    assert told == []
    assert loose == []
    assert away == []


def sources(page):
    """What a browser would fetch by itself."""
    nodes = page.soup.select("script[src], link[href], img[src], iframe[src]")
    return [node.get("src", node.get("href")) for node in nodes]


def test_the_key_stands_in_no_address_but_the_one_of_the_button(app, sent):
    page, secret = Browser(app).get(sent), sent.removeprefix("/y/")
    reading = Reading(page.body, f"http://localhost{sent}")

    assert {link.split("#")[0] for link in reading.links if secret in link} <= {reading.address}
    assert {form.action.removeprefix("http://localhost") for form in reading.forms} <= {
        sent,
        f"{sent}/new",
        "/page/leave",
    }
    assert json.dumps(dict(page.response.headers)).count(secret) == 0
