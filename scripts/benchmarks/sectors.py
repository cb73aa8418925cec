"""Sectors of texts that were never seen: whole occupations, classes or frameworks held back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

from matching.sectors import SectorModel
from matching.training.measure import figures, measured
from matching.training.splits import Split, split
from matching.vectors import WordVectors
from scripts.benchmarks.figures import Bar, Chart, Section

Scores = NDArray[np.float64]
Peer = Callable[[Split, Sequence[str]], Scores]

OURS = "this engine"
# The folder, what it holds in words, how many splits, and what is aimed at.
SETS = (
    ("onet", "O*NET task sentences, unseen occupations", 2, 0.68),
    ("sic2007", "SIC 2007 phrases, unseen classes", 2, 0.935),
    ("uk_apprenticeship_frameworks", "English apprenticeships, unseen frameworks", 5, 0.90),
)


def zero_shot(part: Split, texts: Sequence[str]) -> Scores:
    """How much a text shares with what each sector says of itself."""
    words = TfidfVectorizer(sublinear_tf=True, stop_words="english")
    sectors = {area.sector: f"{area.title} {area.text}" for area in part.areas}
    told = words.fit_transform([sectors[sector] for sector in sorted(sectors)])
    return np.asarray((words.transform(texts) @ told.T).todense())


def word_svc(part: Split, texts: Sequence[str]) -> Scores:
    """Straight lines through words."""
    return lines(make_pipeline(TfidfVectorizer(sublinear_tf=True), LinearSVC()), part, texts)


def word_and_piece_svc(part: Split, texts: Sequence[str]) -> Scores:
    """Straight lines through words and pieces of words."""
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)
    both = make_union(TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2)), pieces)
    return lines(make_pipeline(both, LinearSVC(C=0.5)), part, texts)


def lines(model: Any, part: Split, texts: Sequence[str]) -> Scores:
    """The margins of a model for every sector of the taxonomy, none where it saw no line."""
    model.fit([line.text for line in part.shown], [line.sector for line in part.shown])
    sectors = sorted({area.sector for area in part.areas})
    scores = np.full((len(texts), len(sectors)), -1e9)
    scores[:, [sectors.index(one) for one in model.classes_]] = model.decision_function(texts)
    return scores


PEERS: dict[str, Peer] = {
    "zero-shot TF-IDF to the sector’s own words": zero_shot,
    "word TF-IDF + LinearSVC": word_svc,
    "word and character TF-IDF + LinearSVC": word_and_piece_svc,
}


def measure(data: Path | None) -> Section:
    """Every set, several splits each, ours beside the usual ways."""
    folder = data or Path()
    vectors, known = WordVectors.load(), SectorModel.load()
    charts, costs, errors = [], [], []
    for name, words, seeds, aim in SETS:
        parts = [split(folder / name, seed) for seed in range(seeds)]
        own = [measured(part, vectors, known) for part in parts]
        bars = [
            Bar(peer, mean([quality(part, made) for part in parts])) for peer, made in PEERS.items()
        ]
        error = mean([each["calibration_error"] for each in own])
        errors.append(Bar(words, error, True))
        costs.append(Bar(words, mean([each["seconds_per_1000"] for each in own]), True))
        bars.append(Bar(OURS, mean([each["ndcg_at_3"] for each in own]), True))
        charts.append(Chart(f"sectors-{name}", words, "nDCG@3", bars, aim=aim))
    charts += [
        Chart(
            *("sectors-cost", "What 1,000 short texts cost", "seconds"),
            *(costs, False, 0.5),
        ),
        Chart(
            *(
                "sectors-calibration",
                "How far a chance is from what comes true",
                "expected calibration error",
            ),
            *(errors, False, 0.05),
        ),
    ]
    return Section("sectors", "Sectors from text", DONE, charts, NOTES)


DONE = (
    "Thirty in a hundred occupations, classes or frameworks are held back whole, lines that come "
    "word for word in both parts are dropped, and the mean of several such splits is given."
)
NOTES = (
    "The table of words that ships has read these texts, never their sectors, which flatters ours "
    "a little; `python -m matching.training.distil --without` makes one that has not.",
    "The sector model that ships has learned from frameworks, SIC phrases and O*NET titles, those "
    "that are held back here among them, which flatters too; `python -m matching.train --without` "
    "makes one that has not, and docs/model-card.md says what it comes to then.",
)


def quality(part: Split, peer: Peer) -> float:
    """nDCG@3 of a peer on one split."""
    scores = peer(part, [line.text for line in part.held])
    sectors = sorted({area.sector for area in part.areas})
    truth = np.array([sectors.index(line.sector) for line in part.held])
    return figures(scores.astype(np.float32), truth)["ndcg_at_3"]


def mean(values: Sequence[float]) -> float:
    """The mean of some figures."""
    return float(np.mean(values))
