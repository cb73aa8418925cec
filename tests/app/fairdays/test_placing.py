"""Drawing, starting from one of two allocations, moving by hand, confirming, undoing."""

from __future__ import annotations

import itertools

import pytest
from sqlalchemy import select, update

from app import db
from app.audit.models import AuditEvent
from app.errors import NotAllowed, Stale
from app.fairdays import inviting, placing, services, standing
from app.fairdays.inviting import Cohort, Nobody
from app.fairdays.models import FairDayState, Origin
from app.fairdays.placing import Confirmed, Full, NotAnOption, OutOfDate
from app.fairdays.services import NoOffer, TooManyPlaces
from app.fairdays.states import FAIR_DAY, AlreadyConfirmed, NothingToDraw, StillOpen
from app.learning import services as learning
from app.matches import services as matches
from app.matches.models import Suggestion, WeightModel
from app.opportunities.models import OpportunityState
from app.states import ReasonNeeded, words
from app.young_people.models import YoungPersonState
from matching.model import PRIOR, Weights


def suggestion():
    return db.session.scalars(select(Suggestion)).one()


def actions(prefix="fair_day"):
    rows = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id))
    return [row.action for row in rows if row.action.startswith(prefix)]


def test_only_the_moves_of_the_table_are_made_and_only_by_the_coordinator(fairs, advisor):
    for state, verb in itertools.product(FairDayState, [line.verb for line in FAIR_DAY.moves]):
        day = fairs.planned(people=0, places=())
        day.state = state
        db.session.commit()
        allowed = FAIR_DAY.find(state, verb)
        with pytest.raises(NotAllowed):
            services.act(day, verb, by=advisor, reason="why")
        if allowed is None:
            with pytest.raises(NotAllowed, match=words(state)):
                services.act(day, verb, by=fairs.by, reason="why")


def test_a_day_is_drawn_only_with_a_place_and_somebody_to_give_it_to(fairs):
    for day in (fairs.planned(people=0), fairs.planned(people=1, places=())):
        with pytest.raises(NothingToDraw):
            services.act(day, "draw", by=fairs.by)


def test_only_those_who_are_ready_and_agree_to_be_matched_are_invited(fairs, make):
    make.young_person(consent=False)
    make.young_person(state="NOT_NOW")
    day = fairs.planned(people=2)

    assert len(fairs.whole(day).people) == 2
    with pytest.raises(Nobody):
        inviting.invite(day, Cohort(), reason="again", by=fairs.by)


def test_an_invitation_needs_a_reason_and_is_written_down_for_each_person(fairs, make):
    day = fairs.planned(people=0)
    person = make.young_person()
    with pytest.raises(ReasonNeeded):
        inviting.invite(day, Cohort(), reason=" ", by=fairs.by)

    inviting.invite(day, Cohort(), reason="Agreed", by=fairs.by)

    last = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert (last.action, last.subject_ref, last.reason) == (
        "fair_day.invited",
        person.ref,
        "Agreed",
    )


def test_a_cohort_can_be_a_team_or_a_sector(fairs, make):
    day, south = fairs.planned(people=0), make.team("South team")
    likes = make.young_person(interests={"retail": "curious"})
    make.young_person(interests={"retail": "not_for_me"})
    there = make.young_person(advisor=make.user("advisor", team=south))

    def fit(**wanted):
        return set(db.session.scalars(inviting.cohort(Cohort(**wanted), day)).unique())

    assert fit(sector="retail") == {likes}
    assert fit(team=south.id) == {there}
    assert len(fit()) == 3
    assert dict(inviting.sizes(Cohort(), day)) == {"North team": 2, "South team": 1}


def test_only_live_offers_with_a_place_left_are_offered_and_never_more_than_are_left(fairs, make):
    day = fairs.planned(people=0, places=())
    full, draft = make.opportunity(places=1, places_taken=1), make.opportunity(state="DRAFT")
    with pytest.raises(NoOffer):
        services.add_offers(day, [full.ref, draft.ref, "nonsense"], by=fairs.by)
    offer = make.opportunity(places=3, places_taken=1)
    services.add_offers(day, [offer.ref], by=fairs.by)

    (row,) = fairs.whole(day).offers
    assert row.places == 2
    with pytest.raises(TooManyPlaces, match="Only 2"):
        services.set_places(row, 3, by=fairs.by)


