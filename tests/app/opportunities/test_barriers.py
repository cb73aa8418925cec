"""A wish that is really a barrier is found, explained with its source, and moved with one tap."""

from __future__ import annotations

import pytest

from app import db
from app.opportunities import answers as kept
from app.opportunities import barriers
from app.opportunities.models import Opportunity
from app.settings import services as settings


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Full UK driving licence", "driving"),
        ("Must have own car", "driving"),
        ("Two years’ experience in retail", "experience"),
        ("2+ years of experience", "experience"),
        ("GCSE Maths at grade C", "gcse"),
        ("Educated to degree level", "degree"),
        ("Enhanced DBS check", "dbs"),
        ("Excellent communication skills", "communication"),
        ("Young and energetic", "age_words"),
        ("Native English speaker", "native"),
        ("Physically fit", "physical"),
        ("Fully flexible", "hours"),
        ("Two references", "references"),
        ("Own tools", "equipment"),
        ("Able to hit the ground running", "culture"),
    ],
)
def test_a_wish_that_keeps_people_out_is_found(app, words, key):
    assert barriers.match(words).key == key


@pytest.mark.parametrize(
    "words",
    ["Being on time", "Friendly", "Likes children", "Asks when unsure"],
)
def test_a_plain_wish_is_left_alone(app, words):
    assert barriers.match(words) is None


def test_every_row_has_a_date_a_source_and_a_kinder_way_that_is_no_barrier(app):
    for row in settings.reference("barriers"):
        assert row["source"], row["key"]
        assert row["valid_from"], row["key"]
        assert barriers.match(row["instead"]) is None, row["key"]


@pytest.fixture
def written(offer):
    return offer(
        essential=["Driving licence", "Friendly"],
        desirable=["Excellent communication skills"],
        essential_qualifications=[{"name": "GCSE maths", "level": 2}],
    )


def sent(offer, **more):
    return {
        "version": str(offer.version),
        "essential": "\n".join(offer.essential),
        "desirable": "\n".join(offer.desirable),
        "first-name": "GCSE maths",
        "first-level": "2",
        **more,
    }


def saved():
    db.session.rollback()
    return db.session.query(Opportunity).order_by(Opportunity.id.desc()).first()


def test_one_tap_moves_a_wish_to_what_would_help_and_keeps_what_was_typed(
    browser, business, written
):
    page = browser.sign_in(business).get("opportunities.section", ref=written.ref, key="asks")
    assert "Is there a bus" in page.text
    assert "National Travel Survey" in page.text

    typed = sent(written, skills="listening", ease="down|essential|Driving licence")
    page = browser.post("opportunities.section", typed, ref=written.ref, key="asks")

    assert saved().essential == ["Friendly"]
    assert saved().desirable == ["Excellent communication skills", "Driving licence"]
    assert saved().skills == ["listening"]
    assert "Changed and saved" in page.text


def test_one_tap_takes_a_wish_out_or_says_it_kindlier(browser, business, written):
    browser.sign_in(business)
    how = "swap|desirable|Excellent communication skills"
    browser.post("opportunities.section", sent(written, ease=how), ref=written.ref, key="asks")
    assert saved().desirable == ["Says hello to customers and passes on a message"]

    how = "out|essential_qualifications|GCSE maths"
    browser.post("opportunities.section", sent(saved(), ease=how), ref=written.ref, key="asks")
    assert saved().essential_qualifications == []


def test_a_check_nobody_needs_is_taken_off_with_one_tap(browser, business, offer):
    made = offer(person_dbs="basic", regulated_activity=False, dbs_required=True)
    page = browser.sign_in(business).get("opportunities.section", ref=made.ref, key="checks")
    assert "Is it caring for children or adults at risk? If not, no check is needed." in page.text

    typed = {"version": str(made.version), "regulated_activity": "no", "person_dbs": "basic"}
    how = {"ease": "out|person_dbs|Basic check"}
    browser.post("opportunities.section", typed | how, ref=made.ref, key="checks")
    assert (saved().person_dbs, saved().dbs_required) == ("none", False)


@pytest.mark.parametrize("how", ["", "down", "down|title|x", "up|essential|Friendly", "out|ref|x"])
def test_a_tap_nobody_offered_changes_nothing(app, written, how):
    values = {"essential": ["Friendly"], "desirable": []}

    assert barriers.eased(values, how) == values


def test_a_new_note_is_shown_once_and_then_lets_go(browser, business, written):
    browser.sign_in(business)
    plain = sent(written, essential="Two years’ experience")
    first = browser.post("opportunities.section", plain, ref=written.ref, key="asks", follow=False)
    assert first.location.endswith("/asks")

    again = sent(saved(), essential="Two years’ experience")
    second = browser.post("opportunities.section", again, ref=written.ref, key="asks", follow=False)
    assert second.location.endswith("/checks")


def test_words_about_people_are_noticed_in_the_text_too(app, offer):
    made = offer(will_do="We look for somebody young and energetic.")

    assert [wish.barrier.key for wish in barriers.in_words(kept.current(made))] == ["age_words"]
