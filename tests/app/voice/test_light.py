"""Their pages load on an old phone with a slow line: little to fetch, and nothing from anywhere else."""

from __future__ import annotations

import gzip

import pytest

from tests.app.voice.things import fill
from tests.browser import Browser

KB = 1024
FIRST, NEXT = 25 * KB, 50 * KB


def weight(browser, path, *, known=()):
    """Every byte a browser fetches for a page: what it names, and what that names."""
    page = browser.get(path)
    soup, bytes_ = page.soup, len(page.body.encode())
    wanted = [node["href"] for node in soup.select("link[rel=stylesheet], link[rel=icon]")]
    wanted += [node["src"] for node in soup.select("script[src], img[src]")]
    wanted += [node["href"].partition("#")[0] for node in soup.select("use")]
    if any("face.css" in address for address in wanted):
        wanted.append("/static/built/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2")
    sizes = {}
    for address in dict.fromkeys(wanted):
        if address not in known:
            answer = browser.client.get(address, headers={"Accept-Encoding": "gzip"})
            assert answer.status_code == 200, address
            sizes[address] = len(answer.data)
    print(f"{path}: {bytes_ + sum(sizes.values())} bytes: page {bytes_}, {sizes}")
    return bytes_ + sum(sizes.values()), set(sizes) | set(known)


def test_all_of_the_first_page_with_everything_on_it_fits_in_fifty_kilobytes_after_the_door(
    phone, young, make
):
    fill(young, make)
    _, known = weight(phone, "/y/" + "x" * 43)
    home, known = weight(phone, "/page", known=known)
    again, _ = weight(phone, "/page/ideas", known=known)

    assert home < NEXT
    assert again < 12 * KB


def test_the_page_with_the_button_is_lighter_still_and_has_no_typeface(app, stranger, sent):
    first, named = weight(stranger, sent)

    assert first < FIRST
    assert not any("woff2" in address for address in named)


@pytest.fixture
def stranger(app):
    return Browser(app).anonymous()


def test_who_saves_data_gets_no_typeface_at_all(phone):
    assert "face.css" in phone.get("/page").body
    answer = phone.ask("GET", "/page", headers={"Save-Data": "on"})

    assert "face.css" not in answer.body


def test_what_is_packed_unpacks_to_what_it_was(phone):
    address = phone.get("/page").soup.select_one("link[rel=stylesheet]")["href"]
    plain = phone.client.get(address, headers={"Accept-Encoding": "identity"})
    packed = phone.client.get(address, headers={"Accept-Encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]


def test_pages_themselves_are_never_packed(phone):
    answer = phone.client.get("/page", headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in answer.headers
