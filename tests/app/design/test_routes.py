"""The page of parts: every part renders, every question keeps its words, nobody sees it in production."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

PAGES = [
    "/design",
    "/design/question",
    "/design/wrong",
    "/design/home/busy",
    "/design/home/quiet",
    "/design/person",
]


@pytest.mark.parametrize("address", PAGES)
def test_every_sample_page_opens(browser, address):
    assert browser.get(address).status == 200


@pytest.mark.parametrize("address", PAGES)
def test_no_sample_page_exists_in_production(app, browser, address, monkeypatch):
    monkeypatch.setitem(app.config, "PRODUCTION", True)

    assert browser.get(address).status == 404


@pytest.mark.parametrize("address", PAGES)
def test_no_page_borrows_the_government_brand(browser, address):
    body = browser.get(address).body.lower()

    assert not re.search(r"crown|gds transport|gov\.uk", body)


def test_every_wrong_answer_leads_to_an_input_that_can_be_filled(browser):
    page = browser.get("/design")

    links = page.soup.select(".govuk-error-summary a")
    targets = [page.soup.find(id=link["href"][1:]).name for link in links]
    assert len(targets) >= 12
    assert set(targets) <= {"input", "select", "textarea"}


def test_an_error_stands_in_the_title_and_beside_its_field(browser):
    page = browser.get("/design/wrong")

    assert page.soup.title.text.startswith("Error: ")
    assert page.errors == ["The reason must be 200 characters or fewer. You have 50 too many"]
    named = page.soup.find("textarea")["aria-describedby"].split()
    assert "reason-error" in named
    assert all(page.soup.find(id=name) for name in named)


def test_the_young_persons_page_has_no_way_in_but_a_way_out(browser):
    page = browser.get("/design/question")

    assert page.soup.find("nav", {"aria-label": "Main"}) is None
    way = page.soup.select_one("form[data-leave]")
    assert way["action"] == "/page/leave"
    assert way["data-leave"].startswith("https://")
    assert page.soup.find("meta", {"name": "robots"})["content"].startswith("noindex")


def test_every_description_is_tied_to_something_on_the_page(browser):
    page = browser.get("/design")

    for node in page.soup.select("[aria-describedby], [aria-labelledby], [aria-controls]"):
        for key in ("aria-describedby", "aria-labelledby", "aria-controls"):
            for name in node.get(key, "").split():
                assert page.soup.find(id=name), f"{key}={name}"


def test_every_drawing_can_be_read_by_a_machine(browser):
    for drawing in browser.get("/design").soup.find_all("svg"):
        ElementTree.fromstring(str(drawing))
        assert drawing.get("aria-hidden") or drawing.get("role") == "img"


@pytest.mark.parametrize("code", [400, 403, 404, 405, 409, 413, 429, 500, 503])
def test_an_error_page_says_what_to_do_without_asking_the_database(app, code):
    with app.test_request_context():
        body = app.jinja_env.get_template(f"errors/{code}.html").render(words="A rule was broken")

    assert body.count("<h1") == 1
    assert 'href="/"' in body
