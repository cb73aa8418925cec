"""Who somebody is, taken out of what they wrote before anything is made of it."""

from __future__ import annotations

import re
from functools import lru_cache

from matching.wordlists import PROTECTED_PHRASES, PROTECTED_WORDS

# Somebody who wants to work in care says what they want, not where they come from.
_WISHES = ("work", "working", "job", "jobs", "career", "interested", "experience", "course")
_BEFORE = "".join(rf"(?<!\b{word} )" for word in _WISHES)
_GAP = r"[\W_]+"  # care leaver, care-leaver, care_leaver
_PHRASE = re.compile(
    r"\b(?:"
    + "|".join(
        (_BEFORE if phrase == "in care" else "") + phrase.replace(" ", _GAP)
        for phrase in PROTECTED_PHRASES
    )
    + r")\b"
)
# Every protected phrase holds one of these, and most texts hold none.
_SIGNS = ("care", "caring", "looked", "home", "foster", "mental", "special", "learning", "non")
_MORE_SIGNS = ("social", "pathway", "sexual", "asylum")
_WORD = re.compile(r"[a-z]+")


@lru_cache(maxsize=50_000)
def is_protected(word: str) -> bool:
    """Whether a word in small letters, one or many, says who somebody is."""
    forms = {word, word.removesuffix("s"), word.removesuffix("es")}
    if word.endswith("ies"):
        forms.add(f"{word[:-3]}y")
    return not forms.isdisjoint(PROTECTED_WORDS)


def without_phrases(text: str) -> str:
    """A text in small letters without the phrases that say who somebody is."""
    if any(sign in text for sign in _SIGNS) or any(sign in text for sign in _MORE_SIGNS):
        return _PHRASE.sub(" ", text)
    return text


def unprotected(text: str) -> str:
    """A text in small letters without any word or phrase that says who somebody is."""
    plain = without_phrases(text.lower())
    return _WORD.sub(lambda found: " " if is_protected(found[0]) else found[0], plain)
