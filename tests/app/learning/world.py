"""A small town with a past: people, offers and what came of them, as real rows of the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from sqlalchemy import insert, select

from app import clock, db
from app.introductions.models import Introduction, IntroductionState
from app.matches import facts
from app.matches.engine.ranking import Engine
from app.matches.models import Proposal, PublishedList, Suggestion, SuggestionState
from app.states import StateChange
from app.young_people.models import YoungPerson

SECTORS = ("hospitality", "retail", "construction", "technology", "childcare", "animals_and_land")
SKILLS = ("cooking", "lifting", "typing", "painting", "tills", "talking to people")
WORDS = {
    "hospitality": "cook and serve food in a busy kitchen",
    "retail": "serve customers in a shop and fill shelves",
    "construction": "build walls and mix mortar on a site",
    "technology": "mend computers and write small programs",
    "childcare": "play with children and read them stories",
    "animals_and_land": "feed animals and look after plants",
}
PLACES = {
    "MK9": (52.04, -0.76),
    "MK1": (52.00, -0.72),
    "MK13": (52.06, -0.79),
    "MK46": (52.15, -0.70),
}


@dataclass
class Town:
    """The rows, with one advisor for each caseload."""

    people: list
    offers: list
    advisors: list


def town(make, *, people=60, offers=30, advisors=6, seed=1):
    """People and offers that differ, so that each term of the score has something to say."""
    pick = np.random.default_rng(seed)
    staff = [make.user("advisor") for _ in range(advisors)]
    employers = [make.employer() for _ in range(5)]
    young = [_person(make, pick, staff[number % advisors]) for number in range(people)]
    offered = [_offer(make, pick, employers[number % 5], number) for number in range(offers)]
    return Town(young, offered, staff)


def _person(make, pick, advisor):
    sector, other = pick.choice(SECTORS, 2, replace=False)
    return make.young_person(
        advisor=advisor,
        interests={str(sector): "keen", str(other): "curious"},
        own_words=f"i like to {WORDS[str(other)]}",
        skills=_skills(pick),
        qualifications=[{"name": "English", "level": int(pick.integers(1, 4))}],
        experience=[WORDS[str(pick.choice(SECTORS))]],
        outward=str(pick.choice(list(PLACES))),
        travel_minutes=90,
        days=[str(day) for day in pick.choice(["mon", "tue", "wed", "thu", "fri"], 3, False)],
        hours_per_week_max=40,
        kinds=["work_experience"],
        adjustments=["quiet_space"],
    )


def _skills(pick):
    return [{"name": str(name), "evidence": "shown"} for name in pick.choice(SKILLS, 2, False)]


def _offer(make, pick, employer, number):
    sector = str(pick.choice(SECTORS))
    where = PLACES[str(pick.choice(list(PLACES)))]
    return make.opportunity(
        employer=employer,
        title=f"Number {number}",
        sector_key=sector,
        will_do=WORDS[str(pick.choice(SECTORS))],
        skills=[str(name) for name in pick.choice(SKILLS, 2, False)],
        latitude=where[0],
        longitude=where[1],
        days=[str(day) for day in pick.choice(["mon", "tue", "wed", "thu", "fri"], 3, False)],
        week=[],
        hours_per_week=18,
        min_level=int(pick.integers(0, 3)),
        places=9,
        adjustments=["quiet_space"] if pick.random() < 0.5 else [],
    )


def happened(pairs, *, days_ago=200):
    """Write outcomes into the log: (person, offer, went well, who recorded it), an hour apart."""
    begin = clock.now() - timedelta(days=days_ago)
    rows = []
    for number, (person, offer, well, actor) in enumerate(pairs):
        at = begin + timedelta(hours=number)
        row = Introduction(
            young_person_id=person.id,
            opportunity_id=offer.id,
            advisor_id=actor.id,
            state=IntroductionState.OFFERED if well else IntroductionState.DECLINED_BY_YP,
            created_at=at,
        )
        db.session.add(row)
        rows.append((row, actor, at))
    db.session.flush()
    db.session.execute(insert(StateChange), [moved("introduction", *each) for each in rows])
    db.session.commit()


def dismissed(pairs):
    """Write dismissals into the log: (person, offer, who)."""
    rows = []
    for person, offer, actor in pairs:
        row = Suggestion(
            young_person_id=person.id,
            opportunity_id=offer.id,
            state=SuggestionState.DISMISSED,
            created_at=clock.now(),
            changed_at=clock.now(),
        )
        db.session.add(row)
        rows.append((row, actor, clock.now()))
    db.session.flush()
    db.session.execute(insert(StateChange), [moved("suggestion", *each) for each in rows])
    db.session.commit()


def moved(machine, row, actor, at):
    """One line of the log."""
    return {
        "machine": machine,
        "subject_id": row.id,
        "verb": "test",
        "from_state": "BEFORE",
        "to_state": row.state.value,
        "by_id": actor.id,
        "at": at,
    }


def truth(town, *, hidden, count, seed=3):
    """Pairs with what would come of them if the hidden weights were the right ones."""
    pick = np.random.default_rng(seed)
    chosen = pick.permutation(len(town.people) * len(town.offers))[:count]
    pairs = [
        (town.people[n // len(town.offers)], town.offers[n % len(town.offers)]) for n in chosen
    ]
    scores = scores_of(pairs, hidden)
    middle = np.median(scores)
    chance = 1 / (1 + np.exp(-(scores - middle)))
    good = pick.random(count) < chance
    advisors = {row.id: row for row in town.advisors}
    return [
        (person, offer, bool(well), advisors[person.advisor_id])
        for (person, offer), well in zip(pairs, good, strict=True)
    ]


def scores_of(pairs, weights):
    """The score of each pair under some weights, in log-odds."""
    known = {row.id: told for row, told in facts.people()}
    refs = sorted({offer.ref for _, offer in pairs})
    engine = Engine(facts.some_offers(refs), on=clock.today(), floor=0.0, weights=weights)
    found = [engine.explain(known[person.id], offer.ref).match for person, offer in pairs]
    return np.array(
        [match.score_micro / 1e6 if match and match.score_micro else 0.0 for match in found]
    )


def log(machine, row, state, *, by, after=0):
    """Write one line of the log as the machine would, some minutes from now."""
    db.session.add(
        StateChange(
            machine=machine,
            subject_id=row.id,
            verb="test",
            from_state="BEFORE",
            to_state=state,
            by_id=by.id if by else None,
            at=clock.now() + timedelta(minutes=after),
        )
    )
    db.session.commit()


def tops(*, but=None):
    """Each young person’s list, best first; without one advisor’s caseload."""
    statement = (
        select(Proposal.young_person_id, Proposal.opportunity_id)
        .join(
            PublishedList,
            (PublishedList.run_id == Proposal.run_id)
            & (PublishedList.young_person_id == Proposal.young_person_id),
        )
        .join(YoungPerson, YoungPerson.id == Proposal.young_person_id)
        .where(YoungPerson.advisor_id != (but.id if but else 0))
        .order_by(Proposal.rank)
    )
    found = {}
    for person, offer in db.session.execute(statement):
        found.setdefault(person, []).append(offer)
    return found


def far(before, after, top=5):
    """The share of places among the first few that lie more than one place away from before."""
    moved = [
        offer not in after[person] or abs(after[person].index(offer) - place) > 1
        for person, offers in before.items()
        for place, offer in enumerate(offers[:top])
    ]
    return sum(moved) / len(moved)


def introduced():
    """Every introduction there is."""
    return list(db.session.scalars(select(Introduction)))
