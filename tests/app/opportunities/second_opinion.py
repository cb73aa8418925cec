"""The hours rules once more, worked out in another way: a circular week of 10,080 minutes.

Written from the law and not from the product’s code: every minute of the week is a cell of an array
that says who works in it, and the rules are questions about runs of cells. Nothing of the product is
imported here but the names of the findings.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np

MINUTES = 7 * 1440
CLOCK = np.arange(MINUTES) % 1440
USUAL_NIGHT = (CLOCK >= 22 * 60) | (CLOCK < 6 * 60)
AGREED_NIGHT = (CLOCK >= 23 * 60) | (CLOCK < 7 * 60)
DEEP_NIGHT = CLOCK < 4 * 60
NIGHT_WORK = (CLOCK >= 23 * 60) | (CLOCK < 6 * 60)
NOT_FOR_CHILDREN = (CLOCK < 7 * 60) | (CLOCK >= 19 * 60)
STEPS = (1, 5, 15, 30, 30, 60)
PAUSES = (None, 0, 0, 10, 19, 20, 29, 30, 30, 45, 59, 60, 60, 90)
# hours a day, hours a week, break after, break, daily rest, weekly rest
YOUNG, ADULT = (8, 40, 270, 30, 12, 48), (None, 48, 360, 20, 11, 24)


@dataclass(frozen=True)
class Turn:
    """One shift: the number of its day, two times of day in minutes, its break or None."""

    day: int
    first: int
    last: int
    pause: int | None

    @property
    def cells(self):
        """Its minutes on the circle of the week."""
        length = (self.last - self.first) % 1440
        return (self.day * 1440 + self.first + np.arange(length)) % MINUTES

    @property
    def work(self):
        """Its minutes of work at least: an unknown break may be an hour in more than four hours."""
        length = (self.last - self.first) % 1440
        pause = (60 if length > 240 else 0) if self.pause is None else self.pause
        return max(0, length - pause)


def at_a_limit(dice: random.Random) -> list[Turn]:
    """A week that lies on a limit, or a minute beside it."""
    slip, start = dice.choice((-1, 0, 0, 1)), dice.randrange(6, 12) * 60
    if dice.random() < 0.4:  # a time off of one or two days, to the minute
        off, days = dice.choice(((24, (0, 1, 2, 3, 4, 5, 6)), (48, (0, 1, 2, 3, 4, 5))))
        ends = dict.fromkeys(days, start + 240)
        ends[days[-1]] = start + 60
        first = (ends[days[-1]] + off * 60 + slip) % 1440
        turns = [Turn(day, start, ends[day], 0) for day in days]
        turns[0] = Turn(0, first, (first + 200) % 1440, 0)
        return turns
    total, days = dice.choice((12, 25, 35, 40, 48)), dice.randrange(2, 7)
    length, pause = total * 60 // days, dice.choice((0, 30, 60))
    lengths = [length] * days
    lengths[0] += total * 60 - length * days + slip
    return [
        Turn(day, start, (start + minutes + pause) % 1440, pause)
        for day, minutes in enumerate(lengths)
    ]


def week_of(dice: random.Random) -> list[Turn]:
    """A week by chance: often orderly, sometimes wild, on round and on crooked times."""
    if dice.random() < 0.15:
        return at_a_limit(dice)
    orderly, step = dice.random() < 0.7, dice.choice(STEPS)
    days = dice.sample(range(7), dice.choice((0, 1, 2, 3, 4, 5, 5, 6, 7)))
    usual = dice.randrange(0, 1440, step), dice.randrange(60, 900, step), dice.choice(PAUSES)
    turns = []
    for day in days:
        first, length, pause = usual
        if not orderly or dice.random() < 0.15:
            first, length = dice.randrange(0, 1440, step), dice.randrange(0, 1000, step)
            pause = dice.choice(PAUSES)
        turns.append(Turn(day, first, (first + length) % 1440, pause))
        if dice.random() < 0.12:
            again = first + length + dice.choice((-1, 0, 1, 15, 30, 60, 120, 300))
            turns.append(Turn(day, again % 1440, (again + 150) % 1440, dice.choice(PAUSES)))
    dice.shuffle(turns)
    return turns


class Circle:
    """A week of turns laid out minute by minute."""

    def __init__(self, turns: list[Turn]) -> None:
        self.turns = [turn for turn in turns if turn.first != turn.last]
        self.zero = len(self.turns) < len(turns)
        taken = np.zeros(MINUTES, np.int16)
        self.label = np.full(MINUTES, -1, np.int8)
        for turn in self.turns:
            taken[turn.cells] += 1
            self.label[turn.cells] = turn.day
        self.crowded = bool((taken > 1).any())
        self.at_work = taken > 0
        busy = np.flatnonzero(self.at_work)
        self.gaps = (np.roll(busy, -1) - busy - 1) % MINUTES if len(busy) else np.array([], int)
        self.before = self.label[busy]
        self.after = np.roll(self.before, -1)
        self.begin_after = CLOCK[np.roll(busy, -1)] if len(busy) else self.gaps

    def works_in(self, mask: np.ndarray) -> bool:
        return bool((self.at_work & mask).any())

    def work_of(self, day: int) -> int:
        return sum(turn.work for turn in self.turns if turn.day == day)

    @property
    def days(self) -> set[int]:
        return {turn.day for turn in self.turns}

    @property
    def total(self) -> int:
        return sum(turn.work for turn in self.turns)

    def lacks_break(self, after: int, least: int) -> bool:
        for day in self.days:
            turns = [turn for turn in self.turns if turn.day == day]
            if any(turn.pause is None for turn in turns):
                continue
            present = int((self.label == day).sum()) - sum(turn.pause for turn in turns)
            own = self.gaps[(self.before == day) & (self.after == day)]
            if len(self.days) == 1:  # the way round to the same day of next week is no break
                own = np.sort(own)[:-1]
            longest = max([*(turn.pause for turn in turns), *own.tolist()])
            if present > after and longest < least:
                return True
        return False

    def short_rests(self, hours: int) -> list[tuple[int, int]]:
        """Starts of the two days around each rest that is too short."""
        if len(self.days) < 2:
            return []
        change = np.flatnonzero((self.before != self.after) & (self.gaps < hours * 60))
        starts = {
            day: min(turn.first for turn in self.turns if turn.day == day) for day in self.days
        }
        return [(starts[int(self.before[n])], starts[int(self.after[n])]) for n in change]

    @property
    def longest_rest(self) -> int:
        return int(self.gaps.max()) if len(self.gaps) else MINUTES


def always(circle: Circle) -> dict[str, bool]:
    """What no week may have, whoever works in it."""
    too_long = any((t.pause or 0) >= (t.last - t.first) % 1440 for t in circle.turns)
    return {
        "hours.shift": circle.zero,
        "break.too_long": too_long,
        "hours.overlap": circle.crowded,
    }


def young(circle: Circle) -> dict[str, bool]:
    """What the law says of people under 18."""
    day, week, after, least, daily, weekly = YOUNG
    deep, usual, agreed = map(circle.works_in, (DEEP_NIGHT, USUAL_NIGHT, AGREED_NIGHT))
    return {
        "hours.young_day": any(circle.work_of(d) > day * 60 for d in circle.days),
        "hours.young_week": circle.total > week * 60,
        "break.young": circle.lacks_break(after, least),
        "rest.young_daily": bool(circle.short_rests(daily)),
        "rest.young_weekly": bool(circle.turns) and circle.longest_rest < weekly * 60,
        "night.young_deep": deep,
        "night.young": usual and agreed and not deep,
        "night.young_contract": usual and not agreed,
    }


def adult(circle: Circle) -> dict[str, bool]:
    """What the law says of adults."""
    _, week, after, least, daily, weekly = ADULT
    rests = circle.short_rests(daily)
    nights = [
        turn
        for turn in circle.turns
        if int(NIGHT_WORK[turn.cells].sum()) >= 180 and turn.work > 480
    ]
    return {
        "hours.adult_week": circle.total > week * 60,
        "break.adult": circle.lacks_break(after, least),
        "rest.adult_daily": any(other > one - 120 for one, other in rests),
        "rest.adult_change": any(other <= one - 120 for one, other in rests),
        "rest.adult_weekly": bool(circle.turns) and circle.longest_rest < weekly * 60,
        "night.adult": bool(nights),
    }


def child(circle: Circle, age: int) -> dict[str, bool]:
    """What the law says of people of school age, in the holidays or not."""
    works = [circle.work_of(day) for day in circle.days]
    younger = age <= 14
    return {
        "hours.child_day": any(work > 480 for work in works),
        "hours.child_younger_day": younger and any(300 < work <= 480 for work in works),
        "hours.child_week": circle.total > 35 * 60,
        "hours.child_younger_week": younger and 25 * 60 < circle.total <= 35 * 60,
        "hours.child_sunday": circle.work_of(6) > 120,
        "hours.child_school_day": any(circle.work_of(day) > 120 for day in range(5)),
        "hours.child_term_week": circle.total > 12 * 60,
        "break.child": circle.lacks_break(240, 60),
        "night.child": circle.works_in(NOT_FOR_CHILDREN),
    }


def findings(circle: Circle, age: int) -> set[str]:
    """The names of what is wrong with a week for people of one age."""
    own = child(circle, age) if age < 16 else young(circle) if age < 18 else adult(circle)
    return {name for name, wrong in {**always(circle), **own}.items() if wrong}
