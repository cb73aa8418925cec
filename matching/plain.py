"""What the engine says as one line of JSON each."""

from __future__ import annotations

import json
from json.encoder import encode_basestring as _quoted
from typing import Any

from matching.types import Explanation, Match, Nothing, Reason, Unlock


def line(value: Any) -> str:
    """One object on one line, spelt the same way every time."""
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "), allow_nan=False)


def match(value: Match) -> dict[str, Any]:
    """A suggestion with its parts."""
    return {
        "person": value.person,
        "opportunity": value.opportunity,
        "rank": value.rank,
        "band": value.band,
        "score_micro": value.score_micro,
        "coverage": value.coverage,
        "terms": [
            {"term": each.term, "micro": each.micro, "state": each.state, "words": each.words}
            for each in value.terms
        ],
    }


def nothing(value: Nothing) -> dict[str, Any]:
    """Why there is no suggestion."""
    side = "person" if value.person is not None else "opportunity"
    counts = [{"rule": each.rule, "count": each.count} for each in value.none]
    return {side: getattr(value, side), "none": counts}


def ranked(value: Match | Nothing) -> str:
    """One line of a ranking."""
    return _match_line(value) if isinstance(value, Match) else line(nothing(value))


def _match_line(value: Match) -> str:
    """What `line(match(value))` gives, put together by hand because there are so many."""
    score = "null" if value.score_micro is None else value.score_micro
    terms = ", ".join(
        [
            f'{{"term": "{each.term}", "micro": {each.micro}, "state": "{each.state}", '
            f'"words": {_quoted(each.words)}}}'
            for each in value.terms
        ]
    )
    return (
        f'{{"person": {_quoted(value.person)}, "opportunity": {_quoted(value.opportunity)}, '
        f'"rank": {value.rank}, "band": "{value.band}", "score_micro": {score}, '
        f'"coverage": {value.coverage!r}, "terms": [{terms}]}}'
    )


def reason(value: Reason) -> dict[str, str]:
    """A rule or a term with its words."""
    kind, name = ("rule", value.rule) if value.rule else ("term", value.term)
    return {kind: name or "", "words": value.words}


def explanation(value: Explanation) -> dict[str, Any]:
    """Everything about one pair."""
    return {
        "person": value.person,
        "opportunity": value.opportunity,
        "no": [reason(each) for each in value.no],
        "unknown": [reason(each) for each in value.unknown],
        "match": match(value.match) if value.match else None,
    }


def unlock(value: Unlock) -> dict[str, Any]:
    """A change and what it opens."""
    return {
        "person": value.person,
        "change": dict(value.change),
        "opens": value.opens,
        "opportunities": list(value.opportunities),
        "words": value.words,
    }
