"""The same blocks on many machines, with Dask distributed (the optional extra “scale”)."""

from __future__ import annotations

import site
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from distributed import Client, KilledWorker

from matching.blocks import Work
from matching.commands.inputs import RefusedError
from matching.door import VERSION

# So many rows take a second or more, beside which handing out a task costs nothing.
ROWS = 2000
ROOT = Path(__file__).parents[1]
PATIENCE_SECONDS = 20


def engine() -> str:
    """Which engine a worker runs."""
    return VERSION


def block(start: int, work: Work, rows: int) -> list[str]:
    """The lines of one block."""
    return list(work.lines(start, start + rows))


def lines(work: Work, address: str, rows: int = ROWS) -> Iterator[str]:
    """The lines of the whole, in order, from the workers of a scheduler.

    Every worker is given the work once. What a lost worker had done or not yet done
    is done again by the others.
    """
    try:
        with Client(address, timeout=PATIENCE_SECONDS, set_as_default=False) as client:
            client.wait_for_workers(1, timeout=PATIENCE_SECONDS)
            # Machines that have this folder need no other way to find the engine.
            client.run_on_scheduler(site.addsitedir, str(ROOT))
            client.register_worker_callbacks(setup=partial(site.addsitedir, str(ROOT)))
            _same_engine(client, address)
            everywhere = client.scatter(work, broadcast=True, hash=False)
            parts = client.map(
                block, range(0, len(work), rows), work=everywhere, rows=rows, pure=False
            )
            yield from _in_order(parts)
    except (OSError, TimeoutError, KilledWorker) as error:
        raise RefusedError(f"{address}: the cluster gave up: {error}") from None


def _in_order(parts: list[Any]) -> Iterator[str]:
    for part in parts:
        yield from part.result()
        part.release()


def _same_engine(client: Client, address: str) -> None:
    try:
        other = sorted({each for each in client.run(engine).values() if each != VERSION})
    except Exception as error:
        reason = f"a worker cannot find the engine: {error}"
        raise RefusedError(f"{address}: {reason}") from None
    if other:
        raise RefusedError(f"{address}: a worker runs engine {other[0]}, this is {VERSION}")
