"""Two people at one record: nobody’s words are lost in silence, one after the other or both at once."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from app import db
from app.young_people.edit_routes import SUBJECTS
from app.young_people.models import RecordChange
from tests.app.voice.conftest import phone, sent, young
from tests.app.young_people.people import fresh
from tests.at_once import at_once
from tests.trust.figures import figure, tries
from tests.trust.record import as_shown, browser_of, form_to, walk, whole_record

__all__ = ["phone", "sent", "young"]

# For each page of a record that is saved as a whole: the box, and what two people make of it.
BOXES = {
    "about": ("pronouns", "she {n}", "xe {n}"),
    "contact": ("safe_times", "mornings {n}", "evenings {n}"),
    "skills": ("said", "juggling {n}", "welding {n}"),
    "qualifications": ("qualifications-0-name", "Maths {n}", "Hygiene {n}"),
    "experience": ("experience", "A café {n}", "A garage {n}"),
    "travel": ("travel_minutes", "3{t}", "4{t}"),
    "times": ("hours_per_week_max", "1{t}", "2{t}"),
    "helps": ("working_style", "Small teams {n}", "Alone {n}"),
    "looking": ("pay_matters", "yes", "no"),
    "notes": ("advisor_notes", "first {n}", "second {n}"),
    "ready": ("on_cv", "in_progress", "done"),
    "interests": ("own_words", "i like dogs {n}", "i like cats {n}"),
}
SPOKEN = {"yes": "Yes", "no": "No", "in_progress": "On the way", "done": "Done"}
PAIRS = tries(len(BOXES) * 2, 200)
AT_ONCE = tries(len(BOXES), 200)


@pytest.fixture
def two(app, make, advisor, manager):
    """A record, and the browsers of two people who may change it."""
    person, _, _ = whole_record(make, advisor, manager)
    return person, browser_of(app, advisor), browser_of(app, manager)


def address(person, subject):
    return f"/young-people/{person.ref}/change/{subject}"


def opened(browser, person, subject):
    """The answers of a page as it was shown to somebody."""
    where = address(person, subject)
    return as_shown(form_to(browser.get(where), where, "version"))


def typed(subject, turn):
    """What the two of them type into the same box."""
    box, *words = BOXES[subject]
    return box, [text.format(n=turn % 90, t=turn % 9) for text in words]


def stored(person):
    """Every answer of the record, as one text."""
    row = fresh(person)
    names = [column.name for column in row.__table__.columns]
    said = {name: str(getattr(row, name)) for name in names if name not in {"version"}}
    return " ".join(said[name] for name in sorted(said) if not name.endswith("_at"))


def in_boxes(page):
    """What stands in the boxes of a page."""
    chosen = page.soup.select("input[checked]")
    texts = [node.get("value", "") for node in page.soup.select("input:not([type=radio])")]
    texts += [node.get_text() for node in page.soup.select("textarea")]
    return " | ".join([*texts, *(node["value"] for node in chosen)])


def shows_both(page, theirs, mine):
    """Whether a refused page sets theirs beside mine, and my box still holds what I typed."""
    table = page.soup.find("table")
    said = table.get_text(" ") if table else ""
    beside = all(SPOKEN.get(text, text) in said for text in (theirs, mine))
    return page.status == 409 and beside and mine in in_boxes(page)


def save(browser, where, sent):
    """A piece of work that sends a page."""
    return lambda: browser.post(where, sent, follow=False)


def set_up(subject, person, turn, *browsers):
    """Start both from something neither of them types, where there are only a few answers."""
    if subject in {"looking", "ready"} and turn:
        answers = opened(browsers[0], person, subject) | {BOXES[subject][0]: ""}
        if subject == "ready":
            answers[BOXES[subject][0]] = "not_started"
        browsers[0].post(address(person, subject), answers, follow=False)


def test_every_page_of_a_record_that_is_saved_as_a_whole_is_tried_here(two):
    person, browser, _ = two
    pages = walk(browser, f"/young-people/{person.ref}", [person.ref])
    versioned = {
        re.sub(".*/change/", "", where)
        for where, page in pages.items()
        if page.soup.select_one("input[name=version]")
    }

    assert versioned == set(BOXES) == {*SUBJECTS, "interests"}


def test_a_stale_save_is_refused_and_shows_both_texts(two):
    person, one, other = two
    lost, hidden = [], []
    for turn in range(PAIRS):
        subject = list(BOXES)[turn % len(BOXES)]
        set_up(subject, person, turn, one)
        box, (first, second) = typed(subject, turn)
        mine, theirs = (opened(browser, person, subject) for browser in (one, other))
        kept = one.post(address(person, subject), mine | {box: first}, follow=False)
        assert kept.status == 302, (subject, kept.errors)
        before = stored(person)
        late = other.post(address(person, subject), theirs | {box: second}, follow=False)
        if stored(person) != before:
            lost.append((subject, first, second))
        if not shows_both(late, first, second):
            hidden.append((subject, late.status, first, second))

    figure("T21", "silent losses in pairs of stale saves, 12 pages", len(lost), PAIRS)
    figure("T21", "refused without both texts on the screen", len(hidden), PAIRS)
    assert lost == []
    assert hidden == []


def test_of_two_saves_at_the_same_moment_one_is_kept_and_one_is_told(app, two):
    person, one, other = two
    wrong = []
    for turn in range(AT_ONCE):
        subject = list(BOXES)[turn % len(BOXES)]
        set_up(subject, person, turn, one)
        box, words = typed(subject, turn)
        pages = [
            opened(browser, person, subject) | {box: text}
            for browser, text in zip((one, other), words, strict=True)
        ]

        came = at_once(
            app,
            save(one, address(person, subject), pages[0]),
            save(other, address(person, subject), pages[1]),
        )
        statuses = [getattr(page, "status", page) for page in came]
        if sorted(map(str, statuses)) != ["302", "409"]:
            wrong.append((subject, statuses))
            continue
        winner = statuses.index(302)
        if not shows_both(came[1 - winner], words[winner], words[1 - winner]):
            wrong.append((subject, "both texts", statuses))

    figure(
        "T21",
        "pairs of saves at the same moment with another end than one kept, one told",
        len(wrong),
        AT_ONCE,
    )
    assert wrong == []


def test_two_pages_of_one_record_saved_at_once_lose_nothing(app, two):
    """Whoever is late is told, and may save again; what the other saved stays."""
    person, one, other = two
    for turn in range(4):
        pages = [opened(one, person, "helps"), opened(other, person, "contact")]
        pages[0] |= {"working_style": f"outside {turn}"}
        pages[1] |= {"safe_times": f"lunch {turn}"}
        acts = [
            save(one, address(person, "helps"), pages[0]),
            save(other, address(person, "contact"), pages[1]),
        ]
        came = [page.status for page in at_once(app, *acts)]
        row = fresh(person)
        kept = [row.working_style == f"outside {turn}", row.safe_times == f"lunch {turn}"]
        assert kept == [status == 302 for status in came]
        assert 302 in came


def test_notes_written_at_the_same_moment_are_all_kept(app, two):
    person, *browsers = two
    where = f"/young-people/{person.ref}/notes/new"
    for turn in range(3):
        words = [f"at once {turn} {number}" for number in range(2)]
        acts = [
            save(browser, where, {"words": text, "contact": ""})
            for browser, text in zip(browsers, words, strict=True)
        ]
        assert [page.status for page in at_once(app, *acts)] == [302, 302]
        history = browsers[0].get(f"/young-people/{person.ref}/history").text
        assert all(text in history for text in words)


def test_own_words_from_the_link_and_the_advisors_page_lose_nothing_in_silence(
    app, advisor, young, phone
):
    """The later of the two is told, or what it replaced stands in the history."""
    desk = browser_of(app, advisor)
    on_desk = opened(desk, young, "interests")
    phone.post("/page/words", {"words": "i like the sea"}, follow=False)
    late = desk.post(
        address(young, "interests"), on_desk | {"own_words": "they like hills"}, follow=False
    )
    assert shows_both(late, "i like the sea", "they like hills")
    assert fresh(young).own_words == "i like the sea"

    again = opened(desk, young, "interests") | {"own_words": "they like hills"}
    assert desk.post(address(young, "interests"), again, follow=False).status == 302
    phone.post("/page/words", {"words": "no i like the sea"}, follow=False)

    kept = db.session.scalars(select(RecordChange).where(RecordChange.field == "own_words"))
    assert "they like hills" in [row.before for row in kept]
    assert fresh(young).own_words == "no i like the sea"
