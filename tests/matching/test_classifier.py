"""The rules of the classifier that learns any taxonomy at run time, and of its command."""

import json

import numpy as np
import pytest

from matching.__main__ import main
from matching.classifier import Area, TextClassifier, _Belief, _Heard
from matching.sectors import SectorModel
from matching.vectors import WordVectors, count, pack, unpack

AREAS = [
    Area("sea", "Ships and harbours", "Sailing ships; loading cargo in harbours. Fishing at sea."),
    Area("sky", "Aircraft and airports", "Flying aircraft. Work at airports; air traffic control."),
    Area("soil", "Farms and gardens", "Growing crops on farms. Keeping gardens; rearing cattle."),
]
ASKED = [("deckhand on a trawler", "sea"), ("airline pilot", "sky"), ("milking cows", "soil")]


@pytest.fixture(scope="module")
def vectors():
    return WordVectors.load()


@pytest.fixture(scope="module")
def classifier(vectors):
    return TextClassifier(vectors).fit(AREAS)


def lines_about(sector, *words):
    return [
        (f"{verb} {word}", sector) for word in words for verb in ("mend", "sell", "carry", "paint")
    ]


@pytest.fixture
def files(tmp_path):
    def write(name, *records):
        path = tmp_path / name
        path.write_text("".join(f"{json.dumps(record)}\n" for record in records), "utf-8")
        return str(path)

    return {
        "--taxonomy": write(
            "t", *({"sector": a.sector, "title": a.title, "text": a.text} for a in AREAS)
        ),
        "--texts": write(
            "x", *({"id": f"x{n}", "text": text} for n, (text, _) in enumerate(ASKED))
        ),
        "--out": str(tmp_path / "out"),
        "write": write,
    }


def run(files, **more):
    asked = {**{key: value for key, value in files.items() if key != "write"}, **more}
    return main(["sectors", *(part for pair in asked.items() for part in pair)])


def answers(files):
    with open(files["--out"], encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.mark.parametrize(("text", "sector"), ASKED)
def test_words_that_the_taxonomy_never_uses_find_their_sector(classifier, text, sector):
    assert classifier.rank([text])[0][0][0] == sector


def test_lines_that_are_given_outweigh_the_taxonomy(vectors):
    lines = lines_about("sky", "kites", "balloons", "gliders", "parachutes", "drones", "tractors")
    lines += lines_about("sea", "boats", "nets", "anchors", "oars", "buoys", "rafts")

    learned = TextClassifier(vectors).fit(AREAS, lines)

    assert learned.rank(["mend tractors"])[0][0][0] == "sky"


def test_chances_add_up_to_one_at_most_and_come_in_order(classifier):
    for first in classifier.rank([text for text, _ in ASKED], top=9):
        chances = [chance for _, chance in first]
        assert len(first) == len(AREAS)
        assert chances == sorted(chances, reverse=True)
        assert sum(chances) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("text", ["", "😀", "работа", "a" * 100_000])
def test_a_text_that_says_nothing_is_answered_without_certainty(classifier, text):
    assert classifier.rank([text])[0][0][1] < 0.6


@pytest.mark.parametrize("text", ["", "😀", "работа", "a" * 100_000])
def test_the_sectors_that_ship_make_nothing_of_a_text_that_says_nothing(vectors, text):
    helped = TextClassifier(vectors, SectorModel.load()).fit(AREAS)

    assert helped.rank([text])[0][0][1] < 0.6


def test_texts_of_which_other_sectors_say_the_same_are_taken_to_be_alike(vectors):
    areas = [Area("red", "umbrella"), Area("blue", "kettle")]
    terms = {"umbrella": 0, "spoon": 1, "kettle": 2, "lamp": 3}
    weights = 20 * np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=np.float32)
    others = SectorModel(
        ("one", "two"),
        terms,
        weights,
        np.ones(4, np.float32),
        np.zeros(2, np.float32),
        {"doubt": 0.0},
    )

    alone = TextClassifier(vectors).fit(areas).chances(["spoon", "lamp"])
    helped = TextClassifier(vectors, others).fit(areas).chances(["spoon", "lamp"])

    blue, red = range(2)
    assert helped[0, red] > alone[0, red] + 0.1
    assert helped[1, blue] > alone[1, blue] + 0.1


