"""What the demo holds: enough of everything, real places, invented people."""

import re
from collections import Counter

from tests.app.demo.content import (
    CONTENT,
    EMPLOYERS,
    KINDS,
    LIVE,
    OFFERS,
    PEOPLE,
    SECTORS,
    STAFF,
    WARDS,
    directory,
    in_milton_keynes,
    read,
)

# ---- enough of everything


def test_there_is_enough_to_look_at():
    assert len(EMPLOYERS) >= 42
    assert len(OFFERS) >= 125
    assert len(LIVE) >= 100
    assert len(PEOPLE) >= 64


def test_every_key_is_used_once():
    for folder in ("employers", "opportunities", "young_people"):
        keys = Counter(row["key"] for row in read(folder))
        assert keys.most_common(1)[0][1] == 1, keys.most_common(1)


def test_every_sector_and_every_kind_has_live_offers():
    assert all(count >= 5 for count in Counter(row["sector"] for row in LIVE).values())
    assert (
        {row["sector"] for row in LIVE} == SECTORS == {row["sector"] for row in EMPLOYERS.values()}
    )
    assert {row["kind"] for row in LIVE} == KINDS


def test_every_kind_and_size_of_employer_is_there():
    assert {row["kind"] for row in EMPLOYERS.values()} == {
        "company",
        "sole_trader",
        "charity",
        "public",
    }
    assert {row["size"] for row in EMPLOYERS.values()} == {"1-9", "10-49", "50-249", "250+"}


def test_each_state_an_employer_can_be_in_is_shown():
    states = Counter(row["state"] for row in EMPLOYERS.values())

    assert states["PENDING_REVIEW"] == 3
    alone = ("MORE_INFO", "EMAIL_UNVERIFIED", "DORMANT", "SUSPENDED", "DECLINED")
    assert all(states[one] == 1 for one in alone)
    assert states["APPROVED"] > 40


def test_each_state_an_offer_can_be_in_is_shown():
    states = Counter(row["state"] for row in OFFERS.values())

    assert states["SUBMITTED"] == 5
    assert all(states[two] == 2 for two in ("CHANGES_REQUESTED", "PAUSED", "FILLED", "EXPIRED"))
    assert states["DRAFT"]
    assert states["CLOSED"]


def test_only_approved_employers_have_live_offers():
    assert {EMPLOYERS[row["employer"]]["state"] for row in LIVE} == {"APPROVED"}


# ---- who signs in


def test_the_sign_ins_people_are_told_about_exist():
    addresses = {row["email"] for row in STAFF} | {
        row["contact"]["email"] for row in EMPLOYERS.values()
    }
    roles = ("business", "advisor", "manager", "hr", "councillor", "coordinator")
    told = {"admin", *roles, *(f"{role}2" for role in roles)}

    assert {f"{name}@demo.example" for name in told} <= addresses


def test_nobody_shares_an_address():
    everyone = [row["email"] for row in STAFF] + [
        row["contact"]["email"] for row in EMPLOYERS.values()
    ]

    assert len(everyone) == len(set(everyone))


def test_caseloads_are_of_a_size_one_advisor_can_carry():
    loads = Counter(row["advisor"] for row in PEOPLE.values())
    advisors = {row["key"]: row["team"] for row in STAFF if row["role"] == "advisor"}

    assert set(loads) == set(advisors)
    assert len(advisors) == 8
    assert all(6 <= load <= 10 for load in loads.values())
    assert loads["advisor"] == 9
    assert (advisors["advisor"], advisors["advisor2"]) == ("north", "south")


def test_councillors_sit_for_wards_of_milton_keynes():
    councillors = [row for row in STAFF if row["role"] == "councillor"]

    assert {row["ward"] for row in councillors} == WARDS
    assert len(councillors) == 6


# ---- places and contacts


def test_every_postcode_exists_and_lies_in_milton_keynes():
    sites = [site["postcode"] for offer in OFFERS.values() for site in offer["sites"]]
    offers = [row["postcode"] for row in OFFERS.values() if row["postcode"]]
    employers = [row["postcode"] for row in EMPLOYERS.values()]

    assert [code for code in {*sites, *offers, *employers} if not in_milton_keynes(code)] == []


def test_an_offer_without_a_postcode_is_remote():
    assert all(row["remote"] for row in OFFERS.values() if row["postcode"] is None)


def test_young_people_live_in_or_next_to_milton_keynes():
    inside = {code[:-3] for code, place in directory().items() if place == "E06000042"}

    assert {row["outward"] for row in PEOPLE.values()} <= inside | {"MK18", "LU7", "NN12"}


def test_only_addresses_and_numbers_that_belong_to_nobody_are_used():
    text = "\n".join(file.read_text() for file in CONTENT.rglob("*.json"))
    phones = re.findall(r"\b0\d[\d ]{8,}", text)

    assert {found.lower() for found in re.findall(r"@[\w.-]+", text)} == {"@demo.example"}
    assert phones
    assert all(re.fullmatch(r"01632 960\d{3}|07700 900\d{3}", phone) for phone in phones)


def test_company_and_charity_numbers_have_the_right_form_and_are_not_issued():
    form = {"company": r"99\d{6}", "charity": r"99\d{5}"}

    for row in EMPLOYERS.values():
        assert (row["number"] is None) == (row["kind"] not in form)
        assert row["number"] is None or re.fullmatch(form[row["kind"]], row["number"])
