"""Groups of young people: what each is made of, and what to do with what nobody wrote down."""

from datetime import date

import pytest

from app.monitoring import groups
from app.monitoring.groups import Member, Ways
from app.young_people.models import Category

WAYS = Ways(date(2026, 11, 25), (52.04, -0.76), "Milton Keynes")
NOTHING = Member("1", None, "", None, "", None, None, None, None)


def member(**given):
    return Member(**(vars(NOTHING) | given))


@pytest.mark.parametrize(
    ("key", "given", "group"),
    [
        ("age", {"born": date(2008, 11, 26)}, "16 to 17"),
        ("age", {"born": date(2008, 11, 25)}, "18 to 20"),
        ("age", {"born": date(2001, 1, 1)}, "21 to 25"),
        ("age", {"born": date(1999, 1, 1)}, "26 or over"),
        ("pronouns", {"pronouns": "She / Her"}, "She"),
        ("pronouns", {"pronouns": "she/they"}, "They, or more than one"),
        ("category", {"category": Category.QUALIFYING}, "Qualifying"),
        ("authority", {"authority": " milton keynes"}, "Milton Keynes"),
        ("authority", {"authority": "Luton"}, "Another council"),
        ("distance", {"point": (52.04, -0.75)}, "Under 3 km"),
        ("distance", {"point": (52.08, -0.76)}, "3 to 6 km"),
        ("distance", {"point": (52.2, -0.76)}, "Over 6 km"),
        ("adjustments", {"adjustments": True}, "Asked for something"),
        ("adjustments", {"adjustments": False}, "Asked, needs nothing"),
        ("activity", {"activity": "P2"}, "In education"),
        ("activity", {"activity": "G6"}, "Neither: pregnancy or parenting"),
        ("activity", {"activity": "0"}, "Not known"),
        ("team", {"team": "North"}, "North"),
    ],
)
def test_somebody_is_put_into_the_group_their_record_says(key, given, group):
    assert groups.DIMENSIONS[key][1](member(**given), WAYS) == group


def test_what_nobody_wrote_down_is_not_known_rather_than_guessed():
    found = groups.groups_of([NOTHING], WAYS)

    assert {
        key: people["1"] for key, (_, people) in found.items() if key != "team"
    } == dict.fromkeys(set(found) - {"team"}, groups.UNKNOWN)


def test_the_council_most_belong_to_is_the_one_others_are_held_against():
    assert groups.most_common(["Luton", "Milton Keynes ", "Milton Keynes", ""]) == "Milton Keynes"
    assert groups.most_common([]) == ""
