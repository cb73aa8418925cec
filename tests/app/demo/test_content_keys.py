"""The demo uses only words the product knows, and its records agree with themselves."""

from tests.app.demo.content import ADJUSTMENTS, CODES, KINDS, OFFERS, PEOPLE, SECTORS, WEEK


def test_offers_use_only_known_words():
    for offer in OFFERS.values():
        assert offer["sector"] in SECTORS
        assert offer["kind"] in KINDS
        assert set(offer["adjustments_offered"]) <= ADJUSTMENTS
        assert offer["could_lead_to_job"] in {"yes", "maybe", "no"}
        assert {day["day"] for day in offer["week"] or []} <= set(WEEK)
        assert (offer["week"] is None) != (offer["hours_per_week"] is None)


def test_young_people_use_only_known_words():
    for row in PEOPLE.values():
        assert set(row["interests"]) <= SECTORS
        assert set(row["interests"].values()) <= {"keen", "curious", "not_for_me"}
        assert set(row["adjustments"]) <= ADJUSTMENTS
        assert set(row["kinds"]) <= KINDS
        assert set(row["days"]) <= set(WEEK)
        assert {skill["evidence"] for skill in row["skills"]} <= {"said", "shown"}
        assert all(0 <= held["level"] <= 8 for held in row["qualifications"])


def test_activity_codes_are_valid_and_agree_with_being_in_touch():
    for row in PEOPLE.values():
        assert row["activity"] in CODES
        assert (row["in_touch"] == "YES") == (row["activity"] != "0")


def test_age_and_legal_category_agree():
    ages = {
        "eligible": (16, 17),
        "relevant": (16, 17),
        "former_relevant": (18, 24),
        "qualifying": (16, 24),
    }

    for row in PEOPLE.values():
        lowest, highest = ages[row["care_leaver_category"]]
        assert lowest <= row["age"]["years"] <= highest
        assert 0 <= row["age"]["days"] < 365
        assert (row["delegated_authority"] is not None) == (row["age"]["years"] < 18)
    assert {row["care_leaver_category"] for row in PEOPLE.values()} == set(ages)


def test_skills_people_have_are_mostly_skills_that_offers_ask_for():
    asked = {skill for offer in OFFERS.values() for skill in offer["skills"]}
    held = {skill["name"] for row in PEOPLE.values() for skill in row["skills"]}

    assert held - asked <= {"driving"}


def test_a_closed_or_paused_record_says_why():
    for row in PEOPLE.values():
        assert bool(row["state_reason"]) == (row["state"] in {"NOT_NOW", "CLOSED"})
        assert bool(row["exit_type"]) == (row["state"] == "CLOSED")
