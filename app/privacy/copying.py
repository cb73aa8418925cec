"""The copy somebody gets of their data: a paper to read, a file for machines, both in one ZIP."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app import clock
from app.filters import long_date
from app.guidance.paper.printing import Part, paper_for_one
from app.privacy import items
from app.privacy.items import Entry, Item, Section
from app.settings import services as settings

TITLE = "What we hold about you"
PAPER, MACHINES = "what-we-hold-about-you.pdf", "what-we-hold-about-you.json"
COVER = "█████"
LONGEST = 80  # signs of a heading
REASONS = {
    "others": "It is about somebody else, who has not said that you may read it",
    "harm": "Somebody could come to serious harm",
    "law": "A law or a court says that it must stay with us",
    "advice": "It is advice between the council and its lawyers",
}
SOURCES = {
    "others": "Data Protection Act 2018, Schedule 2, paragraph 16",
    "harm": "Data Protection Act 2018, Schedule 3, paragraph 11 (social work data)",
    "law": "Data Protection Act 2018, Schedule 4",
    "advice": "Data Protection Act 2018, Schedule 2, paragraph 19",
}


@dataclass(frozen=True)
class Outcome:
    """What a person decided after they looked: give it, cover words in it, or leave it out, and why."""

    give: bool
    reason: str = ""
    cover: tuple[str, ...] = ()

    def of(self, words: str) -> str:
        """Return what stays of some words."""
        if not self.give:
            return ""
        for hidden in sorted(self.cover, key=len, reverse=True):
            words = words.replace(hidden, COVER) if hidden else words
        return words


Outcomes = Mapping[str, Outcome]


def working_copy(person: int) -> bytes:
    """Return everything, with marks where a person has to look before it goes to anybody."""
    return _packed(items.sections(person), None)


def copy(person: int, outcomes: Outcomes) -> bytes:
    """Return what somebody gets; what nobody has looked at stays out."""
    return _packed(items.sections(person), outcomes)


def _packed(held: list[Section], outcomes: Outcomes | None) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr(
            PAPER, paper_for_one(TITLE, _caption(outcomes), TITLE, _paper(held, outcomes))
        )
        data = json.dumps(_data(held, outcomes), ensure_ascii=False, indent=1)
        files.writestr(MACHINES, data)
    return packed.getvalue()


def _caption(outcomes: Outcomes | None) -> str:
    made = f"Made on {long_date(clock.now())}"
    return (
        made if outcomes is not None else f"{made}. A working copy: look before it is handed over"
    )


def _data(held: list[Section], outcomes: Outcomes | None) -> dict[str, Any]:
    made = {"made": clock.local(clock.now()).isoformat(), "times": "Europe/London"}
    looked = [item.key for _, item in items.to_look_at(held)]
    told = {
        section.table.name: {
            "title": section.table.title,
            "rows": [_row(entry, outcomes) for entry in section.entries],
        }
        for section in held
    }
    left = [{"about": name, "why": why} for name, why in left_out(held, outcomes)]
    marks = {"to_look_at": looked} if outcomes is None else {"left_out": left}
    return {"title": TITLE, **made, **marks, "held": told}


def _row(entry: Entry, outcomes: Outcomes | None) -> dict[str, Any]:
    return {item.column: given for item in entry.items if (given := _given(item, outcomes)) != ""}


def _given(item: Item, outcomes: Outcomes | None) -> Any:
    if outcomes is None or not item.look:
        return item.data
    outcome = outcomes.get(item.key, Outcome(give=False))
    if outcome.give and not outcome.cover:
        return item.data
    return outcome.of(item.words)


def left_out(held: list[Section], outcomes: Outcomes | None) -> list[tuple[str, str]]:
    """Return what is left out or covered in a copy, and why: without saying what it is."""
    if outcomes is None:
        return []
    found = []
    for section, item in items.to_look_at(held):
        outcome = outcomes.get(item.key, Outcome(give=False, reason="others"))
        if not outcome.give or outcome.cover:
            found.append((section.table.title, REASONS.get(outcome.reason, "")))
    return found


def _paper(held: list[Section], outcomes: Outcomes | None) -> list[Part]:
    parts = [*_beginning()]
    for section in held:
        parts.extend(_section(section, outcomes))
    return parts + list(_ending(left_out(held, outcomes)))


def _beginning() -> Iterator[Part]:
    ask = settings.contact()
    yield _text(
        "This is what the council keeps about you so that it can help you find work.", "lead"
    )
    yield _text(
        "We use it to find places that suit you, to tell employers what you agreed to, and to see "
        "whether it works. The council does this because it is its job to help you. A computer sorts "
        "the ideas; people decide. What employers were told, and when, is in here too."
    )
    yield _text(
        "Most of it came from you and from the people who work with you. Is something wrong? "
        "You can ask us to put it right, to delete it, or to stop using it. "
        f"Ask {ask['name']}, {ask['email']}, {ask['phone']}."
    )
    yield _text(
        "Not happy with how we use it? You can complain to us, and to the Information Commissioner: "
        "ico.org.uk, 0303 123 1113."
    )
    yield _text("All times are the time in London.", "note")


def _ending(left: list[tuple[str, str]]) -> Iterator[Part]:
    if not left:
        return
    yield {"kind": "heading", "level": 2, "text": "What we left out"}
    counted: dict[tuple[str, str], int] = {}
    for line in left:
        counted[line] = counted.get(line, 0) + 1
    yield _list(
        _pair(f"{title}: {count} {'place' if count == 1 else 'places'}", why)
        for (title, why), count in counted.items()
    )
    yield _text("You can ask us to look again, or complain.")


def _section(section: Section, outcomes: Outcomes | None) -> Iterator[Part]:
    yield {"kind": "heading", "level": 2, "text": section.table.title}
    if section.table.name == "audit_event":
        yield from _trail(section, outcomes)
        return
    short: list[list[Part]] = []
    for entry in section.entries:
        lines = [line for item in entry.items if (line := _line(item, outcomes))]
        if len(section.entries) > 1 and _is_short(lines):
            short.append(_joined(lines))
            continue
        if len(lines) > 1 and len(section.entries) > 1:
            yield {"kind": "heading", "level": 3, "text": _name(lines)}
            lines = lines[len(lines[0][1]["text"]) <= LONGEST :]
        if lines:
            yield _list(lines)
    if short:
        yield _list(short)


def _is_short(lines: list[list[Part]]) -> bool:
    return len(lines) <= 8 and sum(len(part["text"]) for line in lines for part in line) < 300


def _joined(lines: list[list[Part]]) -> list[Part]:
    # One row of a long table in one line: what it is, then the rest.
    first, *rest = lines
    said = [part for line in rest for part in ({"text": "; "}, *_light(line))]
    return [first[0], first[1], *said]


def _light(line: list[Part]) -> list[Part]:
    name, words = line
    return [{"text": name["text"].lower() if name["text"][1:2].islower() else name["text"]}, words]


def _name(lines: list[list[Part]]) -> str:
    words: str = lines[0][1]["text"]
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def _line(item: Item, outcomes: Outcomes | None) -> list[Part]:
    if not item.shown or not item.words:
        return []
    words = item.words
    if outcomes is not None and item.look:
        words = outcomes.get(item.key, Outcome(give=False)).of(words)
        words = words or "left out; the reason is at the end"
    mark = " [look before it goes]" if outcomes is None and item.look else ""
    return _pair(f"{item.label}{mark}", words)


def _trail(section: Section, outcomes: Outcomes | None) -> Iterator[Part]:
    # Who did what on which day: hundreds of lines say the same otherwise. The file has them all.
    days: dict[tuple[str, str, str, str], int] = {}
    for entry in section.entries:
        told = {item.column: item for item in entry.items}
        who = told["actor_id"].words if "actor_id" in told else told["actor_role"].words
        day = told["at"].words.partition(",")[0]
        does = told["action"].words.rpartition(".")[2].replace("_", " ")
        why = _line(told["reason"], outcomes) if "reason" in told else []
        key = (day, does, who, f". {why[0]['text']}{why[1]['text']}" if why else "")
        days[key] = days.get(key, 0) + 1
    yield _list(
        _pair(
            f"{day}, {who or 'the computer'}",
            f"{does}{f' ({count} times)' if count > 1 else ''}{why}",
        )
        for (day, does, who, why), count in days.items()
    )


def _text(words: str, kind: str = "text") -> Part:
    return {"kind": kind, "spans": [{"text": words}]}


def _pair(name: str, words: str) -> list[Part]:
    return [{"text": f"{name}: ", "strong": True}, {"text": words}]


def _list(lines: Iterable[list[Part]]) -> Part:
    return {"kind": "list", "items": list(lines)}


def read(packed: bytes, name: str) -> bytes:
    """Return one file of a copy."""
    with zipfile.ZipFile(io.BytesIO(packed)) as files:
        return files.read(name)
