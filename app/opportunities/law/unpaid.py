"""Work without pay: only on a lawful basis that was said."""

from __future__ import annotations

import math
from collections.abc import Iterator

from app.opportunities.law.saying import months_after
from app.opportunities.law.types import STOP, WARN, Offer, Rules, Said, rule

FIELD = "unpaid_basis"
MUST_BE_PAID = {"apprenticeship": "An apprenticeship", "job": "A job"}
NOT_WORK = {"mentoring"}


def _without_pay(offer: Offer) -> bool:
    return bool(offer.unpaid) and not offer.only_children


@rule("unpaid.kind", STOP, "unpaid.basis")
def kind(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Apprenticeships and jobs are paid, whatever reason is given."""
    limit = rules.on("unpaid.basis", offer)
    if limit and _without_pay(offer) and offer.kind in MUST_BE_PAID:
        words = f"{MUST_BE_PAID[offer.kind]} must be paid: enter the pay, or offer work experience instead"
        yield Said("pay_per_hour", words, limit)


@rule("unpaid.basis", STOP, "unpaid.basis")
def basis(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Unpaid work names a reason the law knows: only watching, part of a course, a government scheme,
    or volunteering for a charity or a public body. Nobody of school age has a minimum wage."""
    limit = rules.on("unpaid.basis", offer)
    silent = offer.unpaid_basis is None and offer.kind not in MUST_BE_PAID.keys() | NOT_WORK
    if limit and silent and _without_pay(offer):
        words = (
            "Say why this may be unpaid: only watching, part of a course, a government scheme, "
            "or volunteering. Otherwise pay for it"
        )
        at_school = offer.school_age is True and offer.min_age is None and offer.max_age is None
        yield Said(FIELD, words, limit, WARN if at_school else STOP)


@rule("unpaid.voluntary", STOP, "unpaid.voluntary_kinds")
def voluntary(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Only a charity or a public body has unpaid volunteers."""
    limit = rules.on("unpaid.voluntary_kinds", offer)
    claimed = _without_pay(offer) and offer.unpaid_basis == "voluntary"
    if limit and claimed and offer.employer_kind not in limit.value:
        words = (
            "Only a charity or a public body can take unpaid volunteers: "
            "pay for this work, or make it watching only"
        )
        yield Said(FIELD, words, limit, STOP if offer.employer_kind else WARN)


@rule("unpaid.course_length", STOP, "unpaid.course_months")
def course(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Unpaid work as a required part of a course lasts a year at most."""
    limit = rules.on("unpaid.course_months", offer)
    if not limit or not _without_pay(offer) or offer.unpaid_basis != "course":
        return
    if offer.start and offer.end and offer.end > months_after(offer.start, limit.value):
        words = (
            f"An unpaid placement as part of a course can last {limit.value} months at most: "
            "move the last day, or pay for it"
        )
        yield Said("end", words, limit)


@rule("unpaid.scheme", WARN, "unpaid.scheme_days")
def scheme(offer: Offer, rules: Rules) -> Iterator[Said]:
    """An unpaid place in a government scheme is a trial of six weeks at most, unless the scheme allows
    more. A scheme of a council is not one by itself."""
    limit, days = rules.on("unpaid.scheme_days", offer), offer.days
    claimed = _without_pay(offer) and offer.unpaid_basis == "funded_scheme"
    if limit and claimed and days and days > limit.value:
        words = (
            f"An unpaid trial in a scheme lasts {limit.value // 7} weeks at most: "
            "name the scheme that allows more, or pay for it"
        )
        yield Said("end", words, limit)


@rule("unpaid.shadowing", WARN, "unpaid.shadowing_days")
def shadowing(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Watching without working is short; whoever does real work is paid."""
    limit = rules.on("unpaid.shadowing_days", offer)
    if not limit or not _without_pay(offer) or offer.unpaid_basis != "shadowing" or not offer.days:
        return
    if (days := _attended(offer)) > limit.value:
        words = (
            f"Watching without working for {days} days is long: pay for it if any work is done, "
            f"or make it {limit.value} days"
        )
        yield Said("end", words, limit)


@rule("unpaid.internship", WARN, "unpaid.basis")
def internship(offer: Offer, rules: Rules) -> Iterator[Said]:
    """An internship is work, so it is paid, unless it is part of a course."""
    limit = rules.on("unpaid.basis", offer)
    watching = offer.unpaid_basis in {"shadowing", "voluntary"}
    if limit and watching and offer.kind == "internship" and _without_pay(offer):
        words = "An internship usually means doing work: pay for it, or call it a taster"
        yield Said("pay_per_hour", words, limit)


def _attended(offer: Offer) -> int:
    # About how many days somebody comes: one a week for six weeks is six.
    in_a_week = len({shift.day for shift in offer.week}) or 5
    return math.ceil((offer.days or 0) / 7 * in_a_week)


RULES = (kind, basis, voluntary, course, scheme, shadowing, internship)
