"""Work without pay: only on a lawful basis that was said."""

from __future__ import annotations

import math
from collections.abc import Iterator

from app.opportunities.law.apprenticeship import months_after
from app.opportunities.law.types import STOP, WARN, Finding, Offer, Rules

FIELD = "unpaid_basis"
MUST_BE_PAID = {"apprenticeship": "An apprenticeship", "job": "A job"}
NOT_WORK = {"mentoring"}
WATCHING = {"taster"}


def _without_pay(offer: Offer) -> bool:
    return bool(offer.unpaid) and not offer.only_children


def check_kind(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """Apprenticeships and jobs are paid, whatever the reason given."""
    limit = rules.on("unpaid.basis", offer)
    if limit and _without_pay(offer) and offer.kind in MUST_BE_PAID:
        words = f"{MUST_BE_PAID[offer.kind]} must be paid: enter the pay, or offer work experience instead"
        yield Finding("unpaid.kind", STOP, "pay_per_hour", words, limit.source)


def check_basis(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """Unpaid work needs a reason the law knows."""
    limit = rules.on("unpaid.basis", offer)
    silent = offer.unpaid_basis is None and offer.kind not in MUST_BE_PAID.keys() | NOT_WORK
    if not limit or not silent or not _without_pay(offer):
        return
    if offer.kind in WATCHING:
        words = "Say that the young person only watches and does no work, or pay them"
        yield Finding("unpaid.basis", WARN, FIELD, words, limit.source)
    elif offer.kind == "supported" and offer.employer_kind in {"charity", "public"}:
        words = "Say that this is volunteering, or pay for it"
        yield Finding("unpaid.basis", WARN, FIELD, words, limit.source)
    else:
        words = (
            "Say why this may be unpaid: only watching, part of a course, a government scheme, "
            "or volunteering. Otherwise pay for it"
        )
        yield Finding("unpaid.basis", STOP, FIELD, words, limit.source)


def check_volunteering(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """Voluntary workers are for charities and public bodies."""
    limit = rules.on("unpaid.voluntary_kinds", offer)
    claimed = _without_pay(offer) and offer.unpaid_basis == "voluntary"
    if limit and claimed and offer.employer_kind and offer.employer_kind not in limit.value:
        words = (
            "Only a charity or a public body can take unpaid volunteers: "
            "pay for this work, or make it watching only"
        )
        yield Finding("unpaid.voluntary", STOP, FIELD, words, limit.source)


def check_course(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """Work as part of a course may be unpaid for a year at most."""
    limit = rules.on("unpaid.course_months", offer)
    if not limit or not _without_pay(offer) or offer.unpaid_basis != "course":
        return
    if offer.start and offer.end and offer.end > months_after(offer.start, limit.value):
        words = (
            f"An unpaid placement as part of a course can last {limit.value} months at most: "
            "move the last day, or pay for it"
        )
        yield Finding("unpaid.course_length", STOP, "end", words, limit.source)


def check_length(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """Trials in a scheme and watching are short; a longer time is looked at."""
    if not _without_pay(offer) or not offer.days or not offer.unpaid_basis:
        return
    asked = {
        "funded_scheme": (
            "unpaid.scheme_days",
            WARN,
            "An unpaid trial in a scheme lasts six weeks at most: name the scheme that allows more",
        ),
        "shadowing": (
            "unpaid.shadowing_days",
            WARN,
            "Watching without working rarely lasts this long: pay for it if any work is done",
        ),
    }.get(offer.unpaid_basis)
    limit = rules.on(asked[0], offer) if asked else None
    days = _attended(offer) if offer.unpaid_basis == "shadowing" else offer.days
    if asked and limit and days > limit.value:
        yield Finding(
            f"unpaid.{offer.unpaid_basis}_length", asked[1], "end", asked[2], limit.source
        )


def _attended(offer: Offer) -> int:
    """Return about how many days somebody comes: one a week for six weeks is six."""
    in_a_week = len({shift.day for shift in offer.week}) or 5
    return math.ceil((offer.days or 0) / 7 * in_a_week)


RULES = (check_kind, check_basis, check_volunteering, check_course, check_length)
