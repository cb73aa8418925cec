"""What a change of the law does to the offers we show: told before, and done after it is confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from flask import url_for
from sqlalchemy import select

from app import clock, db
from app.opportunities import answers as kept
from app.opportunities import checking, jobs, law_table
from app.opportunities.lawful import RULES, Finding, Offer, Rule, Rules
from app.opportunities.models import Opportunity
from app.opportunities.models import OpportunityState as State
from app.settings import changing, dated, tables, wages
from app.settings.tables import Effect, Row, Touched

TABLES = (law_table.TABLE, wages.TABLE)
SHOWN = 25


def register() -> None:
    """Tell the dated tables what follows from them."""
    for name in TABLES:
        tables.previewed_by(name, preview)


def preview(row: Row) -> Effect:
    """Say which live offers a change would make unlawful; none is touched."""
    now, then = checking.rules(), _with(row)
    concerned = [rule for rule in RULES if _concerns(rule, row)]
    broken = []
    for opportunity in _live():
        offer = checking.offer_of(kept.approved(opportunity), opportunity.employer)
        after = _stops(offer, then, concerned)
        if after and not _stops(offer, now, concerned):
            broken.append((opportunity, after[0]))
    listed = tuple(_touched(opportunity, found) for opportunity, found in broken[:SHOWN])
    return Effect(_words(len(broken), row), listed, max(0, len(broken) - SHOWN))


def _with(row: Row) -> Rules:
    return checking.measured_by(
        clock.today(), *(_replaced(dated.rows(name), name, row) for name in TABLES)
    )


def _replaced(rows: list[Row], name: str, row: Row) -> list[Row]:
    if name != row.table:
        return rows
    return [r for r in rows if (r.key, r.valid_from) != (row.key, row.valid_from)] + [row]


def _concerns(rule: Rule, row: Row) -> bool:
    return rule.rates if row.table == wages.TABLE else row.key in rule.uses


def _live() -> Iterator[Opportunity]:
    last = 0
    while True:
        statement = select(Opportunity).where(
            Opportunity.state == State.LIVE, Opportunity.id > last
        )
        batch = db.session.scalars(statement.order_by(Opportunity.id).limit(jobs.BATCH)).unique()
        offers = list(batch)
        if not offers:
            return
        last = offers[-1].id
        yield from offers


def _stops(offer: Offer, law: Rules, concerned: list[Rule]) -> list[Finding]:
    return [finding for rule in concerned for finding in rule(offer, law) if finding.stops]


def _touched(opportunity: Opportunity, found: Finding) -> Touched:
    title = f"{opportunity.title or 'An offer without a title'} at {opportunity.employer.name}"
    return Touched(title, found.words, url_for("opportunities.show", ref=opportunity.ref))


def _words(number: int, row: Row) -> str:
    since = f"{row.valid_from.day} {row.valid_from:%B %Y}"
    if number == 0:
        return "No live offer would become unlawful by this."
    offers = "1 live offer" if number == 1 else f"{number:,} live offers"
    return (
        f"{offers} would become unlawful by this change from {since}. Once you confirm it, they are "
        "paused within a minute and their employers are told why and what to change."
    )


def follow() -> int:
    """Hold the live offers against the law again after it was changed; return how many were paused."""
    changed = changing.unfollowed(TABLES)
    if not changed:
        return 0
    refs = [row.ref for row in changed]
    paused = jobs.check_live_offers()
    changing.followed(refs)
    return paused
