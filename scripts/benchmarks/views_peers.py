"""The others who rank job views: popularity, BM25, matrix factorisation, boosted trees."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import implicit.als
import lightgbm
import numpy as np
from rank_bm25 import BM25Okapi
from scipy.sparse import csr_matrix

from matching import Settings, Weights
from matching.field import Sides, field
from matching.history import remember
from matching.lessons import chosen
from matching.people import pack
from matching.pool import Pool
from matching.propose import weighed_pairs
from matching.shapes import OPPORTUNITY, OUTCOME, PERSON
from matching.types import Opportunity, Outcome, Person

if TYPE_CHECKING:
    from scripts.benchmarks.views import Split

TOP, SEED = 10, 7
ON = date(2014, 12, 31)

Ranking = dict[str, list[str]]
Seen = Mapping[str, set[str]]


def best(scores: Any, jobs: Sequence[Any], without: set[str]) -> list[str]:
    """The ids of the highest scores, in a fixed order where they are equal."""
    order = np.lexsort((np.arange(len(jobs)), -np.asarray(scores)))
    return [
        jobs[place]["id"]
        for place in order[: TOP + len(without)]
        if jobs[place]["id"] not in without
    ][:TOP]


def popularity(
    people: Sequence[Any], jobs: Sequence[Any], views: Sequence[Any], seen: Seen
) -> Ranking:
    """What most people opened."""
    counts = Counter(view["opportunity"] for view in views)
    scores = [counts[job["id"]] for job in jobs]
    return {each["id"]: best(scores, jobs, seen.get(each["id"], set())) for each in people}


def words(*texts: str) -> list[str]:
    """The words of some texts in small letters."""
    return re.findall(r"[a-z0-9]+", " ".join(texts).lower())


def bm25(people: Sequence[Any], jobs: Sequence[Any], history: Sequence[Any], seen: Seen) -> Ranking:
    """Own words, experience and titles opened before as a query against titles and texts."""
    index = BM25Okapi([words(job.get("title", ""), job.get("text", "")) for job in jobs])
    titles = {job["id"]: job.get("title", "") for job in jobs}
    found = {}
    for each in people:
        opened = [titles[one] for one in sorted(seen.get(each["id"], ()))]
        query = words(each.get("own_words", ""), *each.get("experience", ()), *opened)
        found[each["id"]] = best(index.get_scores(query), jobs, seen.get(each["id"], set()))
    return found


def als(people: Sequence[Any], jobs: Sequence[Any], views: Sequence[Any], seen: Seen) -> Ranking:
    """Alternating least squares over who opened what; nothing is known of somebody new."""
    rows = {person: row for row, person in enumerate(sorted({view["person"] for view in views}))}
    columns = {job["id"]: column for column, job in enumerate(jobs)}
    cells = ([rows[v["person"]] for v in views], [columns[v["opportunity"]] for v in views])
    table = csr_matrix((np.ones(len(views), np.float32), cells), shape=(len(rows), len(columns)))
    model = implicit.als.AlternatingLeastSquares(
        factors=64, regularization=0.05, alpha=10, iterations=20, random_state=SEED, num_threads=1
    )
    model.fit(table, show_progress=False)
    return {
        each["id"]: best(
            model.item_factors @ model.user_factors[rows[each["id"]]], jobs, seen[each["id"]]
        )
        for each in people
        if each["id"] in rows
    }


def made(kind: Any, shape: Mapping[str, Any], row: Mapping[str, Any]) -> Any:
    """A record of the engine from a line of a file."""
    return kind(**{key: shape[key](value) for key, value in row.items() if value is not None})


def lambdamart(split: Split, which: str, seen: Seen) -> Ranking:
    """Boosted trees over the very terms of our score, ranked listwise."""
    pool = Pool(
        [made(Opportunity, OPPORTUNITY, job) for job in split.jobs], Weights(), Settings(), ON
    )
    everybody = {row["id"]: made(Person, PERSON, row) for row in split.everybody}
    fit = [made(Outcome, OUTCOME, row) for row in split.fit]
    lessons = chosen(pool, list(everybody.values()), fit, frozenset({"opened"}))
    sizes = np.bincount(lessons.group)
    model = lightgbm.LGBMRanker(
        n_estimators=150, num_leaves=15, learning_rate=0.05, random_state=SEED, n_jobs=1, verbose=-1
    )
    model.fit(lessons.values, lessons.good.astype(int), group=sizes)
    asked = [made(Person, PERSON, row) for row in split.people[which]]
    known = [made(Outcome, OUTCOME, row) for row in split.levelled]
    return predicted(model, pool, asked, known, split, seen)


def predicted(
    model: Any,
    pool: Pool,
    asked: Sequence[Person],
    known: Sequence[Outcome],
    split: Split,
    seen: Seen,
) -> Ranking:
    """Every job scored for every person, some people at a time."""
    jobs = [{"id": each.id} for each in pool.records]
    found: Ranking = {}
    for start in range(0, len(asked), 32):
        some = list(asked[start : start + 32])
        packed = pack(some, pool.offers, pool.ground, remember(known, pool.number))
        across = field(Sides(packed, pool.offers, pool.weights, pool.ground, 0.0, True))
        local = np.repeat(np.arange(len(some)), len(jobs))
        columns = np.tile(np.arange(len(jobs)), len(some))
        values = weighed_pairs(across, np.arange(len(some)), local, columns).values
        scores = model.predict(np.nan_to_num(values.T)).reshape(len(some), -1)
        for each, row in zip(some, scores, strict=True):
            found[each.id] = best(row, jobs, seen.get(each.id, set()))
    return found
