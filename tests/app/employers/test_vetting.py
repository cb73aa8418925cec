import pytest
from sqlalchemy import select

from app import clock, db
from app.accounts.models import User
from app.audit.models import AuditEvent
from app.employers import duplicates, findings, merging, services, vetting
from app.employers.models import Employer, EmployerNote, Membership, Pledge
from app.employers.vetting import Remark
from app.errors import DomainError
from app.opportunities.models import Opportunity
from tests.at_once import at_once


@pytest.fixture
def waiting(make):
    return make.employer(
        name="Riverside Bakery",
        plain_name="riverside bakery",
        state="PENDING_REVIEW",
        review_due=services.review_by(),
    )


def test_asking_sends_the_reason_and_the_open_notes_but_not_the_internal_ones(
    waiting, coordinator, mails
):
    vetting.note(waiting, Remark("The number belongs to another firm", "number"), by=coordinator)
    vetting.note(waiting, Remark("I do not trust them", internal=True), by=coordinator)

    vetting.act(waiting, "ask", by=coordinator, reason="Two small things")

    (mail,) = mails()
    assert "Two small things" in mail.body
    assert "- The number belongs to another firm" in mail.body
    assert "trust" not in mail.body
    assert "What happens next: when your answer is here" in mail.body


@pytest.mark.parametrize(
    ("state", "verb", "subject"),
    [
        ("PENDING_REVIEW", "decline", "we cannot accept it"),
        ("PENDING_REVIEW", "suspend", "is paused"),
        ("DECLINED", "reopen", "we look again"),
        ("SUSPENDED", "lift", "the pause is lifted"),
        ("APPROVED", "rest", "still happy to help"),
        ("DORMANT", "archive", "no longer takes part"),
    ],
)
def test_each_decision_is_told_with_its_reason_and_what_comes_next(
    make, coordinator, mails, state, verb, subject
):
    employer = make.employer(state=state)

    vetting.act(employer, verb, by=coordinator, reason="the insurance ran out")

    (mail,) = mails()
    assert subject in mail.subject
    assert "What happens next" in mail.body or verb == "rest"
    assert ("the insurance ran out" in mail.body) == (verb != "rest")


def test_the_council_has_two_working_days_again_when_a_pause_is_lifted(make, coordinator):
    employer = make.employer(state="SUSPENDED")

    vetting.act(employer, "lift", by=coordinator, reason="it is mended")

    assert employer.review_due == clock.add_working_days(clock.today(), 2)


def test_nothing_is_due_once_it_is_decided(waiting, coordinator, second):
    vetting.act(waiting, "approve", by=coordinator)
    vetting.act(waiting, "approve", by=second)

    assert waiting.review_due is None
    assert waiting.approved_at == waiting.confirmed_at is not None


def test_closed_accounts_get_no_mail(make, waiting, coordinator, mails):
    services.members(waiting)[0].user.active = False
    db.session.commit()

    vetting.act(waiting, "decline", by=coordinator, reason="no")

    assert mails() == []


def words_about(employer):
    return [line.words for line in findings.findings(employer, services.members(employer))]


def stops(employer):
    return [
        line.field for line in findings.findings(employer, services.members(employer)) if line.stop
    ]


def test_a_sound_organisation_gives_nothing_to_look_at(make):
    assert words_about(make.employer()) == []


@pytest.mark.parametrize(
    ("given", "words", "field"),
    [
        ({"number": None}, "has a number in a public register", "number"),
        ({"number": "123"}, "does not have the shape", "number"),
        (
            {"insurance_until": clock.date(2020, 1, 31)},
            "ran out on Friday 31 January 2020",
            "insurance_until",
        ),
        ({"postcode": "ZZ1 1ZZ"}, "no such postcode", "postcode"),
        ({"state": "EMAIL_UNVERIFIED"}, "confirmed the email address", "email"),
    ],
)
def test_what_must_not_be_overlooked_comes_first_and_stops(make, given, words, field):
    employer = make.employer(**given)

    assert stops(employer) == [field]
    assert words in words_about(employer)[0]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"insurance_until": None}, "until when they are insured"),
        ({"risk_assessed_on": None}, "last assessed the risks"),
        ({"postcode": "EH1 1YZ"}, "miles from Milton Keynes"),
        (
            {"website": "https://www.bakery.example"},
            "does not go with the website (bakery.example)",
        ),
    ],
)
def test_what_a_person_should_look_at_is_pointed_out(make, given, words):
    (only,) = words_about(make.employer(**given))

    assert words in only


