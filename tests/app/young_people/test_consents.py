"""Agreements: kept in the words they were given in, taken back at once, never outliving their day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app import clock, db
from app.settings.models import DatedRow, RowState
from app.young_people import jobs, services, wordings
from app.young_people.consents import ConsentRefused
from app.young_people.models import Consent, Purpose
from app.young_people.models import YoungPersonState as S
from app.young_people.services import Agreement, standing_consent
from app.young_people.signals import consent_ended
from tests.app.young_people.people import fresh
from tests.factories import born_years_ago

MATCHING = Agreement(Purpose.MATCHING, "in person")
BOTH = Agreement(
    Purpose.MATCHING,
    "in person",
    given_by="young person and carer",
    authority_held_by="foster carer",
    evidence="Jo Hill, email of 12 November, on the case file",
)


def consents(person):
    db.session.rollback()
    return db.session.query(Consent).filter_by(young_person_id=person.id).order_by(Consent.id).all()


def test_an_agreement_keeps_its_words_their_version_who_and_how(make, advisor):
    person, bakery = make.young_person(advisor=advisor, consent=False), make.employer()
    agreement = Agreement(
        Purpose.SHARE, "by phone", employer=bakery, shared=["age", "preferred_name"]
    )
    services.record_consent(person, agreement, by=advisor)

    (kept,) = consents(person)
    assert (kept.wording, kept.wording_version) == wordings.standing(Purpose.SHARE)
    assert kept.wording_version == "2025-03-19"
    assert (kept.how, kept.recorded_by_id, kept.employer_id) == ("by phone", advisor.id, bakery.id)
    assert kept.shared_fields == ["preferred_name", "age"]
    assert standing_consent(person, Purpose.SHARE, bakery).id == kept.id


def test_an_agreement_opens_one_door_and_no_other(make, advisor):
    person, bakery, garage = (
        make.young_person(advisor=advisor, consent=False),
        make.employer(),
        make.employer(),
    )
    agreement = Agreement(Purpose.SHARE, "by phone", employer=bakery, shared=["age"])
    services.record_consent(person, agreement, by=advisor)

    assert standing_consent(person, Purpose.SHARE, garage) is None
    assert standing_consent(person, Purpose.MATCHING) is None
    assert standing_consent(make.young_person(advisor=advisor), Purpose.SHARE, bakery) is None


def test_taking_it_back_works_at_once(make, advisor):
    person = make.young_person(advisor=advisor)
    services.withdraw_consent(standing_consent(person, Purpose.MATCHING), by=advisor)

    assert standing_consent(person, Purpose.MATCHING) is None
    assert fresh(person).state == S.IN_PROGRESS


def test_a_young_person_can_take_it_back_themself_and_twice_is_once(make):
    person = make.young_person()
    (consent,) = consents(person)
    services.withdraw_consent(consent, by=None)
    first = consents(person)[0].withdrawn_at
    services.withdraw_consent(consents(person)[0], by=None)

    assert consents(person)[0].withdrawn_at == first


def test_taking_one_sharing_back_leaves_the_rest(make, advisor):
    person, bakery, garage = make.young_person(advisor=advisor), make.employer(), make.employer()
    for employer in (bakery, garage):
        make.consent(person, employer=employer)
    services.withdraw_consent(standing_consent(person, Purpose.SHARE, bakery), by=advisor)

    assert standing_consent(person, Purpose.SHARE, bakery) is None
    assert standing_consent(person, Purpose.SHARE, garage)
    assert fresh(person).state == S.READY


def test_whoever_shows_what_was_shared_hears_of_it_in_the_same_transaction(make, advisor):
    person, bakery, heard = make.young_person(advisor=advisor), make.employer(), []
    consent = make.consent(person, employer=bakery)

    def hear(ended, by):
        heard.append((ended.id, db.in_transaction()))

    with consent_ended.connected_to(hear):
        services.withdraw_consent(consent, by=advisor)

    assert heard == [(consent.id, True)]


def test_a_new_agreement_takes_the_place_of_the_old_one(make, advisor):
    person = make.young_person(advisor=advisor)
    until = clock.today() + timedelta(30)
    services.record_consent(
        person, Agreement(Purpose.MATCHING, "on paper", until=until), by=advisor
    )
    old, new = consents(person)

    assert (old.ended_why, new.withdrawn_at) == ("replaced", None)
    assert fresh(person).state == S.READY
    services.withdraw_consent(new, by=advisor)
    assert standing_consent(person, Purpose.MATCHING) is None


@pytest.mark.parametrize(("days", "holds"), [(0, True), (1, True), (-1, False)])
def test_an_agreement_holds_through_its_last_day(make, advisor, days, holds):
    person = make.young_person(advisor=advisor, consent=False)
    make.consent(person, purpose=Purpose.MATCHING, until=clock.today() + timedelta(days))

    assert (standing_consent(person, Purpose.MATCHING) is not None) is holds


def test_suggestions_stop_when_the_agreement_has_run_out_and_only_then(make, advisor):
    ends = {"ended": -1, "today": 0}
    people = {name: make.young_person(advisor=advisor, consent=False) for name in ends}
    people["open"] = make.young_person(advisor=advisor)
    for name, days in ends.items():
        make.consent(people[name], purpose=Purpose.MATCHING, until=clock.today() + timedelta(days))

    jobs.end_lapsed_consents()
    jobs.end_lapsed_consents()

    states = {name: fresh(person).state for name, person in people.items()}
    assert states == {"ended": S.IN_PROGRESS, "today": S.READY, "open": S.READY}


@pytest.mark.parametrize("born", [born_years_ago(16), born_years_ago(17), None])
def test_under_18_somebody_must_be_named_who_may_decide(make, advisor, born):
    person = make.young_person(advisor=advisor, born=born, consent=False)

    with pytest.raises(ConsentRefused) as refused:
        services.record_consent(person, MATCHING, by=advisor)
    assert refused.value.at == "authority_held_by"

    theirs = Agreement(Purpose.MATCHING, "in person", authority_held_by="young person")
    assert services.record_consent(person, theirs, by=advisor).authority_held_by == "young person"
    assert services.record_consent(person, BOTH, by=advisor).evidence == BOTH.evidence


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"given_by": "young person"}, "given_by"),
        ({"evidence": ""}, "evidence"),
        ({"authority_held_by": "young person", "given_by": "carer"}, "given_by"),
    ],
)
def test_under_18_nobody_who_may_decide_is_left_out_and_their_yes_is_written_down_somewhere(
    make, advisor, given, field
):
    person = make.young_person(advisor=advisor, born=born_years_ago(16), consent=False)

    with pytest.raises(ConsentRefused) as refused:
        services.record_consent(person, replace(BOTH, **given), by=advisor)
    assert refused.value.at == field
    assert consents(person) == []


def test_where_the_yes_is_kept_is_asked_and_shown_on_the_page(browser, make, advisor):
    person = make.young_person(advisor=advisor, born=born_years_ago(17), consent=False)
    answers = {
        "how": "in person",
        "authority_held_by": "foster carer",
        "given_by": "young person and carer",
    }
    page = browser.sign_in(advisor).post("young_people.agree_matching", answers, ref=person.ref)
    assert page.errors == ["Enter where it is written down that they agreed, and when"]

    answers["evidence"] = "Jo Hill, email of 12 November"
    page = browser.post("young_people.agree_matching", answers, ref=person.ref)
    assert "Jo Hill, email of 12 November" in page.text


def test_from_18_only_the_young_person_can_agree(make, advisor):
    person = make.young_person(advisor=advisor, consent=False)

    with pytest.raises(ConsentRefused, match="only they can agree"):
        services.record_consent(
            person, Agreement(Purpose.MATCHING, "in person", "carer"), by=advisor
        )


@pytest.mark.parametrize("shared", [(), ("diagnosis",)])
def test_sharing_names_an_employer_and_what_may_be_shared(make, advisor, shared):
    person, bakery = make.young_person(advisor=advisor), make.employer()
    for employer in (None, bakery):
        with pytest.raises(ConsentRefused):
            services.record_consent(
                person,
                Agreement(Purpose.SHARE, "in person", employer=employer, shared=shared),
                by=advisor,
            )


def test_an_agreement_cannot_have_ended_before_it_begins(make, advisor):
    person = make.young_person(advisor=advisor, consent=False)

    with pytest.raises(ConsentRefused, match="future"):
        services.record_consent(
            person, Agreement(Purpose.MATCHING, "in person", until=clock.today()), by=advisor
        )


def test_agreeing_and_taking_back_on_the_page(browser, make, advisor):
    person, bakery = (
        make.young_person(advisor=advisor, consent=False),
        make.employer(name="Riverside Bakery"),
    )
    answers = {
        "employer": "riverside bakery",
        "shared": ["preferred_name", "skills"],
        "how": "in person",
    }
    page = browser.sign_in(advisor).post("young_people.agree_share", answers, ref=person.ref)
    assert "Share with Riverside Bakery" in page.text
    assert "the name they go by and skills" in page.text

    consent = standing_consent(person, Purpose.SHARE, bakery)
    page = browser.post("young_people.withdraw", {}, ref=person.ref, consent=consent.ref)
    assert "no longer sees anything" in page.text
    assert "Taken back" in page.text


def test_what_was_agreed_can_be_printed_to_keep_with_a_line_to_sign(browser, make, advisor):
    person = make.young_person(advisor=advisor, consent=False)
    bakery = make.employer(name="Riverside Bakery")
    agreement = Agreement(Purpose.SHARE, "on paper", employer=bakery, shared=["age", "skills"])
    consent = services.record_consent(person, agreement, by=advisor)
    browser.sign_in(advisor)

    page = browser.get("young_people.consent_paper", ref=person.ref, consent=consent.ref)

    for words in (
        consent.wording,
        "Riverside Bakery",
        "Age",
        consent.wording_version,
        advisor.name,
        "Signed",
        consent.ref[:8],
    ):
        assert words in page.text
    other = make.young_person(advisor=advisor)
    page = browser.get("young_people.consent_paper", ref=other.ref, consent=consent.ref)
    assert page.status == 404


def test_an_employer_nobody_knows_is_said_beside_the_field(browser, make, advisor):
    person = make.young_person(advisor=advisor)
    answers = {"employer": "Nobody’s Bakery", "shared": ["age"], "how": "in person"}
    page = browser.sign_in(advisor).post("young_people.agree_share", answers, ref=person.ref)

    assert page.errors == ["Enter the employer’s name, as it stands in the list"]
    assert "Nobody’s Bakery" in page.body


def test_another_persons_agreement_cannot_be_taken_back_here(browser, make, advisor):
    mine, other = make.young_person(advisor=advisor), make.young_person(advisor=advisor)
    consent = standing_consent(other, Purpose.MATCHING)
    page = browser.sign_in(advisor).post(
        "young_people.withdraw", {}, ref=mine.ref, consent=consent.ref
    )

    assert page.status == 404
    assert standing_consent(other, Purpose.MATCHING)


def test_new_words_count_from_their_first_day_and_earlier_agreements_keep_theirs(make, advisor):
    person = make.young_person(advisor=advisor)
    db.session.query(Consent).filter_by(young_person_id=person.id).delete()
    db.session.commit()
    services.record_consent(person, Agreement(Purpose.MATCHING, "in person"), by=advisor)
    row = DatedRow(
        table_name=wordings.TABLE,
        key="matching",
        content="New words, said as plainly as we can, about looking for places.",
        valid_from=clock.today(),
        source="Agreed by the Council",
        reason="New words",
        state=RowState.CONFIRMED,
        proposed_by_id=advisor.id,
        proposed_at=clock.now(),
    )
    db.session.add(row)
    db.session.commit()
    services.record_consent(person, Agreement(Purpose.MATCHING, "in person"), by=advisor)

    first, second = consents(person)
    assert first.wording.startswith("We would like to use")
    assert second.wording.startswith("New words")
    assert second.wording_version == clock.today().isoformat()


def test_the_words_of_an_agreement_are_written_in_a_box_of_several_lines(browser, make):
    page = browser.sign_in(make.user("coordinator")).get(
        "settings.propose", name=wordings.TABLE, key="share"
    )

    assert "<textarea" in page.body.split('name="part_words"')[0].rsplit("<label", 1)[1]
    assert "They may not pass it on" in page.body
