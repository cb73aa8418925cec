"""The stories told across features: who met whom, how it went, who brought which employer."""

from tests.app.demo.content import EMPLOYERS, OFFERS, PEOPLE, STAFF, read, story, strings


def test_stories_speak_of_people_and_offers_that_exist_and_fit():
    for row in [*story("introductions"), *story("placements")]:
        person, offer = PEOPLE[row["young_person"]], OFFERS[row["opportunity"]]
        assert offer["min_age"] <= person["age"]["years"] <= (offer["max_age"] or 99)
        assert person["interests"].get(offer["sector"]) != "not_for_me"
        assert person["consent_to_matching"]


def test_nobody_is_introduced_to_or_placed_in_the_same_offer_twice():
    pairs = [
        (row["young_person"], row["opportunity"])
        for row in [*story("introductions"), *story("placements")]
    ]

    assert len(pairs) == len(set(pairs))


def test_each_introduction_state_short_of_yes_is_shown():
    assert {row["state"] for row in story("introductions")} == {
        "DRAFT", "AWAITING_AGREEMENT", "SENT", "SEEN", "INTERVIEW_BOOKED", "INTERVIEWED", "OFFERED",
        "DECLINED_BY_YP", "NOT_SUCCESSFUL", "NO_RESPONSE", "WITHDRAWN", "OBSOLETE",
    }  # fmt: skip
    assert len(story("introductions")) >= 14


def test_each_placement_state_is_shown():
    assert {row["state"] for row in story("placements")} == {
        "PREPARING", "AGREED", "ACTIVE", "COMPLETED", "ENDED_EARLY", "DID_NOT_START", "REVIEWED",
    }  # fmt: skip
    assert len(story("placements")) == 8


def test_guarantee_cases_belong_to_milton_keynes_and_have_few_criteria():
    cases = story("guarantee")

    assert len({case["state"] for case in cases}) == len(cases) == 6
    for case in cases:
        essential = [line for line in case["vacancy"]["criteria"] if line["essential"]]
        assert 3 <= len(essential) <= 5
        assert EMPLOYERS[case["vacancy"]["department"]]["kind"] == "public"
        assert PEOPLE[case["young_person"]]["responsible_authority"] == "Milton Keynes"


def test_a_refusal_has_two_reviewers_and_written_feedback():
    refused = [case for case in story("guarantee") if case["state"] == "CRITERIA_NOT_MET"]

    assert refused
    assert all(
        case["first_reviewer"] != case["second_reviewer"] and case["feedback"] for case in refused
    )


def test_referrals_show_every_state_and_match_the_employers_they_brought():
    referrals = story("referrals")
    first = [row for row in referrals if row["employer"] and not row["credited_to"]]
    brought = {key: row["referred_by"] for key, row in EMPLOYERS.items() if row["referred_by"]}

    assert {row["state"] for row in referrals} == {
        "RECEIVED", "ACKNOWLEDGED", "CONTACTED", "REGISTERED", "NOT_INTERESTED", "DUPLICATE", "OFFER_LIVE",
        "FIRST_PLACEMENT",
    }  # fmt: skip
    assert {row["employer"]: row["councillor"] for row in first} == brought


def test_pledges_and_log_entries_are_there():
    assert len(story("pledges")) == 10
    assert {row["employer"] for row in story("pledges")} <= set(EMPLOYERS)
    assert len(story("champion_log")) == 6


def test_pairs_of_sign_ins_share_nothing():
    caseloads = [
        {row["key"] for row in PEOPLE.values() if row["advisor"] == who}
        for who in ("advisor", "advisor2")
    ]
    referred = [
        {row["employer_name"] for row in story("referrals") if row["councillor"] == who}
        for who in ("councillor", "councillor2")
    ]

    assert all([*caseloads, *referred])
    assert not caseloads[0] & caseloads[1]
    assert not referred[0] & referred[1]


def test_canaries_are_found_nowhere_else():
    canaries = read("canaries.json")["young_people"]
    said = " ".join(strings([*EMPLOYERS.values(), *OFFERS.values(), *PEOPLE.values(), *STAFF]))

    assert len(canaries) == 10
    assert [row["surname"] for row in canaries if row["surname"] in said] == []
