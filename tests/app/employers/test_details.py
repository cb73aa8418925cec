from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app import clock, db
from app.audit.models import AuditEvent
from app.employers import services, vetting
from app.employers.models import EmployerNote, Pledge
from app.employers.vetting import Remark

PLEDGE = {"kind": "work_experience", "sector": "retail", "how_many": "2", "words": "From spring"}


@pytest.fixture
def owner(make):
    return make.user("business", name="Sam O’Neil", email="sam@bakery.example")


@pytest.fixture
def bakery(make, owner):
    return make.employer(name="Riverside Bakery", user=owner, about="Bread")


@pytest.fixture
def inside(browser, bakery, owner):
    return browser.sign_in(owner)


def form_of(employer, **changes):
    return {
        "name": employer.name,
        "kind": employer.kind.value,
        "company_number": employer.number,
        "postcode": employer.postcode,
        "sector": employer.sector_key,
        "size": employer.size,
        "about": employer.about,
        "website": "",
        "insurance_until-day": "",
        "version": str(employer.version),
        **changes,
    }


def test_new_answers_are_kept_and_written_down_by_field(inside, bakery):
    page = inside.post("employers.edit", form_of(bakery, about="Bread and cakes", size="10-49"))

    assert page.notices or "Saved." in page.text
    assert (bakery.about, bakery.size) == ("Bread and cakes", "10-49")
    event = db.session.scalars(select(AuditEvent)).one()
    assert event.details["fields"] == ["about", "insurance_until", "risk_assessed_on", "size"]


def test_the_form_comes_filled(inside, bakery):
    page = inside.get("employers.edit")

    assert page.soup.find(id="name")["value"] == "Riverside Bakery"
    assert page.soup.find(id="company_number")["value"] == bakery.number
    assert page.soup.find(id="insurance_until-year")["value"] == str(bakery.insurance_until.year)
    assert page.soup.select_one("#sector option[selected]")["value"] == bakery.sector_key


def test_a_stale_save_shows_both_and_the_next_one_counts(inside, bakery):
    old = form_of(bakery, about="What I typed")
    bakery.about = "What a colleague saved"
    db.session.commit()

    page = inside.post("employers.edit", old)

    assert page.status == 409
    assert "What a colleague saved" in page.text
    assert page.soup.find(id="about").text.strip() == "What I typed"
    assert bakery.about == "What a colleague saved"
    again = page.soup.find(id="version")["value"]
    assert inside.post("employers.edit", {**old, "version": again}, follow=False).status == 302
    assert bakery.about == "What I typed"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "٣"])
def test_a_version_nobody_had_counts_as_stale(inside, bakery, version):
    assert inside.post("employers.edit", form_of(bakery, version=version)).status == 409


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Enter the name of your organisation"),
        ({"postcode": "MK9 3ZZ"}, "Enter a postcode that exists, like MK9 3EJ. Is yours"),
        (
            {
                "insurance_until-day": "31",
                "insurance_until-month": "2",
                "insurance_until-year": "2027",
            },
            "The last day of the insurance must be a real date",
        ),
        (
            {
                "insurance_until-day": "1",
                "insurance_until-month": "2",
                "insurance_until-year": "2199",
            },
            "The last day of the insurance must be within three years",
        ),
        (
            {
                "risk_assessed_on-day": "1",
                "risk_assessed_on-month": "2",
                "risk_assessed_on-year": "2199",
            },
            "The day of the risk assessment must be today or in the past",
        ),
    ],
)
def test_what_cannot_be_is_refused(inside, bakery, wrong, words):
    (error,) = inside.post("employers.edit", form_of(bakery, **wrong)).errors

    assert error.startswith(words)


def test_taking_the_number_of_another_organisation_is_looked_at_and_tells_nothing(
    inside, bakery, make
):
    make.employer(name="Somewhere Else", number="07654321")

    page = inside.post("employers.edit", form_of(bakery, company_number="07654321"))

    assert bakery.recheck_since is not None
    assert "Somewhere Else" not in page.text


@pytest.mark.parametrize(
    ("change", "looked_at"),
    [
        ({"name": "Another Name"}, True),
        ({"company_number": "SC123456"}, True),
        ({"about": "Cakes"}, False),
    ],
)
def test_an_approved_organisation_that_becomes_another_is_looked_at_again(
    inside, bakery, change, looked_at
):
    inside.post("employers.edit", form_of(bakery, **change))

    assert (bakery.recheck_since is not None) == looked_at
    assert bakery.state == "APPROVED"


def test_a_note_about_a_field_is_answered_by_changing_it(inside, bakery, coordinator):
    vetting.note(bakery, Remark("Please say more", "about"), by=coordinator)

    inside.post("employers.edit", form_of(bakery, about="Bread, cakes and a café"))

    assert db.session.scalars(select(EmployerNote)).one().answered_at is not None


@pytest.mark.parametrize("state", ["DECLINED", "SUSPENDED", "ARCHIVED"])
def test_a_closed_organisation_changes_nothing(inside, bakery, state):
    bakery.state = state
    db.session.commit()

    edited = inside.post("employers.edit", form_of(bakery, about="Cakes"))
    pledged = inside.post("employers.pledge_new", PLEDGE)

    assert edited.errors == pledged.errors
    assert "not open at the moment" in edited.errors[0]
    assert inside.get("employers.mine").status == 200


