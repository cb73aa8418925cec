"""How many an offer could reach is said so coarsely that no toggling singles anybody out."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from datetime import date

import pytest

from app.matches import facts, reaching
from app.matches.engine import reach as engine
from app.matches.facts import PersonFacts
from app.opportunities import answers as kept
from app.opportunities import reach
from app.opportunities.reach import TooOften, Wanted
from app.settings import services as settings
from app.suppression import SMALL, one

ON = date(2026, 11, 25)
AREAS = {
    "MK9": (52.04, -0.76),
    "MK2": (51.99, -0.72),
    "MK46": (52.15, -0.70),
    "LU7": (51.91, -0.66),
}
NAMES = ("Driving licence", "GCSE maths and English")


def invented(dice: random.Random, number: int) -> PersonFacts:
    """Somebody like the people of a pool, with rare answers among the usual ones."""
    nothing = dict.fromkeys(PersonFacts.__dataclass_fields__)
    area = dice.choice(list(AREAS))
    names = [name for name in NAMES if dice.random() < 0.3]
    return PersonFacts(
        **nothing
        | {
            "id": f"p{number}",
            "born": date(dice.randint(2001, 2010), dice.randint(1, 12), dice.randint(1, 28)),
            "ready": True,
            "consent": dice.random() < 0.9,
            "qualifications": tuple((name, dice.randint(1, 3)) for name in names),
            "kinds": (dice.choice(["job", "taster"]), "work_experience"),
            "hours_per_week_max": dice.choice([None, 8, 16, 24, 40]),
            "area": area,
            "place": AREAS[area],
            "minutes_max": dice.choice([20, 40, 60]),
            "modes": ("bus",),
            "interests": (("retail", dice.choice(["keen", "curious", "not_for_me"])),),
            "dbs": dice.choice([None, True, False]),
        }
    )


def pictures(dice: random.Random) -> Wanted:
    """Any picture of an offer that an employer can bring about."""
    return Wanted(
        sector="retail",
        kind=dice.choice(["job", "taster", "work_experience"]),
        area=dice.choice([None, *AREAS]),
        month=dice.choice([None, date(2027, 1, 1), date(2027, 6, 1)]),
        youngest=dice.choice(reach.YOUNGEST),
        oldest=dice.choice([None, 18, 21, 24]),
        hours=dice.choice([None, *reach.HOURS]),
        level=dice.choice([None, 1, 2, 3]),
        names=tuple(sorted(dice.sample(NAMES, dice.randint(0, 2)))),
        dbs=dice.choice([True, False]),
    )


@pytest.fixture
def areas(monkeypatch):
    class Middle:
        def __init__(self, point):
            self.latitude, self.longitude = point

    monkeypatch.setattr(reaching.places, "centre_of", lambda code: Middle(AREAS[code]))


@pytest.mark.parametrize("seed", range(25))
def test_no_sequence_of_toggles_isolates_one_to_five(areas, seed):
    """Even the unrounded counts of an employer who asks without end divide nobody off.

    Each answer is a set of whole groups. Whatever is made of such sets (what two have in common,
    what one has and the other has not) is a set of whole groups again: nobody, or six and more.
    """
    dice = random.Random(seed)
    people = [invented(dice, n) for n in range(dice.randint(20, 140))]
    groups = engine.groups(people)
    asked = [pictures(dice) for _ in range(16)]
    asked += [change for each in asked for _, change in reach.changes(each)]
    answers = [reached(each, groups) for each in asked]

    assert all(len(group) > SMALL for group in groups)
    for first, second in itertools.combinations(answers, 2):
        for apart in (first - second, second - first, first & second):
            size = sum(len(groups[at]) for at in apart)
            assert size == 0 or size > SMALL


def reached(wanted, groups):
    """The groups that count towards an answer."""
    offer = reaching._offer(wanted)
    return {at for at, group in enumerate(groups) if engine.count(offer, [group], ON)}


@pytest.mark.parametrize("seed", range(25))
def test_asking_for_less_never_reaches_fewer(areas, seed):
    dice = random.Random(seed)
    groups = engine.groups(invented(dice, n) for n in range(90))
    wanted = pictures(dice)
    now = engine.count(reaching._offer(wanted), groups, ON)

    for words, change in reach.changes(wanted):
        then = engine.count(reaching._offer(change), groups, ON)
        assert then == now or then - now > SMALL, words


def test_the_order_of_records_and_who_stays_away_from_whom_change_nothing(areas):
    dice = random.Random(3)
    people = [invented(dice, n) for n in range(60)]
    wanted = reaching._offer(pictures(dice))
    shuffled = [replace(each, exclude_employers=("x",), exclude_areas=("MK9",)) for each in people]
    dice.shuffle(shuffled)

    assert engine.count(wanted, engine.groups(people), ON) == engine.count(
        wanted, engine.groups(shuffled), ON
    )


def test_answers_that_differ_in_detail_are_one_question(app, make):
    offer = make.opportunity(postcode="MK9 3EJ", min_age=16, max_age=25, title="One")
    answers = kept.current(offer)
    near = replace(
        answers, postcode="MK9 2AB", max_age=30, title="Two", pay_per_hour=None, places=7
    )

    assert reach.coarse(answers) == reach.coarse(near)


@pytest.fixture
def pool(app, make):
    advisor = make.user("advisor")
    for number in range(24):
        make.young_person(
            advisor=advisor,
            kinds=["job"],
            travel_minutes=60,
            travel_modes=["bus"],
            born=date(2004, 1, 1 + number),
            qualifications=[{"name": "Driving licence", "level": None}] if number < 9 else [],
            answered=["qualifications"],
        )
    reaching.forget()
    yield
    reaching.forget()


def test_an_employer_reads_how_many_more_a_wish_keeps_out(browser, business, make, pool):
    employer = make.employer(user=business)
    offer = make.opportunity(
        employer=employer, state="DRAFT", kind="job", essential=["Full driving licence"], min_age=18
    )

    page = browser.sign_in(business).get("opportunities.section", ref=offer.ref, key="asks")

    assert "Without “Driving licence”: more, about 25" in page.text
    assert "24" not in page.text


def test_nothing_is_said_in_a_small_pool(app, make, pool):
    few = settings.value("reach.fewest_people")
    assert sum(map(len, reaching._today().groups)) >= few
    reaching._today().groups[few // 6 - 1 :] = []

    assert reaching.counts([pictures(random.Random(1))], employer=1) is None


def test_somebody_new_today_is_not_counted_before_tomorrow(app, make, pool):
    wanted = replace(pictures(random.Random(1)), kind="job", names=(), level=None, dbs=False)
    before = reaching.counts([wanted], employer=1)
    for _ in range(12):
        make.young_person(kinds=["job"], born=date(2004, 1, 1))

    assert reaching.counts([wanted], employer=1) == before
    assert len(facts.people()) == 36


def test_an_organisation_may_ask_about_a_limited_number_of_offers_a_day(app, pool):
    dice = random.Random(5)
    limit = settings.value("reach.asked_a_day")
    different = list({pictures(dice): None for _ in range(limit * 3)})
    for wanted in different[:limit]:
        reaching.counts([wanted], employer=1)

    with pytest.raises(TooOften):
        reaching.counts([different[limit]], employer=1)
    reaching.counts([different[0]], employer=1)
    reaching.counts([different[limit]], employer=2)


def test_what_is_shown_passes_the_one_function_for_figures():
    assert one(5).number is None
    assert one(24).words == "about 25"
