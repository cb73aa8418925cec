"""Guidance is linked from where it is needed: the builder’s sections, findings, and the start pages."""

import pytest

from app.guidance import library, linking
from app.opportunities.law.types import STOP, Finding
from app.opportunities.sections import SECTIONS

FAMILIES = (
    *("wage", "unpaid", "hours", "break", "rest", "night"),
    *("apprenticeship", "insurance", "risk", "dbs", "dates", "age"),
)


def test_every_section_of_the_builder_and_every_family_of_rules_has_its_guide():
    for section in SECTIONS:
        assert linking.guide_for_section(section.key), section.key
    for family in FAMILIES:
        found = Finding(f"{family}.some", STOP, "field", "words", "source")
        assert len(linking.guides_for_findings([found, found])) == 1, family
    assert {*linking.SECTIONS.values(), *linking.FAMILIES.values()} <= set(library.by_slug())


def test_a_section_of_the_builder_says_why_it_asks(browser, make, business):
    offer = make.opportunity(employer=make.employer(user=business), state="DRAFT")
    page = browser.sign_in(business).get("opportunities.section", ref=offer.ref, key="pay")

    assert page.link("Why do we ask?") == "/guidance/paying-lawfully"


def test_a_finding_leads_to_its_guide(browser, make, business):
    employer = make.employer(user=business)
    offer = make.opportunity(employer=employer, state="DRAFT", paid=True, pay_per_hour=2)
    page = browser.sign_in(business).get("opportunities.section", ref=offer.ref, key="pay")

    assert page.link("Read more: Paying lawfully") == "/guidance/paying-lawfully"


@pytest.mark.parametrize("endpoint", ["home.index", "employers.start"])
def test_the_start_pages_lead_to_the_guidance(browser, endpoint):
    assert browser.get(endpoint).link("uidance for employers") == "/guidance"
