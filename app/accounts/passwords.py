"""Passwords: how they are kept, compared and chosen."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.errors import DomainError

SHORTEST = 12
LONGEST = 1000  # only so that nobody makes us work on megabytes
# OWASP’s lowest recommended cost with one lane: 46 MiB, one pass.
_HASHER = PasswordHasher(time_cost=1, memory_cost=47_104, parallelism=1)


class WeakPassword(DomainError):
    """Somebody could guess this one."""

    message = (
        "Choose a password that is harder to guess, like three words that do not belong together"
    )
    field = "password"


def keep(password: str) -> str:
    """Return what is stored in place of a password."""
    return _HASHER.hash(_plain(password))


def fits(kept: str | None, password: str) -> bool:
    """Say whether a password is the one that was kept; takes as long when there is none."""
    try:
        return _HASHER.verify(kept or _nobody(), _plain(password)) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def is_dated(kept: str) -> bool:
    """Say whether a kept password was made with another cost than today’s."""
    return _HASHER.check_needs_rehash(kept)


def check_new(password: str, *about: str) -> None:
    """Refuse a password that is short, common, or made of what is known about the person."""
    plain = _plain(password)
    if len(plain) < SHORTEST:
        raise WeakPassword(f"Enter a password with {SHORTEST} characters or more")
    letters = _squeezed(plain)
    known = {_squeezed(part) for text in about for part in (text, text.partition("@")[0])}
    if letters in _common() or _is_dull(plain) or letters in known:
        raise WeakPassword


def _plain(password: str) -> str:
    # The same password typed on two keyboards must be the same bytes (NIST SP 800-63B, 3.1.1.2).
    return unicodedata.normalize("NFKC", password)


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]", "", text.casefold())


def _is_dull(plain: str) -> bool:
    # One or two signs again and again, or a straight run like 123456789012.
    steps = {(ord(b) - ord(a)) % 10 for a, b in pairwise(plain)}
    halves = len(plain) % 2 == 0 and len(set(plain[::2])) == len(set(plain[1::2])) == 1
    return len(set(plain)) < 3 or len(steps) == 1 or halves


@cache
def _common() -> frozenset[str]:
    words = Path(__file__).with_name("common_passwords.txt").read_text("utf-8").split()
    return frozenset(_squeezed(word) for word in words)


@cache
def _nobody() -> str:
    return _HASHER.hash("nobody has this password")