def test_an_answer_brings_it_back_to_the_council_with_a_new_date(inside, bakery, coordinator):
    bakery.state = "PENDING_REVIEW"
    db.session.commit()
    vetting.note(bakery, Remark("Which building?", "postcode"), by=coordinator)
    vetting.act(bakery, "ask", by=coordinator, reason="One question")
    assert "Which building?" in inside.get("employers.mine").text

    page = inside.post("employers.answer", {"words": "The one with the red door"})

    assert "Your answer is with the council. You hear by" in page.text
    assert (bakery.state, bakery.review_due) == ("PENDING_REVIEW", services.review_by())
    assert services.asked(bakery) == []
    assert "The one with the red door" in set(db.session.scalars(select(EmployerNote.words)))


def test_an_answer_nobody_asked_for_is_refused_in_plain_words(inside, bakery):
    page = inside.post("employers.answer", {"words": "Hello"})

    assert page.errors == ["This is now “Approved”, so that cannot be done"]


def test_a_quiet_organisation_wakes_with_one_button(inside, bakery):
    bakery.state = "DORMANT"
    db.session.commit()
    assert "Yes, we are still happy to help" in inside.get("employers.mine").buttons()

    inside.post("employers.still_happy")

    assert bakery.state == "APPROVED"
    assert bakery.confirmed_at is not None


def test_a_pledge_is_taken_at_once_even_before_approval(inside, bakery):
    bakery.state = "EMAIL_UNVERIFIED"
    db.session.commit()

    page = inside.post("employers.pledge_new", PLEDGE)

    assert "Thank you for your pledge" in page.text
    pledge = db.session.scalars(select(Pledge)).one()
    assert (pledge.kind, pledge.how_many, pledge.sector_key) == ("work_experience", 2, "retail")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": "slavery"}, "Select one of the answers shown"),
        ({"kind": ""}, "Select what you could offer"),
        ({"how_many": ""}, "Enter for how many people, like 2"),
        ({"how_many": "0"}, "The number of people must be 1 or more"),
        ({"how_many": "two"}, "The number of people must be a whole number, like 3"),
        ({"how_many": "9" * 50}, "The number of people must be a whole number, like 3"),
        ({"sector": "x"}, "Select one of the answers shown"),
        ({"words": "x" * 10_000}, "Anything we should know? must be 1,000 characters or fewer"),
        (
            {"hoped_for-day": "1", "hoped_for-month": "1", "hoped_for-year": "2020"},
            "The day it could start must be within the next three years",
        ),
        ({"hoped_for-day": "1"}, "The day it could start must include a month and a year"),
    ],
)
def test_a_pledge_that_says_too_little_is_asked_again(inside, wrong, words):
    page = inside.post("employers.pledge_new", PLEDGE | wrong)

    assert page.errors[0].startswith(words)
    assert db.session.scalar(select(func.count()).select_from(Pledge)) == 0


def test_a_pledge_can_be_changed_and_taken_back(inside):
    inside.post("employers.pledge_new", PLEDGE)
    pledge = db.session.scalars(select(Pledge)).one()

    new = PLEDGE | {"how_many": "5", "version": str(pledge.version)}
    inside.post("employers.pledge_edit", new, ref=pledge.ref)
    assert pledge.how_many == 5
    inside.post("employers.pledge_take_back", ref=pledge.ref)

    assert db.session.scalar(select(func.count()).select_from(Pledge)) == 0


def test_a_stale_pledge_shows_both(inside):
    inside.post("employers.pledge_new", PLEDGE)
    pledge = db.session.scalars(select(Pledge)).one()
    old = pledge.version
    pledge.how_many = 7
    db.session.commit()

    page = inside.post("employers.pledge_edit", PLEDGE | {"version": str(old)}, ref=pledge.ref)

    assert page.status == 409
    assert "7 places" in page.text
    assert page.soup.find(id="how_many")["value"] == "2"


def test_two_clicks_make_one_pledge(inside, token):
    for _ in range(2):
        inside.post("employers.pledge_new", PLEDGE | {"once": token})

    assert db.session.scalar(select(func.count()).select_from(Pledge)) == 1


def test_another_organisations_pledge_does_not_exist(inside, make):
    other = make.employer()
    pledge = Pledge(
        employer_id=other.id, sector_key="retail", kind="job", how_many=1, created_at=clock.now()
    )
    db.session.add(pledge)
    db.session.commit()

    theirs = inside.get("employers.pledge_edit", ref=pledge.ref)
    missing = inside.get("employers.pledge_edit", ref="x" * 22)

    assert (theirs.status, missing.status) == (404, 404)
    assert inside.post("employers.pledge_take_back", ref=pledge.ref).status == 404


def test_an_account_without_an_organisation_finds_nothing(browser, business):
    assert browser.sign_in(business).get("employers.mine").status == 404


def test_expiry_dates_from_long_ago_are_shown_not_hidden(inside, bakery):
    bakery.insurance_until = clock.today() - timedelta(days=900)
    db.session.commit()

    assert str(bakery.insurance_until.year) in inside.get("employers.mine").text