def test_nobody_is_given_a_place_that_is_not_there_and_somebody_is_left_with_nothing(fairs):
    day = fairs.started(people=3, places=(1, 1))

    assert len(fairs.placed(day)) == 2
    assert {one.place.offer_id for one in fairs.placed(day)} == {o.id for o in day.offers}
    assert {one.place.origin for one in fairs.whole(day).people} == {Origin.STABLE}


def test_the_stable_one_leaves_no_pair_that_would_rather_have_each_other(fairs):
    day = fairs.drawn(people=4, places=(1, 2))

    stable, optimal, price = standing.desk(fairs.whole(day)).compare()

    assert stable.blocking == ()
    assert optimal.total >= stable.total
    assert price.total == pytest.approx(optimal.total - stable.total)


def test_the_same_draw_gives_the_same_allocations_again(fairs):
    day = fairs.drawn(people=4, places=(1, 2))
    one = standing.desk(fairs.whole(day)).compare()
    db.session.expire_all()

    assert standing.desk(fairs.whole(day)).compare() == one


def test_a_move_into_a_full_offer_is_refused_and_changes_nothing(fairs):
    day = fairs.started(people=3, places=(1, 1))
    before = standing.given(fairs.whole(day))
    (out,), full = fairs.left_out(day), day.offers[0].ref

    with pytest.raises(Full):
        placing.move(out, full, by=fairs.by)

    assert standing.given(fairs.whole(day)) == before


def test_somebody_can_be_moved_by_hand_and_it_is_written_down(fairs):
    day = fairs.started(people=2, places=(2, 1))
    person = fairs.placed(day)[0]

    found = placing.move(person, None, by=fairs.by)

    assert (found.possible, found.placed) == (True, -1)
    assert (person.place.offer_id, person.place.origin) == (None, Origin.BY_HAND)
    assert actions()[-1] == "fair_day.moved"


def test_an_offer_that_a_rule_says_no_to_is_not_given_by_hand(fairs, make):
    day = fairs.planned(people=1, places=(1,))
    old = make.opportunity(min_age=21)
    services.add_offers(day, [old.ref], by=fairs.by)
    services.act(day, "draw", by=fairs.by)
    services.act(day, "start_stable", by=fairs.by)
    (person,) = fairs.whole(day).people
    closed = next(offer for offer in person.day.offers if offer.opportunity_id == old.id)

    with pytest.raises(NotAnOption):
        placing.move(person, closed.ref, by=fairs.by)


def test_what_somebody_said_no_to_is_not_drawn_for_them(fairs, make):
    day = fairs.planned(people=1, places=(1,))
    (person,) = fairs.whole(day).people
    offer = day.offers[0].opportunity
    make.suggestion(person.young_person, offer, state="YP_DECLINED")

    services.act(day, "draw", by=fairs.by)

    assert fairs.whole(day).people[0].options == []


def test_confirming_puts_the_place_on_the_shortlist_for_the_advisor_to_talk_about(fairs):
    day = fairs.started(people=1, places=(1,))
    (person,) = fairs.placed(day)

    fairs.confirm(person, "Near the bus")

    made = suggestion()
    assert (made.state, made.origin) == ("SHORTLISTED", "fair day")
    assert made.reason == "Place at Summer week. Near the bus"
    assert made.id == person.place.suggestion_id
    assert actions()[-1] == "fair_day.confirmed"


def test_nothing_is_confirmed_by_itself(fairs):
    fairs.started(people=3, places=(1, 1))

    assert db.session.scalars(select(Suggestion)).all() == []


def test_a_confirmed_place_is_not_moved_or_confirmed_again_until_it_is_undone(fairs):
    day = fairs.started(people=1, places=(1,))
    (person,) = fairs.placed(day)
    fairs.confirm(person)

    for change in (
        lambda: placing.move(person, None, by=fairs.by),
        lambda: fairs.confirm(person),
    ):
        with pytest.raises(Confirmed):
            change()

    assert placing.undo(person, by=fairs.by)
    assert suggestion().state == "SUGGESTED"
    assert (person.place.confirmed_at, person.place.offer.confirmed) == (None, 0)
    placing.move(person, None, by=fairs.by)


def test_what_was_talked_about_already_stays_on_the_list_when_a_place_is_undone(fairs):
    day = fairs.started(people=1, places=(1,))
    (person,) = fairs.placed(day)
    fairs.confirm(person)
    offer = person.place.offer.opportunity
    matches.act(person.young_person, offer, "discuss", by=fairs.advisor)

    assert placing.undo(person, by=fairs.by) is False
    assert suggestion().state == "DISCUSSED"


