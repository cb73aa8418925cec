"""What the figures were measured on: processor, memory, versions."""

from __future__ import annotations

import os
import platform
from importlib import metadata
from pathlib import Path

import numpy as np

PACKAGES = (
    *("numpy", "scipy", "scikit-learn", "threadpoolctl", "distributed"),
    *("implicit", "lightgbm", "ortools", "rank-bm25"),
)


def processor() -> str:
    """The processor’s own name where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()


def memory() -> str:
    """How much memory there is."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return f"{pages / 2**30:.0f} GiB"


def versions() -> dict[str, str]:
    """The versions of what computes; what is not installed here is left out."""
    found = {"Python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def lines() -> list[str]:
    """The machine in a few lines."""
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]["name"]
    named = ", ".join(f"{name} {version}" for name, version in versions().items())
    return [
        f"{os.cpu_count()} cores of {processor()}, {memory()}, {platform.system()}",
        f"{named}; BLAS: {blas}",
    ]
