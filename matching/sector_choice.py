"""Sectors for a person: what they chose, what they wrote, and what they can do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from matching.protected import unprotected
from matching.types import Person, SectorSuggestion, State, Term
from matching.wording import sector_words

WordsToSectors = Callable[[Sequence[str]], Sequence[Sequence[tuple[str, float]]]]

MICRO = 1_000_000
KEEN, CURIOUS = 2.0, 1.0
SOURCES: Mapping[str, tuple[float, str]] = {
    "words": (1.5, "What you wrote sounds like {}."),
    "skills": (0.8, "You have skills that are used in {}."),
    "experience": (1.0, "You have done something like {} before."),
}


def sectors_for(
    person: Person,
    sectors: Sequence[str],
    *,
    words_to_sectors: WordsToSectors | None = None,
    top: int = 3,
) -> list[SectorSuggestion]:
    """The sectors that suit a person, best first, with reasons; never one they said no to.

    `words_to_sectors` turns texts into ranked sectors with probabilities.
    """
    unwanted = {each.sector for each in person.interests or () if each.level == "not_for_me"}
    heard = _heard(person, words_to_sectors)
    found = []
    for sector in sorted(set(sectors) - unwanted):
        terms = tuple(_terms(person, sector, heard))
        if sum(term.micro for term in terms) > 0:
            found.append((sum(term.micro for term in terms), sector, terms))
    found.sort(key=lambda each: (-each[0], each[1]))
    return [
        SectorSuggestion(person.id, sector, number + 1, micro, terms)
        for number, (micro, sector, terms) in enumerate(found[:top])
    ]


def _heard(person: Person, listen: WordsToSectors | None) -> dict[str, dict[str, float]]:
    texts = {
        "words": person.own_words or "",
        "skills": ", ".join(each.name for each in person.skills or ()),
        "experience": ", ".join(person.experience or ()),
    }
    plain = {source: unprotected(text) for source, text in texts.items()}
    said = {source: text for source, text in plain.items() if text.strip()}
    if listen is None or not said:
        return {}
    return {
        source: dict(ranked)
        for source, ranked in zip(said, listen(list(said.values())), strict=True)
    }


def _terms(person: Person, sector: str, heard: Mapping[str, Mapping[str, float]]) -> list[Term]:
    name = sector_words(sector)
    terms = [_interest(person, sector, name)]
    for source, (weight, words) in SOURCES.items():
        chance = heard.get(source, {}).get(sector)
        if chance:
            terms.append(Term(source, round(weight * chance * MICRO), "for", words.format(name)))
    return sorted(terms, key=lambda term: -term.micro)


def _interest(person: Person, sector: str, name: str) -> Term:
    levels = {each.level for each in person.interests or () if each.sector == sector}
    if "keen" in levels:
        return Term("interest", round(KEEN * MICRO), "for", f"You are keen on {name}.")
    if "curious" in levels:
        return Term("interest", round(CURIOUS * MICRO), "for", f"You are curious about {name}.")
    state: State = "unknown"
    return Term("interest", 0, state, f"You have not said yet if you like {name}.")
