"""Spreading young people over advisors so that nobody gets more than their share. Pure counting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heapify, heapreplace


def spread(people: Sequence[int], load: Mapping[int, int]) -> dict[int, int]:
    """Return for each young person the advisor who has least at that moment.

    `load` is what each advisor has already; of two with the same, the first named comes first.
    """
    order = {advisor: place for place, advisor in enumerate(load)}
    heap = [(count, order[advisor], advisor) for advisor, count in load.items()]
    heapify(heap)
    given = {}
    for person in people:
        count, place, advisor = heap[0]
        given[person] = advisor
        heapreplace(heap, (count + 1, place, advisor))
    return given


def balance(load: Mapping[int, int]) -> list[tuple[int, int, int]]:
    """Return the fewest moves after which no two loads differ by more than one: from, to, how many.

    Only counts: who is moved is for people to decide.
    """
    if len(load) < 2:
        return []
    total, members = sum(load.values()), len(load)
    by_load = sorted(load, key=lambda advisor: (-load[advisor], advisor))
    extra = total % members
    wanted = {advisor: total // members + (place < extra) for place, advisor in enumerate(by_load)}
    givers = [[a, load[a] - wanted[a]] for a in by_load if load[a] > wanted[a]]
    takers = [[a, wanted[a] - load[a]] for a in reversed(by_load) if load[a] < wanted[a]]
    moves = []
    while givers and takers:
        count = min(givers[0][1], takers[0][1])
        moves.append((givers[0][0], takers[0][0], count))
        for side in (givers, takers):
            side[0][1] -= count
            if not side[0][1]:
                side.pop(0)
    return moves
