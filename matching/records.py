"""JSON Lines to records and back; whatever does not fit is refused with its line and its reason."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from matching import shapes
from matching.files import Source
from matching.shapes import BadValueError
from matching.types import Opportunity, Outcome, Person

Shape = Mapping[str, Callable[[Any], Any]]


class BadLineError(Exception):
    """A line that cannot be used: where it is, which field, and why."""

    def __init__(self, path: str, number: int, field: str, reason: str) -> None:
        super().__init__(f"{path}: line {number}: {field}: {reason}")
        self.number, self.field, self.reason = number, field, reason


def people(source: Source) -> list[Person]:
    """The young people of a file."""
    return [Person(**values) for values in _once(source, shapes.PERSON, "id")]


def opportunities(source: Source) -> list[Opportunity]:
    """The opportunities of a file."""
    return [Opportunity(**values) for values in _once(source, shapes.OPPORTUNITY, "id")]


def outcomes(source: Source) -> list[Outcome]:
    """The outcomes of a file; the same event may come more than once."""
    needed = ("person", "opportunity", "event")
    return [Outcome(**values) for _, values in records(source, shapes.OUTCOME, needed)]


def _once(source: Source, shape: Shape, key: str) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for number, values in records(source, shape, (key,)):
        if values[key] in seen:
            raise BadLineError(source.path, number, key, f"{values[key]!r} came before")
        seen.add(values[key])
        yield values


def records(
    source: Source, shape: Shape, needed: tuple[str, ...]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """The checked values of each line, without the keys that are missing or null."""
    for number, line in source.lines():
        try:
            yield number, _values(parsed(line), shape, needed)
        except BadValueError as error:
            raise BadLineError(source.path, number, error.field, error.reason) from None


def _values(plain: Any, shape: Shape, needed: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(plain, dict):
        raise BadValueError("line", "must be one object in { }")
    values = {}
    for key, value in plain.items():
        read = shape.get(key)
        if read is None:
            raise BadValueError(key, "is not a key we know")
        if value is not None:
            try:
                values[key] = read(value)
            except BadValueError as error:
                raise error.inside(key) from None
    for key in needed:
        if key not in values:
            raise BadValueError(key, "is missing")
    return values


def parsed(line: bytes) -> Any:
    """One line of JSON without keys said twice; what is not a number is left to its field."""
    if line.startswith(codecs.BOM_UTF8):
        raise BadValueError("line", "begins with a byte order mark: save it as UTF-8 without one")
    try:
        return _decode(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadValueError("line", "is not UTF-8") from None
    except (json.JSONDecodeError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "is nested too deep"
        raise BadValueError("line", f"is not JSON ({reason})") from None


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise BadValueError(next(k for k in keys if keys.count(k) > 1), "comes twice")
    return found


_decode = json.JSONDecoder(object_pairs_hook=_no_repeats).decode
