"""Changing a record on its pages: every subject is kept as entered, and a late save loses nothing."""

from __future__ import annotations

import pytest

from app import clock
from app.errors import Stale
from app.young_people import services
from app.young_people.models import Level
from tests.app.young_people.people import fresh, full_record

# subject: what is typed, and what the record says afterwards.
SAVED = {
    "about": (
        {
            "preferred_name": "Robin",
            "surname": "O’Neill",
            "pronouns": "they/them",
            "born-day": "5",
            "born-month": "march",
            "born-year": "2008",
            "category": "relevant",
            "authority": "Luton",
            "case_reference": "",
        },
        {
            "surname": "O’Neill",
            "category": "relevant",
            "authority": "Luton",
            "case_reference": None,
        },
    ),
    "contact": (
        {
            "contact_preference": "in person",
            "safe_times": "mornings",
            "phone": "07700 900123",
            "email": "",
        },
        {"contact_preference": "in person", "phone": "+447700900123", "email": None},
    ),
    "skills": (
        {"shown": "cooking – Sam at the bakery\n\n", "said": "cooking\nbikes"},
        {
            "skills": [
                {
                    "name": "cooking",
                    "evidence": "shown",
                    "by": "Sam at the bakery",
                    "on": clock.today().isoformat(),
                },
                {"name": "bikes", "evidence": "said"},
            ]
        },
    ),
    "qualifications": (
        {
            "qualifications-0-name": "Food hygiene",
            "qualifications-0-level": "2",
            "qualifications-3-name": "Maths",
            "qualifications-3-level": "",
            "qualifications-4-name": "",
            "qualifications-4-level": "1",
        },
        {
            "qualifications": [
                {"name": "Food hygiene", "level": 2},
                {"name": "Maths", "level": None},
            ]
        },
    ),
    "experience": ({"experience": "A café\nThe market"}, {"experience": ["A café", "The market"]}),
    "travel": (
        {"outward": "mk9 3ej", "travel_minutes": "50", "travel_modes": ["bus", "car"]},
        {"outward": "MK9", "travel_minutes": 50, "travel_modes": ["bus", "car"]},
    ),
    "times": (
        {
            "available_from-day": "1",
            "available_from-month": "6",
            "available_from-year": "2027",
            "hours_per_week_max": "20",
            "days": ["mon", "sun"],
        },
        {"available_to": None, "hours_per_week_max": 20, "days": ["mon", "sun"]},
    ),
    "helps": (
        {"adjustments": ["buddy", "step_free"], "working_style": "Small teams"},
        {"adjustments": ["buddy", "step_free"], "working_style": "Small teams"},
    ),
    "looking": (
        {"kinds": ["job", "taster"], "pay_matters": "yes", "dbs": "no"},
        {"kinds": ["job", "taster"], "pay_matters": True, "dbs": False},
    ),
    "notes": ({"advisor_notes": "Line one\n\nLine two"}, {"advisor_notes": "Line one\n\nLine two"}),
}


def send(browser, person, subject, answers, version=None):
    sent = {"version": str(person.version if version is None else version), **answers}
    return browser.post("young_people.edit", sent, ref=person.ref, subject=subject)


@pytest.mark.parametrize("subject", SAVED)
def test_a_subject_is_kept_as_it_was_entered(browser, make, advisor, subject):
    person = make.young_person(advisor=advisor)
    typed, expected = SAVED[subject]
    page = send(browser.sign_in(advisor), person, subject, typed)

    assert page.errors == []
    person = fresh(person)
    assert {name: getattr(person, name) for name in expected} == expected


@pytest.mark.parametrize("subject", SAVED)
def test_opening_and_saving_changes_nothing(browser, make, advisor, subject):
    person = full_record(make, advisor)
    before = {name: getattr(person, name) for name in SAVED[subject][1]}
    page = browser.sign_in(advisor).get("young_people.edit", ref=person.ref, subject=subject)
    answers = filled_in(page)
    page = browser.post("young_people.edit", answers, ref=person.ref, subject=subject)

    assert page.errors == []
    person = fresh(person)
    assert {name: getattr(person, name) for name in before} == before


