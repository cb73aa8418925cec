"""The engine once more in the plainest way: one pair at a time, no blocks and no bounds."""

from __future__ import annotations

import math
from collections import Counter
from functools import cache

from matching import rules, travel
from matching.history import REMEMBERED, TOWARDS, moment
from matching.meaning import ALIKE, meanings
from matching.model import SHARES, TERMS
from matching.offers import words_of
from matching.requirements import asked_level, fold, top_level
from matching.vocabulary import UNIT, roots, roots_wanted


@cache
def meaning(text):
    return meanings([text])[0].tolist()


class Naive:
    """Scores every pair by itself over dictionaries."""

    def __init__(self, opportunities, ground, weights):
        self.opportunities = opportunities
        self.ground, self.weights = ground, weights
        documents = {each.id: words_of(each) for each in opportunities}
        self.seen = Counter(word for words in documents.values() for word in set(words))
        self.texts = {key: self.vector(words) for key, words in documents.items()}
        self.by_id = {each.id: each for each in opportunities}

    def vector(self, words):
        counts = Counter(word for word in words if word in self.seen)
        total = len(self.opportunities)
        return self.unit(
            {
                word: round((1 + math.log2(times)) * 16)
                * round((math.log2((1 + total) / (1 + self.seen[word])) + 1) * 64)
                for word, times in counts.items()
            }
        )

    @staticmethod
    def unit(raw):
        length = math.sqrt(max(1, sum(value * value for value in raw.values())))
        return {word: round(value * (UNIT / length)) for word, value in raw.items()}

    def dot(self, one, other):
        return sum(value * other.get(word, 0) for word, value in one.items()) / UNIT**2

    def towards(self, person, outcomes):
        newest = {}
        for each in outcomes:
            if (
                each.person == person.id
                and each.event in TOWARDS
                and each.opportunity in self.by_id
            ):
                key = (moment(each), each.opportunity)
                newest[each.opportunity] = max(newest.get(each.opportunity, key), key)
        return sorted(newest, key=newest.get, reverse=True)[:REMEMBERED]

    def values(self, person, offer, outcomes):
        return {term: getattr(self, f"_{term}")(person, offer, outcomes) for term in TERMS}

    def match(self, person, offer, outcomes=()):
        """Score and coverage of one pair."""
        values = self.values(person, offer, outcomes)
        if not any(self.weights.values[term] for term in ALIKE):
            values |= dict.fromkeys(ALIKE)
        known = {term: value for term, value in values.items() if value is not None}
        score = sum(round(self.weights.values[t] * 1_000_000 * v) for t, v in known.items())
        return score, sum(SHARES[term] for term in known)

    def allowed(self, person, offer, outcomes):
        acted = any(e.person == person.id and e.opportunity == offer.id for e in outcomes)
        return not acted and not rules.broken(person, offer, self.ground)

    def best(self, person, outcomes, top, floor):
        """What `rank` must give for one person: ids, scores and coverage, best first."""
        found = []
        for offer in self.opportunities:
            if self.allowed(person, offer, outcomes):
                score, coverage = self.match(person, offer, outcomes)
                found.append((coverage < floor * 100 - 1e-9, -score, offer.id, coverage))
        return [(o, None if ask else -s, c / 100) for ask, s, o, c in sorted(found)[:top]]

    def best_people(self, offer, people, outcomes, top, floor):
        """The same for one opportunity."""
        found = []
        for person in people:
            if self.allowed(person, offer, outcomes):
                score, coverage = self.match(person, offer, outcomes)
                found.append((coverage < floor * 100 - 1e-9, -score, person.id, coverage))
        return [(p, None if ask else -s, c / 100) for ask, s, p, c in sorted(found)[:top]]

    def _interest(self, person, offer, outcomes):
        if person.interests is None or offer.sector is None:
            return None
        levels = {each.level for each in person.interests if each.sector == offer.sector}
        return 1.0 if "keen" in levels else 0.5 if "curious" in levels else -0.4

    def _said(self, text, offer, cut=roots):
        if not text.strip() or not (offer.title or offer.text):
            return None
        return self.dot(self.vector(cut(text)), self.texts[offer.id])

    def _words(self, person, offer, outcomes):
        return self._said(person.own_words or "", offer, roots_wanted)

    def _experience(self, person, offer, outcomes):
        return self._said(" ".join(person.experience or ()), offer)

    def _skills(self, person, offer, outcomes):
        if person.skills is None or offer.skills is None:
            return None
        asked = {fold(each) for each in offer.skills}
        if not asked:
            return 0.0
        held = {}
        for each in person.skills:
            worth = {"said": 6, "shown": 10}[each.evidence]
            held[fold(each.name)] = max(held.get(fold(each.name), 0), worth)
        return 1.5 * (sum(held.get(each, 0) for each in asked) / (10 * len(asked))) - 0.5

    def _travel(self, person, offer, outcomes):
        if offer.remote:
            return 1.0
        home = travel.home(person, self.ground.areas)
        if home is None or offer.place is None:
            return None
        reach = travel.reach_km(person.travel, self.ground.settings)
        gap = travel.apart(travel.point(home), travel.point(offer.place))
        if reach is None:
            return travel.closeness(gap)
        return max(0.0, 1.0 - gap / travel.squared(reach)) if reach > 0 else 0.0

    def _hours(self, person, offer, outcomes):
        asked, most = offer.hours_per_week, person.hours_per_week_max
        return None if asked is None or most is None else min(1.0, 2.0 * asked / most)

    def _days(self, person, offer, outcomes):
        if not person.days or not offer.days:
            return None
        both = len(set(person.days) & set(offer.days))
        return 2.0 * (both / len(set(offer.days))) - 1.0

    def _qualification(self, person, offer, outcomes):
        top, asked = top_level(person), asked_level(offer)
        if top is None or asked is None:
            return None
        over = top - asked
        return -1.0 if over < 0 else {0: 1.0, 1: 1.0, 2: 0.5, 3: 0.0}.get(over, -0.5)

    def _adjustments(self, person, offer, outcomes):
        if person.adjustments is None:
            return None
        if not person.adjustments:
            return 0.0
        if offer.adjustments_offered is None:
            return None
        met = set(person.adjustments) & set(offer.adjustments_offered)
        return 2.0 * (len(met) / len(set(person.adjustments))) - 1.0

    def _kind(self, person, offer, outcomes):
        return 1.0 if person.kinds and offer.kind else None

    def _pay(self, person, offer, outcomes):
        settings = self.ground.settings
        if not person.kinds:
            return None
        if not set(person.kinds) & set(settings.paid_kinds):
            return 0.0
        if offer.pay_per_hour is None:
            return None
        return min(1.0, offer.pay_per_hour / (1.5 * settings.fair_pay_per_hour))

    def _response(self, person, offer, outcomes):
        rate = offer.employer_response_rate
        return None if rate is None else 2.0 * rate - 1.0

    def _opened(self, person, offer, outcomes):
        total = Counter()
        for place, number in enumerate(self.towards(person, outcomes)):
            for word, much in self.texts[number].items():
                total[word] += much * (24 // (1 + place))
        return self.dot(self.unit(total), self.texts[offer.id]) if total else None

    def _opened_near(self, person, offer, outcomes):
        been = [self.by_id[each].place for each in self.towards(person, outcomes)]
        if not been or not offer.place:
            return None
        total = weight = 0.0
        for number, place in enumerate(been):
            recent = 1.0 / (1 + number)
            if place:
                gap = travel.apart(travel.point(place), travel.point(offer.place))
                total += recent * travel.closeness(gap)
            weight += recent
        return total / weight

    def _seen(self, person, offer, outcomes, key):
        been = [getattr(self.by_id[each], key) for each in self.towards(person, outcomes)]
        value = getattr(offer, key)
        return None if not been or value is None else float(value in been)

    def _opened_employer(self, person, offer, outcomes):
        return self._seen(person, offer, outcomes, "employer")

    def _alike(self, text, offer):
        one, other = meaning(text), meaning(offer.title or offer.text or "")
        total = sum(a * b for a, b in zip(one, other, strict=True))
        return max(-1.0, min(1.0, total / UNIT**2)) if any(one) and any(other) else None

    def _words_alike(self, person, offer, outcomes):
        return self._alike(person.own_words or "", offer)

    def _experience_alike(self, person, offer, outcomes):
        return self._alike("; ".join(person.experience or ()), offer)

    def _opened_alike(self, person, offer, outcomes):
        been = [self.by_id[each] for each in self.towards(person, outcomes)]
        return self._alike(been[0].title or been[0].text or "", offer) if been else None

    def _clear(self, person, offer, outcomes):
        return None if self.towards(person, outcomes) else float(offer.sector is not None)

    def _opened_sector(self, person, offer, outcomes):
        return self._seen(person, offer, outcomes, "sector")
