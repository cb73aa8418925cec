"""What the engine does, in plain words: one sentence for each rule and each term."""

from __future__ import annotations

from collections.abc import Mapping

from matching.model import SHARES, Weights

# A rule says no, or it does not. Each is a question that must not be answered with no.
RULE_WORDS: Mapping[str, str] = {
    "consent": "Did the young person agree to be matched? If we do not know, we stop.",
    "ready": "Are they marked as ready to start? If we do not know, we stop.",
    "age": "Are they old enough on the first day, and not too old, for the offer and by law?",
    "dates": "Are they free when it happens?",
    "open": "Can people still put their names down?",
    "travel": "Can they get there in the time they are happy to travel?",
    "qualification": "Do they have what the offer cannot do without?",
    "hours": "Is it no more hours a week than they can do, or than the law lets them do?",
    "dbs": "Do they have a DBS check, if it needs one?",
    "places": "Is there a place left?",
    "kind": "Is it a kind of offer they want?",
    "sector": "Is it a kind of work they did not say no to?",
    "employer": "Is it an employer they can be sent to?",
    "area": "Is it a place they can be sent to?",
}

# What each term is called, and what it looks at.
TERM_WORDS: Mapping[str, tuple[str, str]] = {
    "interest": ("The work they want", "Are they keen on this kind of work, or curious about it?"),
    "words": ("Their own words", "Does the offer speak of the things they wrote about?"),
    "skills": ("Skills", "How many of the things it asks for can they do? What they have shown counts more."),
    "experience": ("What they did before", "Is it like something they have done?"),
    "travel": ("The journey", "Is the journey short for them?"),
    "hours": ("Hours", "Is it about as many hours a week as they can do?"),
    "days": ("Days", "Is it on the days they are free?"),
    "qualification": ("Level", "Is it at the right level: not too high and not far too low?"),
    "adjustments": ("What helps them", "Does the employer offer what helps them at work?"),
    "kind": ("The kind of offer", "Is it the kind of offer they asked for?"),
    "pay": ("Pay", "Is it paid fairly, if they want paid work?"),
    "response": ("How the employer answers", "Does this employer mostly answer people?"),
    "opened": ("What they opened before", "Is it like offers they opened before?"),
    "opened_near": ("Where they looked before", "Is it near offers they opened before?"),
    "opened_employer": ("Who they looked at before", "Did they open an offer of this employer before?"),
    "opened_sector": ("Work they looked at before", "Did they open this kind of work before?"),
    "words_alike": ("The sense of their words", "Is it close to what they wrote, in other words?"),
    "experience_alike": ("The sense of what they did", "Is it close to what they did, in other words?"),
    "opened_alike": ("What they opened last", "Is it close to the last offer they opened?"),
    "clear": ("A clear offer", "Does it say what work it is? Only where nothing was opened yet."),
}  # fmt: skip
# These need a log of what somebody opened; where none is kept they say nothing.
NEED_A_LOG = tuple(term for term, share in SHARES.items() if not share)
STEPS = (
    (0.75, "counts most"),
    (0.4, "counts a lot"),
    (0.2, "counts some"),
    (0.0, "counts a little"),
)


def strength(term: str, weights: Weights) -> str:
    """How much a term counts beside the one that counts most, in words."""
    most = max((weights.values[name] for name in TERM_WORDS if name not in NEED_A_LOG), default=0.0)
    value = weights.values[term]
    if not most or not value:
        return "does not count"
    return next(words for least, words in STEPS if value / most >= least)
