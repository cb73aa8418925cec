"""What a paper is made of: guides, checklists, money, people to ask, as parts a paper can set."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import current_app

from app.filters import long_date, money
from app.guidance.checklist.making import Checklist, Item
from app.guidance.examples import Example
from app.guidance.incentives import Incentive
from app.guidance.money import Step
from app.guidance.paper.printing import Part, spans
from app.guidance.people import Contact
from app.guidance.services import Shown
from app.guidance.statements import Statement
from app.guidance.writing import Block, Line


def heading(words: str, level: int = 2) -> Part:
    """Return a heading."""
    return {"kind": "heading", "level": level, "text": words}


def paragraph(words: str, kind: str = "text") -> Part:
    """Return a paragraph; `kind` may be lead, note or warning."""
    return {"kind": kind, "spans": spans(words)}


def _line(line: Line) -> list[Part]:
    return [{"text": span.text, "strong": span.strong} for span in line]


def _law(said: Statement) -> Part:
    checked = f"Source: {said.source}. Looked at {long_date(said.checked)}."
    ask = said.ask or "us"
    return {
        "kind": "law",
        "spans": spans(said.words),
        "source": checked,
        "ask": ask if said.to_check else "",
    }


def of_guide(shown: Shown, level: int = 2) -> list[Part]:
    """Return what a guide says, its headings from a level on."""
    return [part for block in shown.guide.blocks for part in _of_block(block, shown, level)]


def _of_block(block: Block, shown: Shown, level: int) -> list[Part]:
    if block.kind == "statement":
        return [_law(shown.said[block.name])] if block.name in shown.said else []
    if block.kind == "table":
        return _of_table(block.name, shown.tables[block.name], level + 1)
    if block.kind == "heading":
        return [heading(block.words, level)]
    if block.kind in {"list", "steps"}:
        return [{"kind": block.kind, "items": [_line(line) for line in block.lines]}]
    return [{"kind": block.kind, "spans": _line(block.lines[0])}]


def _of_table(name: str, held: Any, level: int) -> list[Part]:
    if name == "wages":
        return [part for step in held for part in wages(step, level)]
    if name == "money":
        return [_short(held)]
    if name == "incentives":
        return [incentive(row, level) for row in held]
    if held is None:
        return [paragraph("The Council has not named an HR contact for placements yet.", "note")]
    return [contact(held, "Your contact in HR")]


def _short(rows: Iterable[Incentive]) -> Part:
    listed = [[row.name, f"{row.amount}, {_to(row)}"] for row in rows]
    return {"kind": "rates", "head": ["What", "How much, to whom"], "rows": listed}


def _to(row: Incentive) -> str:
    return "to you" if row.gets == "employer" else f"to {row.who[:1].lower()}{row.who[1:]}"


def wages(step: Step, level: int) -> list[Part]:
    """Return the minimum wages from a day on."""
    rows = [[who, money(hourly)] for who, hourly in step.rates]
    return [
        heading(f"From {long_date(step.valid_from)}", level),
        {"kind": "rates", "head": ["Age", "At least, an hour"], "rows": rows},
        paragraph(f"Source: {step.source}.", "note"),
    ]


def incentive(row: Incentive, level: int = 3) -> Part:
    """Return one payment."""
    private = ["The young person decides whether you are told. Do not ask them."]
    return {
        "kind": "money",
        "level": level,
        "title": row.name,
        "amount": row.amount,
        "gets": _to(row),
        "how": f"{row.when}. {row.claim}",
        "depends": [*row.depends, *(private if row.private else [])],
        "source": f"Source: {row.source}. Looked at {long_date(row.checked)}.",
        "ask": (row.ask or "us") if row.to_check else "",
    }


def checklist(made: Checklist) -> list[Part]:
    """Return what the employer needs and what the council does."""
    lead = f"You need these {made.total} things. The council does the other {len(made.ours)}."
    parts = [paragraph(lead, "lead"), heading("What you need")]
    for words, items in made.yours:
        parts += [heading(words, 3), _checks(items, boxes=True)]
    return [*parts, heading("What the council does"), _checks(made.ours, boxes=False)]


def _checks(items: Iterable[Item], *, boxes: bool) -> Part:
    return {"kind": "checks", "boxes": boxes, "items": [_check(item, boxes) for item in items]}


def _check(item: Item, boxes: bool) -> Part:
    source = item.source
    return {
        "title": item.title,
        "done": boxes and item.line.state == "done",
        "why": item.why,
        "time": item.time,
        "source": source.source if source else "",
        "ask": source.ask if source and source.to_check else "",
    }


def contact(person: Contact, title: str) -> Part:
    """Return whom to ask."""
    known = {"Name": person.name, "Role": person.role}
    known |= {"Phone": person.phone, "Email": person.email}
    rows = [[key, value] for key, value in known.items() if value]
    return {"kind": "facts", "title": title, "rows": rows}


def example(one: Example) -> list[Part]:
    """Return an example with its picture, marked as invented."""
    svg = current_app.jinja_env.get_template(f"guidance/pictures/{one.key}.svg").render()
    return [
        heading(one.title, 3),
        paragraph(f"Invented example. {one.who}.", "note"),
        {"kind": "picture", "svg": svg, "alt": one.picture},
        *(paragraph(words) for words in one.story),
        paragraph(f"Copy this: {one.copy}"),
    ]
