"""Guidance to read: every guide is whole, sourced, findable, and open to everybody."""

import re
from datetime import date
from functools import cache

import pytest
from textstat import textstat

from app import clock
from app.guidance import examples, library, statements, writing
from app.guidance.routes import PLACES
from app.settings import services as settings

GUIDES = library.guides()
SLUGS = [guide.slug for guide in GUIDES]
MONEY = re.compile(r"£\s?\d|\d ?%")
LAW = re.compile(r"\b(Act|Regulations|section \d|by law|unlawful(ly)?|legally)\b")
MAY_SAY_LAW = {"dbs", "work-or-experience", "paying-lawfully", "for-charities", "first-offer"}


@cache
def syllables(word):
    try:
        return textstat.syllable_count(word)
    except KeyError:  # a word its dictionary does not have
        return max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word))))


def grade(text):
    """The Flesch–Kincaid grade; a line of a list counts as a sentence, a number as a short word."""
    plain = re.sub(r"[£(]?\d[\d,.:]*\w*", "ten", text.replace("’", "'"))
    sentences = [part for part in re.split(r"[.!?]+\s|\n+", plain) if re.search("[A-Za-z]", part)]
    words = [w for part in sentences for w in re.findall(r"[A-Za-z']+", part.lower())]
    spoken = sum(map(syllables, words)) / len(words)
    return round(0.39 * len(words) / len(sentences) + 11.8 * spoken - 15.59, 1)


def whole(guide):
    said = {one.key: one.words for one in statements.every()}
    return "\n".join([guide.words, *(said[key] for key in guide.statements)])


def test_there_is_a_guide_for_every_sector_and_every_size():
    sectors = {guide.key for guide in GUIDES if guide.group == "sectors"}
    sizes = {guide.key for guide in GUIDES if guide.group == "sizes"}

    assert sectors == {row["key"] for row in settings.reference("sectors")}
    assert sizes == {"1-9", "10-49", "50-249", "250+"}


def test_every_sector_guide_answers_the_same_six_questions():
    for guide in GUIDES:
        if guide.group == "sectors":
            assert len(guide.headings) == 6, guide.slug
            assert [b.kind for b in guide.blocks].count("list") >= 5, guide.slug


def test_guides_are_easy_to_read():
    grades = sorted(((grade(whole(guide)), guide.slug) for guide in GUIDES), reverse=True)
    print("hardest to read:", grades[:5])

    assert grades[0][0] <= 9
    assert sum(value for value, _ in grades) / len(grades) <= 6


def test_whatever_a_guide_stands_on_exists_and_nothing_lies_about():
    known, used = {one.key for one in statements.every()}, set()
    for guide in GUIDES:
        assert set(guide.statements) <= known, guide.slug
        used |= set(guide.statements)

    assert known - used == set()


def test_every_link_of_a_guide_leads_somewhere():
    places = {*SLUGS, *PLACES}
    for guide in GUIDES:
        spans = [span for block in guide.blocks for line in block.lines for span in line]
        leads = {span.to for span in spans if span.to} | set(guide.related)
        assert leads <= places, (guide.slug, leads - places)


def test_every_statement_has_its_source_and_says_with_whom_to_check_what_is_not_sure():
    for one in statements.every():
        assert one.source, one.key
        assert one.sure in {"H", "M", "L"}, one.key
        assert one.sure == "H" or one.ask, one.key
        assert date(2026, 1, 1) <= one.checked <= clock.today(), one.key


def test_money_and_the_names_of_laws_stand_in_statements_and_not_in_the_running_text():
    for guide in GUIDES:
        assert not MONEY.search(guide.words), guide.slug
        if guide.slug not in MAY_SAY_LAW:
            assert not LAW.search(guide.words), (guide.slug, LAW.search(guide.words))


def test_a_statement_is_shown_only_while_it_holds():
    assert "app-level-7" not in statements.on(date(2025, 12, 31))
    assert "app-level-7" in statements.on(date(2026, 1, 1))


@pytest.mark.parametrize("slug", SLUGS)
def test_everybody_can_open_every_guide(browser, slug):
    page = browser.get("guidance.guide", slug=slug)

    assert page.status == 200
    assert page.h1 == library.by_slug()[slug].title
    assert "Last checked" in page.text
    anchors = [link["href"][1:] for link in page.soup.select(".uo-contents a")]
    assert all(page.soup.find(id=anchor) for anchor in anchors)
    assert page.response.headers.getlist("Set-Cookie") == []


def test_what_is_not_sure_is_marked_with_whom_to_check(browser):
    page = browser.get("guidance.guide", slug="dbs")

    marked = [p.get_text(" ", strip=True) for p in page.soup.select(".uo-law__source .uo-tag")]
    assert set(marked) == {"Check"}
    assert "with the Disclosure and Barring Service" in page.text


def test_wages_in_a_guide_are_those_of_the_dated_table(browser):
    page = browser.get("guidance.guide", slug="paying-lawfully")

    assert "£12.71" in page.text
    assert "£8.00" in page.text


def test_searching_finds_beginnings_of_words_in_any_order_without_accents(browser):
    assert library.search("INSUR certif")[0].guide.slug == "insurance"
    assert library.search("café")
    assert library.search("zebra crossing") == []

    page = browser.get("guidance.index", q="barred list")
    assert "DBS: what you may not ask" in page.text
    assert "No guide has these words" in browser.get("guidance.index", q="<b>zz</b>").text


def test_the_contents_name_every_guide_once(browser):
    page = browser.get("guidance.index")
    inside = [a["href"] for a in page.soup.select("main section ul a, main .uo-trades a")]

    for slug in SLUGS:
        assert inside.count(f"/guidance/{slug}") == 1, slug


def test_examples_say_that_they_are_invented_and_have_their_own_picture(browser):
    page = browser.get("guidance.good_practice")
    shown = page.soup.select(".uo-example")

    assert len(shown) == len(examples.every()) >= 6
    for one in shown:
        assert one.select_one("svg")
        assert one.select_one("[role=img]")["aria-label"]
        assert "Invented example" in one.get_text()


def test_no_markup_of_a_file_gets_through():
    block = writing.block("Some <b>words</b> & a [link](dbs) and **strong** ones")

    assert block.lines[0][0].text == "Some <b>words</b> & a "
    assert [span.to for span in block.lines[0] if span.to] == ["dbs"]


@pytest.mark.parametrize("text", ["", "no head", "---\ntitle: One\n---\ntext", "---\nword\n---\nx"])
def test_a_file_that_is_no_guide_is_told(text):
    with pytest.raises(writing.BadGuide):
        writing.read("bad", text)
