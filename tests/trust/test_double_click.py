"""Two clicks at once make one row, and both lead to the same page."""

from __future__ import annotations

import random
import threading

import pytest

from tests.trust import busy
from tests.trust.filling import plausible
from tests.trust.world import WRITTEN_BY_READING, nothing_in

UNCOUNTED = WRITTEN_BY_READING | {"form_token", "message"}


def counts(world):
    return {name: len(rows) for name, rows in world.rows(but=UNCOUNTED).items()}


def files_anew(sheet):
    """The same answers each time; a file can be read only once."""
    return plausible(sheet.form, random.Random(4))


@pytest.fixture(scope="module")
def creating(demo_world, atlas):
    """The forms that make rows when they are sent once, and how many of each."""
    start, found = counts(demo_world), []
    for sheet in busy.one_of_each(atlas):
        if sheet.form.method != "POST" or sheet.endpoint == "accounts.sign_out":
            continue
        demo_world.written.clear()
        answer = demo_world.walker(sheet.role).post(sheet.action, files_anew(sheet))
        if demo_world.written:
            after = counts(demo_world) if 300 <= answer.status < 400 else start
            demo_world.restore()
            if grown := {
                name: after[name] - start[name] for name in start if after[name] > start[name]
            }:
                found.append((sheet, grown))
    return start, found


def both(world, sheet, pairs):
    """The answers to the same form sent twice at the same moment, from two threads."""
    gate, answers = threading.Barrier(2), []

    def click():
        visitor = type(world.walker(sheet.role)).__new__(type(world.walker(sheet.role)))
        visitor.__dict__.update(world.walker(sheet.role).__dict__)
        visitor.client = world.app.test_client()
        visitor.keep_cookie()
        gate.wait(300)
        answers.append(visitor.post(sheet.action, pairs))

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_every_form_that_makes_something_makes_it_once(world, creating):
    start, found = creating
    wrong = []
    for sheet, once_grown in found:
        pairs = files_anew(sheet)
        answers = both(world, sheet, pairs)
        after = counts(world)
        world.restore()
        grown = {name: after[name] - start[name] for name in start if after[name] > start[name]}
        if grown != once_grown:
            wrong.append(f"{sheet}: once {once_grown}, twice {grown}")
        if len({(answer.status // 100, answer.location) for answer in answers}) != 1:
            wrong.append(f"{sheet}: {[(answer.status, answer.location) for answer in answers]}")

    nothing_in(wrong)
    assert len(found) >= 20


def test_every_form_that_makes_something_carries_a_token(creating):
    _, found = creating

    assert [str(sheet) for sheet, _ in found if "once" not in sheet.form.fields] == []


def test_a_form_sent_again_later_goes_to_the_same_page_and_makes_nothing_more(world, creating):
    start, found = creating
    wrong = []
    for sheet, grown in found[::3]:
        pairs, visitor = files_anew(sheet), world.walker(sheet.role)
        first, second = visitor.post(sheet.action, pairs), visitor.post(sheet.action, pairs)
        after = counts(world)
        world.restore()
        more = {name: after[name] - start[name] for name in start if after[name] > start[name]}
        if first.location != second.location or more != grown:
            wrong.append(f"{sheet}: {first.location} {second.location} {more}")

    nothing_in(wrong)
