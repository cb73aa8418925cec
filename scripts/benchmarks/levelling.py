"""Views of invented people, so that how often a job was opened tells nothing."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

# As many as a real person mostly opens.
EACH, SEED = 3, 7


def level(jobs: Sequence[Any], views: Sequence[Any]) -> list[Any]:
    """The views that bring every job to the count of the one most opened.

    Each invented person opens a few different jobs, in an order that tells nothing.
    """
    counts = Counter(view["opportunity"] for view in views)
    most = max(counts.values(), default=0)
    wanting = [job["id"] for job in jobs for _ in range(most - counts[job["id"]])]
    random.Random(SEED).shuffle(wanting)  # noqa: S311 - a benchmark, not a secret
    people: list[list[str]] = []
    spare: list[str] = []
    for job in wanting:
        if people and len(people[-1]) < EACH and job not in people[-1]:
            people[-1].append(job)
        elif people and len(people[-1]) < EACH:
            spare.append(job)
        else:
            people.append([job])
    people += [[job] for job in spare]
    return [
        {"person": f"invented{row}", "opportunity": job, "event": "opened", "at": "2014-11-01"}
        for row, jobs_of in enumerate(people)
        for job in jobs_of
    ]
