"""Papers as tagged PDF: data goes in as JSON, is set as text, and comes out under PDF/UA-1."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

TEMPLATE = Path(__file__).parent / "paper.typ"
# What the typefaces in the wheel can show; a paper with anything else would not be readable by all.
SHOWN = (
    "\x20-\x7e\xa0-\xac\xae-\u02ff\u0384-\u038a\u038e-\u03a1\u03a3-\u0482\u048a-\u04ff"
    "\u1e00-\u1eff\u2010-\u2027\u2030-\u2040\u2044-\u204a\u20a0-\u20bf\u2190-\u21ff\u2713"
)
UNSHOWN = re.compile(f"[^{SHOWN}]")
SPACES = re.compile(r"\s+")
Part = dict[str, Any]


def printable(words: str) -> str:
    """Return words as they can be printed: one line, and an empty box for a sign we have no type for."""
    composed = unicodedata.normalize("NFC", words)
    plain = "".join(
        sign for sign in composed if unicodedata.category(sign)[0] not in "MC" or sign.isspace()
    )
    return UNSHOWN.sub("□", SPACES.sub(" ", plain))


def _unseen(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "MC"  # marks without a letter, control signs


def spans(words: str) -> list[Part]:
    """Return plain words as a line of a paper."""
    return [{"text": words}]


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: (held if key == "svg" else _clean(held)) for key, held in value.items()}
    return [_clean(held) for held in value] if isinstance(value, list | tuple) else value


def paper(title: str, caption: str, foot: str, parts: list[Part]) -> bytes:
    """Return a paper as PDF; the same paper is set once."""
    whole = {"title": title, "caption": caption, "foot": foot, "parts": parts, "author": foot}
    return _set(json.dumps(_clean(whole), sort_keys=True))


def paper_for_one(title: str, caption: str, foot: str, parts: list[Part]) -> bytes:
    """Return a paper about one person as PDF; nothing of it is remembered."""
    whole = {"title": title, "caption": caption, "foot": foot, "parts": parts, "author": foot}
    return _set.__wrapped__(json.dumps(_clean(whole), sort_keys=True))


@lru_cache(maxsize=48)
def _set(data: str) -> bytes:
    made: bytes = typst.compile(
        str(TEMPLATE),
        format="pdf",
        sys_inputs={"paper": data},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
    )
    return made


def pictures(
    title: str, caption: str, foot: str, parts: list[Part], ppi: float = 60
) -> list[bytes]:
    """Return the pages of a paper as pictures, to look at."""
    whole = {"title": title, "caption": caption, "foot": foot, "parts": parts, "author": foot}
    data = json.dumps(_clean(whole), sort_keys=True)
    made: Any = typst.compile(
        str(TEMPLATE), format="png", ppi=ppi, sys_inputs={"paper": data}, ignore_system_fonts=True
    )
    return made if isinstance(made, list) else [made]
