"""Every page reads at about eleven, and none holds a word that tells somebody else anything."""

from __future__ import annotations

import re

import pytest

from app import clock, db
from app.outbox import services as outbox
from app.outbox.models import QUIET, TEXT
from app.settings import services as settings
from app.voice import links, requests
from app.voice.models import RequestKind
from tests.app.voice.reading import grade
from tests.app.voice.things import PAGES, fill

MOST = 6.0
# “care” in the name of a kind of work is no telling word, so these are phrases.
TELLING = re.compile(
    r"care leaver|care-leaver|leaving care|left care|in care\b|care experience|care-experience|"
    r"looked after|looked-after|foster|children[’']s home|social work|corporate parent|"
    r"personal advis|pathway plan|virtual school|unlocking|scheme|programme|"
    r"\bscore|per ?cent|%|\bband\b|\bmatch|algorithm|vulnerab|safeguard|\bcase\b",
    re.IGNORECASE,
)
BLOCKS = (
    "h1, h2, h3, p, li, dt, dd, label, legend, button, .govuk-hint, "
    "a.uo-ways__link strong, .uo-ways__words"
)


def sentences(page):
    """What a page says, each block with its end, so that a list is no long sentence."""
    main = page.soup.find("main")
    for theirs in main.select("[data-as-it-was], .govuk-character-count__message"):
        theirs.decompose()  # what somebody else wrote, long ago
    said = [
        " ".join(node.get_text(" ", strip=True).split())
        for node in main.select(BLOCKS)
        if not node.select(BLOCKS)
    ]
    return " ".join(
        words if words.endswith((".", "?", "!")) else f"{words}." for words in said if words
    )


@pytest.fixture
def full(phone, young, make):
    """A page with something of everything on it."""
    return fill(young, make)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_reads_at_about_eleven_and_tells_nobody_anything(phone, full, path):
    page = phone.get(path)
    said = sentences(page)

    score = grade(said)
    print(f"{path}: {score:.1f} ({len(said.split())} words)")
    assert page.status == 200
    assert score <= MOST, said
    assert TELLING.findall(page.text) == []
    assert TELLING.findall(page.soup.title.get_text()) == []
    assert full.surname not in page.text
    assert re.search(r"\d+ ?%", page.text) is None


def test_pages_before_opening_read_as_easily(phone, sent, browser, full, young):
    closed = browser.get("/y/" + "x" * 43)
    asked = browser.get("/page/new-link/asked")
    with db.transaction():
        _, secret = links.make(young, TEXT, by=None, leaves_at=clock.now())
    ready = browser.get(f"/y/{secret}")

    for page in (closed, asked, ready):
        score = grade(sentences(page))
        print(f"{page.h1}: {score:.1f}")
        assert score <= MOST
        assert TELLING.findall(page.body) == []


@pytest.mark.parametrize(
    ("template", "channel"), [("voice_ready", QUIET), ("voice_ready_text", TEXT)]
)
def test_a_message_says_nothing_telling(app, template, channel, young):
    subject, body = outbox.written(template, url="https://x.example/y/abc", expires_at=clock.now())

    assert TELLING.findall(subject + body) == []
    assert young.preferred_name not in body
    assert "Milton Keynes" not in subject + body
    assert "council" not in (subject + body).lower()
    assert grade(body.replace("https://x.example/y/abc", "")) <= MOST


def test_the_sender_of_a_message_says_nothing_telling(app):
    assert TELLING.findall(app.config["QUIET_MAIL_FROM"]) == []


def test_the_checks_themselves_hear_what_they_listen_for():
    assert TELLING.search("Work for care leavers")
    assert TELLING.search("A 74 % match")
    assert not TELLING.search("Health and social care")
    assert (
        grade(
            "The corporate parenting authority facilitates individualised vocational opportunities."
        )
        > MOST
    )


def test_every_page_of_theirs_is_read_here(app):
    own = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], "access", None) == {"link"}
        and "GET" in rule.methods
    }
    walked = {str(app.url_map.bind("x").match(path, return_rule=True)[0].rule) for path in PAGES}

    assert own - walked == {"/page/dates/<int(min=1, max=999):number>/calendar.ics"}
    assert settings.value("voice.exit_address")
    assert requests.TITLES[RequestKind.TALK]
