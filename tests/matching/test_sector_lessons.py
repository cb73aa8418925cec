"""The rules of learning sectors from the product's own offers: near what ships, and only if it is better."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from matching import published
from matching.sector_lessons import Labelled, from_bytes, learn, surprise, to_bytes
from matching.sectors import DamagedWeights, SectorModel

OWN_WORDS = Path(__file__).with_name("own_words.jsonl")

# Words that nothing in the sets uses, as a council's own names for things would be.
TRADES = {"zumbafit": "sport_and_leisure", "kwikdrop": "logistics", "brewlab": "hospitality"}


@pytest.fixture(scope="module")
def shipped():
    return SectorModel.load()


@pytest.fixture(scope="module")
def sentences():
    return [json.loads(line) for line in OWN_WORDS.read_text("utf-8").splitlines()]


def offers(times=10, trades=TRADES):
    said = ("helper at {}", "join the {} team on saturdays", "weekend shifts with {} in Bletchley")
    return [
        Labelled(said[number % 3].format(f"{name} {number}th"), sector, f"{name}-{number}")
        for number in range(times)
        for name, sector in trades.items()
    ]


def first(model, text):
    return model.rank([text])[0][0]


def test_names_that_only_our_employers_use_are_learned(shipped):
    learned = learn(shipped, offers())

    assert learned.published
    for name, sector in TRADES.items():
        assert first(learned.model, f"crew at {name}")[0] == sector
    assert learned.figures["surprise_after"] < learned.figures["surprise_before"]


def test_a_handful_of_lines_changes_nothing(shipped):
    learned = learn(shipped, offers(times=7))

    assert not learned.published
    assert learned.model is shipped


def test_labels_that_make_no_sense_are_not_published(shipped, sentences):
    names = sorted({each["sector"] for each in sentences})
    shuffled = np.random.default_rng(0).permutation(len(sentences))
    wrong = [
        Labelled(sentences[number]["text"], names[place % len(names)], str(place))
        for place, number in enumerate(shuffled)
    ]

    learned = learn(shipped, wrong)

    assert not learned.published
    assert learned.model is shipped


def test_what_is_learned_leaves_other_words_as_good_as_they_were(shipped, sentences):
    lines = [Labelled(each["text"], each["sector"], "") for each in sentences]
    learned = learn(shipped, offers())

    assert surprise(learned.model, lines) <= surprise(shipped, lines) + 0.01


def test_good_lines_make_other_good_lines_clearer(shipped, sentences):
    lines = [Labelled(each["text"], each["sector"], each["id"]) for each in sentences]
    odd, even = lines[1::2], lines[::2]

    learned = learn(shipped, odd)

    assert surprise(learned.model, even) <= surprise(shipped, even)


def test_one_employer_counts_as_a_few_lines_however_much_it_writes(shipped):
    texts = [f"zumbafit number{number} in the hall" for number in range(100)]
    alone = [Labelled(text, "retail", "one employer") for text in texts]
    together = [Labelled(text, "retail", text) for text in texts]

    one, many = (
        dict(learn(shipped, lines).model.rank(["zumbafit"], top=21)[0])["retail"]
        for lines in (alone, together)
    )

    assert one < many / 2


def test_what_the_newest_lines_contradict_is_not_published(shipped):
    turned = [replace(each, sector="education", text=f"{each.text} now") for each in offers()]

    learned = learn(shipped, [*offers(times=12), *turned[:12]])

    assert not learned.published
    assert learned.why == "no better on the newest lines"


def test_sectors_nobody_knows_and_lines_without_words_are_counted_and_ignored(shipped):
    odd = [Labelled("star reading", "astrology", "a"), Labelled("…", "retail", "b")]

    learned = learn(shipped, [*odd, *offers()])

    assert learned.figures["ignored"] == 2
    assert learned.figures["lines"] == len(offers())


def test_a_line_that_comes_twice_counts_once_and_the_newer_label_stands(shipped):
    corrected = [Labelled("HELPER at  zumbafit 0th", "retail", "x")]

    assert learn(shipped, [*offers(), *corrected]).figures["lines"] == len(offers())


def test_no_lines_are_no_reason_to_change(shipped):
    assert learn(shipped, []).model is shipped


def test_the_same_lines_teach_the_same(shipped):
    once, again = (learn(shipped, offers()).model for _ in range(2))

    assert to_bytes(once, shipped) == to_bytes(again, shipped)


def test_what_was_learned_comes_back_from_its_bytes_unchanged(shipped):
    learned = learn(shipped, offers()).model

    back = from_bytes(to_bytes(learned, shipped), shipped)

    assert np.abs(back.weights - learned.weights).max() <= 1e-5
    assert back.rank(["crew at brewlab"]) == learned.rank(["crew at brewlab"])


def test_one_changed_byte_of_what_was_learned_is_refused(shipped):
    sealed = bytearray(to_bytes(learn(shipped, offers()).model, shipped))
    for place in range(0, len(sealed), max(1, len(sealed) // 40)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        try:
            back = from_bytes(bytes(changed), shipped)
        except DamagedWeights:
            continue
        # A few bytes of the archive mean nothing; what is read must then be what was written.
        assert np.array_equal(back.weights, from_bytes(bytes(sealed), shipped).weights)


def test_what_was_learned_on_another_model_is_refused(shipped):
    sealed = to_bytes(learn(shipped, offers()).model, shipped)
    newer = replace(shipped, card={**shipped.card, "digest": "0" * 64})

    with pytest.raises(DamagedWeights):
        from_bytes(sealed, newer)


@pytest.mark.parametrize("content", [b"", b"PK", b"not a model at all" * 9])
def test_bytes_that_are_no_model_are_refused(shipped, content):
    with pytest.raises(DamagedWeights):
        from_bytes(content, shipped)


def test_a_sealed_table_of_another_kind_is_refused(shipped):
    with pytest.raises(DamagedWeights):
        from_bytes(published.seal({"rows": np.zeros(1)}, {"kind": "something else"}), shipped)