def test_a_large_firm_with_a_free_mailbox_is_pointed_out(make):
    employer = make.employer(user=make.user("business", email="big.firm@gmail.com"), size="250+")

    assert words_about(employer) == ["The email address is with gmail.com, not their own"]


@pytest.mark.parametrize("kind", ["sole_trader", "public"])
def test_who_has_no_number_is_not_asked_for_one(make, kind):
    assert words_about(make.employer(kind=kind, number=None)) == []


def test_the_public_register_is_one_click_away(make):
    company = make.employer(number="01234567")
    charity = make.employer(kind="charity", number="1234567-2")

    assert findings.register_url(company).endswith("/company/01234567")
    assert findings.register_url(charity).endswith("/charity-details/1234567")
    assert findings.register_url(make.employer(kind="public", number=None)) is None


def test_joining_two_registrations_loses_nothing(make, coordinator):
    stays = make.employer(name="Riverside Bakery", plain_name="riverside bakery")
    goes = make.employer(name="Riverside Bakery Ltd", plain_name="riverside bakery")
    offer = make.opportunity(employer=goes)
    pledge = Pledge(
        employer_id=goes.id, sector_key="retail", kind="job", how_many=2, created_at=clock.now()
    )
    db.session.add(pledge)
    db.session.commit()
    vetting.note(goes, Remark("rang them"), by=coordinator)

    merging.merge(goes, stays, by=coordinator, reason="same number on the sign")

    assert (goes.state, goes.merged_into_id) == ("ARCHIVED", stays.id)
    for table in (Opportunity, Pledge, EmployerNote, Membership):
        assert set(db.session.scalars(select(table.employer_id))) == {stays.id}
    assert offer.employer.id == stays.id
    assert len(services.members(stays)) == 2


def test_somebody_in_both_is_in_the_joined_one_once(make, coordinator):
    stays, goes = make.employer(), make.employer()
    user = services.members(stays)[0].user
    db.session.add(Membership(employer_id=goes.id, user_id=user.id))
    db.session.commit()

    merging.merge(goes, stays, by=coordinator, reason="same people")

    assert sorted(line.user_id for line in services.members(stays)) == sorted(
        {line.user_id for line in services.members(stays)}
    )


def test_an_organisation_is_not_joined_to_itself_or_to_an_archived_one(make, coordinator):
    one, gone = make.employer(), make.employer(state="ARCHIVED")

    for into in (one, gone):
        with pytest.raises(merging.NotTheSame):
            merging.merge(one, into, by=coordinator, reason="slip")

    assert one.state == "APPROVED"


def test_decisions_are_in_the_trail_without_what_was_typed(waiting, coordinator):
    vetting.note(waiting, Remark("a private remark", "about", internal=True), by=coordinator)
    vetting.act(waiting, "approve", by=coordinator)

    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [event.action for event in events] == ["employer.noted", "employer.first_yes"]
    assert events[0].details == {"field": "about"}


def test_similar_names_are_found_among_many_in_one_statement(make, waiting):
    db.session.add_all(
        Employer(
            name=f"Firm {number}",
            plain_name=f"firm {number} {number * 7919}",
            kind="company",
            postcode="MK1 1BA",
            sector_key="retail",
            size="1-9",
            created_at=clock.now(),
        )
        for number in range(500)
    )
    db.session.commit()

    assert duplicates.similar_to(waiting) == []


def test_what_changed_since_the_question_stands_side_by_side(browser, waiting, coordinator):
    vetting.act(waiting, "ask", by=coordinator, reason="Which street?")
    waiting.postcode, waiting.state = "MK17 8LX", "PENDING_REVIEW"
    db.session.commit()

    assert vetting.since_then(waiting) == [["Postcode", "MK9 3EJ", "MK17 8LX"]]
    page = browser.sign_in(coordinator).get("employers.review", ref=waiting.ref)
    assert "What changed since" in page.text


