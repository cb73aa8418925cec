"""What the engine is told: an agreed list and nothing else, whatever stands on the record."""

import json
import random
from dataclasses import asdict, fields
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect

from app import clock, db
from app.matches import facts
from app.matches.engine import about
from app.matches.facts import PersonFacts
from app.young_people.models import Activity, Category, Exclusion, YoungPerson
from matching.about import TERM_WORDS
from matching.model import TERMS

AGREED = json.loads(Path("app/matches/engine/inputs.json").read_text("utf-8"))
# Columns that say, or hint at, who somebody is or where they come from; and values they may have.
WHO = {
    "preferred_name": ("Ayesha", "Sean", "Oluwaseun"),
    "surname": ("Begum", "Murphy", "Cohen"),
    "pronouns": ("she/her", "he/him", "they/them", ""),
    "category": tuple(Category),
    "authority": ("Milton Keynes", "Luton", "Kent (unaccompanied)"),
    "advisor_notes": ("Pregnant, due in May.", "Wheelchair user; Muslim; gay.", "Asylum claim granted."),
    "working_style": ("Autistic: likes one thing at a time.", "Likes company."),
    "state_reason": ("Just had a baby", "Out of hospital", ""),
    "what_would_change": ("Leave to remain", "A nursery place"),
    "exit_type": ("settled", "moved", None),
    "case_reference": ("UASC-1", "LC-2"),
    "email": ("ayesha@demo.example", None),
    "phone": ("07700 900001", None),
    "contact_preference": ("through somebody", "email"),
    "safe_times": ("not during prayers", "after school run"),
    "pay_matters": (True, False, None),
    "checklist": ({"right_to_work": "not_started"}, {}),
}  # fmt: skip
# Every activity code of the return; G4 is illness or disability, G6 is pregnancy or parenting.
CODES = ("F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5", "G4", "G5", "G6", "0")


def told(person):
    """The facts that go to the engine, as the bytes they are digested from."""
    db.session.flush()
    db.session.expire_all()
    return json.dumps(asdict(facts.one(person.id)), sort_keys=True, default=str)


def test_what_the_engine_is_told_is_the_agreed_list():
    assert [field.name for field in fields(PersonFacts)] == list(AGREED["looked_at"])


def test_every_column_of_a_record_is_on_one_list_or_the_other():
    ours = {column.key for column in inspect(YoungPerson).column_attrs}
    ours |= {line.key for line in inspect(YoungPerson).relationships}
    given = {name for line in AGREED["looked_at"].values() for name in line["from"]}
    kept = set(AGREED["kept_back"]) - {"record_keeping"} | set(AGREED["record_keeping"])

    assert given & kept == set()
    assert given | kept | set(AGREED["with_no_question"]) == ours


def test_the_tests_try_every_column_that_says_who_somebody_is():
    kept = set(AGREED["kept_back"]) - {"record_keeping", "advisor", "activities", "revisit_on"}

    assert set(WHO) == kept


@pytest.mark.parametrize("column", sorted(WHO))
def test_changing_who_somebody_is_changes_no_byte_of_what_the_engine_is_told(make, column):
    person = make.young_person(adjustments=["quiet_space"])
    before = told(person)

    for value in WHO[column]:
        setattr(person, column, value)
        assert told(person) == before


@pytest.mark.parametrize("code", CODES)
def test_what_somebody_does_now_changes_no_byte_of_it(make, code):
    person = make.young_person()
    before = told(person)
    since = clock.today() - timedelta(days=3)
    db.session.add(Activity(young_person_id=person.id, code=code, since=since, at=clock.now()))

    assert told(person) == before


def test_another_advisor_team_or_day_of_record_keeping_changes_no_byte_of_it(make):
    person = make.young_person()
    before = told(person)

    person.advisor_id = make.user("advisor", team=make.team("South team")).id
    person.created_at = person.changed_at = person.interests_at = clock.now() - timedelta(days=400)
    person.revisit_on = clock.today()

    assert told(person) == before


def test_why_somewhere_is_left_out_is_not_told(make):
    person = make.young_person()
    row = Exclusion(young_person_id=person.id, area="MK6", reason="My father lives there")
    db.session.add(row)
    before = told(person)
    row.reason = "I used to live in a children’s home there"

    assert told(person) == before
    assert "MK6" in before


def test_all_of_it_changed_at_once_for_many_people_changes_nothing(make):
    luck = random.Random(5)
    for _ in range(15):
        person = make.young_person(travel_minutes=luck.randint(10, 90))
        before = told(person)
        for column, values in WHO.items():
            if column != "case_reference":
                setattr(person, column, luck.choice(values))
        assert told(person) == before


@pytest.mark.parametrize(
    ("column", "value"),
    [("adjustments", ["step_free"]), ("own_words", "I like engines"), ("outward", "MK1"), ("dbs", True)],
)  # fmt: skip
def test_what_is_meant_to_count_does_change_it(make, column, value):
    person = make.young_person()
    before = told(person)
    setattr(person, column, value)

    assert told(person) != before


def test_the_list_the_public_reads_is_the_list_these_tests_use():
    shown = about.inputs()

    assert [line.words for line in shown.looked_at] == [
        line["words"] for line in AGREED["looked_at"].values()
    ]
    assert list(shown.never) == [*AGREED["protected"].values(), *AGREED["kept_back"].values()]


def test_every_part_of_a_score_has_one_name_also_under_an_earlier_one():
    assert about.term_name("interest") == about.term_name("sector") == "The work they want"
    assert all(about.term_name(term) == TERM_WORDS[term][0] for term in TERMS)
    assert about.term_name("something_new") == "Something new"
