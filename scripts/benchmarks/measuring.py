"""Running commands and measuring them as whole processes, side by side in turn."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Spent:
    """What one run of a command cost: seconds on the wall, of the processor, megabytes at most."""

    wall: float
    cpu: float
    megabytes: float
    said: str


class FailedError(RuntimeError):
    """A command ended badly; its last words are the message."""


def engine(*arguments: object, one_thread: bool = False) -> Spent:
    """Run `python -m matching …` and measure it."""
    return measured([sys.executable, "-m", "matching", *map(str, arguments)], one_thread)


def measured(command: Sequence[str], one_thread: bool = False) -> Spent:
    """Run a command to its end and say what it cost; raise FailedError when it fails."""
    surroundings = dict(os.environ)
    if one_thread:
        surroundings |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begin = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=err, cwd=ROOT, env=surroundings)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        said = out.read().decode()
        if child.returncode:
            raise FailedError(f"{' '.join(command)}: {err.read().decode()[-500:]}")
    return Spent(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said)


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What came of some work here, and the seconds it took."""
    begin = time.perf_counter()
    found = work()
    return found, time.perf_counter() - begin


def in_turn(works: Sequence[Callable[[], Any]], runs: int = 3) -> list[float]:
    """The middle of the seconds each work took, run one after the other, round by round."""
    seconds: list[list[float]] = [[] for _ in works]
    for _ in range(runs):
        for kept, work in zip(seconds, works, strict=True):
            kept.append(timed(work)[1])
    return [median(each) for each in seconds]
