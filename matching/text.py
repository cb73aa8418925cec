"""Text as the classifiers see it: words, pairs of words and pieces of words."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from string import ascii_lowercase

LONGEST_TEXT = 20_000
# A longer run of letters is a cat on the keyboard, not a word.
LONGEST_WORD = 30

_WORD = re.compile(r"[a-z][a-z0-9]*(?:[+#]+)?|[0-9]+[a-z]+")
_APOSTROPHE = re.compile("['’‘`´]")
_SUFFIXES = (
    "ations",
    "ation",
    "ings",
    "ing",
    "ments",
    "ment",
    "iest",
    "ers",
    "ies",
    "er",
    "ed",
    "es",
    "s",
    "y",
)
_SHORTEST_STEM = 3
_PIECES = (3, 4, 5)

LITTLE_WORDS = frozenset(
    "a an the of and or to in for on with by at from as is are be such nec".split()
)

# Words that say that somebody wants something, but not what.
EMPTY_WORDS = frozenset(
    """
    a able about after again all also always am an and any anyone anything are around as asap
    ask at away be because been being best better both but by came can cant come could couple
    cuz day days did do does doesnt doing done dont each else enjoy enough etc even ever every
    everyone everything feel few find first for free from full fun get gets getting give go
    going gonna good got great guess had happy hard has have havent having he hello help her
    here hi him his hope how i id idea if ill im in inside interested into is isnt it its ive
    job jobs just keen kind kinda know left less let lets like liked likes limited little live
    loads local long look looking lot lots love loved loves ltd made make making many maybe me
    mean might mind mine more most much must my myself na near need needs never new next nice no
    none not nothing now of off ok okay old on once one only or other our out over own part
    people person place please pretty prob probably quite rather really right run same say see
    she should small so some someone something sort start still stuff such sure take team test
    than thanks that thats the their them then there these they thing things think this those
    though through time to too trainee try trying two under until up us use used usually very
    wanna want wanted wants was wasnt way we week well were what whatever when where which while
    who will with without wont work worked working works would yeah year years yes yet you young
    your
    """.split()
)


def words(text: str) -> list[str]:
    """The words of a text in small letters, without accents, apostrophes or pictures."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST_TEXT].casefold())
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    found = _WORD.findall(_APOSTROPHE.sub("", letters))
    return [word for word in found if len(word) <= LONGEST_WORD]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without its ending, so that fixing, fixes and fixed are one."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            return _undouble(word[: -len(suffix)]).rstrip("e")
    return word.rstrip("e") if len(word) > _SHORTEST_STEM else word


def _undouble(word: str) -> str:
    doubled = len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "aeiouls"
    return word[:-1] if doubled else word


def slips(word: str) -> Iterator[str]:
    """Every word that is one slip away: a letter missing, too many, wrong, or two swapped."""
    for cut in range(len(word) + 1):
        left, right = word[:cut], word[cut:]
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in ascii_lowercase:
            yield left + letter + right
            yield left + letter + right[1:]


@lru_cache(maxsize=100_000)
def pieces(word: str) -> tuple[str, ...]:
    """The runs of three to five letters in a word, its ends marked; they forgive spelling."""
    marked = f"<{word}>"
    return tuple(
        f"~{marked[start : start + size]}"
        for size in _PIECES
        for start in range(len(marked) - size + 1)
    )


def terms(text: str) -> list[str]:
    """Everything that counts in a text: word stems, pairs of neighbours, pieces of words."""
    return terms_of([word for word in words(text) if word not in LITTLE_WORDS])


def terms_of(found: list[str]) -> list[str]:
    """The terms of words that are already cut and chosen."""
    stems = [stem(word) for word in found]
    pairs = [f"{left} {right}" for left, right in pairwise(stems)]
    return stems + pairs + [piece for word in found for piece in pieces(word)]
