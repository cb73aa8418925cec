"""The night, when people under 18 do not work; some sectors may ask for a part of it."""

from __future__ import annotations

from collections.abc import Iterator

from app.opportunities.law import week
from app.opportunities.law.saying import clock, times
from app.opportunities.law.types import DAY_NAMES, STOP, WARN, Offer, Rules, Said, rule

FIELD = "week"
OTHERS = "change the times, or offer it to people of 18 and over"
NO_ADULT = "only if no adult can do it, an adult is there, and the young person rests as long after"


def reaching(offer: Offer, value: list[str]) -> str | None:
    """Return the first day whose shift reaches into these hours, if one does."""
    parts = week.stretches(offer.week) if offer.admits_young_workers else []
    return next((DAY_NAMES[p.day] for p in parts if week.inside(p, *times(value))), None)


def allowed(offer: Offer, rules: Rules, key: str) -> bool:
    """Say whether this offer’s sector is one of those the law makes an exception for."""
    limit = rules.on(key, offer)
    return bool(limit and offer.sector in limit.value)


@rule("night.young_deep", STOP, "young.deep_night", "young.deep_night_sectors")
def young_deep_night(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Between midnight and 4am nobody under 18 works; only hospitals, the arts and sport may ask for
    it, and only if no adult can do it."""
    limit = rules.on("young.deep_night", offer)
    name = reaching(offer, limit.value) if limit else None
    if limit and name:
        first, last = map(clock, limit.value)
        if allowed(offer, rules, "young.deep_night_sectors"):
            words = f"{name} reaches into the night between {first} and {last}. Under 18 this is {NO_ADULT}"
            yield Said(FIELD, words, limit, WARN)
        else:
            words = (
                f"{name} reaches into the night between {first} and {last}, when nobody under 18 may "
                f"work: {OTHERS}"
            )
            yield Said(FIELD, words, limit)


@rule("night.young", STOP, "young.night", "young.night_by_contract", "young.night_sectors")
def young_night(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Nobody under 18 works between 10pm and 6am, or between 11pm and 7am where the contract says
    so. Shops, farms, bakeries, hotels, pubs and restaurants may ask for work up to midnight and from
    4am, if no adult can do it."""
    usual, agreed = rules.on("young.night", offer), rules.on("young.night_by_contract", offer)
    deep = rules.on("young.deep_night", offer)
    if not usual or not agreed or (deep and reaching(offer, deep.value)):
        return
    name = reaching(offer, usual.value)
    if name and reaching(offer, agreed.value):
        first, last = map(clock, usual.value)
        if allowed(offer, rules, "young.night_sectors"):
            words = f"{name} reaches into the night. Between {first} and {last} this is, under 18, {NO_ADULT}"
            yield Said(FIELD, words, usual, WARN)
        else:
            words = (
                f"{name} reaches into the night. Nobody under 18 may work between {first} and {last}: "
                f"{OTHERS}"
            )
            yield Said(FIELD, words, usual)


@rule("night.young_contract", WARN, "young.night", "young.night_by_contract")
def young_night_by_contract(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Work under 18 that ends between 10pm and 11pm needs a contract that says so, and no start
    before 7am on any day."""
    usual, agreed = rules.on("young.night", offer), rules.on("young.night_by_contract", offer)
    if not usual or not agreed or reaching(offer, agreed.value):
        return
    name = reaching(offer, usual.value)
    if name:
        (ends, _), (latest, earliest) = map(clock, usual.value), map(clock, agreed.value)
        words = (
            f"{name} ends after {ends}. Under 18 this needs a contract that says so, "
            f"an end by {latest} and no start before {earliest}"
        )
        yield Said(FIELD, words, agreed)


RULES = (young_deep_night, young_night, young_night_by_contract)
