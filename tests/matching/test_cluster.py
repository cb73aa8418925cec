"""A ranking on a cluster of real worker processes is the ranking here, byte for byte."""

from __future__ import annotations

import importlib.util
import os
import signal

import pytest
from invented import ON, Inventor

from matching import Settings, Weights
from matching.__main__ import main
from matching.blocks import Work, here
from matching.pool import Pool

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        importlib.util.find_spec("distributed") is None, reason="the extra “scale” is not here"
    ),
]


def work(for_="people", people=600, offers=300):
    inventor = Inventor(21)
    crowd, pool = inventor.people(people), inventor.opportunities(offers)
    events = inventor.outcomes(crowd, pool, 200)
    return Work(Pool(pool, Weights(), Settings(), ON), crowd, events, 10, 0.5, for_)


@pytest.fixture(scope="module")
def cluster():
    distributed = importlib.import_module("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as local:
        yield local


def lines(*arguments, **options):
    return importlib.import_module("matching.cluster").lines(*arguments, **options)


@pytest.mark.parametrize("side", ["people", "opportunities"])
def test_two_workers_give_what_one_process_gives(cluster, side):
    asked = work(side)

    far = list(lines(asked, cluster.scheduler_address, rows=70))

    assert far == list(here(asked))
    assert len(far) > 500


def test_a_worker_killed_in_the_middle_changes_nothing(cluster):
    asked = work(people=1500)
    far = lines(asked, cluster.scheduler_address, rows=60)

    first = next(far)
    victim = next(iter(cluster.workers.values())).pid
    os.kill(victim, signal.SIGKILL)

    assert [first, *far] == list(here(asked))
    assert next(iter(cluster.workers.values())).pid != victim


def test_a_scheduler_that_is_not_there_is_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("matching.cluster.PATIENCE_SECONDS", 1)
    for name in ("people", "opportunities"):
        (tmp_path / name).write_text('{"id": "one"}\n')

    code = main(
        [
            *("rank", "--people", str(tmp_path / "people"), "--out", str(tmp_path / "out")),
            *("--opportunities", str(tmp_path / "opportunities")),
            *("--scheduler", "tcp://127.0.0.1:9"),
        ]
    )

    assert code == 2
    assert "127.0.0.1:9: the cluster gave up" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
