"""Whatever is typed, sent twice or made up: no error page, nothing lost, nothing else changed."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app import db
from app.young_people.edit_routes import SUBJECTS
from app.young_people.models import YoungPerson, YoungPersonState
from tests.app.young_people.people import fresh

NASTY = {
    "apostrophes": "O’Brien d'Arcy",
    "emoji": "🦊👩‍🔧",
    "right to left": "שלום \u202eevil",
    "long": "x" * 10_000,
    "nul": "a\x00b",
    "tags": "<script>alert(1)</script>",
    "template": "{{ 7 * 7 }}{% raw %}",
    "formula": "=1+1",
    "only spaces": "   \u200b ",
    "surrogate": "a\ud800",
    "lines": "a\r\nb\tc",
    "sql": "'; DROP TABLE young_person; --",
}
FIELDS = {
    "about": "preferred_name surname pronouns born-day born-year category authority case_reference",
    "contact": "contact_preference safe_times phone email",
    "skills": "shown said",
    "qualifications": "qualifications-0-name qualifications-0-level qualifications-²-name qualifications-9",
    "experience": "experience",
    "travel": "outward travel_minutes travel_modes",
    "times": "available_from-day available_from-month available_from-year hours_per_week_max days",
    "helps": "adjustments working_style",
    "looking": "kinds pay_matters dbs",
    "notes": "advisor_notes",
    "ready": "on_cv on_id version",
}
DATES = [
    ("31", "2", "2008"),
    ("0", "0", "0"),
    ("99", "13", "99999"),
    ("१", "1", "2008"),
    ("29", "2", "2007"),
]


def sendable(text):
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


@pytest.mark.parametrize("kind", NASTY)
@pytest.mark.parametrize("subject", FIELDS)
def test_nothing_that_is_typed_breaks_a_page(browser, make, advisor, subject, kind):
    person = make.young_person(advisor=advisor)
    answers = dict.fromkeys(FIELDS[subject].split(), sendable(NASTY[kind]))
    answers.setdefault("version", str(person.version))
    page = browser.sign_in(advisor).post(
        "young_people.edit", answers, ref=person.ref, subject=subject
    )

    assert page.status in {200, 409, 422}
    assert "<script>alert(1)" not in page.body
    after = browser.get("young_people.show", ref=person.ref)
    assert after.status == 200
    assert "<script>alert(1)" not in after.body
    shown = browser.get("young_people.section", ref=person.ref, name=SUBJECTS[subject].back_to)
    assert "<script>alert(1)" not in shown.body


@pytest.mark.parametrize("kind", NASTY)
def test_nothing_that_is_typed_breaks_the_other_pages(browser, make, advisor, kind):
    person, words = make.young_person(advisor=advisor), sendable(NASTY[kind])
    browser.sign_in(advisor)
    for endpoint, names, values in (
        ("young_people.new", "preferred_name surname pronouns outward case_reference born-day", {}),
        ("young_people.interests", "own_words on_retail version", {"ref": person.ref}),
        ("young_people.agree_matching", "how until-day given_by", {"ref": person.ref}),
        ("young_people.agree_share", "employer shared how", {"ref": person.ref}),
        ("young_people.new_activity", "in_touch code since-day", {"ref": person.ref}),
        ("young_people.keep_out", "employer reason", {"ref": person.ref}),
        ("young_people.keep_out", "area reason", {"ref": person.ref}),
        ("young_people.search", "q", {}),
        ("young_people.move", "reason revisit_on-day", {"ref": person.ref, "verb": "not_now"}),
    ):
        page = browser.post(endpoint, dict.fromkeys(names.split(), words), **values)
        assert page.status < 500
        assert "<script>alert(1)" not in page.body


@pytest.mark.parametrize("date", DATES)
def test_a_date_that_does_not_exist_is_said_beside_its_boxes_and_stays(
    browser, make, advisor, date
):
    parts = dict(zip(("born-day", "born-month", "born-year"), date, strict=True))
    page = browser.sign_in(advisor).post("young_people.new", {"preferred_name": "Robin", **parts})

    assert len(page.errors) == 1
    assert page.soup.find(id="born-year")["value"] == date[2]
    assert page.soup.find(id="preferred_name")["value"] == "Robin"


def test_a_long_text_is_refused_with_its_length_and_kept(browser, make, advisor):
    person = make.young_person(advisor=advisor)
    answers = {"advisor_notes": "x" * 10_000, "version": str(person.version)}
    page = browser.sign_in(advisor).post(
        "young_people.edit", answers, ref=person.ref, subject="notes"
    )

    assert page.status == 422
    assert "You have 6,000 too many" in page.errors[0]
    assert len(page.soup.find("textarea").get_text().strip()) == 10_000


def test_a_second_click_makes_no_second_record(browser, advisor, token):
    browser.sign_in(advisor)
    first = browser.post(
        "young_people.new", {"preferred_name": "Robin", "once": token}, follow=False
    )
    second = browser.post(
        "young_people.new", {"preferred_name": "Robin", "once": token}, follow=False
    )

    assert first.location == second.location
    assert db.session.scalar(select(func.count()).select_from(YoungPerson)) == 1


def test_answers_nobody_asked_for_are_passed_over(browser, make, advisor):
    person, other = make.young_person(advisor=advisor, state="NOT_STARTED"), make.user("advisor")
    extra = {
        "advisor_id": str(other.id),
        "advisor": other.ref,
        "state": "READY",
        "id": "9",
        "ref": "x" * 22,
        "own_words": "taken",
        "version_id": "1",
    }
    answers = {"advisor_notes": "mine", "version": str(person.version), **extra}
    browser.sign_in(advisor).post("young_people.edit", answers, ref=person.ref, subject="notes")
    person = fresh(person)

    assert person.advisor_notes == "mine"
    assert (person.advisor_id, person.state) == (advisor.id, YoungPersonState.NOT_STARTED)
    assert person.own_words != "taken"


def test_an_advisor_cannot_start_a_record_in_another_caseload(browser, make, advisor):
    other = make.user("advisor")
    browser.sign_in(advisor).post(
        "young_people.new", {"preferred_name": "Robin", "advisor": other.ref}
    )

    assert db.session.scalars(select(YoungPerson)).one().advisor_id == advisor.id


def test_a_manager_starts_a_record_for_an_advisor_of_the_team_and_no_other(browser, make, manager):
    mine, far = make.user("advisor"), make.user("advisor", team=make.team("South team"))
    browser.sign_in(manager)
    for chosen in ("", far.ref):
        page = browser.post("young_people.new", {"preferred_name": "Robin", "advisor": chosen})
        assert page.errors
    browser.post("young_people.new", {"preferred_name": "Robin", "advisor": mine.ref})

    assert db.session.scalars(select(YoungPerson)).one().advisor_id == mine.id


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999999999", "1.5", "²"])
def test_a_page_that_does_not_exist_is_the_nearest_that_does(browser, make, advisor, page):
    make.young_person(advisor=advisor)

    assert "1 young people" in browser.sign_in(advisor).get(
        "young_people.index", page=page
    ).text.replace("1 young person", "1 young people")
