"""Fetching adverts from outside, keeping them in step, and looking among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy import Select, or_, select

from app import clock, db
from app.adverts import client, reading
from app.adverts.models import Advert, AdvertRun
from app.employers import services as employers
from app.opportunities.models import Opportunity, OpportunityState
from app.places import services as places
from app.settings import services as settings


@dataclass(frozen=True)
class Asked:
    """What somebody looks for among the adverts."""

    words: str = ""
    route: str = ""
    level: int | None = None
    miles: int | None = None


def is_on() -> bool:
    """Say whether adverts are fetched: only with a key in the environment."""
    return bool(current_app.config.get("ADVERTS_KEY"))


def source() -> client.Source:
    """Return where to ask, and around which point, as the settings say today."""
    centre = places.centre_of(settings.value("adverts.centre"))
    if centre is None:
        raise client.AdvertsAway("The centre of the adverts is not a place we know")
    return client.Source(
        url=current_app.config["ADVERTS_URL"],
        key=current_app.config["ADVERTS_KEY"],
        latitude=centre.latitude,
        longitude=centre.longitude,
        miles=int(settings.value("adverts.miles")),
    )


def pull(where: client.Source | None = None) -> AdvertRun | None:
    """Fetch what is there now and keep it; a failure keeps what we had and is written down."""
    if not is_on() and where is None:
        return None
    try:
        rows = client.fetch(where or source())
    except client.AdvertsAway as error:
        return _note(AdvertRun(problem=str(error), seen=0, added=0, changed=0, gone=0))
    return _keep([read for row in rows if (read := reading.read(row))])


@db.transaction()
def _note(run: AdvertRun) -> AdvertRun:
    run.at = clock.now()
    db.session.add(run)
    return run


@db.transaction()
def _keep(rows: list[dict[str, Any]]) -> AdvertRun:
    today, now = clock.today(), clock.now()
    ours = _our_own()
    fresh = {
        row["reference"]: row
        for row in rows
        if row["closes_on"] >= today and _same(row["employer_name"], row["title"]) not in ours
    }
    known = {advert.reference: advert for advert in db.session.scalars(select(Advert))}
    run = AdvertRun(problem="", seen=len(rows), added=0, changed=0, gone=0)
    for reference, row in fresh.items():
        advert = known.get(reference)
        if advert is None:
            db.session.add(Advert(**row, seen_at=now))
            run.added += 1
            continue
        changed = [name for name, value in row.items() if getattr(advert, name) != value]
        for name in changed:
            setattr(advert, name, row[name])
        run.changed += bool(changed or advert.gone_at)
        advert.seen_at, advert.gone_at = now, None
    for reference, advert in known.items():
        if reference not in fresh and advert.gone_at is None:
            advert.gone_at = now
            run.gone += 1
    return _note(run)


def _same(employer: str, title: str) -> tuple[str, str]:
    return employers.plain_name(employer), " ".join(title.casefold().split())


def _our_own() -> set[tuple[str, str]]:
    live = select(Opportunity).where(Opportunity.state == OpportunityState.LIVE)
    return {_same(row.employer.name, row.title) for row in db.session.scalars(live).unique()}


def on_show(asked: Asked) -> Select[Advert]:
    """Return the statement that finds open adverts, nearest first; one that closes today is open."""
    statement = select(Advert).where(Advert.gone_at.is_(None), Advert.closes_on >= clock.today())
    for word in asked.words.split()[:8]:
        said = (Advert.title, Advert.description, Advert.employer_name, Advert.course)
        statement = statement.where(or_(*(part.icontains(word, autoescape=True) for part in said)))
    if asked.route:
        statement = statement.where(Advert.route == asked.route)
    if asked.level is not None:
        statement = statement.where(Advert.level == asked.level)
    if asked.miles is not None:
        statement = statement.where(or_(Advert.miles <= asked.miles, Advert.miles.is_(None)))
    return statement.order_by(Advert.miles.asc().nulls_last(), Advert.closes_on, Advert.id)


def routes() -> list[str]:
    """Return the routes there are adverts in."""
    statement = select(Advert.route).where(Advert.gone_at.is_(None), Advert.route != "")
    return sorted(set(db.session.scalars(statement)))


def last_runs(limit: int = 20) -> list[AdvertRun]:
    """Return the last times the adverts were fetched, newest first."""
    return list(db.session.scalars(select(AdvertRun).order_by(AdvertRun.id.desc()).limit(limit)))
