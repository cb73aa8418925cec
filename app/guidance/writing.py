"""Reading a guide from its file: what stands at its head, then blocks of plain text.

A file begins with `---`, lines of `name: value` and `---` again. Then one block after the other,
parted by an empty line: `## a heading`, lines that begin with `- ` or `1. `, `! a warning`,
`= the key of a statement`, `@ the name of a table`, or a paragraph. In a line, `**words**` are
strong and `[words](slug)` lead to another guide. There is no other markup, and none gets through.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

INLINE = re.compile(r"\*\*(.+?)\*\*|\[([^\]]+)\]\(([a-z0-9-]+)\)")
NUMBERED = re.compile(r"\d+\. ")


class BadGuide(ValueError):
    """A file that is not written as a guide is; the words say what is wrong."""


@dataclass(frozen=True)
class Span:
    """Some words of a line: plain, strong, or a link to another guide."""

    text: str
    strong: bool = False
    to: str | None = None


Line = tuple[Span, ...]


@dataclass(frozen=True)
class Block:
    """One part of a guide. `kind` is heading, text, list, steps, warning, statement or table."""

    kind: str
    lines: tuple[Line, ...] = ()
    name: str = ""  # of the statement or the table; of a heading, its anchor

    @property
    def words(self) -> str:
        """What it says, without any markup."""
        return "\n".join("".join(span.text for span in line) for line in self.lines)


@dataclass(frozen=True)
class Guide:
    """One guide, as it was written."""

    slug: str
    title: str
    summary: str
    group: str
    checked: date
    blocks: tuple[Block, ...]
    key: str = ""
    order: int = 100
    also: str = ""  # words people may look for that it does not use
    related: tuple[str, ...] = ()

    @property
    def headings(self) -> list[Block]:
        """Its contents."""
        return [block for block in self.blocks if block.kind == "heading"]

    @property
    def statements(self) -> list[str]:
        """The keys of the statements it stands on."""
        return [block.name for block in self.blocks if block.kind == "statement"]

    @property
    def tables(self) -> set[str]:
        """The names of the tables it shows."""
        return {block.name for block in self.blocks if block.kind == "table"}

    @property
    def words(self) -> str:
        """Everything it says itself, one block after the other."""
        return "\n\n".join(block.words for block in self.blocks if block.lines)


def anchor(words: str) -> str:
    """Return words as they stand behind the # of an address."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower().replace("’", "")).strip("-")


def spans(line: str) -> Line:
    """Return a line as spans."""
    found, place = [], 0
    for part in INLINE.finditer(line):
        if part.start() > place:
            found.append(Span(line[place : part.start()]))
        strong, words, to = part.groups()
        found.append(Span(strong, strong=True) if strong else Span(words, to=to))
        place = part.end()
    if place < len(line):
        found.append(Span(line[place:]))
    return tuple(found)


def _items(lines: list[str], marker: re.Pattern[str]) -> tuple[Line, ...]:
    items: list[str] = []
    for line in lines:
        if marker.match(line):
            items.append(marker.sub("", line, count=1))
        else:
            items[-1] += f" {line.strip()}"
    return tuple(spans(item) for item in items)


def block(text: str) -> Block:
    """Return one block."""
    lines = text.splitlines()
    one = " ".join(line.strip() for line in lines)
    if one.startswith("## "):
        return Block("heading", (spans(one[3:]),), anchor(one[3:]))
    if one.startswith("- "):
        return Block("list", _items(lines, re.compile("- ")))
    if NUMBERED.match(one):
        return Block("steps", _items(lines, NUMBERED))
    if one.startswith("! "):
        return Block("warning", (spans(one[2:]),))
    if one.startswith(("= ", "@ ")):
        return Block("statement" if one[0] == "=" else "table", name=one[2:])
    return Block("text", (spans(one),))


def _head(text: str, slug: str) -> dict[str, str]:
    head = {}
    for line in text.strip().splitlines():
        name, colon, value = line.partition(":")
        if not colon:
            raise BadGuide(f"{slug}: “{line}” has no colon")
        head[name.strip()] = value.strip()
    return head


def read(slug: str, text: str) -> Guide:
    """Return a guide; raise BadGuide for a file that is none."""
    parts = text.split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise BadGuide(f"{slug}: it must begin with its head between two lines of ---")
    head = _head(parts[1], slug)
    missing = {"title", "summary", "group", "checked"} - head.keys()
    if missing:
        raise BadGuide(f"{slug}: its head lacks {', '.join(sorted(missing))}")
    pieces = (piece for piece in re.split(r"\n\s*\n", parts[2].strip()) if piece.strip())
    return Guide(
        slug=slug,
        title=head["title"],
        summary=head["summary"],
        group=head["group"],
        checked=date.fromisoformat(head["checked"]),
        blocks=tuple(block(piece) for piece in pieces),
        key=head.get("key", ""),
        order=int(head.get("order", 100)),
        also=head.get("also", ""),
        related=tuple(name.strip() for name in head.get("related", "").split(",") if name.strip()),
    )
