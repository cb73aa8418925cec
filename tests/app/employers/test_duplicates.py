import pytest

from app import clock
from app.employers import duplicates, services
from app.employers.models import EmployerState


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


def test_the_same_number_is_the_same_organisation(browser, known, good):
    page = register(browser, good | {"name": "Quite Another Name", "postcode": "MK17 8LX"})

    assert page.errors[0].startswith(
        "Riverside Bakery is already registered. Ask a colleague there"
    )
    assert page.soup.select_one(".govuk-error-summary a")["href"] == "#company_number"


def test_the_same_name_at_the_same_postcode_is_the_same_organisation(browser, known, good):
    page = register(
        browser, good | {"company_number": "07654321", "name": "the RIVERSIDE bakery plc"}
    )

    assert page.errors[0].startswith("Riverside Bakery is already registered")


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


@pytest.mark.parametrize("state", [s for s in EmployerState if s != "ARCHIVED"])
def test_every_registration_but_an_archived_one_keeps_its_name(browser, make, good, state):
    make.employer(name="Somebody", number="01234567", state=state)

    assert "already registered" in register(browser, good).errors[0]


def test_an_archived_organisation_may_come_back(browser, make, good):
    make.employer(number="01234567", state="ARCHIVED")

    assert register(browser, good).h1.endswith("is registered")


def test_a_registration_nobody_confirmed_locks_nobody_out_for_long(browser, make, good):
    make.employer(
        number="01234567",
        state="EMAIL_UNVERIFIED",
        created_at=clock.now() - duplicates.LASTS[duplicates.Purpose.ADDRESS],
    )

    assert register(browser, good).h1.endswith("is registered")
