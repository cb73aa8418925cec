"""What a writer says no to: "I hate the phone" must not speak for work on the phone."""

from __future__ import annotations

import re

_NOT = frozenset("not dont never hate dislike no cannot cant wont without isnt".split())
_BUT = frozenset("but except though although instead rather prefer want".split())
_NOT_A_NO = frozenset("mind wait stop just only bored".split())
_ANEW = frozenset("i im id ill ive".split())
_REACH_OF_A_NO = 6

_PART = re.compile(r"[^\W_]+(?:['’‘`´][^\W_]+)*|[.!?;,\n]")
_APOSTROPHE = re.compile("['’‘`´]")
_PAUSE = frozenset(",")
_END = frozenset(".!?;\n")


def without_refusals(text: str) -> str:
    """A text without the few words after a no, up to the next sentence or the next "but"."""
    parts = list(_PART.finditer(text))
    said = [_APOSTROPHE.sub("", part.group().casefold()) for part in parts]
    if not _NOT.intersection(said):
        return text
    return _kept(text, parts, said)


def _kept(text: str, parts: list[re.Match[str]], said: list[str]) -> str:
    kept: list[str] = []
    silent = at = 0
    for number, (part, word) in enumerate(zip(parts, said, strict=True)):
        following = said[number + 1] if number + 1 < len(said) else ""
        silent = _reach(word, following, silent)
        if silent and word not in _PAUSE:
            kept.append(text[at : part.start()])
            at = part.end()
    return "".join([*kept, text[at:]])


def _reach(word: str, following: str, silent: int) -> int:
    if word in _NOT and following not in _NOT_A_NO:
        return _REACH_OF_A_NO
    if word in _END or word in _BUT or (word in _PAUSE and following in _ANEW):
        return 0
    return silent if word in _PAUSE else max(silent - 1, 0)