def filled_in(page):
    """What a browser would send from this page as it stands."""
    sent = {}
    for field in page.soup.select(
        "main form input[name], main form textarea[name], main form select[name]"
    ):
        if field["name"] == "csrf_token":
            continue
        if field.name == "textarea":
            sent[field["name"]] = field.get_text().removeprefix("\r\n").removeprefix("\n")
        elif field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            sent[field["name"]] = chosen["value"]
        elif field.get("type") in {"radio", "checkbox"}:
            if field.has_attr("checked"):
                sent.setdefault(field["name"], []).append(field["value"])
        else:
            sent[field["name"]] = field.get("value", "")
    return sent


def test_the_ready_list_is_kept_and_says_what_to_do_next(browser, make, advisor):
    person = make.young_person(advisor=advisor)
    page = browser.sign_in(advisor).get("young_people.edit", ref=person.ref, subject="ready")
    answers = filled_in(page) | {"on_cv": "done", "on_id": "in_progress"}
    page = browser.post("young_people.edit", answers, ref=person.ref, subject="ready")

    assert "1 of 8 done" in page.text
    assert "provisional licence" in page.text
    assert "Write one page together" not in page.text
    assert fresh(person).checklist["id"] == "in_progress"


def test_interests_and_own_words_are_kept_together(browser, make, advisor):
    person = make.young_person(advisor=advisor, interests={"retail": "keen"})
    page = browser.sign_in(advisor).get("young_people.interests", ref=person.ref)
    answers = filled_in(page)
    assert answers["on_retail"] == ["keen"]

    answers |= {"own_words": "i like dogs", "on_retail": "", "on_animals_and_land": "keen"}
    page = browser.post("young_people.interests", answers, ref=person.ref)
    person = fresh(person)

    assert "i like dogs" in page.text
    assert {row.sector_key: row.level for row in person.interests} == {
        "animals_and_land": Level.KEEN
    }


def test_every_sector_has_its_picture_and_its_own_question(browser, make, advisor):
    person = make.young_person(advisor=advisor)
    page = browser.sign_in(advisor).get("young_people.interests", ref=person.ref)
    questions = page.soup.select("main fieldset")

    assert len(questions) == 21
    for question in questions:
        assert question.find("legend").find("svg")
        assert [r["value"] for r in question.select("input")] == [
            "keen",
            "curious",
            "not_for_me",
            "",
        ]


def test_a_late_save_shows_both_texts_and_can_be_saved_again(browser, make, advisor):
    person = make.young_person(advisor=advisor, advisor_notes="as it was")
    opened_at = person.version
    services.change(person, {"advisor_notes": "by a colleague"}, version=opened_at, by=advisor)

    browser.sign_in(advisor)
    page = send(browser, person, "notes", {"advisor_notes": "mine"}, version=opened_at)
    assert page.status == 409
    assert "by a colleague" in page.text
    assert page.soup.find("textarea").get_text().strip() == "mine"
    assert fresh(person).advisor_notes == "by a colleague"

    page = browser.post("young_people.edit", filled_in(page), ref=person.ref, subject="notes")
    assert page.status == 200
    assert fresh(person).advisor_notes == "mine"


@pytest.mark.parametrize("subject", [*SAVED, "ready"])
def test_every_subject_shows_both_texts_when_it_is_late(browser, make, advisor, subject):
    person = full_record(make, advisor)
    typed = SAVED.get(subject, ({"on_cv": "not_started"}, {}))[0]
    page = send(browser.sign_in(advisor), person, subject, typed, version=person.version - 1)

    assert page.status == 409
    assert "On the record now" in page.text
    assert "What you entered" in page.text


def test_boxes_ticked_in_another_order_are_no_difference(browser, make, advisor):
    person = make.young_person(advisor=advisor, travel_modes=["walk", "bus"])
    typed = {"outward": "MK9", "travel_minutes": "50", "travel_modes": ["bus", "walk"]}
    page = send(browser.sign_in(advisor), person, "travel", typed, version=person.version - 1)

    assert "minutes will they travel" in page.soup.find("table").get_text()
    assert "get around" not in page.soup.find("table").get_text()


