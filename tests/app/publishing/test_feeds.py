"""The feed and the maps of addresses, read as feed readers and search engines read them."""

from __future__ import annotations

from xml.etree import ElementTree

import feedparser

from app import clock
from app.opportunities.search import cards
from app.publishing import services, sitemap

NAMES = {"s": sitemap.NAMES}


def test_the_feed_is_well_formed_and_complete(mixed, ask):
    answer = ask("/opportunities/feed.atom")
    feed = feedparser.parse(answer.data)

    assert (answer.mimetype, feed.bozo, feed.version) == ("application/atom+xml", 0, "atom10")
    assert len(feed.entries) == len(mixed)
    assert len({entry.id for entry in feed.entries}) == len(mixed)
    for node in [feed.feed, *feed.entries]:
        assert all((node.id, node.title, node.updated_parsed))
    for entry in feed.entries:
        assert entry.link.startswith("http")
        assert all((entry.summary, entry.author, entry.published))
    assert {link.rel for link in feed.feed.links} == {"self", "alternate"}


def test_the_same_offer_keeps_its_name_in_every_feed_and_after_a_change(make, ask):
    mine = make.opportunity(sector_key="retail", title="Before")
    make.opportunity(sector_key="hospitality")
    first = feedparser.parse(ask("/opportunities/feed.atom?sector=retail").data)
    mine.title, mine.changed_at = "After", clock.now()
    make._add(mine)

    again = feedparser.parse(ask("/opportunities/feed.atom?sector=retail").data)
    both = feedparser.parse(ask("/opportunities/feed.atom").data)

    assert [entry.title for entry in again.entries] == ["After"]
    assert first.entries[0].id == again.entries[0].id
    assert again.entries[0].id in {entry.id for entry in both.entries}
    assert again.feed.id != both.feed.id
    assert again.entries[0].updated_parsed >= first.entries[0].updated_parsed


def test_the_list_leads_to_the_feed_of_the_same_search(mixed, ask, browser):
    page = browser.anonymous().get("opportunities.public_list", kind=["job", "taster"], q="baker")

    named = page.soup.find("link", {"type": "application/atom+xml"})["href"]
    assert named == page.link("Follow this search")
    titles = {entry.title for entry in feedparser.parse(ask(named).data).entries}
    assert titles == {a.get_text() for a in page.soup.select(".uo-suggestion__title a")}


def test_an_empty_feed_is_a_feed(app, ask):
    feed = feedparser.parse(ask("/opportunities/feed.atom?q=nothing").data)

    assert (feed.bozo, feed.entries) == (0, [])
    assert feed.feed.updated_parsed


def test_characters_xml_does_not_know_never_break_it(make, ask):
    make.opportunity(title="Bell \x07 and \ufffe")

    assert feedparser.parse(ask("/opportunities/feed.atom").data).bozo == 0


def test_the_map_lists_every_open_offer_everybody_may_take_once(mixed, ask):
    root = ElementTree.fromstring(ask("/sitemap.xml").data)
    places = [node.text for node in root.findall("s:url/s:loc", NAMES)]

    assert root.tag == f"{{{sitemap.NAMES}}}urlset"
    assert (
        len(places) == len(set(places)) == len(mixed) - 1 + len(sitemap.PAGES) + len(sitemap.HELP)
    )
    for place in places:
        assert place.startswith("http://localhost")
        assert ask(place.removeprefix("http://localhost")).status_code == 200
    dated = [node.text for node in root.findall("s:url/s:lastmod", NAMES)]
    assert len(dated) == len(mixed) - 1


def test_a_long_map_is_a_map_of_maps_that_leaves_nothing_out(mixed, app):
    with app.test_request_context():
        shown = services.for_robots()
        root = ElementTree.fromstring(sitemap.index(shown, most=3))
        parts = [sitemap.part(shown, number, most=3) for number in range(1, 4)]

    assert root.tag == f"{{{sitemap.NAMES}}}sitemapindex"
    assert len(root.findall("s:sitemap/s:loc", NAMES)) == len(parts) == 3
    listed = [
        node.text
        for part in parts
        for node in ElementTree.fromstring(part).findall("s:url/s:loc", NAMES)
    ]
    assert len(listed) == len(set(listed)) == len(shown)
    assert isinstance(shown[0], cards.Card)


def test_robots_are_told_where_the_map_is(ask):
    answer = ask("/robots.txt")

    assert answer.mimetype == "text/plain"
    assert "Sitemap: http://localhost/sitemap.xml" in answer.text
    assert "/answer/" not in answer.text
