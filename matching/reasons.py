"""What each term says of a pair, in words a young person may read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from matching import travel as lie
from matching.protected import unprotected
from matching.refusals import without_refusals
from matching.requirements import fold
from matching.rules import Ground
from matching.types import Opportunity, Person
from matching.vocabulary import roots
from matching.wording import DAY_WORDS, KIND_WORDS, MODE_WORDS, listed, sector_words

SHOWN = 3
# Words that two texts may well share and that tell nobody anything.
DULL = frozenset(
    "one two three four five six seven eight nine ten first second third week weeks day days "
    "thing things people work job like good new use make help want".split()
)


@dataclass(frozen=True, slots=True)
class Case:
    """One pair, with the titles of what the person opened before."""

    person: Person
    opportunity: Opportunity
    ground: Ground


def shared(text: str, opportunity: Opportunity) -> list[str]:
    """The words of a text that the offer has too, as the person wrote them."""
    title, said, sector = opportunity.title, opportunity.text, opportunity.sector
    offered = _offered(f"{title or ''} {said or ''}", sector or "")
    both = [word for root, word in _written(text) if root in offered and word not in DULL]
    return both[:SHOWN]


# An offer comes back for many people, a person's words for each of their offers.
@lru_cache(maxsize=16_384)
def _offered(text: str, sector: str) -> frozenset[str]:
    return frozenset((*roots(text), *roots(sector_words(sector))))


@lru_cache(maxsize=256)
def _written(text: str) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for word in unprotected(text).replace("/", " ").split():
        for root in roots(word):
            found.setdefault(root, word.strip(".,;:!?()\"'’‘“”"))
    return tuple(found.items())


def interest(case: Case, value: float) -> str:
    sector = sector_words(case.opportunity.sector or "")
    if value >= 1:
        return f"You are keen on {sector}."
    if value > 0:
        return f"You are curious about {sector}."
    return f"You have not chosen {sector} so far."


def words(case: Case, value: float) -> str:
    found = shared(without_refusals(case.person.own_words or ""), case.opportunity)
    if value > 0 and found:
        return f"You wrote about {listed(found)}, and so does this offer."
    if value > 0:
        return "It is a little like what you wrote."
    return "It does not mention the things you wrote about."


def skills(case: Case, value: float) -> str:
    asked = {fold(each): each for each in case.opportunity.skills or ()}
    if not asked:
        return "It does not ask for any skills."
    held = {fold(each.name) for each in case.person.skills or ()}
    have = [name for key, name in asked.items() if key in held]
    if not have:
        return f"It asks for {listed(list(asked.values())[:SHOWN])}, which you could learn."
    if len(have) == len(asked):
        return f"You can do what it asks for: {listed(have[:SHOWN])}."
    return f"You can do {len(have)} of the {len(asked)} things it asks for: {listed(have[:SHOWN])}."


def experience(case: Case, value: float) -> str:
    found = shared(" ".join(case.person.experience or ()), case.opportunity)
    if value > 0 and found:
        return f"What you did before is like this: {listed(found)}."
    if value > 0:
        return "It is a little like what you did before."
    return "It is different from what you did before."


def travel(case: Case, value: float) -> str:
    start, place = lie.home(case.person, case.ground.areas), case.opportunity.place
    if case.opportunity.remote or start is None or place is None:
        return "You can do it from home."
    km = lie.ground_km(lie.apart(lie.point(start), lie.point(place)))
    found = lie.journey(km, case.person.travel, case.ground.settings)
    if found is None:
        return "It is near you." if km < 1 else f"It is about {km:.0f} km from you."
    return f"It takes about {found[0]} minutes {MODE_WORDS[found[1]]}."


def hours(case: Case, value: float) -> str:
    asked, most = case.opportunity.hours_per_week or 0, case.person.hours_per_week_max or 0
    if value < 1:
        return f"It is {asked:g} hours a week, fewer than the {most:g} you can do."
    return f"It is {asked:g} hours a week, and you can do {most:g}."


def days(case: Case, value: float) -> str:
    asked = [DAY_WORDS[day] for day in DAY_WORDS if day in (case.opportunity.days or ())]
    free = set(case.person.days or ())
    missing = [
        DAY_WORDS[d] for d in DAY_WORDS if d in (case.opportunity.days or ()) and d not in free
    ]
    if not missing:
        return f"You are free on {listed(asked)}."
    return f"It is on {listed(asked)}, and you have not said you are free on {listed(missing)}."


def qualification(case: Case, value: float) -> str:
    if value >= 1:
        return "It is at the right level for what you have achieved."
    if value >= 0:
        return "It asks for less than you have achieved."
    if value > -1:
        return "It asks for much less than you have achieved."
    return "It is at a higher level than what you have achieved so far."


def adjustments(case: Case, value: float) -> str:
    needed = case.person.adjustments or ()
    if not needed:
        return "You have not asked for anything to be arranged."
    offered = {fold(each) for each in case.opportunity.adjustments_offered or ()}
    have = [sector_words(each) for each in needed if fold(each) in offered]
    lack = [sector_words(each) for each in needed if fold(each) not in offered]
    if not lack:
        return f"The employer offers what helps you: {listed(have)}."
    if not have:
        return f"The employer has not said if {listed(lack)} is possible. It is worth asking."
    return f"The employer offers {listed(have)}, but has not said if {listed(lack)} is possible."


def kind(case: Case, value: float) -> str:
    name = case.opportunity.kind or ""
    return f"You want {KIND_WORDS.get(name, sector_words(name))}."


def wants_pay(case: Case) -> bool:
    """Whether any kind of opportunity the person wants is a paid one."""
    return bool(set(case.person.kinds or ()) & set(case.ground.settings.paid_kinds))


def pay(case: Case, value: float) -> str:
    pay_per_hour = case.opportunity.pay_per_hour
    if not pay_per_hour:
        paid = wants_pay(case)
        return "It is not paid." if paid else "It is not paid, and you did not ask for paid work."
    return f"It pays £{pay_per_hour:.2f} an hour."


def response(case: Case, value: float) -> str:
    if value > 0:
        return "This employer mostly answers quickly."
    return "This employer is often slow to answer."


def opened(case: Case, value: float) -> str:
    return "It is like things you looked at before."


def opened_near(case: Case, value: float) -> str:
    return "It is near places you looked at before."


def opened_employer(case: Case, value: float) -> str:
    return "You looked at this employer before."


def opened_sector(case: Case, value: float) -> str:
    return "You looked at this kind of work before."


def words_alike(case: Case, value: float) -> str:
    if value > 0:
        return "It is close to what you wrote, in other words."
    return "It is far from what you wrote."


def experience_alike(case: Case, value: float) -> str:
    if value > 0:
        return "It is close to what you did before, in other words."
    return "It is far from what you did before."


def opened_alike(case: Case, value: float) -> str:
    if value > 0:
        return "It is close to what you looked at last."
    return "It is far from what you looked at last."


def clear(case: Case, value: float) -> str:
    return "The employer says what kind of work it is."


SAYS: Mapping[str, Callable[[Case, float], str]] = {
    "interest": interest,
    "words": words,
    "skills": skills,
    "experience": experience,
    "travel": travel,
    "hours": hours,
    "days": days,
    "qualification": qualification,
    "adjustments": adjustments,
    "kind": kind,
    "pay": pay,
    "response": response,
    "opened": opened,
    "opened_near": opened_near,
    "opened_employer": opened_employer,
    "opened_sector": opened_sector,
    "words_alike": words_alike,
    "experience_alike": experience_alike,
    "opened_alike": opened_alike,
    "clear": clear,
}


def _gap(person: str, offer: str) -> tuple[str, str]:
    return f"We don’t know {person}.", f"The employer has not said {offer}."


# What to say when nobody has told us: first when the person has not, then when the offer has not.
GAPS: Mapping[str, tuple[str, str]] = {
    "interest": _gap("what kinds of work you like", "what kind of work it is"),
    "words": _gap("what you would like to do, in your own words", "what you will do"),
    "skills": _gap("what you are good at", "which skills help"),
    "experience": _gap("what you have done before", "what you will do"),
    "travel": _gap("where you live", "where it is"),
    "hours": _gap("how many hours you can do", "how many hours it is"),
    "days": _gap("which days you are free", "which days it is on"),
    "qualification": _gap("your qualifications", "what level it asks for"),
    "adjustments": _gap("what would help you at work", "what they can arrange for you"),
    "kind": _gap("what kinds of opportunity you want", "what kind of opportunity it is"),
    "pay": _gap("what kinds of opportunity you want", "what it pays"),
    "response": _gap("this employer", "how quickly they answer"),
}


def gap(term: str, case: Case) -> str:
    """What is not known for a term, and whose it is to say."""
    person, opportunity = case.person, case.opportunity
    missing = {
        "interest": person.interests is None,
        "words": not (person.own_words or "").strip(),
        "skills": person.skills is None,
        "experience": not person.experience,
        "travel": lie.home(person, case.ground.areas) is None,
        "hours": person.hours_per_week_max is None,
        "days": not person.days,
        "qualification": person.qualifications is None,
        "adjustments": person.adjustments is None,
        "kind": not person.kinds,
        "pay": not person.kinds,
    }
    if term == "response":
        return f"We don’t know yet how quickly {opportunity.employer or 'this employer'} answers."
    of_person, of_offer = GAPS[term]
    return of_person if missing.get(term) else of_offer
