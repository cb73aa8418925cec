"""The rules of the sector model that ships, on sentences as young people and employers write them."""

import json
import shutil
import time
from pathlib import Path

import pytest

from matching.sectors import UNKNOWN, WEIGHTS, DamagedWeights, SectorModel, meaningful
from matching.training.corpora import HERE

OWN_WORDS = Path(__file__).with_name("own_words.jsonl")

SECTORS = {
    "construction",
    "retail",
    "hospitality",
    "logistics",
    "childcare",
    "technology",
    "health_and_safety",
    "customer_service",
    "health_and_social_care",
    "hair_and_beauty",
    "motor_vehicle",
    "engineering",
    "creative_and_media",
    "sport_and_leisure",
    "animals_and_land",
    "business_and_administration",
    "education",
    "cleaning_and_facilities",
    "security_and_emergency",
    "finance_and_legal",
    "science_and_environment",
}
NOTHING_SAID = {
    "nothing": "",
    "spaces": "  \n\t ",
    "empty words": "i don't know, anything really, i just want a job",
    "pictures": "😀😀🚗👩‍🚒",
    "another alphabet": "хочу работать с детьми",
    "one letter for ever": "a" * 100_000,
    "numbers": "12345 67890",
}


@pytest.fixture(scope="module")
def model():
    return SectorModel.load()


@pytest.fixture(scope="module")
def sentences():
    return [json.loads(line) for line in OWN_WORDS.read_text("utf-8").splitlines()]


def share_right(model, sentences, top):
    ranked = model.rank([each["text"] for each in sentences], top)
    found = [each["sector"] in dict(first) for each, first in zip(sentences, ranked, strict=True)]
    return sum(found) / len(found)


def test_it_knows_the_sectors_of_the_campaign_and_no_others(model):
    assert set(model.sectors) - {UNKNOWN} == SECTORS


def test_there_are_sentences_for_every_sector(sentences):
    assert {each["sector"] for each in sentences} == SECTORS
    assert len(sentences) >= 120


def test_no_sentence_of_the_test_was_learned_from(sentences):
    phrases = json.loads((HERE / "own_words.json").read_text("utf-8"))
    learned = {text.casefold() for texts in phrases.values() for text in texts}

    assert not learned & {each["text"].casefold() for each in sentences}


def test_nine_in_ten_sentences_get_the_right_sector_first(model, sentences):
    assert share_right(model, sentences, 1) >= 0.90


def test_nearly_all_sentences_have_the_right_sector_among_three(model, sentences):
    assert share_right(model, sentences, 3) >= 0.96


def test_it_is_believed_no_more_than_it_is_right(model):
    assert model.card["figures"]["calibration_error"] <= 0.08


@pytest.mark.parametrize("text", NOTHING_SAID.values(), ids=NOTHING_SAID)
def test_where_nothing_is_said_nothing_is_sure(model, text):
    [first] = model.rank([text])

    assert len(first) == 3
    assert first[0][1] < 0.3


@pytest.mark.parametrize("text", ["quiero trabajar con los niños", "xkcd qwerty zxcvb asdfgh"])
def test_another_language_or_gibberish_is_never_near_certain(model, text):
    assert model.rank([text])[0][0][1] < 0.6


def test_chances_are_in_order_and_add_up_to_no_more_than_one(model, sentences):
    for first in model.rank([each["text"] for each in sentences], top=21):
        chances = [chance for _, chance in first]
        assert chances == sorted(chances, reverse=True)
        assert chances[-1] >= 0
        assert sum(chances) <= 1.000001


def test_what_is_hated_does_not_count(model):
    assert model.rank(["i hate cooking but i like horses"])[0][0][0] == "animals_and_land"
    assert "cooking" not in meaningful("i hate cooking but i like horses")


def test_not_minding_something_is_no_no(model):
    assert "mud" in meaningful("i dont mind mud")


@pytest.mark.parametrize(
    ("misspelt", "sector"),
    [
        ("hairdressr", "hair_and_beauty"),
        ("elecrician", "construction"),
        ("footbal coatching", "sport_and_leisure"),
        ("fixin carz", "motor_vehicle"),
        ("machanic", "motor_vehicle"),
    ],
)
def test_spelling_is_forgiven(model, misspelt, sector):
    assert sector in dict(model.rank([misspelt])[0])


def test_the_words_that_spoke_are_the_persons_own(model):
    text = "I like fixing cars and being outside"

    said = model.evidence(text, "motor_vehicle")

    assert said[0] == "cars"
    assert set(said) <= set(text.casefold().split())


def test_no_word_speaks_where_none_was_said(model):
    assert model.evidence("", "retail") == []


def test_a_sector_nobody_knows_is_refused(model):
    with pytest.raises(ValueError, match=r"not in"):
        model.evidence("cars", "astrology")


def test_the_same_words_get_the_same_answer_alone_or_among_others(model, sentences):
    texts = [each["text"] for each in sentences[:20]]

    together = model.rank(texts)

    for text, first in zip(texts, together, strict=True):
        [alone] = model.rank([text])
        assert [sector for sector, _ in alone] == [sector for sector, _ in first]
        assert dict(alone) == pytest.approx(dict(first), abs=1e-5)


@pytest.mark.parametrize("suffix", [".npz", ".json"])
def test_one_changed_byte_is_refused(tmp_path, suffix):
    for kind in (".npz", ".json"):
        shutil.copy(WEIGHTS.with_suffix(kind), tmp_path / f"model{kind}")
    target = tmp_path / f"model{suffix}"
    content = bytearray(target.read_bytes())
    content[len(content) // 2] ^= 1
    target.write_bytes(content)

    with pytest.raises(DamagedWeights):
        SectorModel.load(tmp_path / "model.npz")


def test_a_card_without_a_digest_is_refused(tmp_path):
    shutil.copy(WEIGHTS, tmp_path / "model.npz")
    card = json.loads(WEIGHTS.with_suffix(".json").read_text("utf-8"))
    del card["digest"]
    (tmp_path / "model.json").write_text(json.dumps(card), "utf-8")

    with pytest.raises(DamagedWeights):
        SectorModel.load(tmp_path / "model.npz")


def test_everything_that_ships_is_ten_megabytes_at_most():
    assert sum(path.stat().st_size for path in WEIGHTS.parent.iterdir()) <= 10_000_000


def test_it_is_there_in_a_moment():
    start = time.process_time()
    SectorModel.load()

    assert time.process_time() - start < 1.0
