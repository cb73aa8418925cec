"""The page of all benchmarks: a table and a picture for each measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from scripts.benchmarks import machine
from scripts.benchmarks.charts import svg
from scripts.benchmarks.figures import Chart, Section, said

PICTURES = "pictures/benchmarks"
HEAD = """# Benchmarks

Made by one command, `scripts/bench`, which measures ours and the others side by side in one run and
writes this page. Public data sets are read from the folder that `MATCHING_PUBLIC_DATA` names; without it
their rows are left out and the page says so. Ratios within one run are worth more than single seconds:
machines differ, and so do quiet and busy hours. A part can be measured anew; the page then shows the last
figures of each part.
"""


def write(folder: Path, sections: Sequence[Section], left_out: Sequence[str], day: date) -> None:
    """Write the page and its pictures."""
    pictures = folder / PICTURES
    pictures.mkdir(parents=True, exist_ok=True)
    for section in sections:
        for chart in section.charts:
            (pictures / f"{chart.name}.svg").write_text(svg(chart), "utf-8")
    (folder / "benchmarks.md").write_text(page(sections, left_out, day), "utf-8")


def page(sections: Sequence[Section], left_out: Sequence[str], day: date) -> str:
    """The whole page as Markdown."""
    where = [f"Measured on {day.day} {day:%B %Y}.", *machine.lines()]
    parts = [HEAD, "\n".join(f"- {line}" for line in where)]
    parts += [f"- Left out: {reason}" for reason in left_out]
    for section in sections:
        parts += ["", *said_of(section)]
    return "\n".join(parts) + "\n"


def said_of(section: Section) -> Iterator[str]:
    """One section: what was done, each chart with its table, what to know."""
    yield f"## {section.title}"
    yield ""
    yield section.done
    for chart in section.charts:
        yield ""
        yield f"![{chart.title}]({PICTURES}/{chart.name}.svg)"
        yield ""
        yield from table(chart)
    if section.notes:
        yield ""
        yield from (f"- {note}" for note in section.notes)


def table(chart: Chart) -> Iterator[str]:
    """A chart as a table."""
    yield f"| | {chart.unit} | |"
    yield "|---|--:|---|"
    for bar in chart.bars:
        name = f"**{bar.name}**" if bar.ours else bar.name
        yield f"| {name} | {said(bar.value, chart.digits)} | {bar.note} |"
    if chart.aim is not None:
        yield f"| aim | {said(chart.aim, chart.digits)} | |"


def plain(section: Section) -> str:
    """A section for a terminal."""
    lines = [section.title]
    for chart in section.charts:
        lines.append(f"  {chart.title} ({chart.unit})")
        for bar in chart.bars:
            star = "*" if bar.ours else " "
            lines.append(f"  {star} {bar.name:44} {said(bar.value, chart.digits):>12}  {bar.note}")
        if chart.aim is not None:
            lines.append(f"    {'aim':44} {said(chart.aim, chart.digits):>12}")
    return "\n".join([*lines, *(f"  {note}" for note in section.notes)])
