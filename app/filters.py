"""Dates, names, numbers and statuses as people read them; and where built assets are."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, g, url_for
from markupsafe import Markup, escape
from wtforms.widgets import HiddenInput

from app import clock
from app.statuses import TONES, WORDS
from app.typed import spoken_number, spoken_time

UNKNOWN = "we don’t know yet"


def _moment(value: datetime) -> datetime:
    # SQLite hands moments back without their zone; they are kept in UTC.
    return clock.local(value if value.tzinfo else value.replace(tzinfo=UTC))


def _local(value: date | datetime) -> date:
    return _moment(value).date() if isinstance(value, datetime) else value


def long_date(value: date | None) -> str:
    """Return Thursday 26 November 2026."""
    if value is None:
        return UNKNOWN
    day = _local(value)
    return f"{day:%A} {day.day} {day:%B %Y}"


def short_date(value: date | None) -> str:
    """Return 26 Nov 2026, for tables."""
    if value is None:
        return UNKNOWN
    day = _local(value)
    return f"{day.day} {day:%b %Y}"


def day_month(value: date | None) -> str:
    """Return Thursday 26 November, when the year is plain."""
    if value is None:
        return UNKNOWN
    day = _local(value)
    return f"{day:%A} {day.day} {day:%B}"


def clock_time(value: time | datetime | None) -> str:
    """Return 9am, 9:30am, midday or midnight."""
    if value is None:
        return UNKNOWN
    at = _moment(value).time() if isinstance(value, datetime) else value
    named = {(12, 0): "midday", (0, 0): "midnight"}
    return named.get((at.hour, at.minute)) or spoken_time(at)


def moment(value: datetime | None) -> str:
    """Return Thursday 26 November 2026 at 9:30am."""
    return UNKNOWN if value is None else f"{long_date(value)} at {clock_time(value)}"


def day_and_time(value: date | datetime | None) -> str:
    """Return 26 November 2026, 9:30am; the day alone when no time is known."""
    if value is None:
        return UNKNOWN
    day = _local(value)
    at = f", {clock_time(value)}" if isinstance(value, datetime) else ""
    return f"{day.day} {day:%B %Y}{at}"


def date_range(start: date | None, end: date | None) -> str:
    """Return 26 November to 4 December 2026, saying the year once when it is the same."""
    if start is None or end is None:
        return long_date(start or end)
    first, last = _local(start), _local(end)
    if first == last:
        return long_date(last)
    year = "" if first.year == last.year else f" {first.year}"
    month = "" if (first.month, first.year) == (last.month, last.year) else f" {first:%B}"
    return f"{first.day}{month}{year} to {last.day} {last:%B %Y}"


def _days_from_now(value: date | datetime) -> int:
    return (_local(value) - clock.today()).days


def _span(days: int) -> str:
    if days < 14:
        return plural(days, "day")
    if days < 60:
        return plural(days // 7, "week")
    return plural(days // 30, "month") if days < 730 else plural(days // 365, "year")


def since(value: date | datetime | None) -> str:
    """Return today, yesterday or 3 days ago; in 3 days when it is yet to come."""
    if value is None:
        return UNKNOWN
    days = _days_from_now(value)
    named = {0: "today", -1: "yesterday", 1: "tomorrow"}
    return named.get(days) or (f"in {_span(days)}" if days > 0 else f"{_span(-days)} ago")


def due(value: date | datetime | None) -> str:
    """Return due today, due in 3 days, or 2 days late."""
    if value is None:
        return "no date"
    days = _days_from_now(value)
    return f"{_span(-days)} late" if days < 0 else f"due {since(value)}"


def is_late(value: date | datetime | None) -> bool:
    """Say whether a due date has passed."""
    return value is not None and _days_from_now(value) < 0


def money(value: Decimal | float | None) -> str:
    """Return £12.71, or £1,200 when there are no pence."""
    if value is None:
        return UNKNOWN
    amount = Decimal(str(value)).quantize(Decimal("0.01"))
    sign = "–" if amount < 0 else ""
    shown = f"{abs(amount):,.2f}"
    return f"{sign}£{shown.removesuffix('.00') if abs(amount) >= 100 else shown}"


def pay(value: Decimal | float | None, per: str = "an hour") -> str:
    """Return £12.71 an hour, or unpaid."""
    return "unpaid" if value is None else f"{money(value)} {per}"


def journey(minutes: float | None, miles: float | None = None, by: str = "") -> str:
    """Return 25 minutes by bus (6 miles): minutes first, as people plan."""
    far = "" if miles is None else ("under a mile" if miles < 1 else plural(round(miles), "mile"))
    if minutes is None:
        return f"about {far} away".replace("about under", "under") if far else "distance unknown"
    hours, rest = divmod(round(minutes), 60)
    parts = [plural(hours, "hour")] * (hours > 0) + [plural(rest, "minute")] * (
        rest > 0 or not hours
    )
    return " ".join(parts) + (f" by {by}" if by else "") + (f" ({far})" if far else "")


def plural(number: int, one: str, many: str | None = None) -> str:
    """Return 1 place or 3 places."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def count(value: Any) -> str:
    """Return a number with commas, a published figure in its words, or that we don’t know."""
    if value is None:
        return UNKNOWN
    if hasattr(value, "words"):
        return str(value.words)
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def figure(value: Any) -> float:
    """Return what a chart draws for a count: a published figure’s number, 0 when it is hidden."""
    return float(getattr(value, "number", value) or 0)


