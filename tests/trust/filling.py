"""Filling in forms: plausibly, as somebody in a hurry would, or as nobody should."""

from __future__ import annotations

import random
import re
from datetime import timedelta

from app import clock
from tests.trust.reading import Form, Input
from tests.trust.world import once

Pairs = list[tuple[str, object]]

# By a part of the field's name: what somebody would type there.
TYPED = (
    ("email", "somebody.{n}@demo.example"),
    ("phone", "01908 691691"),
    ("postcode", "MK9 3EJ"),
    ("outward", "MK9"),
    ("website", "https://demo.example/us"),
    ("web", "https://demo.example/us"),
    ("password", "correct horse battery {n}"),
    ("break", "30"),
    ("from", "9:30am"),
    ("_to", "3pm"),
    ("-to", "3pm"),
    ("time", "10am"),
    ("pay", "14.50"),
    ("amount", "14.50"),
    ("number", "0123456{n}"),
    ("reference", "UO-{n}"),
)

NASTY = {
    "apostrophes": "O’Brien’s \"tea\" & 'cakes' \\ `x` %s {{ 7*7 }} ${x}",
    "emoji": "🧑🏽‍🍳👩‍👧‍👦🏳️‍🌈 café ﷽ Ω̶",
    "right to left": "שלום \u202egnp.exe عليكم \u200b\u2066x",
    "ten thousand": "a" * 10_000,
    "nul": "Robin\x00Invented\x01\x1b[31m",
    "script": "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>",
    "formula": "=1+1",
    "no such date": "31/02/2027",
    "no such postcode": "MK99 9ZZ",
    "digits": "9" * 400,
    "negative": "-2147483649",
    "surrogates": b"\xed\xa0\x80\xff\xfe\xc3\x28 \xf0\x9f",
    "address": "javascript:alert(1)//http://169.254.169.254/",
    "header": "a@demo.example\r\nBcc: all@demo.example",
}
# Set by nobody who fills in a form; whoever sends them hopes that they are taken over.
EXTRA: Pairs = [
    ("role", "admin"),
    ("state", "APPROVED"),
    ("approved", "1"),
    ("approved_at", "2020-01-01"),
    ("owner_id", "1"),
    ("id", "1"),
    ("ref", "AAAAAAAAAAAAAAAAAAAAAA"),
    ("user_id", "1"),
    ("advisor_id", "1"),
    ("employer_id", "1"),
    ("active", "0"),
    ("created_at", "2020-01-01"),
]
FILES = {
    "empty": b"",
    "noise": random.Random(7).randbytes(400),
    "broken archive": b"PK\x03\x04" + b"\x00" * 60,
    "wrong letters": "title,places\nCafé 🧁,two\n".encode("utf-16"),
    "nul": b"title,kind\x00\nBaker,\x00job\n",
    "wide": b",".join(b"x" for _ in range(5_000)) + b"\n",
    "formulas": b"title,kind,sector\n=1+1,@SUM(A1),-1\n",
}


def plausible(form: Form, luck: random.Random) -> Pairs:
    """Every field answered: what stood there stays, the rest gets something that would do."""
    pairs: Pairs = [("once", once())] if "once" in form.fields else []
    for each in form.fields.values():
        if each.name not in {"once", "csrf_token"}:
            pairs += [(each.name, value) for value in answer(each, form, luck)]
    return pairs


def answer(each: Input, form: Form, luck: random.Random) -> list[object]:
    """The answers to one question."""
    if each.kind == "file":
        return [(b"title\nHelp in a bakery\n", "offers.csv")]
    if each.options:
        return list(each.chosen) or [option for option in each.options if option][:1]
    if each.value or not each.is_text:
        return [each.value]
    return [typed(each, luck)]


def typed(each: Input, luck: random.Random) -> str:
    """What somebody would type into an empty box."""
    name, number = each.name.lower(), str(luck.randrange(100_000, 999_999))
    part = re.search(r"-(day|month|year)$", name)
    if part:
        then = clock.today() + timedelta(days=-1 if is_past(name) else 30)
        return str(getattr(then, part[1]))
    if each.inputmode == "numeric":
        return "3"
    if each.inputmode == "decimal":
        return "14.50"
    for words, text in TYPED:
        if words in name:
            return text.format(n=number)
    return f"Something plain {number}"


def is_past(name: str) -> bool:
    """Whether a date with this name lies behind us."""
    return any(words in name for words in ("born", "since", "was", "at", "assessed"))


def replaced(pairs: Pairs, values: dict[str, object]) -> Pairs:
    """The same answers with some of them changed."""
    return [(name, values.get(name, value)) for name, value in pairs]


def without(pairs: Pairs, names: set[str]) -> Pairs:
    """The same answers with some of them missing."""
    return [(name, value) for name, value in pairs if name not in names]