def test_a_yes_can_be_taken_back_until_the_second_one(browser, waiting, coordinator, second):
    vetting.act(waiting, "approve", by=coordinator)
    browser.sign_in(coordinator)
    assert "Take my yes back" in browser.get("employers.review", ref=waiting.ref).buttons()

    browser.post("employers.take_back", ref=waiting.ref)
    again = browser.post("employers.take_back", ref=waiting.ref)

    db.session.refresh(waiting)
    assert waiting.first_yes_by_id is None
    assert "no yes of yours to take back" in again.text


def test_an_answer_by_telephone_lets_the_council_go_on(make, coordinator, mails):
    employer = make.employer(state="MORE_INFO")

    vetting.act(employer, "resume", by=coordinator, reason="They rang: the number is right")

    assert employer.state == "PENDING_REVIEW"
    assert employer.review_due == services.review_by()
    assert mails() == []


def test_the_employer_reads_each_question_beside_its_answer(browser, make, coordinator):
    owner = make.user("business")
    employer = make.employer(user=owner, state="PENDING_REVIEW")
    vetting.note(employer, Remark("It belongs to another firm", "number"), by=coordinator)
    vetting.note(employer, Remark("CANARY", "postcode", internal=True), by=coordinator)
    browser.sign_in(owner)
    assert "another firm" not in browser.get("employers.edit").text

    vetting.act(employer, "ask", by=coordinator, reason="One thing")

    page = browser.get("employers.edit")
    assert "The council asks: It belongs to another firm" in page.text
    assert "CANARY" not in page.body


def test_words_about_an_organisation_are_looked_at_too(make):
    employer = make.employer(about="Ring Mrs Patel on 01908 691691")

    found = [line for line in findings.findings(employer, services.members(employer)) if line.todo]

    assert {line.field for line in found} == {"about"}
    assert len(found) == 2


def test_every_finding_says_what_to_do(make):
    employer = make.employer(
        number="1",
        insurance_until=None,
        risk_assessed_on=None,
        postcode="ZZ1 1ZZ",
        website="http://x",
    )
    make.employer(plain_name=employer.plain_name)

    found = findings.findings(employer, services.members(employer))

    assert len(found) >= 5
    assert all(line.todo for line in found)


@pytest.mark.parametrize("same", [True, False])
def test_a_first_and_a_second_yes_at_once_are_two_people_or_one_yes(
    app, waiting, coordinator, second, same
):
    number, people = waiting.id, (coordinator.id, coordinator.id if same else second.id)
    db.session.rollback()

    def yes(by):
        employer = db.session.get(Employer, number)
        return vetting.act(employer, "approve", by=db.session.get(User, by))

    came = at_once(app, *(lambda by=by: yes(by) for by in people))
    said = [type(one).__name__ if isinstance(one, DomainError) else one for one in came]

    db.session.rollback()
    state = db.session.get(Employer, number, populate_existing=True).state
    if same:
        assert sorted(map(str, said)) == ["False", "SamePerson"]
        assert state == "PENDING_REVIEW"
    else:
        assert sorted(map(str, said)) == ["False", "True"]
        assert state == "APPROVED"


def test_a_pause_closes_every_door_at_the_next_request(browser, make, coordinator, mails):
    owner = make.user("business")
    employer = make.employer(user=owner)
    offer = make.opportunity(employer=employer)
    row = make.introduction(opportunity=offer)
    browser.sign_in(owner)
    assert browser.get("introductions.show", ref=row.ref).status == 200
    assert browser.get("opportunities.public_page", ref=offer.ref).status == 200

    vetting.act(employer, "suspend", by=coordinator, reason="CANARY we look into something")

    assert browser.get("opportunities.public_page", ref=offer.ref).status == 404
    db.session.refresh(row)
    assert row.state == "WITHDRAWN"
    page = browser.get("introductions.show", ref=row.ref)
    assert row.young_person.preferred_name not in page.body
    assert "employers_suspend" in {mail.template for mail in mails()}
    vetting.act(employer, "lift", by=coordinator, reason="it is mended")
    assert browser.get("opportunities.public_page", ref=offer.ref).status == 404
    assert row.state == "WITHDRAWN"
