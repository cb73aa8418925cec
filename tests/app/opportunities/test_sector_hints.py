"""A sector is suggested from what was written, and only a person changes it."""

import pytest

from app import db
from app.opportunities import building, hinting
from app.opportunities.intake.storing import Intake
from app.opportunities.intake.tables import Source
from app.opportunities.models import Opportunity
from app.settings import hints
from tests.app.opportunities.test_intake import ON, csv, errors, row

BAKERY = {
    "title": "Help in a bakery",
    "will_do": "You weigh flour, shape rolls and serve at the counter of our café.",
    "will_learn": "",
    "could_lead": "maybe",
}


@pytest.fixture
def draft(make, browser, business):
    make.employer(user=business)
    browser.sign_in(business)

    def begin(sector):
        browser.post("opportunities.new", {"kind": "work_experience", "sector_key": sector})
        return last()

    return begin


def last():
    db.session.rollback()
    return db.session.query(Opportunity).order_by(Opportunity.id.desc()).first()


def write(browser, offer, **changed):
    sent = BAKERY | changed | {"version": str(last().version)}
    return browser.post("opportunities.section", sent, ref=offer.ref, key="doing", follow=False)


def test_an_employer_is_asked_when_the_text_sounds_like_another_sector(browser, draft):
    offer = draft("retail")
    assert write(browser, offer).location.endswith(f"/offers/{offer.ref}/sector")

    page = browser.get("opportunities.sector", ref=offer.ref)
    assert page.h1 == "This sounds like Hospitality and catering"
    assert "because it says" in page.text
    assert "“bakery”" in page.text
    assert last().sector_key == "retail"


def test_the_sector_changes_only_when_the_employer_says_so(browser, draft):
    offer = draft("retail")
    write(browser, offer)
    browser.post("opportunities.sector", {"sector": "hospitality"}, ref=offer.ref)

    assert last().sector_key == "hospitality"


def test_who_keeps_their_sector_is_not_asked_again(browser, draft):
    offer = draft("retail")
    write(browser, offer)
    browser.post("opportunities.sector", {"sector": "retail"}, ref=offer.ref)
    assert last().sector_key == "retail"

    assert "/sector" not in write(browser, offer, title="More help in a bakery").location


@pytest.mark.parametrize(
    "changed",
    [{}, {"title": "A good chance", "will_do": "You help our team in many ways, every day."}],
)
def test_nobody_is_asked_when_the_sector_fits_or_the_text_does_not_say(browser, draft, changed):
    offer = draft("hospitality")

    assert "/sector" not in write(browser, offer, **changed).location


def test_a_live_offer_keeps_its_sector_until_the_council_has_looked(make, business, browser):
    offer = make.opportunity(employer=make.employer(user=business), sector_key="retail")
    browser.sign_in(business).post("opportunities.sector", {"sector": "hospitality"}, ref=offer.ref)

    assert last().sector_key == "retail"
    assert last().pending == {"sector_key": "hospitality"}


def test_nobody_elses_offer_can_be_asked_about(make, business, browser):
    make.employer(user=business)
    offer = make.opportunity()

    assert browser.sign_in(business).get("opportunities.sector", ref=offer.ref).status == 404


def test_without_anybody_to_answer_nothing_is_suggested(app, monkeypatch):
    monkeypatch.setattr(hints, "_ready", [])

    assert hints.likeliest("we bake bread and serve coffee in a café") is None
    assert hints.other_than("retail", "we bake bread and serve coffee in a café") is None


def brought_in(*rows):
    Intake(Source("offers.csv", csv(*rows)), on=ON).store(by=None)
    return last()


def test_a_row_without_a_sector_gets_the_likeliest_one_marked(app):
    offer = brought_in(row(sector="", title="Baker", text="You bake bread and serve coffee."))

    assert (offer.sector_key, offer.sector_suggested) == ("hospitality", True)


def test_a_row_that_names_its_sector_keeps_it(app):
    offer = brought_in(row(sector="retail", title="Baker", text="You bake bread."))

    assert (offer.sector_key, offer.sector_suggested) == ("retail", False)


def test_a_row_whose_text_does_not_say_is_an_error(app):
    assert errors(csv(row(sector="", title="Xyzzy", text="Plugh"))) == [
        "row 2, sector: must be given: the title and the text do not tell it"
    ]


def test_the_coordinator_checks_a_suggested_sector_and_the_next_file_does_not_undo_it(
    app, browser, coordinator
):
    baker = row(sector="", title="Baker", text="You bake bread and serve coffee.")
    offer = brought_in(baker)
    desk = browser.sign_in(coordinator)
    assert "Check the sector" in desk.get("opportunities.desk", state="LIVE").text
    assert "suggested by the engine" in desk.get("opportunities.review", ref=offer.ref).text

    desk.post("opportunities.sector", {"sector": "retail"}, ref=offer.ref)
    assert (last().sector_key, last().sector_suggested) == ("retail", False)
    again = brought_in(baker)
    assert (again.sector_key, again.sector_suggested) == ("retail", False)


def test_a_guess_may_be_guessed_again(app):
    brought_in(row(sector="", title="Baker", text="You bake bread and serve coffee."))
    again = brought_in(row(sector="", title="Bricklayer", text="You build walls and mix mortar."))

    assert (again.sector_key, again.sector_suggested) == ("construction", True)


def test_saving_the_sector_is_checking_it(app, business):
    offer = brought_in(row(sector="", title="Baker", text="You bake bread and serve coffee."))
    offer.state = "DRAFT"
    db.session.commit()
    values = {"sector_key": "hospitality"}
    building.save(offer, hinting.BY_KEY["kind"], values, version=offer.version, by=business)

    assert not last().sector_suggested


def test_an_organisation_that_registers_is_told_what_it_sounds_like(make, browser, business):
    about = "We run a café and bake bread. We serve coffee and lunch every day."
    make.employer(user=business, sector_key="retail", about=about)
    page = browser.sign_in(business).get("employers.registered")

    assert "sounds like Hospitality and catering. You chose Retail" in page.text
