"""A placement from the yes to the last review: what must be true at each step."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.errors import DomainError, NotAllowed
from app.outbox.models import Message
from app.placements import jobs, queries, seeing, services
from app.placements.choices import CHECKS
from app.placements.models import Party, Placement, PlacementState
from app.placements.services import Ending, NotSeen, NotYet, WrongDays
from app.placements.states import PLACEMENT
from app.states import ReasonNeeded
from app.young_people import services as young_people
from tests.app.introductions.people import NAME, SURNAME
from tests.app.placements.steps import accepted, agreed, completed, said, seen, started


def test_a_yes_to_a_place_makes_a_placement_that_is_prepared(placement, people):
    offer = placement.opportunity

    assert placement.state == PlacementState.PREPARING
    assert placement.start == clock.today() + timedelta(days=20)
    assert placement.end - placement.start == offer.end - offer.start
    assert offer.places_taken == 1


def test_it_is_agreed_by_itself_when_everything_is_seen_and_all_three_agree(placement, people):
    agreed(placement, people)

    assert placement.state == PlacementState.AGREED


def test_the_last_tick_may_come_after_the_last_yes(placement, people):
    for party, by in (
        (Party.YOUNG_PERSON, people.advisor),
        (Party.COUNCIL, people.advisor),
        (Party.EMPLOYER, people.contact),
    ):
        services.agree(placement, party, by=by)
    before = placement.state
    seen(placement, people)

    assert (before, placement.state) == (PlacementState.PREPARING, PlacementState.AGREED)


@pytest.mark.parametrize("missing", list(CHECKS))
def test_every_check_has_to_be_seen(placement, people, missing):
    agreed_but(placement, people, missing)

    assert placement.state == PlacementState.PREPARING
    with pytest.raises(DomainError), db.transaction():
        PLACEMENT.apply(placement, "agree", by=people.advisor)


def agreed_but(placement, people, missing):
    for name in set(CHECKS) - {missing}:
        services.tick(placement, name, by=people.advisor)
    services.agree(placement, Party.YOUNG_PERSON, by=people.advisor)
    services.agree(placement, Party.COUNCIL, by=people.advisor)
    services.agree(placement, Party.EMPLOYER, by=people.contact)


@pytest.mark.parametrize("missing", list(Party))
def test_each_of_the_three_has_to_agree(placement, people, missing):
    seen(placement, people)
    for party in set(Party) - {missing}:
        by = people.contact if party == Party.EMPLOYER else people.advisor
        services.agree(placement, party, by=by)

    assert placement.state == PlacementState.PREPARING


def test_insurance_that_ends_before_the_last_day_cannot_be_ticked(placement, people):
    placement.opportunity.employer.insurance_until = placement.end - timedelta(days=1)
    db.session.commit()

    with pytest.raises(NotSeen, match="before the last day"):
        services.tick(placement, "insurance", by=people.advisor)


def test_hours_that_are_lawful_for_an_adult_are_looked_at_for_this_persons_age(placement, people):
    night = [
        {"day": d, "from": "22:00", "to": "06:00", "break_minutes": 60} for d in ("mon", "tue")
    ]
    placement.opportunity.week = night
    db.session.commit()
    adult = seeing.findings(placement).get("hours", [])
    placement.young_person.born = clock.today() - timedelta(days=17 * 365)
    db.session.commit()

    assert not [finding for finding in adult if finding.stops]
    with pytest.raises(NotSeen):
        services.tick(placement, "hours", by=people.advisor)


def test_pay_below_the_minimum_cannot_be_ticked(placement, people):
    placement.opportunity.pay_per_hour = 2
    db.session.commit()

    with pytest.raises(NotSeen):
        services.tick(placement, "pay", by=people.advisor)


def test_without_consent_that_check_cannot_be_ticked(placement, people):
    young_people.withdraw_consent(placement.introduction.consent, by=people.advisor)

    with pytest.raises(NotSeen, match="no agreement to share"):
        services.tick(placement, "consent", by=people.advisor)


def test_consent_taken_back_after_its_tick_stops_the_agreement(placement, people):
    seen(placement, people)
    services.agree(placement, Party.YOUNG_PERSON, by=people.advisor)
    services.agree(placement, Party.COUNCIL, by=people.advisor)
    young_people.withdraw_consent(placement.introduction.consent, by=people.advisor)

    with pytest.raises(DomainError, match="no agreement to share"):
        services.agree(placement, Party.EMPLOYER, by=people.contact)
    db.session.rollback()
    assert placement.state == PlacementState.PREPARING


def test_an_employer_agrees_only_for_itself(placement, people):
    for party in (Party.YOUNG_PERSON, Party.COUNCIL):
        with pytest.raises(NotAllowed):
            services.agree(placement, party, by=people.contact)


def test_on_an_employers_behalf_only_with_a_reason(placement, people):
    with pytest.raises(ReasonNeeded):
        services.agree(placement, Party.EMPLOYER, by=people.advisor)
    services.agree(placement, Party.EMPLOYER, by=people.advisor, reason="Agreed by phone")

    (yes,) = placement.agreements
    assert (yes.on_behalf_reason, yes.by_id) == ("Agreed by phone", people.advisor.id)


def test_agreeing_twice_is_one_yes(placement, people):
    for _ in range(2):
        services.agree(placement, Party.EMPLOYER, by=people.contact)

    assert len(placement.agreements) == 1


def test_when_the_days_change_everybody_looks_and_agrees_again(placement, people):
    agreed(placement, people)
    services.set_days(
        placement, placement.start, placement.start + timedelta(days=9), by=people.advisor
    )

    assert placement.state == PlacementState.PREPARING
    assert placement.agreements == []
    assert set(placement.checks) == {"consent"}


def test_a_last_day_before_the_first_is_refused(placement, people):
    with pytest.raises(WrongDays):
        services.set_days(
            placement, placement.start, placement.start - timedelta(days=1), by=people.advisor
        )


def test_follow_ups_come_due_from_the_real_first_day(placement, people):
    started(placement, people)

    today = clock.today()
    assert [(one.weeks, (one.due - today).days) for one in placement.follow_ups] == [
        (4, 28),
        (13, 91),
        (26, 182),
    ]


def test_nothing_starts_or_ends_tomorrow(placement, people):
    agreed(placement, people)
    with pytest.raises(NotYet):
        services.start(placement, clock.today() + timedelta(days=1), by=people.contact)
    services.start(placement, clock.today(), by=people.contact)
    with pytest.raises(NotYet):
        services.complete(placement, Ending(clock.today() + timedelta(days=1)), by=people.contact)
    with pytest.raises(WrongDays):
        services.complete(placement, Ending(clock.today() - timedelta(days=1)), by=people.contact)


def test_it_ends_early_only_with_a_reason(placement, people):
    started(placement, people)
    with pytest.raises(ReasonNeeded):
        services.end_early(placement, Ending(clock.today(), "employer"), by=people.contact)
    services.end_early(
        placement, Ending(clock.today(), "employer", "The shop closed"), by=people.contact
    )

    assert (placement.ended_by, placement.ended_why) == ("employer", "The shop closed")


def test_a_placement_that_never_began_frees_its_place(make, advisor, people):
    people.offer.places = 1
    db.session.commit()
    from_yes = accepted(people)
    full = people.offer.state
    services.did_not_start(from_yes, Ending(clock.today(), "young_person", "Got a job"), by=advisor)

    db.session.expire_all()
    assert full == "FILLED"
    assert (people.offer.places_taken, people.offer.state) == (0, "LIVE")


def test_a_placement_under_way_keeps_its_place_when_it_ends(placement, people):
    completed(placement, people)

    assert placement.opportunity.places_taken == 1


def test_it_is_reviewed_when_both_sides_have_said_how_it_went(placement, people):
    completed(placement, people)
    services.review(placement, Party.EMPLOYER, said(3, again=True), by=people.contact)
    half = placement.state
    services.review(placement, Party.YOUNG_PERSON, said(1, again=False), by=people.advisor)

    assert half == PlacementState.COMPLETED
    assert placement.state == PlacementState.REVIEWED
    assert {one.party: one.face for one in placement.reviews} == {
        Party.EMPLOYER: 3,
        Party.YOUNG_PERSON: 1,
    }


def test_nobody_says_twice_how_it_went_and_nobody_for_somebody_else(placement, people):
    completed(placement, people)
    services.review(placement, Party.EMPLOYER, said(), by=people.contact)

    for party in (Party.EMPLOYER, Party.YOUNG_PERSON):
        with pytest.raises(NotAllowed):
            services.review(placement, party, said(), by=people.contact)


def test_notes_are_kept_while_it_is_under_way(placement, people):
    with pytest.raises(NotAllowed):
        services.note(placement, Party.EMPLOYER, said(), by=people.contact)
    started(placement, people)
    services.note(placement, Party.YOUNG_PERSON, said(2, wants_to_talk=True), by=people.advisor)

    (note,) = placement.notes
    assert (note.face, note.wants_to_talk) == (2, True)


@pytest.mark.parametrize(("days", "count"), [(8, 0), (7, 2), (2, 0), (1, 2)])
def test_both_sides_are_reminded_a_week_and_a_day_before_the_first_day(
    placement, people, set_clock, days, count
):
    agreed(placement, people)
    first = placement.start
    set_clock(first - timedelta(days=days))
    jobs.remind_of_first_days()
    jobs.remind_of_first_days()

    mails = [m for m in db.session.scalars(select(Message)) if m.template == "placements_first_day"]
    assert len(mails) == count


def test_no_message_and_no_calendar_file_names_anybody(placement, people):
    agreed(placement, people)
    services.set_days(
        placement, placement.start, placement.end - timedelta(days=1), by=people.advisor
    )
    agreed(placement, people)
    services.start(placement, clock.today(), by=people.contact)
    services.complete(placement, Ending(clock.today()), by=people.contact)

    mails = list(db.session.scalars(select(Message)))
    assert [mail for mail in mails if mail.calendar]
    for mail in mails:
        whole = f"{mail.subject}{mail.body}{mail.calendar or ''}"
        assert NAME not in whole
        assert SURNAME not in whole


def test_only_those_it_concerns_see_a_placement(placement, people, make):
    stranger, other = make.user("business"), make.user("advisor", team=make.team("South team"))
    make.employer(user=stranger)

    def numbers(user):
        return [row.id for row in db.session.scalars(queries.visible_to(user))]

    assert numbers(people.advisor) == numbers(people.contact) == [placement.id]
    for role in ("coordinator", "hr", "councillor", "admin"):
        assert numbers(make.user(role)) == []
    assert numbers(stranger) == numbers(other) == []


VERBS = {line.verb for line in PLACEMENT.moves}


@pytest.mark.parametrize("state", list(PlacementState))
@pytest.mark.parametrize("verb", sorted(VERBS))
def test_a_move_that_is_not_in_the_table_changes_nothing(make, advisor, state, verb):
    row = make.placement()
    row.state = state
    db.session.commit()
    if PLACEMENT.find(state, verb):
        return
    with pytest.raises(NotAllowed), db.transaction():
        PLACEMENT.apply(row, verb, by=advisor, reason="because")
    assert db.session.get(Placement, row.id).state == state
