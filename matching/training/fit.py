"""Learns the product’s sectors from lines of text, and how far its own certainty may be believed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from matching.sectors import UNKNOWN, meaningful
from matching.text import terms_of
from matching.training.corpora import OWN_WORDS, Line

MOST_TERMS = 60_000
MOST_LINES_OF_A_SECTOR = 4_000
SHARE_OF_OWN_WORDS = 0.4
SHARE_OF_UNKNOWN = 0.6
WORTH_OF_A_PIECE = 0.3
DOUBT = 20.0
LOOSENESS = 5.0
ROUNDS = 60
FOLDS = 4

Floats = NDArray[np.float32]
Texts = NDArray[np.str_]


@dataclass(frozen=True)
class Fitted:
    """What was learned, before it is packed."""

    sectors: tuple[str, ...]
    vocabulary: tuple[str, ...]
    weights: Floats
    rarity: Floats
    bias: Floats
    temperature: float
    figures: dict[str, float]


def analyse(text: str) -> list[str]:
    """The terms of the words of a text that may speak for a sector."""
    return terms_of(meaningful(text))


def fit(lines: Sequence[Line], seed: int = 0) -> Fitted:
    """Learn weights from the lines; temperature and figures come from own words that were held back."""
    chosen = _choose(lines, np.random.default_rng(seed))
    counter = CountVectorizer(analyzer=analyse, min_df=2, max_features=MOST_TERMS, dtype=np.float32)
    counts = counter.fit_transform([line.text for line in chosen]).tocsr()
    rarity = _rarity(counts, counter.get_feature_names_out())
    heard = _heard(counts, rarity)
    truth = np.array([line.sector for line in chosen])
    own = np.array([line.source == OWN_WORDS for line in chosen])
    logits = _held_back(heard, truth, own, np.random.default_rng(seed))
    model = _learn(heard, truth, own)
    temperature = _temperature(logits, truth[own], model.classes_)
    return Fitted(
        sectors=tuple(str(sector) for sector in model.classes_),
        vocabulary=tuple(counter.get_feature_names_out()),
        weights=model.coef_.T.astype(np.float32),
        rarity=rarity,
        bias=model.intercept_.astype(np.float32),
        temperature=temperature,
        figures=measure(_softmax(logits / temperature), truth[own], model.classes_),
    )


def measure(chances: Floats, truth: Texts, sectors: Texts) -> dict[str, float]:
    """Accuracy, first three, and calibration error over the texts that have a sector."""
    known = sectors != UNKNOWN
    speaking = truth != UNKNOWN
    order = np.argsort(-chances[:, known], axis=1)[speaking]
    right = sectors[known][order] == truth[speaking][:, None]
    sure = np.max(chances[:, known], axis=1)
    told = np.where(speaking, sectors[known][np.argmax(chances[:, known], axis=1)] == truth, False)
    return {
        "texts": int(speaking.sum()),
        "accuracy": round(float(right[:, 0].mean()), 4),
        "in_first_three": round(float(right[:, :3].any(axis=1).mean()), 4),
        "calibration_error": round(calibration_error(sure, told), 4),
    }


def calibration_error(sure: Floats, right: NDArray[np.bool_], bins: int = 10) -> float:
    """How far, on average over ten equal steps, certainty is from being right."""
    step = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = [
        abs(float(right[step == b].mean() - sure[step == b].mean())) * (step == b).mean()
        for b in set(step)
    ]
    return float(sum(gaps))


def _choose(lines: Sequence[Line], chance: np.random.Generator) -> list[Line]:
    by_text = {line.text.casefold(): line for line in lines}
    by_sector: dict[str, list[Line]] = {}
    for line in by_text.values():
        by_sector.setdefault(line.sector if line.source != OWN_WORDS else OWN_WORDS, []).append(
            line
        )
    chosen = by_sector.pop(OWN_WORDS, [])
    for sector in sorted(by_sector):
        some = by_sector[sector]
        picked = chance.permutation(len(some))[:MOST_LINES_OF_A_SECTOR]
        chosen += [some[number] for number in sorted(picked)]
    return chosen


def _rarity(counts: sp.csr_matrix, terms: Texts) -> Floats:
    found = np.bincount(counts.indices, minlength=counts.shape[1])
    rare = np.log((1 + counts.shape[0]) / (1 + found)) + 1
    worth = np.where([term.startswith("~") for term in terms], WORTH_OF_A_PIECE, 1.0)
    rarity: Floats = (rare * worth).astype(np.float32)
    return rarity


def _heard(counts: sp.csr_matrix, rarity: Floats) -> sp.csr_matrix:
    spoken = counts.copy()
    spoken.data = (1 + np.log(spoken.data)) * rarity[spoken.indices]
    squares = np.asarray(spoken.multiply(spoken).sum(axis=1)).ravel()
    return sp.csr_matrix(sp.diags(1 / np.sqrt(squares + DOUBT)) @ spoken)


def _learn(heard: sp.csr_matrix, truth: Texts, own: NDArray[np.bool_]) -> LogisticRegression:
    model = LogisticRegression(C=LOOSENESS, max_iter=ROUNDS, tol=1e-3)
    model.fit(heard, truth, sample_weight=_worth(truth, own))
    return model


def _worth(truth: Texts, own: NDArray[np.bool_]) -> Floats:
    worth = np.zeros(len(truth))
    for sector in np.unique(truth):
        ours, official = (truth == sector) & own, (truth == sector) & ~own
        share = SHARE_OF_OWN_WORDS if official.any() else SHARE_OF_UNKNOWN
        worth[ours] = share / max(ours.sum(), 1)
        worth[official] = (1 - SHARE_OF_OWN_WORDS) / max(official.sum(), 1)
    weighed: Floats = (worth * len(truth) / worth.sum()).astype(np.float32)
    return weighed


def _held_back(
    heard: sp.csr_matrix, truth: Texts, own: NDArray[np.bool_], chance: np.random.Generator
) -> Any:
    ours = np.flatnonzero(own)
    logits = np.zeros((len(ours), len(np.unique(truth))), dtype=np.float32)
    for fold in np.array_split(chance.permutation(len(ours)), FOLDS):
        rest = np.setdiff1d(np.arange(len(truth)), ours[fold])
        logits[fold] = _learn(heard[rest], truth[rest], own[rest]).decision_function(
            heard[ours[fold]]
        )
    return logits


def _temperature(logits: Floats, truth: Texts, sectors: Texts) -> float:
    column = np.searchsorted(sectors, truth)

    def loss(logarithm: float) -> float:
        chances = _softmax(logits / np.exp(logarithm))
        return float(-np.log(chances[np.arange(len(truth)), column] + 1e-12).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-2, 2), method="bounded").x))


def _softmax(logits: Floats) -> Floats:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    chances: Floats = shifted / shifted.sum(axis=1, keepdims=True)
    return chances
