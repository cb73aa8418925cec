"""Starting and changing a record: what is kept, what is refused, what nobody loses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from app import clock, db
from app.errors import Stale
from app.young_people import exclusions, services
from app.young_people.checks import WrongAnswer
from app.young_people.models import Level, YoungPersonState
from app.young_people.services import NewYoungPerson
from app.young_people.signals import changed
from tests.app.young_people.people import fresh


@pytest.fixture
def announced():
    """The numbers of the young people whose suggestions may be different now."""
    heard = []

    def hear(person_id, **_):
        heard.append(person_id)

    changed.connect(hear)
    yield heard
    changed.disconnect(hear)


def save(person, by, **answers):
    return services.change(person, answers, version=person.version, by=by)


def test_a_first_name_is_enough_to_start(advisor):
    person = services.start_record(NewYoungPerson("Robin"), advisor=advisor, by=advisor)

    assert (person.full_name, person.state, person.advisor_id) == (
        "Robin",
        YoungPersonState.NOT_STARTED,
        advisor.id,
    )
    assert len(person.ref) == 22


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"born": clock.today() + timedelta(1)}, "born"),
        ({"born": clock.today() - timedelta(365 * 13)}, "born"),
        ({"born": clock.today() - timedelta(365 * 40)}, "born"),
        ({"outward": "ZZ99"}, "outward"),
    ],
)
def test_what_cannot_be_right_is_refused_beside_its_field(advisor, given, field):
    with pytest.raises(WrongAnswer) as refused:
        services.start_record(NewYoungPerson("Robin", **given), advisor=advisor, by=advisor)

    assert refused.value.at == field


def test_one_case_has_one_record_whoevers_caseload_it_is_in(make, advisor):
    make.young_person(case_reference="MK-77")
    mine = make.young_person(advisor=advisor, case_reference="MK-78")

    with pytest.raises(WrongAnswer, match="case reference"):
        services.start_record(
            NewYoungPerson("B", case_reference="MK-77"), advisor=advisor, by=advisor
        )
    with pytest.raises(WrongAnswer, match="case reference"):
        save(mine, advisor, case_reference="MK-77")
    assert save(fresh(mine), advisor, case_reference="MK-79") == ["case_reference"]


def test_saving_says_which_answers_differ_and_keeps_the_rest(make, advisor):
    person = make.young_person(advisor=advisor, pronouns="she/her")

    assert save(person, advisor, pronouns="she/her", surname="New") == ["surname"]
    assert (fresh(person).surname, fresh(person).pronouns) == ("New", "she/her")


def test_a_stale_save_is_refused_and_changes_nothing(make, advisor):
    person = make.young_person(advisor=advisor)
    before = person.version
    save(person, advisor, advisor_notes="first")

    with pytest.raises(Stale):
        services.change(person, {"advisor_notes": "second"}, version=before, by=advisor)
    assert fresh(person).advisor_notes == "first"


@pytest.mark.parametrize("what", ["interests", "consent", "exclusions", "activity", "move"])
def test_whatever_is_added_to_a_record_makes_an_open_page_stale(
    app, make, advisor, what, monkeypatch
):
    monkeypatch.setitem(app.config, "APP_NOW", "2026-11-22T10:00")  # within one tick of the clock
    person = make.young_person(advisor=advisor)
    before = person.version
    CHANGES[what](person, advisor)

    assert fresh(person).version > before


CHANGES = {
    "interests": lambda person, by: services.save_interests(
        person, {"retail": Level.KEEN}, "x", version=person.version, by=by
    ),
    "consent": lambda person, by: services.record_consent(
        person, services.Agreement("matching", "in person"), by=by
    ),
    "exclusions": lambda person, by: exclusions.keep_out(
        person, employer="", area="MK9", reason="", by=by
    ),
    "activity": lambda person, by: services.record_activity(
        person, services.NewActivity("F5", clock.today()), by=by
    ),
    "move": lambda person, by: services.make_move(person, "again", by=by),
}


def test_a_record_that_moved_away_meanwhile_cannot_be_changed(make, advisor):
    person, other = make.young_person(advisor=advisor), make.user("advisor")
    version = person.version
    person.advisor_id = other.id
    db.session.commit()

    with pytest.raises(NoResultFound):
        services.change(person, {"surname": "Taken"}, version=version + 1, by=advisor)
    assert fresh(person).surname == "Invented"


def test_what_matters_to_suggestions_is_announced_once_after_it_is_stored(make, advisor, announced):
    person = make.young_person(advisor=advisor)
    save(person, advisor, outward="MK3", travel_minutes=30)

    assert announced == [person.id]


def test_notes_and_contact_details_start_no_match_run(make, advisor, announced):
    person = make.young_person(advisor=advisor)
    save(
        person,
        advisor,
        advisor_notes="x",
        phone="+447700900000",
        safe_times="y",
        checklist={"cv": "done"},
    )

    assert announced == []


def test_a_change_that_is_rolled_back_is_not_announced(make, advisor, announced):
    person = make.young_person(advisor=advisor)
    with pytest.raises(WrongAnswer):
        save(person, advisor, travel_minutes=5, outward="ZZ99")

    assert announced == []


def test_none_is_an_answer_and_is_not_we_dont_know_yet(make, advisor, announced):
    person = make.young_person(advisor=advisor)
    assert not person.has_said("adjustments")
    save(person, advisor, adjustments=[], working_style="")

    assert fresh(person).has_said("adjustments")
    assert announced == [person.id]


def test_the_first_interest_starts_the_record(make, advisor):
    person = make.young_person(advisor=advisor, state="NOT_STARTED", own_words="")
    services.save_interests(
        person, {"retail": Level.CURIOUS}, "", version=person.version, by=advisor
    )
    person = fresh(person)

    assert person.state == YoungPersonState.IN_PROGRESS
    assert clock.local(person.interests_at).date() == clock.today()


def test_an_interest_can_be_changed_and_taken_back(make, advisor):
    person = make.young_person(advisor=advisor, interests={"retail": "keen", "hospitality": "keen"})
    levels = {"retail": None, "hospitality": Level.NOT_FOR_ME, "technology": Level.KEEN}
    services.save_interests(person, levels, "", version=person.version, by=advisor)

    found = {row.sector_key: row.level for row in fresh(person).interests}
    assert found == {"hospitality": Level.NOT_FOR_ME, "technology": Level.KEEN}