def listing(words: Iterable[object], joiner: str = "and") -> str:
    """Return bread, cake and tea."""
    *start, last = [str(word) for word in words] or [""]
    return f"{', '.join(start)} {joiner} {last}" if start else last


def yes_no(value: bool | None) -> str:
    """Return Yes, No, or that we don’t know."""
    return {True: "Yes", False: "No"}.get(value, UNKNOWN) if value is not None else UNKNOWN


def words(value: Any) -> str:
    """Return a status, kind or other fixed value as people read it."""
    if value is None:
        return UNKNOWN
    key = str(value.value if isinstance(value, Enum) else value)
    return WORDS.get(key.lower()) or key.replace("_", " ").strip().lower().capitalize()


def tone(value: Any) -> str:
    """Return the tag colour that goes with a status."""
    key = str(value.value if isinstance(value, Enum) else value).lower()
    return TONES.get(key, "grey")


def initials(name: str | None) -> str:
    """Return SB for Sam Baker, at most three letters."""
    return "".join(part[0].upper() for part in re.findall(r"\w[\w’'-]*", name or ""))[:3]


def nl2p(text: str | None) -> Markup:
    """Return plain text as paragraphs; everything in it is escaped first."""
    blocks = re.split(r"\n\s*\n", (text or "").replace("\r\n", "\n").strip())
    shown = (
        "<br>".join(str(escape(line)) for line in block.split("\n")) for block in blocks if block
    )
    return Markup("\n").join(Markup(f'<p class="govuk-body">{block}</p>') for block in shown)  # noqa: S704


def error_links(form: Any) -> list[tuple[str | None, str]]:
    """Return each message of a form with the id of the input its link leads to."""
    links: list[tuple[str | None, str]] = [
        (None, str(message)) for message in getattr(form, "form_errors", ())
    ]
    for field in form:
        links += _field_links(field)
    return links


def _field_links(field: Any) -> list[tuple[str | None, str]]:
    errors = field.errors
    if not errors:
        return []
    if field.type in {"FormField", "FieldList"}:
        inner = [link for part in field if not isinstance(part, str) for link in _field_links(part)]
        own = errors if field.type == "FieldList" else ()
        return inner + [(field.id, str(words)) for words in own if isinstance(words, str)]
    place = None if is_hidden(field) else first_input(field)
    return [(place, str(message)) for message in errors]


def is_hidden(field: Any) -> bool:
    """Say whether nobody sees this field."""
    return isinstance(field.widget, HiddenInput)


def first_input(field: Any) -> str:
    """Return the id of the first thing in a field that can be typed in or chosen."""
    if hasattr(field, "first_input"):
        return str(field.first_input)
    listed = field.type in {"RadioField", "MultiCheckboxField"}
    return f"{field.id}-0" if listed else str(field.id)


def max_length(field: Any) -> int | None:
    """Return how long the answer may be, as its Length check says."""
    limits = [getattr(check, "max", None) for check in field.validators]
    return next((limit for limit in limits if isinstance(limit, int) and limit > 0), None)


@lru_cache(maxsize=4)
def _digests(manifest: Path, changed: float) -> dict[str, str]:
    return dict(json.loads(manifest.read_text(encoding="utf-8")))


def asset_url(name: str) -> str:
    """Return the address of a built asset; it changes when the asset does."""
    # A page names the sheet of icons for every icon, so it is worked out once a request.
    made: dict[str, str] = g.setdefault("assets", {})
    if name not in made:
        manifest = Path(current_app.static_folder or "") / "built" / "manifest.json"
        known = _digests(manifest, manifest.stat().st_mtime) if manifest.exists() else {}
        made[name] = url_for("static", filename=f"built/{name}", v=known.get(name))
    return made[name]


FILTERS = (
    *(
        long_date,
        short_date,
        day_month,
        clock_time,
        moment,
        day_and_time,
        date_range,
        since,
        due,
        is_late,
    ),
    *(money, pay, journey, plural, count, figure, listing, yes_no, words, tone, initials, nl2p),
    *(error_links, is_hidden, first_input, max_length),
)


def register(app: Flask) -> None:
    """Give templates every filter by its name, and the functions they call."""
    app.jinja_env.filters.update({shown.__name__: shown for shown in FILTERS})
    app.jinja_env.filters["phone"] = spoken_number
    app.jinja_env.globals["asset_url"] = asset_url
    app.jinja_env.globals["once"] = lambda: secrets.token_urlsafe(16)