STALE = {
    "gone": lambda person, offer: setattr(offer, "state", OpportunityState.PAUSED),
    "taken": lambda person, offer: setattr(offer, "places_taken", offer.places),
    "closed": lambda person, offer: setattr(person, "state", YoungPersonState.CLOSED),
    "not ready": lambda person, offer: setattr(person, "state", YoungPersonState.NOT_NOW),
    "consent": lambda person, offer: setattr(person.consents[0], "withdrawn_at", person.created_at),
}


@pytest.mark.parametrize("change", STALE)
def test_what_changed_since_the_draw_is_said_and_stops_the_confirmation(fairs, browser, change):
    day = fairs.started(people=1, places=(1,))
    (person,) = fairs.placed(day)
    STALE[change](person.young_person, person.place.offer.opportunity)
    db.session.commit()

    (words_,) = standing.troubles(fairs.whole(day)).values()
    page = browser.sign_in(fairs.by).get("fairdays.show", ref=day.ref)
    assert words_ in page.text
    assert not [button for button in page.buttons() if button.startswith("Confirm")]

    with pytest.raises(OutOfDate, match=words_):
        fairs.confirm(person)
    assert db.session.scalars(select(Suggestion)).all() == []


def test_a_no_since_the_draw_stops_the_confirmation(fairs, make):
    day = fairs.started(people=1, places=(1,))
    (person,) = fairs.placed(day)
    make.suggestion(person.young_person, person.place.offer.opportunity, state="DISMISSED")

    with pytest.raises(OutOfDate, match="set this offer aside"):
        fairs.confirm(person)


def test_what_somebody_else_changed_meanwhile_is_not_confirmed_unseen(fairs):
    day = fairs.started(people=1, places=(1, 1))
    (person,) = fairs.placed(day)
    shown = person.place.offer.ref
    placing.move(person, None, by=fairs.by)

    with pytest.raises(Stale):
        placing.confirm(person, shown, reason="", by=fairs.by)

    assert person.place.confirmed_at is None


def test_nobody_is_moved_to_an_offer_that_has_gone(fairs):
    day = fairs.started(people=1, places=(1,))
    (person,) = fairs.placed(day)
    offer = person.place.offer
    placing.move(person, None, by=fairs.by)
    offer.opportunity.state = OpportunityState.PAUSED
    db.session.commit()

    with pytest.raises(OutOfDate, match="not live"):
        placing.move(person, offer.ref, by=fairs.by)


def test_going_back_and_finishing_wait_for_what_is_open(fairs):
    day = fairs.started(people=2, places=(1, 1))
    one, other = fairs.placed(day)
    with pytest.raises(StillOpen):
        services.act(day, "finish", by=fairs.by)
    fairs.confirm(one)
    with pytest.raises(AlreadyConfirmed):
        services.act(day, "compare", by=fairs.by)
    placing.move(other, None, by=fairs.by)

    services.act(day, "finish", by=fairs.by)

    with pytest.raises(NotAllowed):
        placing.undo(one, by=fairs.by)


def test_cancelling_takes_back_what_was_confirmed(fairs):
    day = fairs.started(people=1, places=(1,))
    fairs.confirm(fairs.placed(day)[0])

    services.act(day, "cancel", by=fairs.by, reason="The hall is flooded")

    assert suggestion().state == "SUGGESTED"
    assert fairs.whole(day).offers[0].confirmed == 0


def test_changing_who_comes_forgets_what_was_proposed(fairs):
    day = fairs.started(people=2, places=(1,))
    services.act(day, "compare", by=fairs.by)
    services.act(day, "change", by=fairs.by)
    inviting.take_off(fairs.whole(day).people[0], by=fairs.by)

    services.act(day, "draw", by=fairs.by)

    assert [one.place for one in fairs.whole(day).people] == [None]


def test_a_day_is_drawn_by_the_weights_that_stand(fairs):
    day = fairs.drawn()
    before = [option["score_micro"] for person in day.people for option in person.options]
    learning.begin()
    half = Weights({term: value / 2 for term, value in PRIOR.items()}, "learnt", {})
    db.session.execute(update(WeightModel).values(weights=half.to_json()))
    db.session.commit()
    with db.transaction():
        placing.draw(day)

    after = [option["score_micro"] for person in day.people for option in person.options]
    assert before
    assert after == pytest.approx([score / 2 for score in before], abs=20)
