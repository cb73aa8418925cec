"""Vacancies: typed in, imported all or nothing, and closed to change once a case is decided."""

from datetime import date

import pytest
from sqlalchemy import select

from app import db
from app.errors import Stale
from app.guarantee import services, vacancies
from app.guarantee.models import CriterionMark, Vacancy
from app.guarantee.vacancies import CriteriaDecided, Details, NumberTaken
from tests.app.guarantee.conftest import again

FORM = {
    "number": "vac 7",
    "title": "Gardener",
    "department": "Parks",
    "closes-day": "31",
    "closes-month": "12",
    "closes-year": "2026",
    "essential": "Can prune\nCan use a mower\nCan prune",
    "desirable": "Knows trees",
}


def all_vacancies():
    return db.session.scalars(select(Vacancy).order_by(Vacancy.id)).all()


def details(**changed):
    values = {
        "number": "VAC-7",
        "title": "Gardener",
        "department": "Parks",
        "closes": date(2026, 12, 31),
        "essential": ("Can prune", "Can use a mower"),
        "desirable": ("Knows trees",),
    }
    return Details(**{**values, **changed})


def test_hr_adds_a_vacancy_with_essential_and_desirable_apart(browser, hr):
    page = browser.sign_in(hr).post("guarantee.new_vacancy", FORM)

    assert page.h1 == "Gardener"
    (vacancy,) = all_vacancies()
    assert vacancies.details_of(vacancy) == details(number="VAC 7")


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"number": ""}, "Enter the vacancy number"),
        ({"closes-month": "13"}, "The closing date must be a real date"),
        ({"essential": "  "}, "Enter at least one essential criterion"),
        ({"desirable": "can PRUNE"}, "“can PRUNE” is essential and desirable. Keep it in one list"),
        (
            {"essential": "x" * 301},
            f"Shorten the criterion “{'x' * 40}…” to 300 characters or fewer",
        ),
        (
            {"essential": "\n".join(f"Thing {n}" for n in range(31))},
            "Enter at most 30 criteria. You have 31",
        ),
    ],
)
def test_a_vacancy_that_cannot_be_right_is_shown_again_with_what_was_typed(
    browser, hr, changed, error
):
    page = browser.sign_in(hr).post("guarantee.new_vacancy", {**FORM, **changed})

    assert page.errors == [error]
    assert "Gardener" in page.body
    assert all_vacancies() == []


def test_two_vacancies_cannot_have_one_number(browser, hr):
    browser.sign_in(hr).post("guarantee.new_vacancy", FORM)
    page = browser.post("guarantee.new_vacancy", {**FORM, "number": "VAC  7"})

    assert page.errors == [NumberTaken.message]


def test_criteria_can_change_while_nothing_is_decided_and_marks_of_the_gone_go(cases, hr):
    case = cases.marked()
    vacancy = case.vacancy
    kept = vacancy.criteria[0].id
    new = details(number=vacancy.number, essential=("Can use a till", "Is kind"))
    vacancies.change(vacancy, new, version=vacancy.version, by=hr)

    assert [line.words for line in again(case).vacancy.criteria if line.essential] == [
        "Can use a till",
        "Is kind",
    ]
    assert [row.criterion_id for row in db.session.scalars(select(CriterionMark))] == [kept]


def test_after_a_decision_the_criteria_stay_and_the_rest_may_change(cases, hr):
    vacancy = cases.guaranteed().vacancy
    old = vacancies.details_of(vacancy)

    with pytest.raises(CriteriaDecided):
        new = details(**{**vars(old), "essential": ("Something else",)})
        vacancies.change(vacancy, new, version=vacancy.version, by=hr)
    new = details(**{**vars(old), "title": "Senior assistant"})
    assert vacancies.change(vacancy, new, version=vacancy.version, by=hr) == ["title"]


def test_a_decided_case_that_was_withdrawn_still_holds_the_criteria(cases):
    case = cases.guaranteed()
    services.act(case, "withdraw", by=cases.hr, reason="Moved away")

    assert vacancies.decided(case.vacancy)


def test_a_case_withdrawn_before_the_decision_holds_nothing(cases):
    assert not vacancies.decided(cases.withdrawn().vacancy)


def test_a_stale_change_shows_both_texts_and_can_be_saved_again(browser, make, hr):
    vacancy = make.vacancy(title="Old title")
    seen = vacancy.version
    vacancies.change(
        vacancy,
        details(number=vacancy.number, title="Their title"),
        version=seen,
        by=hr,
    )
    mine = {**FORM, "number": vacancy.number, "title": "My title", "version": seen}

    page = browser.sign_in(hr).post("guarantee.edit_vacancy", mine, ref=vacancy.ref)

    assert page.status == 409
    assert "Their title" in page.text
    assert "My title" in page.body
    version = page.soup.find("input", {"name": "version"})["value"]
    browser.post("guarantee.edit_vacancy", {**mine, "version": version}, ref=vacancy.ref)
    db.session.expire_all()
    assert all_vacancies()[0].title == "My title"


def test_changing_only_criteria_counts_as_a_change(make, hr):
    vacancy = make.vacancy()
    seen = vacancy.version
    new = details(**{**vars(vacancies.details_of(vacancy)), "desirable": ("New",)})
    vacancies.change(vacancy, new, version=seen, by=hr)

    with pytest.raises(Stale):
        vacancies.change(vacancy, new, version=seen, by=hr)


def test_minimum_requirements_are_ticked_until_a_case_is_decided(browser, make, hr, cases):
    vacancy = make.vacancy()
    first = vacancy.criteria[0].id
    sent = {"minimum": [str(first)], "version": vacancy.version}
    browser.sign_in(hr).post("guarantee.minimum", sent, ref=vacancy.ref)
    db.session.expire_all()
    assert [line.minimum for line in vacancy.criteria] == [True, False]

    cases.guaranteed(vacancy)
    page = browser.post("guarantee.minimum", {"version": vacancy.version}, ref=vacancy.ref)
    assert page.errors == [CriteriaDecided.message]
