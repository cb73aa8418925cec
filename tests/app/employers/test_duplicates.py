import pytest
from sqlalchemy import select

from app import db
from app.employers import duplicates, services
from app.employers.models import Employer


def register(browser, answers):
    return browser.anonymous().post("employers.register", answers)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Bread & Butter Co. Ltd", "bread and butter"),
        ("Sam’s Café", "SAMS CAFE"),
        ("Sam's Café Limited", "Sam’s Cafe"),
        ("Ltd", "ltd"),
        ("مخبز النهر", "مخبز  النهر"),
    ],
)
def test_names_are_compared_without_what_comes_and_goes(one, other):
    assert services.plain_name(one) == services.plain_name(other) != ""


def test_a_name_that_grows_when_taken_apart_still_fits(app):
    assert len(services.plain_name("ﷺ" * 120)) <= 120


@pytest.fixture
def known(make):
    return make.employer(
        name="Riverside Bakery",
        plain_name=services.plain_name("Riverside Bakery"),
        number="01234567",
        postcode="MK9 3EJ",
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Quite Another Name", "postcode": "MK17 8LX"},
        {"company_number": "07654321", "name": "the RIVERSIDE bakery plc"},
        {"company_number": "1234567", "name": "Riverside Bakery"},
        {"company_number": "09999999", "name": "Nobody Knows Us", "postcode": "MK17 8LX"},
    ],
)
def test_who_is_here_already_cannot_be_found_out_by_registering(browser, known, good, changes):
    page = register(browser, good | changes)

    assert page.h1 == f"{changes['name']} is registered"
    assert "Riverside Bakery" not in page.text.replace(changes["name"], "")


def test_the_council_is_told_that_two_registrations_are_one(browser, known, good):
    register(browser, good | {"name": "Quite Another Name", "postcode": "MK17 8LX"})
    new = db.session.scalars(select(Employer).where(Employer.name == "Quite Another Name")).one()

    (similar,) = duplicates.similar_to(new)

    assert similar.employer.id == known.id
    assert "the same number" in similar.why


@pytest.mark.parametrize(
    "changes",
    [
        {"company_number": "07654321", "postcode": "MK17 8LX"},
        {"company_number": "07654321", "name": "Riverside Books"},
        {"kind": "charity", "charity_number": "1234567", "name": "Riverside Trust"},
    ],
)
def test_what_is_only_similar_may_register_and_is_pointed_out(browser, known, good, changes):
    page = register(browser, good | changes)

    assert "is registered" in page.h1


def test_the_same_name_elsewhere_is_pointed_out_to_the_coordinator(make, known):
    other = make.employer(
        name="Riverside Bakery Ltd", plain_name="riverside bakery", postcode="MK17 8LX"
    )

    (similar,) = duplicates.similar_to(other)

    assert (similar.employer.id, similar.why) == (known.id, "has the same name")


def test_a_slip_in_the_name_is_pointed_out_and_another_trade_is_not(make, known):
    make.employer(name="Riverside Plumbing", plain_name="riverside plumbing", postcode="MK1 1BA")
    slip = make.employer(name="Riversid Bakery", plain_name="riversid bakery", postcode="MK17 8LX")

    assert [other.employer.id for other in duplicates.similar_to(slip)] == [known.id]
