"""Rows of places, made from the pages of the postcode directory."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.places import directory
from app.places.directory import Chapter
from app.places.models import Place

# Milton Keynes and the areas around it, which are kept in the database.
NEAR = ("MK", "LU", "NN", "OX", "HP", "AL", "SG", "CV")


def postcode(chapter: Chapter, code: str) -> Place | None:
    """Return one postcode, or None when the directory has no place for it."""
    outward, inward = code.split(" ")
    printed = outward.ljust(4) + inward
    at = bisect_left(chapter.codes, printed)
    if at == len(chapter.codes) or chapter.codes[at] != printed:
        return None
    row = next(_rows(chapter, np.array([at])), None)
    return Place(**row) if row else None


def centre(chapter: Chapter, outward: str) -> Place | None:
    """Return the middle of one outward code."""
    first = bisect_left(chapter.codes, outward.ljust(4))
    last = bisect_left(chapter.codes, outward.ljust(4) + "~")
    row = _middle(chapter, outward, np.arange(first, last))
    return Place(**row) if row else None


def postcodes(chapter: Chapter) -> Iterator[dict[str, Any]]:
    """Return the rows of every postcode near Milton Keynes."""
    near = [at for at, code in enumerate(chapter.codes) if _area(code) in NEAR]
    return _rows(chapter, np.array(near, dtype=np.intp))


def centres(chapter: Chapter) -> Iterator[dict[str, Any]]:
    """Return the rows of every outward code."""
    outwards = chapter.outwards()
    order = np.argsort(outwards, kind="stable")
    names, starts = np.unique(outwards[order], return_index=True)
    for name, members in zip(names, np.split(order, starts[1:]), strict=True):
        row = _middle(chapter, str(name), members)
        if row:
            yield row


def _area(code: str) -> str:
    return code[:2] if code[1].isalpha() else code[:1]


def _middle(chapter: Chapter, outward: str, members: NDArray[np.intp]) -> dict[str, Any] | None:
    members = _placed(chapter, members)
    if not members.size:
        return None
    # The median, since a stray postcode (a bulk mail box elsewhere) must not move it.
    east = np.median(chapter.eastings[members], keepdims=True)
    north = np.median(chapter.northings[members], keepdims=True)
    return _row(outward, None, east, north, directory.degrees(outward, east, north), 0)


def _rows(chapter: Chapter, members: NDArray[np.intp]) -> Iterator[dict[str, Any]]:
    members = _placed(chapter, members)
    if not members.size:
        return
    east, north = chapter.eastings[members], chapter.northings[members]
    on_globe = directory.degrees(chapter.codes[members[0]], east, north)
    for index, at in enumerate(members):
        printed = chapter.codes[at]
        code = f"{printed[:4].rstrip()} {printed[4:]}"
        yield _row(code, chapter.authorities[at], east, north, on_globe, index)


def _placed(chapter: Chapter, members: NDArray[np.intp]) -> NDArray[np.intp]:
    # The directory lists the Channel Islands, and a few others, without a place.
    known = np.isfinite(chapter.eastings[members]) & (chapter.eastings[members] > 0)
    return members[known]


def _row(
    code: str,
    authority: str | None,
    east: NDArray[np.float64],
    north: NDArray[np.float64],
    on_globe: tuple[NDArray[np.float64], NDArray[np.float64]],
    index: int,
) -> dict[str, Any]:
    return {
        "code": code,
        "authority": authority,
        "easting": round(float(east[index])),
        "northing": round(float(north[index])),
        "latitude": round(float(on_globe[0][index]), 6),
        "longitude": round(float(on_globe[1][index]), 6),
    }
