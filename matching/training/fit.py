"""Learns the product’s sectors from lines of text, and how far its own certainty may be believed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression

from matching.sector_quality import calibration_error
from matching.sectors import UNKNOWN, analyse
from matching.training.corpora import OWN_WORDS, Line
from matching.vectors import WordVectors, count, weigh

MOST_LINES_OF_A_SECTOR = 2_500
SHARE_OF_OWN_WORDS = 0.4
SHARE_OF_UNKNOWN = 0.6
WORTH_OF_VECTORS = 2.0
DOUBT = 20.0
LOOSENESS = 5.0
ROUNDS = 50
FOLDS = 4

Floats = NDArray[np.float32]
Texts = NDArray[np.str_]
Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class Fitted:
    """What was learned, before it is packed."""

    sectors: tuple[str, ...]
    weights: Floats
    bias: Floats
    temperature: float
    figures: dict[str, float]


def fit(lines: Sequence[Line], vectors: WordVectors, seed: int = 0) -> Fitted:
    """Learn from the lines; temperature and figures come from own words that were held back."""
    chosen = _choose(lines, np.random.default_rng(seed))
    seen = _see([line.text for line in chosen], vectors)
    truth = np.array([line.sector for line in chosen])
    own = np.array([line.source == OWN_WORDS for line in chosen])
    logits = _held_back(seen, truth, own, np.random.default_rng(seed))
    model = _learn(seen, truth, own)
    temperature = _temperature(logits, truth[own], model.classes_)
    return Fitted(
        sectors=tuple(str(sector) for sector in model.classes_),
        weights=_fold(model.coef_.T.astype(np.float32), vectors),
        bias=model.intercept_.astype(np.float32),
        temperature=temperature,
        figures=measure(_softmax(logits / temperature), truth[own], model.classes_),
    )


def _see(texts: Sequence[str], vectors: WordVectors) -> sp.csr_matrix:
    heard = weigh(count(map(analyse, texts), vectors.vocabulary), vectors.rarity, DOUBT)
    near = WORTH_OF_VECTORS * np.asarray(heard @ vectors.table)
    return sp.hstack([heard, sp.csr_matrix(near)]).tocsr()


def _fold(weights: Floats, vectors: WordVectors) -> Floats:
    # A vector is a sum over terms, so what is learned about vectors is a weight for each term.
    terms = len(vectors.vocabulary)
    folded = weights[:terms] + WORTH_OF_VECTORS * vectors.table @ weights[terms:]
    return np.asarray(folded, dtype=np.float32)


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


def _learn(seen: sp.csr_matrix, truth: Texts, own: Marks) -> LogisticRegression:
    model = LogisticRegression(C=LOOSENESS, max_iter=ROUNDS, tol=1e-3)
    model.fit(seen, truth, sample_weight=_worth(truth, own))
    return model


def _worth(truth: Texts, own: Marks) -> Floats:
    worth = np.zeros(len(truth))
    for sector in np.unique(truth):
        ours, official = (truth == sector) & own, (truth == sector) & ~own
        share = SHARE_OF_OWN_WORDS if official.any() else SHARE_OF_UNKNOWN
        worth[ours] = share / max(ours.sum(), 1)
        worth[official] = (1 - SHARE_OF_OWN_WORDS) / max(official.sum(), 1)
    weighed: Floats = (worth * len(truth) / worth.sum()).astype(np.float32)
    return weighed


def _held_back(
    seen: sp.csr_matrix, truth: Texts, own: Marks, chance: np.random.Generator
) -> Floats:
    ours = np.flatnonzero(own)
    logits = np.zeros((len(ours), len(np.unique(truth))), dtype=np.float32)
    for fold in np.array_split(chance.permutation(len(ours)), FOLDS):
        rest = np.setdiff1d(np.arange(len(truth)), ours[fold])
        logits[fold] = _learn(seen[rest], truth[rest], own[rest]).decision_function(
            seen[ours[fold]]
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
