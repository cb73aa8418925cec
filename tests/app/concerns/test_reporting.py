"""Anybody can report a concern; no employer ever reads one."""

import pytest
from sqlalchemy import select

from app import clock, db
from app.accounts.models import Role
from app.audit.models import AuditEvent
from app.employers import silence, vetting
from app.settings import services as settings
from tests.app.concerns.conftest import GOOD


def test_anybody_reports_without_an_account_and_hears_what_comes_next(
    browser, make, concerns, mails
):
    offer = make.opportunity()
    page = browser.anonymous().get("opportunities.public_page", ref=offer.ref)

    asked = browser.get(page.link("Report a concern about this offer"))
    sent = {**GOOD, "email": "someone@demo.example", "name": "Jo"}
    done = browser.post("concerns.report", sent, offer=offer.ref)

    assert offer.employer.name in asked.text
    assert "Thank you for telling us" in done.h1
    (row,) = concerns()
    assert (row.opportunity_id, row.employer_id) == (offer.id, offer.employer_id)
    assert (row.state, row.source, row.reported_by_id) == ("RECEIVED", "public", None)
    assert row.due == clock.add_working_days(clock.today(), 2)
    to_reporter, to_council = mails()
    assert to_reporter.to_address == "someone@demo.example"
    assert "Saturdays" not in to_reporter.body + to_council.body


@pytest.mark.parametrize(
    ("role", "source"), [("business", "business"), ("advisor", "staff"), ("councillor", "staff")]
)
def test_somebody_who_is_signed_in_reports_as_themselves(browser, make, concerns, role, source):
    user = make.user(role)

    browser.sign_in(user).post("concerns.report", GOOD)

    (row,) = concerns()
    assert (row.source, row.reported_by_id, row.about) == (source, user.id, "Bakery")


def test_the_page_says_at_once_whom_to_ring_by_the_settings(browser, concerns):
    browser.anonymous()
    page = browser.get("concerns.report")
    assert "Ring 999" in page.text
    assert settings.contact()["phone"] in page.text

    values = (("name", "the safeguarding hub"), ("phone", "01632 960777"))
    for name, value in values:
        key = f"concern.safeguarding_{name}"
        settings.set_value(key, value, valid_from=clock.today(), source="test", by=None)

    page = browser.get("concerns.report")
    assert "ring the safeguarding hub on 01632 960777" in page.text


def test_what_cannot_wait_is_due_the_same_day_and_on_top(browser, concern, coordinator):
    concern("pay", about="Slow")
    urgent = concern("danger", about="Fast")

    page = browser.sign_in(coordinator).get("concerns.desk")

    assert urgent.due == clock.add_working_days(clock.today(), 0)
    assert [a.text for a in page.soup.select("tbody th a")] == ["Fast", "Slow"]
    assert "Cannot wait" in page.text
    assert "Ring 999" in browser.get("concerns.show", ref=urgent.ref).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"category": ""},
        {"category": "x' --"},
        {"words": " \n "},
        {"words": "x" * 4001},
        {"about": "x" * 201},
        {"email": "not an address"},
        {"phone": "☎"},
        {"name": "n" * 121},
    ],
)
def test_what_cannot_be_kept_is_asked_again_and_nothing_typed_is_lost(browser, concerns, wrong):
    page = browser.anonymous().post("concerns.report", {**GOOD, "words": "I saw it", **wrong})

    assert page.errors
    assert "I saw it" in page.body or "words" in wrong
    assert concerns() == []


@pytest.mark.parametrize("ref", ["x", "x" * 22, "😀" * 22, "../..", "x" * 5000])
def test_an_offer_nobody_knows_is_simply_not_named(browser, ref):
    page = browser.anonymous().get("concerns.report", offer=ref)

    assert page.status == 200
    assert "About an employer or an offer" in page.text


def test_an_offer_that_may_not_be_seen_is_not_named_either(browser, make):
    hidden = make.opportunity(state="DRAFT", title="Secret draft")

    page = browser.anonymous().get("concerns.report", offer=hidden.ref)

    assert "Secret draft" not in page.body


def test_far_too_many_reports_from_one_place_have_to_wait(browser, concerns):
    browser.anonymous()
    answers = [browser.post("concerns.report", GOOD).status for _ in range(11)]

    assert answers == [200] * 10 + [429]
    assert len(concerns()) == 10


@pytest.mark.parametrize("role", [role.value for role in Role if role != "coordinator"] + [None])
def test_nobody_but_a_coordinator_reads_a_concern(browser, make, concern, role):
    row = concern(employer=make.employer())
    browser.sign_in(make.user(role)) if role else browser.anonymous()

    for endpoint in ("show", "tell"):
        page = browser.get(f"concerns.{endpoint}", ref=row.ref)
        assert page.status in {302, 403}
        assert "CANARY" not in page.body
    assert browser.get("concerns.desk").status in {302, 403}


def test_the_employer_finds_it_nowhere(app, browser, make, concern, coordinator, mails):
    owner = make.user("business")
    employer = make.employer(user=owner)
    offer = make.opportunity(employer=employer)
    row = concern(opportunity=offer, name="CANARY-NAME", email="canary@demo.example")
    browser.sign_in(coordinator).post("concerns.note", {"words": "CANARY-NOTE"}, ref=row.ref)
    remark = vetting.Remark("CANARY-INTERNAL", "postcode", internal=True)
    vetting.note(employer, remark, by=coordinator)
    call = silence.NewContact("call", "spoke", "CANARY-CALL")
    silence.log(employer, call, by=coordinator)
    browser.post("employers.move", {"reason": "We look"}, ref=employer.ref, verb="suspend")

    browser.sign_in(owner)
    pages = [
        raw(browser, rule.endpoint, **values)
        for rule in app.url_map.iter_rules()
        for values in [address_of(rule, offer, employer)]
        if values is not None
    ]

    assert len(pages) > 20
    assert not [page for page in pages if "CANARY" in page or "canary@" in page]
    theirs = [mail.subject + mail.body for mail in mails() if mail.to_address == owner.email]
    assert theirs
    assert not [text for text in theirs if "CANARY" in text or "concern" in text.lower()]


def raw(browser, endpoint, **values):
    """What the answer holds, be it a page, a table or a calendar."""
    with browser.app.app_context():
        address = browser.address(endpoint, **values)
        answer = browser.client.get(address, follow_redirects=True)
    db.session.rollback()
    assert answer.status_code < 500, endpoint
    return answer.data.decode("utf-8", "replace")


def address_of(rule, offer, employer):
    # The demonstration’s mailbox shows every message there is; it is never there in earnest.
    others = {"static", "home.readyz", "outbox.mailbox"}
    if "GET" not in rule.methods or rule.endpoint in others:
        return None
    room = rule.endpoint.partition(".")[0]
    refs = {"opportunities": offer.ref, "employers": employer.ref}
    if not rule.arguments:
        return {}
    return {"ref": refs[room]} if rule.arguments == {"ref"} and room in refs else None


def test_reporting_is_in_the_trail_without_a_word_of_it(browser, concern):
    concern()

    (event,) = db.session.scalars(select(AuditEvent))
    assert (event.action, event.details) == ("concern.reported", {"category": "pay"})


def test_an_employer_that_is_named_as_it_is_registered_is_known_at_once(browser, make, concerns):
    employer = make.employer(name="Riverside Bakery", plain_name="riverside bakery")

    browser.anonymous().post("concerns.report", {**GOOD, "about": "riverside bakery ltd"})

    (row,) = concerns()
    assert row.employer_id == employer.id
