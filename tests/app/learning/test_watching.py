"""A change in the lists is noticed, and luck is not called a change."""

from datetime import timedelta

import pytest

from app import clock, db
from app.learning import drift, services, watching
from app.learning.drift import Line
from app.learning.models import ListDay
from app.matches import runs
from tests.app.learning import world


def day(many=600, *, score=lambda n: n % 5, band="good", term=lambda n: (n % 10) / 10):
    lines = [Line(band, 0.8, float(score(n)), {"travel": term(n)}) for n in range(many)]
    return drift.counted(lines, people=100, without=2)


def test_two_days_alike_have_an_index_of_nought():
    assert drift.stability({"1": 50, "2": 50}, {"1": 500, "2": 500}) < 0.001


def test_the_index_is_that_of_the_book():
    # Shares .5/.5 and .9/.1: (.4)·ln(.9/.5) + (−.4)·ln(.1/.5) = .879
    assert drift.stability({"1": 50_000, "2": 50_000}, {"1": 90_000, "2": 10_000}) == pytest.approx(
        0.879, abs=0.001
    )


def test_what_moved_most_comes_first():
    found = drift.compared(day(), day(term=lambda _: -0.9))

    assert found.moved[0].key == "travel"
    assert found.moved[0].index > 1
    assert found.moved[-1].index == 0


def test_few_suggestions_are_not_compared():
    found = drift.compared(day(100), day(100, term=lambda _: -0.9))

    assert not found.enough
    assert found.moved == ()


def keep(figures, days_ago):
    on = clock.today() - timedelta(days=days_ago)
    db.session.add(ListDay(on_day=on, taken_at=clock.now(), figures=figures))
    db.session.commit()


def test_a_clear_change_is_an_alarm_and_no_change_is_none(app):
    keep(day(), 28)
    keep(day(), 0)
    assert watching.watch().alarms == []
    assert watching.watch().verdict.startswith("The lists look as they did on")

    keep(day(term=lambda _: -0.9), -1)
    seen = watching.watch()
    assert seen.alarms == ["The journey: clearly different from before"]
    assert "clearly different" in seen.verdict


def test_a_jump_in_what_can_only_be_asked_about_is_an_alarm(app):
    keep(day(), 28)
    some = day()
    some["bands"] = {"good": 400, "ask": 200}
    keep(some, 0)

    assert watching.watch().alarms == ["33% of suggestions can only be asked about, 0% before"]


def test_new_weights_alone_are_no_drift(make, hidden):
    town = world.town(make, people=40)
    runs.run("test")
    first = watching.count_lists()
    first.on_day = clock.today() - timedelta(days=20)
    db.session.commit()
    world.happened(world.truth(town, hidden=hidden, count=300))
    services.learn(by=None)
    runs.answer_requests()
    watching.count_lists()

    found = watching.watch().compared
    moved = {row.key: row.index for row in found.moved}
    assert moved["score"] > max(moved["pay"], moved["kind"])


def test_lists_are_counted_once_a_day(make):
    make.young_person()
    make.opportunity()
    runs.run("test")
    first, again = watching.count_lists(), watching.count_lists()

    assert first.on_day == again.on_day
    assert again.figures["people"] == 1
    assert sum(again.figures["bands"].values()) == 1


def test_an_alarm_is_on_the_coordinators_list(browser, coordinator):
    watching.keep(day(), clock.today() - timedelta(days=28))
    watching.keep(day(term=lambda _: -0.9), clock.today())
    page = browser.sign_in(coordinator).get("home.index")

    assert "The lists are clearly different from" in page.text