def test_the_same_lines_give_the_same_chances(vectors, classifier):
    again = TextClassifier(vectors).fit(AREAS)

    assert np.array_equal(again.chances(["ships"]), classifier.chances(["ships"]))


def test_a_taxonomy_of_one_sector_answers_with_it(vectors):
    assert TextClassifier(vectors).fit(AREAS[:1]).rank(["anything"])[0][0][0] == "sea"


def test_a_taxonomy_of_names_alone_is_enough(vectors):
    bare = [Area(area.sector, area.title) for area in AREAS]

    assert TextClassifier(vectors).fit(bare).rank(["airport"])[0][0][0] == "sky"


def test_no_texts_get_no_answers(classifier):
    assert classifier.rank([]) == []


def test_near_meanings_are_near(vectors):
    car, vehicle, baby = vectors.of(["car mechanic", "vehicle technician", "nursery nurse"])

    assert car @ vehicle > car @ baby + 0.3


def test_four_bits_a_number_keep_the_table():
    table = np.random.default_rng(0).normal(size=(50, 8)).astype(np.float32)

    assert np.abs(unpack(*pack(table)) - table).max() <= np.abs(table).max() / 14 + 1e-6


def test_the_command_answers_every_text_in_order(files):
    assert run(files) == 0
    assert [each["id"] for each in answers(files)] == ["x0", "x1", "x2"]
    assert [each["ranked"][0]["sector"] for each in answers(files)] == ["sea", "sky", "soil"]
    assert all(sum(one["p"] for one in each["ranked"]) <= 1 for each in answers(files))


def test_the_command_gives_as_many_sectors_as_are_asked_for(files):
    assert run(files, **{"--top": "1"}) == 0
    assert {len(each["ranked"]) for each in answers(files)} == {1}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"id": "a", "text": "boats", "sector": "moon"}, "'moon' is not in the taxonomy"),
        ({"id": "a", "text": "boats"}, "sector: is missing"),
        ({"id": "a", "text": "boats", "sector": "sea", "colour": "red"}, "colour"),
    ],
)
def test_a_bad_line_is_refused_with_its_number_and_leaves_no_file(files, capsys, line, said):
    good = {"id": "g", "text": "boats", "sector": "sea"}
    train = files["write"]("l", good, line)

    assert run(files, **{"--train": train}) == 2
    assert "line 2" in (told := capsys.readouterr().err)
    assert said in told
    with pytest.raises(FileNotFoundError):
        answers(files)


def test_an_id_that_comes_twice_is_refused(files):
    texts = files["write"]("y", {"id": "a", "text": "x"}, {"id": "a", "text": "y"})

    assert run(files, **{"--texts": texts}) == 2


def test_an_empty_taxonomy_is_refused(files):
    assert run(files, **{"--taxonomy": files["write"]("e")}) == 2


def test_a_text_that_is_missing_is_unknown_not_an_error(files):
    assert run(files, **{"--texts": files["write"]("n", {"id": "a", "text": None})}) == 0
    assert len(answers(files)[0]["ranked"]) == 3


def test_counting_is_counting():
    counts = count([["a", "b", "a", "z"], [], ["z"], ["b"]], {"b": 0, "a": 1})

    assert counts.toarray().tolist() == [[1, 2], [0, 0], [0, 0], [1, 0]]


def test_what_was_held_back_decides_how_much_the_neighbours_count():
    truth = np.array([0, 1] * 30)
    right, wrong = np.eye(2, dtype=np.float32)[truth], np.eye(2, dtype=np.float32)[1 - truth]

    close = _Belief.fitting(_Heard((right - wrong) / 6, right), truth)
    lost = _Belief.fitting(_Heard((right - wrong) / 4, wrong), truth)

    assert close.worth_of_neighbours == 1.0
    assert lost.worth_of_neighbours == 0.5
