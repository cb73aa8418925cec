"""Every sector has a picture of its own, drawn for this product, on paper and on the tablet."""

from __future__ import annotations

import re

import config
from app.settings import services as settings

DRAWN = config.ROOT / "app" / "static" / "images" / "sectors"


def pictures(page):
    return [use["href"].partition("#")[2] for use in page.soup.select(".uo-picture use")]


def test_every_sector_has_a_picture_and_no_two_share_one():
    drawn = {file.stem: file.read_text() for file in DRAWN.glob("*.svg")}
    known = {row["key"] for row in settings.reference("sectors")}

    assert drawn.keys() == known | {"other"}
    assert len(set(drawn.values())) == len(drawn)
    for name, text in drawn.items():
        assert re.search(r'viewBox="0 0 64 64"', text), name
        assert not re.search(r"<style|style=|<script|href=|class=", text), name


def test_each_card_of_the_interests_page_shows_its_sectors_picture(browser, make, advisor):
    person = make.young_person(advisor=advisor)

    page = browser.sign_in(advisor).get("young_people.interests", ref=person.ref)

    assert pictures(page) == [sector.key for sector in settings.sectors()]


def test_a_sheet_shows_pictures_of_what_to_talk_about(browser, make, advisor):
    person = make.young_person(advisor=advisor, interests={"retail": "keen"})

    page = browser.sign_in(advisor).get("sheets.one", ref=person.ref)

    assert pictures(page) == ["retail"]


def test_a_sector_nobody_has_drawn_yet_shows_the_open_road(app):
    with app.test_request_context():
        page = app.jinja_env.from_string(
            '{% from "components/page.html" import sector_picture %}{{ sector_picture("new") }}'
        ).render()

    assert "sectors.svg" in page
    assert page.count("#other") == 1
