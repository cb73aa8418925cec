import pytest
from sqlalchemy import select

from app import db
from app.employers import codes, services
from app.employers.models import Employer


def kept():
    return db.session.scalars(select(Employer)).one()


def owner():
    return services.members(kept())[0].user


def register(browser, answers):
    return browser.anonymous().post("employers.register", answers)


@pytest.mark.parametrize(
    "pasted",
    [
        "fJ3kP0qW9xYz1aB2cD3eFg",
        " fJ3kP0qW9x Yz1aB2cD3eFg ",
        "https://jobs.example/employers?code=fJ3kP0qW9xYz1aB2cD3eFg",
        "see https://jobs.example/employers?a=b&code=fJ3kP0qW9xYz1aB2cD3eFg.",
    ],
)
def test_a_code_may_be_pasted_with_what_is_around_it(browser, good, pasted):
    register(browser, good | {"code": pasted})

    assert kept().referral_code == "fJ3kP0qW9xYz1aB2cD3eFg"


def test_a_misspelt_code_stops_nobody_and_can_be_put_right(browser, good, secret, make):
    referral = make.referral(employer_name="Riverside Bakery")
    page = register(browser, good | {"code": referral.ref[:-1] + "!"})
    assert page.h1 == "Riverside Bakery Ltd is registered"
    assert "We do not know the referral code" in page.text
    browser.anonymous().post("employers.confirm", secret=secret())
    assert browser.sign_in(owner()).post(
        "employers.referral_code", {"code": "still wrong"}
    ).errors == [codes.UnknownCode.message]

    browser.post("employers.referral_code", {"code": referral.ref})

    db.session.refresh(referral)
    assert (referral.state, referral.employer_id) == ("REGISTERED", kept().id)


def test_a_link_with_a_misspelt_code_says_so_and_goes_on(browser):
    page = browser.get("employers.register", code="nobody")

    assert "We do not know the referral code in your link. Go on all the same" in page.text
