"""Sectors from words for any taxonomy: learns at run time from its own text and from lines that are given."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from matching.text import terms
from matching.vectors import WordVectors

LOOSENESS = (0.05, 0.3, 1.0)
FOLDS = 4
LINES_ALIKE = 8
FEWEST_TO_HOLD_BACK = 40
NEIGHBOURS = 50
NEARNESS = 0.05
WORTH_OF_PIECES = 0.6
WORTH_OF_MARGIN = 6.0
FLOOR = 0.02
UNSURE = 2.0
AT_ONCE = 512

_SENTENCE = re.compile(r"(?<=[.;])\s+")

Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]


@dataclass(frozen=True)
class Area:
    """One sector of a taxonomy: its key, its name, and what it says of itself."""

    sector: str
    title: str
    text: str = ""


def lines_of(taxonomy: Iterable[Area]) -> list[tuple[str, str]]:
    """What a taxonomy says, a sentence at a time, each with its sector."""
    return [
        (part.strip(), area.sector)
        for area in taxonomy
        for part in [area.title, *_SENTENCE.split(area.text)]
        if part.strip()
    ]


class TextClassifier:
    """Straight lines through words, pieces of words and vectors, helped by the nearest neighbours."""

    def __init__(self, vectors: WordVectors) -> None:
        self.vectors = vectors

    def fit(self, taxonomy: Sequence[Area], lines: Sequence[tuple[str, str]] = ()) -> Self:
        """Learn from the taxonomy and from (text, sector) lines; without lines, from the taxonomy alone."""
        told = [*lines, *lines_of(taxonomy)]
        self.sectors_ = np.array(sorted({area.sector for area in taxonomy}))
        truth = np.searchsorted(self.sectors_, [sector for _, sector in told])
        self._read([text for text, _ in told])
        held = _hold_back(self._near, truth, len(lines) or len(told))
        self.looseness_, self.temperature_ = self._tune(truth, held)
        self._learned = _Learned(self._seen, self._near, truth, self.sectors_.size, self.looseness_)
        return self

    def rank(self, texts: Sequence[str], top: int = 3) -> list[list[tuple[str, float]]]:
        """The likeliest sectors of each text, with chances that add up to at most 1."""
        ranked = []
        for chances in self.chances(texts):
            first = np.argsort(-chances, kind="stable")[:top]
            ranked.append([(str(self.sectors_[one]), float(chances[one])) for one in first])
        return ranked

    def chances(self, texts: Sequence[str]) -> Floats:
        """The chance of every sector for every text."""
        parts = [texts[start : start + AT_ONCE] for start in range(0, len(texts), AT_ONCE)]
        rows = [_softmax(self._scores(part) / self.temperature_) for part in parts]
        return np.vstack(rows) if rows else np.zeros((0, self.sectors_.size), np.float32)

    def _read(self, texts: Sequence[str]) -> None:
        self._words = TfidfVectorizer(analyzer=_whole, sublinear_tf=True, dtype=np.float32)
        self._pieces = TfidfVectorizer(analyzer=_broken, sublinear_tf=True, dtype=np.float32)
        cut = [terms(text) or [""] for text in texts]
        self._words.fit([*cut, [""]])
        self._pieces.fit([*cut, ["~"]])
        self._near = self.vectors.of(texts)
        self._seen = self._features(cut, self._near)

    def _features(self, cut: list[list[str]], near: Floats) -> sp.csr_matrix:
        broken = self._pieces.transform(cut) * WORTH_OF_PIECES
        return sp.hstack([self._words.transform(cut), broken, sp.csr_matrix(near)]).tocsr()

    def _scores(self, texts: Sequence[str]) -> Floats:
        near = self.vectors.of(texts)
        return self._learned.scores(self._features([terms(text) for text in texts], near), near)

    def _tune(self, truth: Numbers, held: Numbers) -> tuple[float, float]:
        folds = np.unique(held[held >= 0])
        if folds.size < 2 or self.sectors_.size < 2:
            return LOOSENESS[1], UNSURE
        loose = min((self._loss(truth, held == folds[0], loose), loose) for loose in LOOSENESS)[1]
        scores = np.vstack([self._kept_out(truth, held == fold, loose) for fold in folds])
        right = np.concatenate([truth[held == fold] for fold in folds])
        return loose, _temperature(scores, right)[0]

    def _loss(self, truth: Numbers, out: NDArray[np.bool_], loose: float) -> float:
        return _temperature(self._kept_out(truth, out, loose), truth[out])[1]

    def _kept_out(self, truth: Numbers, out: NDArray[np.bool_], loose: float) -> Floats:
        rest = ~out
        learned = _Learned(
            self._seen[rest], self._near[rest], truth[rest], self.sectors_.size, loose
        )
        return learned.scores(self._seen[out], self._near[out])


class _Learned:
    def __init__(
        self, seen: sp.csr_matrix, near: Floats, truth: Numbers, many: int, loose: float
    ) -> None:
        self.near, self.many = near, many
        self.belongs = np.eye(many, dtype=np.float32)[truth]
        self.usual = self.belongs.mean(axis=0)
        self.present = np.unique(truth)
        self.line = LinearSVC(C=loose, random_state=0) if self.present.size > 1 else None
        if self.line is not None:
            self.line.fit(seen, truth)

    def scores(self, seen: sp.csr_matrix, near: Floats) -> Floats:
        margins = np.full((seen.shape[0], self.many), -1, dtype=np.float32)
        margins[:, self.present] = self._margins(seen)
        scores: Floats = WORTH_OF_MARGIN * margins + np.log(self._neighbours(near) + FLOOR)
        return scores

    def _margins(self, seen: sp.csr_matrix) -> Any:
        if self.line is None:
            return np.zeros((seen.shape[0], 1))
        margins = self.line.decision_function(seen)
        return np.column_stack([-margins, margins]) if margins.ndim == 1 else margins

    def _neighbours(self, near: Floats) -> Floats:
        many = min(NEIGHBOURS, self.near.shape[0])
        voted = np.empty((near.shape[0], self.many), dtype=np.float32)
        for start in range(0, near.shape[0], AT_ONCE):
            alike = near[start : start + AT_ONCE] @ self.near.T
            first = np.argpartition(-alike, many - 1, axis=1)[:, :many]
            close = np.take_along_axis(alike, first, axis=1)
            vote = np.exp((close - close.max(axis=1, keepdims=True)) / NEARNESS)
            vote /= vote.sum(axis=1, keepdims=True)
            voted[start : start + AT_ONCE] = np.einsum("ij,ijk->ik", vote, self.belongs[first])
        voted[~near.any(axis=1)] = self.usual
        return voted


def _whole(cut: list[str]) -> list[str]:
    return [term for term in cut if not term.startswith("~")]


def _broken(cut: list[str]) -> list[str]:
    return [term for term in cut if term.startswith("~")]


def _hold_back(near: Floats, truth: Numbers, many: int) -> Numbers:
    """The fold of each line, lines that are alike in the same one; -1 for lines that are never held back."""
    folds = np.full(truth.size, -1)
    if many < FEWEST_TO_HOLD_BACK:
        return folds
    for sector in np.unique(truth[:many]):
        own = np.flatnonzero(truth[:many] == sector)
        groups = max(min(own.size, FOLDS), own.size // LINES_ALIKE)
        alike = KMeans(groups, n_init=1, max_iter=20, random_state=0).fit_predict(near[own])
        folds[own] = (alike + sector) % FOLDS
    return folds


def _temperature(scores: Floats, truth: Numbers) -> tuple[float, float]:
    def loss(logarithm: float) -> float:
        chances = _softmax(scores / np.exp(logarithm))
        return float(-np.log(chances[np.arange(truth.size), truth] + 1e-12).mean())

    best = minimize_scalar(loss, bounds=(-3, 3), method="bounded")
    return float(np.exp(best.x)), float(best.fun)


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: Floats = raised / raised.sum(axis=1, keepdims=True)
    return chances
