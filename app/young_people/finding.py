"""Finding somebody by name or reference as people type: without accents, by initials, with a slip."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Protocol, TypeVar

# Letters that do not fall apart into a letter and its accent.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th"})


class Named(Protocol):
    """Whatever has a name and a reference."""

    @property
    def name(self) -> str:
        """The name they go by, with the family name."""
        ...

    @property
    def case_reference(self) -> str:
        """The reference of the case system, or nothing."""
        ...


Somebody = TypeVar("Somebody", bound=Named)


def folded(text: str) -> str:
    """Return a text without accents, capitals and the marks within a name: O’Dowd is odowd."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(PLAIN))
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return re.sub(r"[’'`´.]", "", bare)


def words(text: str) -> list[str]:
    """Return the words of a name or a search, folded; a hyphen parts two words."""
    return re.findall(r"\w+", folded(text))


def called(people: Sequence[Somebody], search: str) -> list[Somebody]:
    """Return those a search is about: by part of the name or the reference, else by initials, else
    by a name that is one slip away.
    """
    asked = words(search)
    if not asked:
        return list(people)
    for way in (_part, _initials, _slip):
        found = [one for one in people if way(one, asked)]
        if found:
            return found
    return []


def any_called(people: Sequence[Named], search: str) -> bool:
    """Whether anybody here is really called that, not only nearly."""
    return any(_part(one, words(search)) for one in people)


def _part(one: Named, asked: list[str]) -> bool:
    name, reference = folded(one.name), folded(one.case_reference)
    joined = re.sub(r"\W", "", reference)
    return all(word in name or word in reference or word in joined for word in asked)


def _initials(one: Named, asked: list[str]) -> bool:
    typed = "".join(asked)
    return 2 <= len(typed) <= 4 and "".join(word[0] for word in words(one.name)).startswith(typed)


def _slip(one: Named, asked: list[str]) -> bool:
    known = words(one.name)
    return all(any(_near(word, part) for part in known) for word in asked)


def _near(typed: str, word: str) -> bool:
    if len(typed) < 4 or abs(len(typed) - len(word)) > 2:
        return typed == word
    return _distance(typed, word) <= (1 if len(typed) < 7 else 2)


def _distance(one: str, other: str) -> int:
    """Return how many letters were added, left out, changed or swapped with the next."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        now = [i]
        for j, b in enumerate(other, 1):
            cost = min(now[-1] + 1, last[j] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1]