def test_late_interests_show_both_texts(browser, make, advisor):
    person = make.young_person(advisor=advisor, interests={"retail": "keen"}, own_words="theirs")
    answers = {"own_words": "mine", "on_retail": "not_for_me", "version": str(person.version - 1)}
    page = browser.sign_in(advisor).post("young_people.interests", answers, ref=person.ref)

    assert page.status == 409
    assert all(words in page.text for words in ("theirs", "mine", "Keen", "Not for me"))


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "²", "1.0"])
def test_a_version_no_record_has_counts_as_late(browser, make, advisor, version):
    person = make.young_person(advisor=advisor)

    assert (
        send(browser.sign_in(advisor), person, "notes", {"advisor_notes": "x"}, version).status
        == 409
    )


def test_two_hundred_late_saves_lose_nothing(make, advisor):
    person = make.young_person(advisor=advisor)
    lost = 0
    for turn in range(200):
        opened_at = fresh(person).version
        services.change(person, {"advisor_notes": f"first {turn}"}, version=opened_at, by=advisor)
        try:
            services.change(
                person, {"advisor_notes": f"second {turn}"}, version=opened_at, by=advisor
            )
        except Stale:
            continue
        lost += 1

    assert lost == 0
    assert fresh(person).advisor_notes == "first 199"


def test_the_reason_for_keeping_something_out_is_for_their_own_advisor_alone(
    browser, make, advisor, manager
):
    person = full_record(make, advisor)
    mine = browser.sign_in(advisor).get("young_people.section", ref=person.ref, name="about")
    theirs = browser.sign_in(manager).get("young_people.section", ref=person.ref, name="about")

    assert "Not safe there" in mine.text
    assert "Everything in MK3" in theirs.text
    assert "Not safe there" not in theirs.body


def test_an_employer_or_an_area_is_kept_out_and_let_in_again(browser, make, advisor):
    person = make.young_person(advisor=advisor)
    make.employer(name="Riverside Bakery")
    browser.sign_in(advisor)
    browser.post(
        "young_people.keep_out", {"employer": "RIVERSIDE bakery", "reason": "x"}, ref=person.ref
    )
    browser.post("young_people.keep_out", {"area": "mk3"}, ref=person.ref)
    rows = fresh(person).exclusions
    assert [(row.employer and row.employer.name, row.area) for row in rows] == [
        ("Riverside Bakery", None),
        (None, "MK3"),
    ]

    browser.post("young_people.let_in", {}, ref=person.ref, exclusion=rows[0].ref)
    assert [row.area for row in fresh(person).exclusions] == ["MK3"]


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({}, "one of the two"),
        ({"employer": "Riverside Bakery", "area": "MK3"}, "one of the two"),
        ({"employer": "Nobody Ltd"}, "There is no employer of this name here"),
        ({"area": "ZZ9"}, "There is no postcode area ZZ9"),
        ({"area": "MK4"}, "kept out already"),
    ],
)
def test_what_cannot_be_kept_out_is_said_beside_its_field(browser, make, advisor, answers, says):
    person = make.young_person(advisor=advisor)
    make.employer(name="Riverside Bakery")
    browser.sign_in(advisor).post("young_people.keep_out", {"area": "MK4"}, ref=person.ref)
    page = browser.post("young_people.keep_out", answers, ref=person.ref)

    assert [message for message in page.errors if says in message], page.errors
    assert len(fresh(person).exclusions) == 1


def test_another_persons_exclusion_cannot_be_removed_here(browser, make, advisor):
    mine, other = make.young_person(advisor=advisor), make.young_person(advisor=advisor)
    browser.sign_in(advisor).post("young_people.keep_out", {"area": "MK4"}, ref=other.ref)
    (row,) = fresh(other).exclusions

    assert browser.post("young_people.let_in", {}, ref=mine.ref, exclusion=row.ref).status == 404
    assert len(fresh(other).exclusions) == 1
