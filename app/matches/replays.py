"""The list of a past run again, from what was kept: the same bytes, or plain words why not."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from app import db
from app.audit import services as audit
from app.errors import DomainError
from app.matches.engine import lines, replaying
from app.matches.engine.ranking import ENGINE_VERSION, Ranked
from app.matches.models import MatchInput, MatchRun, MatchRunPerson, Proposal, RunState
from app.opportunities.models import Opportunity
from app.young_people.models import YoungPerson


class CannotReplay(DomainError):
    """There is nothing to replay, or this is another engine."""

    message = "This run cannot be replayed"


@dataclass(frozen=True)
class Replayed:
    """What a replay found."""

    run: MatchRun
    people: int
    forgotten: int  # young people of the run whose inputs are not kept any more
    lines: list[str]
    different: list[str]  # references of young people whose list came out different
    tables: list[str]  # references of those whose stored rows are not their list

    @property
    def same(self) -> bool:
        """Whether every list is, byte for byte, what was published."""
        return not self.different and not self.tables


def find(ref: str) -> MatchRun:
    """Return a run by its reference, or with “last” the last one that published lists."""
    statement = select(MatchRun)
    if ref == "last":
        published = statement.where(MatchRun.state == RunState.PUBLISHED)
        return db.session.scalars(published.order_by(MatchRun.id.desc()).limit(1)).one()
    return db.session.scalars(statement.where(MatchRun.ref == ref)).one()


def replay(run: MatchRun) -> Replayed:
    """Make the lists of a run again and compare them with what was published.

    Raises CannotReplay in plain words.
    """
    kept = _kept(run)
    with tempfile.TemporaryDirectory() as folder:
        replaying.write(kept, Path(folder))
        try:
            found = replaying.ranked(kept, Path(folder))
        except replaying.NotReplayable as error:
            raise CannotReplay(f"The engine cannot read what was kept: {error}") from None
    people, listed = _people(run), _by_person(found)
    forgotten = run.done - len(people)
    different = [ref for ref, row in people.items() if _digest(listed, ref) != row.list_digest]
    if not forgotten and not different and lines.digest_of(*found) != run.digests["list"]:
        different = list(people)
    return Replayed(run, len(people), forgotten, found, different, _wrong_rows(run, people, listed))


def export(run: MatchRun, folder: Path) -> str:
    """Write a run as files into a new folder; return the command that gives its list.

    It holds personal data: the folder is its owner’s alone, and the trail says that it was made.
    """
    if folder.exists() and any(folder.iterdir()):
        raise CannotReplay("The folder is not empty: name one that does not exist yet")
    kept = _kept(run)
    with db.transaction():
        refs = sorted(_people(run))
        audit.record("match_run.export", "match_run", run.ref, by=None, people=len(refs))
        replaying.write(kept, folder)
    if len(refs) == run.done:
        replaying.write_record(kept, folder, run.digests["list"])
    return replaying.command(kept)


def _kept(run: MatchRun) -> replaying.Kept:
    if run.state != RunState.PUBLISHED:
        raise CannotReplay(
            "This run published nothing: it found nothing new, failed, or is still going on"
        )
    if run.engine_version != ENGINE_VERSION:
        raise CannotReplay(
            f"This run was made by engine {run.engine_version} and this is engine"
            f" {ENGINE_VERSION}: replay it with the version it was made by"
        )
    offers = db.session.get(MatchInput, run.offers_input) if run.offers_input else None
    people = _inputs(run)
    if offers is None or not people:
        raise CannotReplay("What this run stood on is not kept any more")
    return replaying.Kept(
        people=people,
        offers=lines.unpack(offers.body),
        weights=run.weights,
        options=run.options,
        on=run.on_day,
    )


def _inputs(run: MatchRun) -> list[str]:
    statement = (
        select(MatchInput.body)
        .join(MatchRunPerson, MatchRunPerson.input_id == MatchInput.id)
        .where(MatchRunPerson.run_id == run.id)
        .order_by(MatchRunPerson.young_person_id)
    )
    return [lines.unpack(body).rstrip("\n") for body in db.session.scalars(statement)]


def _people(run: MatchRun) -> dict[str, MatchRunPerson]:
    statement = (
        select(YoungPerson.ref, MatchRunPerson)
        .join(MatchRunPerson, MatchRunPerson.young_person_id == YoungPerson.id)
        .where(MatchRunPerson.run_id == run.id)
        .order_by(YoungPerson.id)
    )
    return dict(db.session.execute(statement).all())


def _by_person(found: list[str]) -> dict[str, list[str]]:
    listed: dict[str, list[str]] = {}
    for line in found:
        listed.setdefault(json.loads(line)["person"], []).append(line)
    return listed


def _digest(listed: dict[str, list[str]], ref: str) -> str:
    return lines.digest_of(*listed.get(ref, []))


def _wrong_rows(
    run: MatchRun, people: dict[str, MatchRunPerson], listed: dict[str, list[str]]
) -> list[str]:
    # What is shown comes from these rows, so they are compared as well.
    statement = (
        select(YoungPerson.ref, Opportunity.ref, Proposal)
        .join(YoungPerson, YoungPerson.id == Proposal.young_person_id)
        .join(Opportunity, Opportunity.id == Proposal.opportunity_id)
        .where(Proposal.run_id == run.id)
        .order_by(YoungPerson.id, Proposal.rank)
    )
    stored: dict[str, list[str]] = {}
    for person, offer, row in db.session.execute(statement):
        score = (row.rank, row.band, row.score_micro, row.coverage, row.terms)
        stored.setdefault(person, []).append(Ranked(person, offer, *score).line)
    for ref, kept in people.items():
        if kept.why_empty:
            stored.setdefault(ref, []).append(lines.nothing_line(ref, kept.why_empty))
    written = [ref for ref, kept in people.items() if kept.changed]
    return [ref for ref in written if stored.get(ref, []) != listed.get(ref, [])]
