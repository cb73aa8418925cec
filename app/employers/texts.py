"""What the computer notices in words that everybody will read; a person decides."""

from __future__ import annotations

import re
from dataclasses import dataclass

NAME = r"[A-Z][a-zà-öø-ÿ’'-]+"
CUES = r"(?:[Aa]sk for|[Cc]ontact|[Ss]peak to|[Rr]eport to|[Ee]mail|[Rr]ing|[Cc]all|[Mm]anager is)"
# Words after a cue that begin with a capital and are nobody’s name.
NOBODY = {"The", "Our", "Us", "We", "Reception", "Head", "Human", "HR", "Milton", "MK", "Monday"}


@dataclass(frozen=True)
class Noticed:
    """One thing that may not belong into a public text, and what to do about it."""

    words: str
    todo: str


@dataclass(frozen=True)
class Sight:
    """What to look for, how it is told and what to do."""

    pattern: re.Pattern[str]
    words: str
    todo: str


TAKE_OUT = "Ask them to take it out: the council passes messages on."
SIGHTS = (
    Sight(
        re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,24}){1,4}"),
        "An email address stands in the text",
        TAKE_OUT,
    ),
    Sight(
        re.compile(r"(?<![\w.])(?:\+44|0)(?:[ ()-]?\d){9,10}(?!\w)"),
        "A telephone number stands in the text",
        TAKE_OUT,
    ),
    Sight(
        re.compile(r"\b(?:https?://|www\.)\S{3,}", re.I),
        "A web address stands in the text",
        "Open it by hand before you approve. Their website belongs to the organisation’s page.",
    ),
    Sight(
        re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.? {NAME}"),
        "Somebody is named in the text",
        "Ask for the job instead of the name: names belong to the first day.",
    ),
    Sight(
        re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"),
        "This looks like a National Insurance number",
        "Ask them to take it out today, and tell the data protection team.",
    ),
    Sight(
        re.compile(r"\b\d{2}-\d{2}-\d{2}\b|\b(?:account number|sort code)\b", re.I),
        "This looks like bank details",
        "Nobody pays to work. Ask why it is there before you approve.",
    ),
    Sight(
        re.compile(r"\b(?:born on|date of birth|d\.?o\.?b\.?)\b", re.I),
        "This looks like somebody’s date of birth",
        "Ask them to take it out.",
    ),
    Sight(
        re.compile(
            r"\b(?:care[ -]leavers?|looked[ -]after|(?:was|were|been|are|is|people|children) in care"
            r"(?! (?:homes?|work))|foster(?:ed| care)?|care experienced"
            r"|social worker|vulnerable young|troubled)\b",
            re.I,
        ),
        "Care or need is named in a public text",
        "Ask for plain words about the work: nobody is to be known by where they come from.",
    ),
    Sight(
        re.compile(
            r"\b(?:young and (?:dynamic|energetic)|recent graduates? only|native english"
            r"|(?:fe)?males? only|handsome|girls|lads|strong young man|no disabilit\w+"
            r"|clean shaven|mother tongue)\b",
            re.I,
        ),
        "This may shut people out unlawfully",
        "Ask what the work needs and say that instead (Equality Act 2010).",
    ),
    Sight(
        re.compile(
            r"\b(?:fuck\w*|shit\w*|cunts?|bastards?|wank\w*|bollocks|arsehole\w*|bitch\w*"
            r"|piss\w*|twats?|retards?|spastics?|slags?|sluts?)\b",
            re.I,
        ),
        "A swear word stands in the text",
        "Ask for other words, unless it is part of a name.",
    ),
    Sight(
        re.compile(
            r"\b(?:pay (?:a|the) (?:fee|deposit)|upfront (?:fee|cost)|training fee"
            r"|buy (?:a|the) (?:starter )?kit|registration fee)\b",
            re.I,
        ),
        "Somebody may be asked to pay",
        "Ring them: nobody pays to work here. If it is meant, decline and note a concern.",
    ),
)
ASKED_FOR = re.compile(rf"\b{CUES} ({NAME})(?: ({NAME}))?")
LONGEST = 20_000  # what is longer is cut: the forms let nothing through that is


def look(text: str | None) -> list[Noticed]:
    """Return what stands out in a text, each kind once, with the words it is about."""
    plain = (text or "")[:LONGEST]
    found = [
        Noticed(f"{sight.words}: “{hit.group(0)[:60]}”", sight.todo)
        for sight in SIGHTS
        if (hit := sight.pattern.search(plain))
    ]
    named = next((hit for hit in ASKED_FOR.finditer(plain) if hit.group(1) not in NOBODY), None)
    if named and not any("is named" in one.words for one in found):
        words = f"Somebody is named in the text: “{named.group(0)[:60]}”"
        found.append(Noticed(words, "Ask for the job instead of the name."))
    return found
