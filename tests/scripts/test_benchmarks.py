"""The benchmark page: nothing leaks, every figure is drawn and written down."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import date

from scripts.benchmarks import page
from scripts.benchmarks.charts import length, logarithmic, svg
from scripts.benchmarks.figures import Bar, Chart, Section, as_plain, from_plain, said
from scripts.benchmarks.levelling import level

SECONDS = Chart(
    "speed",
    "Seconds <for> everybody",
    "seconds",
    [Bar("loop", 110.0), Bar("ours", 0.5, True), Bar("broken", None, note="could not be run")],
    more_is_better=False,
    aim=0.6,
)


def test_levelled_views_give_every_job_the_same_count():
    jobs = [{"id": f"j{number}"} for number in range(50)]
    views = [{"person": f"p{n}", "opportunity": f"j{n * n % 50}"} for n in range(80)]

    everything = [*views, *level(jobs, views)]

    assert len(set(Counter(view["opportunity"] for view in everything).values())) == 1


def test_no_invented_person_opens_a_job_twice():
    jobs = [{"id": f"j{number}"} for number in range(4)]
    added = level(jobs, [{"person": "p", "opportunity": "j0"}] * 9)

    pairs = [(view["person"], view["opportunity"]) for view in added]
    assert len(pairs) == len(set(pairs))


def test_a_chart_is_a_picture_with_every_name_and_figure():
    drawn = ET.fromstring(svg(SECONDS))
    words = " ".join(drawn.itertext())

    for part in (
        "Seconds <for> everybody",
        "loop",
        "110",
        "ours",
        "0.5",
        "could not be run",
        "aim",
    ):
        assert part in words


def test_figures_far_apart_get_a_scale_on_which_all_can_be_seen():
    assert logarithmic(SECONDS)
    assert 0 < length(SECONDS, 0.5) < length(SECONDS, 110.0)


def test_the_page_shows_a_table_for_each_chart_and_says_what_was_left_out(tmp_path):
    section = Section("speed", "Speed", "What was done.", [SECONDS], ["Worth knowing."])
    page.write(tmp_path, [section], ["views: no data"], date(2026, 11, 25))

    text = (tmp_path / "benchmarks.md").read_text("utf-8")
    assert "| **ours** | 0.5 |" in text
    assert "views: no data" in text
    assert (tmp_path / "pictures/benchmarks/speed.svg").is_file()


def test_figures_are_said_with_no_more_digits_than_they_carry():
    assert [said(value, 3) for value in (0.5, 12.3456, 12345.6, None)] == [
        "0.5",
        "12.346",
        "12,346",
        "–",
    ]


def test_a_section_comes_back_from_its_file_as_it_was():
    section = Section("speed", "Speed", "What was done.", [SECONDS], ["Worth knowing."])

    again = from_plain(json.loads(json.dumps(as_plain(section))))

    assert page.plain(again) == page.plain(section)
