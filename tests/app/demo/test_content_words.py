"""What the demo says: silent about care, kind, short, easy to read."""

import re
from statistics import mean

from tests.app.demo.content import EMPLOYERS, LIVE, OFFERS, PEOPLE, story, strings

FORBIDDEN = re.compile(
    r"care[ -](leaver|experience)|leaving care|in care\b|looked[ -]after|foster|\blac\b"
    r"|vulnerable|social worker",
    re.I,
)
DIAGNOSES = re.compile(
    r"autis|adhd|\basd\b|anxiety|depress|ptsd|bipolar|dyslex|epilep|diagnos(ed|is)|disorder|trauma|self-harm",
    re.I,
)


def syllables(word):
    return max(1, len(re.findall(r"[aeiouy]+", word.lower().removesuffix("e"))))


def grade(text):
    """Flesch–Kincaid: the school year for which a text is easy; add five for the age."""
    words = re.findall(r"[\w’]+", text)
    sentences = [part for part in re.split(r"[.!?:]+", text) if part.strip()]
    return 0.39 * len(words) / len(sentences) + 11.8 * mean(map(syllables, words)) - 15.59


def public_words():
    """Everything the public, an employer or an interview panel may read."""
    asked = [[case["vacancy"], case["feedback"]] for case in story("guarantee")]
    sent = [[row["message"], row["interview"]] for row in story("introductions")]
    agreed = [[row["reviews"], row["how_is_it_going"]] for row in story("placements")]
    said = [[row["own_words"], row["experience"], row["skills"]] for row in PEOPLE.values()]
    return strings(
        [*EMPLOYERS.values(), *OFFERS.values(), *asked, *sent, *agreed, *said, story("pledges")]
    )


def test_nothing_the_public_or_an_employer_reads_names_care():
    assert [text for text in public_words() if FORBIDDEN.search(text)] == []


def test_nobody_is_described_by_a_diagnosis():
    assert [
        text for text in strings([*PEOPLE.values(), *public_words()]) if DIAGNOSES.search(text)
    ] == []


def test_the_champion_log_names_no_young_person():
    names = {row["preferred_name"] for row in PEOPLE.values()} | {
        row["surname"] for row in PEOPLE.values()
    }
    log = " ".join(strings(story("champion_log")))

    assert [name for name in names if re.search(rf"\b{re.escape(name)}\b", log)] == []


def test_offers_read_easily_for_an_eleven_year_old():
    texts = [row["what_you_will_do"] + " " + row["what_you_will_learn"] for row in LIVE]

    assert mean(grade(text) for text in texts) < 6
    assert all(40 <= len(text) <= 600 for text in texts)


def test_own_words_are_short_and_in_few_sentences():
    for row in PEOPLE.values():
        sentences = [part for part in re.split(r"[.!?]+(?:\s|$)", row["own_words"]) if part.strip()]
        silent = row["in_touch"] == "NO"

        assert len(sentences) <= 6
        assert len(row["own_words"].split()) <= 80
        assert silent == (not sentences), row["key"]


def test_no_two_texts_are_the_same():
    for texts in (
        [row["own_words"] for row in PEOPLE.values() if row["own_words"]],
        [row["pa_notes"] for row in PEOPLE.values()],
        [row["what_you_will_do"] for row in OFFERS.values()],
        [row["about"] for row in EMPLOYERS.values()],
    ):
        assert len(texts) == len(set(texts))


def test_every_live_offer_says_what_day_one_is_like():
    for offer in LIVE:
        assert len(offer["day_one"]) == 7
        assert all(offer["day_one"].values())
