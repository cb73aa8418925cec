"""Words as people type and write them: folded, cut into tokens, with what else they may mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from app.opportunities.models import folded

LONGEST = 40
MOST_WORDS = 8
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_ENDINGS = ("ings", "ing", "ers", "er", "ies", "es", "ed", "s", "y")
SHORTEST_STEM = 4
# Words that say nothing about an offer; looked for only when somebody typed nothing else.
EMPTY = frozenset(
    "a an and any at be for from i in is it's me my near of on or some that the to want with work job jobs"
    " opportunity opportunities".split()
)
# Each line: words people here use for the same thing.
SAME = (
    "shop retail store supermarket",
    "garden gardening gardener horticulture allotment landscaping",
    "computer computers it technology tech digital software coding",
    "warehouse logistics warehousing depot distribution",
    "nursery childcare children preschool playgroup crèche",
    "garage mechanic mechanics motor vehicle",
    "cook chef kitchen catering cooking",
    "cafe coffee barista tearoom",
    "builder building construction labourer bricklayer",
    "joiner joinery carpenter carpentry woodwork",
    "hairdresser hairdressing hair salon barber",
    "cleaner cleaning housekeeping",
    "office admin administration administrator clerical receptionist reception",
    "animals animal kennels kennel vet veterinary pets",
    "volunteer volunteering voluntary",
    "lorry truck hgv haulage",
    "rubbish waste recycling refuse",
    "football sport sports leisure gym fitness",
    "carer caring care",
    "plumber plumbing heating",
    "electrician electrical electrics",
    "bank finance accounting accounts bookkeeping",
    "solicitor legal law",
    "film media video photography creative",
    "apprentice apprenticeship apprenticeships",
    "intern internship internships",
    "mentor mentoring mentors",
    "tailor sewing textiles dressmaking",
)


def _others() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in SAME:
        together = folded(line).split()
        for word in together:
            found[word] = (*found.get(word, ()), *(other for other in together if other != word))
    return found


OTHERS = _others()


def tokens(text: str | None) -> list[str]:
    """Return the words of a text, folded, without what hangs on an apostrophe."""
    if not text:
        return []
    # Folding letter by letter is slow, and most texts need none of it.
    plain = text.lower() if text.isascii() else folded(text).replace("’", "'")
    return [found.partition("'")[0][:LONGEST] for found in _TOKEN.findall(plain)]


def asked(typed: str) -> list[str]:
    """Return the words somebody looks for, without empty ones as long as others are left."""
    found = list(dict.fromkeys(tokens(typed)))[: 3 * MOST_WORDS]
    return ([word for word in found if word not in EMPTY] or found)[:MOST_WORDS]


def stem(word: str) -> str | None:
    """Return the part of a word its relatives share (“cleaner”: “clean”), when enough is left."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return None


def slips(word: str, known: Iterable[str]) -> Iterator[str]:
    """Return known words that are one slip away: a letter too many, too few, wrong or swapped."""
    return (other for other in known if abs(len(other) - len(word)) < 2 and _one_slip(word, other))


def _one_slip(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at + 1 : at + 2] + short[at : at + 1] + short[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped == long[at:]
