"""The figures as rows of a file: the same as on the pages, small counts left out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from app.matches.engine.exposure import Concentration, Dimension, GroupFigures
from app.monitoring import findings
from app.monitoring.services import Watched

HEAD = ("Part", "What", "Group", "Figure", "Low", "High")
Line = tuple[str, str, str, str, str, str]


def rows(watched: Watched) -> Iterator[Line]:
    """Return every figure, one a line."""
    coverage, decisions = watched.coverage, watched.overrides
    yield _line("Coverage", "Suggestions", coverage.suggestions)
    yield _line("Coverage", "Below the floor", coverage.below)
    for step, count in coverage.spread:
        yield _line("Coverage", "Suggestions", count, group=step)
    for step, count in watched.acceptance.steps:
        yield _line("Acceptance", step, count)
    for part in (decisions.bands, decisions.teams, [decisions.everybody]):
        for row in part:
            for name in ("decided", "forward", "dismissed", "added", "differs", "follows"):
                yield _line("Decisions", name.capitalize(), getattr(row, name), group=row.name)
    for reason, count in decisions.reasons:
        yield _line("Decisions", "Dismissed for", count, group=reason)
    yield from _fairness(watched)


def _fairness(watched: Watched) -> Iterator[Line]:
    fair = watched.fairness
    yield _line("Fairness", "People who take part", findings.people(fair.people))
    yield _line("Fairness", "People with nothing to choose from", findings.people(fair.without))
    for rule in fair.rules:
        for name in ("people", "most", "alone"):
            words = findings.people(getattr(rule, name))
            yield _line("Ruled out", name.capitalize(), words, group=rule.rule)
    for what, spread in (("Offers", fair.offers), ("Employers", fair.employers)):
        yield from _spread(what, spread)
    for group in fair.everybody:
        yield from _group("Everybody", group)
    for dimension in fair.dimensions:
        yield from _dimension(dimension)


def _spread(what: str, found: Concentration) -> Iterator[Line]:
    yield _line("Exposure", f"{what}, Gini", found.gini)
    for share, held in found.lorenz:
        yield _line("Exposure", f"{what}, share of what is seen", held, group=f"least {share:.0%}")


def _dimension(found: Dimension) -> Iterator[Line]:
    yield _line(found.name, "Least shown group beside the most shown", found.parity)
    for row in found.groups:
        yield from _group(found.name, row)
    for line in found.calibration:
        rate = line.went_well
        what = f"Went well, band {line.band}"
        yield _line(found.name, what, rate.rate, line.group, rate.low, rate.high)


def _group(part: str, row: GroupFigures) -> Iterator[Line]:
    yield _line(part, "People", findings.people(row.people), row.group)
    for what, rate in (("Nothing to choose from", row.unplaced), ("First one suits", row.suits)):
        yield _line(part, what, rate.rate, row.group, rate.low, rate.high)
    for what, mean in (("Shown", row.exposure), ("Standing", row.standing)):
        yield _line(part, what, mean.value, row.group, mean.low, mean.high)


def _line(
    part: str,
    what: str,
    figure: object,
    group: str = "",
    low: object = None,
    high: object = None,
) -> Line:
    shown = ["not shown" if figure is None else str(figure)]
    shown += ["" if bound is None else str(bound) for bound in (low, high)]
    return part, what, group, shown[0], shown[1], shown[2]


def as_csv(watched: Watched) -> str:
    """Return the file; no cell starts as a formula does."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(HEAD)
    for row in rows(watched):
        writer.writerow([f"'{cell}" if cell[:1] in set("=+-@\t\r") else cell for cell in row])
    return out.getvalue()
