"""The picture of where offers are: true to the list, readable, and without anybody else’s help."""

from __future__ import annotations

import itertools
import math
import re

import pytest

from app.opportunities import mapping
from app.places import areas, directory, shelf


def inside(point, outline):
    corners = [tuple(map(float, corner.split(","))) for corner in outline.split()]
    turns = [
        (bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax)
        for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True)
    ]
    return all(turn >= -1 for turn in turns) or all(turn <= 1 for turn in turns)


def test_no_two_dots_touch_and_each_lies_in_its_own_cell():
    cells = mapping.cells()

    nearest = min(math.dist((a.x, a.y), (b.x, b.y)) for a, b in itertools.combinations(cells, 2))
    assert nearest >= 2 * mapping.SMALLEST
    for cell in cells:
        assert inside((cell.x, cell.y), cell.outline), cell.code
        assert 0 < cell.x < mapping.WIDE
        assert 0 < cell.y < mapping.HIGH


def test_the_middle_of_an_area_is_drawn_where_its_cell_is():
    for area in areas.AREAS:
        cell = next(cell for cell in mapping.cells() if cell.code == area.code)
        assert math.dist(mapping.spot(area.latitude, area.longitude), (cell.x, cell.y)) < 12


def test_the_middles_are_those_of_the_directory():
    chapter = directory.chapter("M")
    for area in areas.AREAS:
        if area.code.startswith("MK"):
            place = shelf.centre(chapter, area.code)
            assert (place.latitude, place.longitude) == pytest.approx(
                (area.latitude, area.longitude), abs=0.0003
            )


def test_the_map_counts_what_the_list_finds_and_leads_to_it(browser, offer):
    offer("LIVE", postcode="MK9 3EJ")
    offer("LIVE", postcode="MK9 3EJ")
    offer("LIVE", postcode="MK2 2EB")
    offer("LIVE", postcode="M1 1AE")
    offer("LIVE", postcode=None, latitude=None, longitude=None)
    offer("LIVE", title="Other words", postcode="MK3 6EB")
    browser.anonymous()

    page = browser.get("opportunities.public_list", view="map", q="bakery")
    dots = page.soup.select(".uo-map a")
    assert [dot["aria-label"] for dot in dots] == [
        "MK2, Bletchley: 1 offer",
        "MK9, Central Milton Keynes: 2 offers",
    ]
    assert ", outside the picture: 1" in page.text
    assert "From home, or the postcode is not known yet: 1" in page.text
    there = browser.get(dots[1]["href"])
    assert len(there.soup.select(".uo-suggestion__title")) == 2
    assert "“bakery”" in there.text
    for dot in dots:  # the same as words, for those who cannot use a picture
        assert page.soup.select_one(f".uo-map__list a[href='{dot['href']}']")


def test_the_picture_calls_nobody_and_brings_no_style_of_its_own(browser, offer):
    offer("LIVE")
    page = browser.anonymous().get("opportunities.public_list", view="map")

    picture = str(page.soup.select_one(".uo-map"))
    assert not re.search(r"style=|<image|https?://|url\(", picture)


def test_an_offers_page_says_how_far_it_is_and_what_is_near(browser, offer, bletchley):
    mine = offer("LIVE", latitude=bletchley.latitude, longitude=bletchley.longitude)
    far = offer("LIVE", latitude=53.48, longitude=-2.24)
    home = offer("LIVE", remote=True)
    browser.anonymous()

    page = browser.get("opportunities.public_page", ref=mine.ref)
    assert "about 3 miles from Central Milton Keynes (MK9)" in page.text
    assert "Nearest: Bletchley, West Bletchley and Denbigh" in page.text
    assert page.soup.select_one(".uo-map__pin")
    for other in (far, home):
        assert not browser.get("opportunities.public_page", ref=other.ref).soup.select(".uo-map")
