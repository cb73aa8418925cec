"""Fair days: stable and best-total allocations, beside the libraries that do one or the other."""

from __future__ import annotations

import gc
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from ortools.graph.python import min_cost_flow

from matching.allocate import Allocation, Capacity, Option, allocate
from matching.allocate import market as meeting
from matching.allocate import stable as share_out
from scripts.benchmarks.figures import Bar, Chart, Section
from scripts.benchmarks.measuring import ROOT, FailedError, measured, timed

OURS = "this engine"
APART = ROOT / ".venv-bench-apart" / "bin" / "python"
RUNS, SEED, SCALE = 3, 7, 1_000_000

TITLE = "Fair days: 10,000 people, 2,000 offers, about five places each"
DONE = (
    "Fifty scored options for each person. Stable: no person and no offer would both rather "
    "have each other."
)

Wishes = Mapping[str, Sequence[Option]]


def market(
    people: int, offers: int, options: int
) -> tuple[dict[str, list[Option]], list[Capacity]]:
    """A fair day made up at random: everybody has scores for some offers; about five places each."""
    pick = np.random.default_rng(SEED)
    places = pick.poisson(people / offers, offers)
    popular = pick.normal(0, 1, offers)
    wishes = {}
    for number in range(people):
        chosen = pick.choice(offers, min(options, offers), replace=False)
        score = np.round(popular[chosen] + pick.normal(0, 1, len(chosen)) + 4, 6)
        wishes[f"p{number:05}"] = [
            Option(f"o{one:05}", float(value)) for one, value in zip(chosen, score, strict=True)
        ]
    return wishes, [Capacity(f"o{n:05}", int(count)) for n, count in enumerate(places)]


def measure(__: Path | None) -> Section:
    """10,000 people, 2,000 offers; the library of our name on 1,000 × 200, where it can be run."""
    wishes, capacities = market(10_000, 2_000, 50)
    gc.freeze()
    gc.disable()  # as the command line does
    met = meeting(wishes, capacities)
    alone = median(timed(lambda: share_out(met))[1] for _ in range(RUNS))
    (stable, stable_seconds), (best, best_seconds) = (
        middle(wishes, capacities, method) for method in ("stable", "optimal")
    )
    flow_total, flow_seconds = flow(wishes, capacities)
    if abs(flow_total - (best.total or 0)) > 0.01 * len(wishes):
        raise FailedError(f"the optimum differs: {best.total} here, {flow_total} by flow")
    price = 1 - (stable.total or 0) / (best.total or 1)
    charts = [
        chart("stable", "Stable allocation, the lists read already", [Bar(OURS, alone, True)], 0.2),
        chart(
            *("whole", "Stable allocation, with making lists meet and counting blocking pairs"),
            [Bar(OURS, stable_seconds, True)],
        ),
        chart(
            *("optimal", "Largest total"),
            [Bar("OR-tools, minimum-cost flow", flow_seconds), Bar(OURS, best_seconds, True)],
        ),
        beside_library(),
    ]
    notes = (
        f"Blocking pairs of the stable one: {stable.blocking_pairs}.",
        f"The price of stability: {100 * price:.1f} % of the total, "
        f"{best.placed - stable.placed} placements of {best.placed}.",
        f"The largest totals agree: {best.total:,.2f} here, {flow_total:,.2f} by flow.",
    )
    return Section("allocation", TITLE, DONE, charts, notes)


def beside_library() -> Chart:
    """The library of our name and ours, on a day small enough for both."""
    wishes, capacities = market(1_000, 200, 20)
    _, seconds = middle(wishes, capacities, "stable")
    bars = [library(wishes, capacities), Bar(OURS, seconds, True)]
    return chart("library", "Stable allocation, 1,000 people and 200 offers", bars)


def chart(name: str, title: str, bars: Sequence[Bar], aim: float | None = None) -> Chart:
    """Seconds of some contenders."""
    return Chart(f"allocation-{name}", title, "seconds", bars, False, aim)


def middle(wishes: Wishes, capacities: Sequence[Capacity], method: Any) -> tuple[Allocation, float]:
    """An allocation, and the middle of the seconds it took."""
    runs = [timed(lambda: allocate(wishes, capacities, method)) for _ in range(RUNS)]
    return runs[0][0], median(seconds for _, seconds in runs)


def flow(wishes: Wishes, capacities: Sequence[Capacity]) -> tuple[float, float]:
    """The largest total by minimum-cost flow, and the seconds."""
    place = {each.opportunity: number for number, each in enumerate(capacities)}
    people, offers = len(wishes), len(capacities)
    source, sink = people + offers, people + offers + 1
    solver = min_cost_flow.SimpleMinCostFlow()
    for number, options in enumerate(wishes.values()):
        solver.add_arc_with_capacity_and_unit_cost(source, number, 1, 0)
        solver.add_arc_with_capacity_and_unit_cost(number, sink, 1, 0)
        for each in options:
            if (each.score or 0) > 0:
                worth = -round((each.score or 0) * SCALE)
                target = people + place[each.opportunity]
                solver.add_arc_with_capacity_and_unit_cost(number, target, 1, worth)
    for number, room in enumerate(capacities):
        solver.add_arc_with_capacity_and_unit_cost(people + number, sink, room.places, 0)
    solver.set_nodes_supplies([source, sink], [people, -people])
    _, seconds = timed(solver.solve)
    return -solver.optimal_cost() / SCALE, seconds


def library(wishes: Wishes, capacities: Sequence[Capacity]) -> Bar:
    """The library of our name, in its own environment."""
    name = "the package called matching"
    plain = as_library(wishes, {each.opportunity: each.places for each in capacities})
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(plain, file)
        file.flush()
        program = Path(__file__).with_name("apart") / "matching_library.py"
        try:
            said = measured([str(APART), "-I", str(program), file.name]).said
        except (FailedError, OSError) as error:
            return Bar(name, None, note=str(error).strip().splitlines()[-1][:90])
    return Bar(name, float(json.loads(said.splitlines()[-1])["seconds"]), note="solving only")


def as_library(wishes: Wishes, places: Mapping[str, int]) -> dict[str, Any]:
    """The market as the library wants it: two orders of preference, places above nought."""
    liked: dict[str, list[tuple[float, str]]] = {}
    for person, options in wishes.items():
        for each in options:
            if places[each.opportunity]:
                liked.setdefault(each.opportunity, []).append((-(each.score or 0), person))
    people = {
        person: [
            each.opportunity
            for each in sorted(options, key=lambda one: -(one.score or 0))
            if each.opportunity in liked
        ]
        for person, options in wishes.items()
    }
    offers = {offer: [person for _, person in sorted(rows)] for offer, rows in liked.items()}
    return {"people": people, "offers": offers, "places": {one: places[one] for one in liked}}
