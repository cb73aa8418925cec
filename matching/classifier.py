"""Sectors from words for any taxonomy: learns at run time from its own text and from lines that are given."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar
from sklearn.cluster import KMeans
from sklearn.svm import LinearSVC

from matching.sectors import SectorModel
from matching.text import terms
from matching.vectors import WordVectors, count, weigh

LOOSENESS = 0.1
SURE = 2.0
FOLDS = 4
LINES_ALIKE = 25
FEWEST_TO_HOLD_BACK = 40
NEARNESS = 0.05
# How much the sectors that ship count in a row beside the vectors, and how far their certainty is toned down.
WORTH_OF_SECTORS = 0.6
DOUBT_OF_SECTORS = 2.0
WORTH_OF_PIECES = 0.6
WORTH_OF_MARGIN = 6.0
# How much the neighbours may count beside the lines; what was held back decides.
WORTH_OF_NEIGHBOURS = (1.0, 0.5)
FLOOR = 0.02
# How many held-back lines it takes to move belief from what the temperature alone says.
PULL = 5.0
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
    """Straight lines through words, pieces of words and vectors, helped by the nearest neighbours.

    With a model of other sectors, what a text says of those counts as part of what it means.
    """

    def __init__(self, vectors: WordVectors, others: SectorModel | None = None) -> None:
        self.vectors, self.others = vectors, others

    def fit(self, taxonomy: Sequence[Area], lines: Sequence[tuple[str, str]] = ()) -> Self:
        """Learn from the taxonomy and from (text, sector) lines; without lines, from the taxonomy alone."""
        told = [*lines, *lines_of(taxonomy)]
        self.sectors_ = np.array(sorted({area.sector for area in taxonomy}))
        truth = np.searchsorted(self.sectors_, [sector for _, sector in told])
        self._read([text for text, _ in told])
        held = _hold_back(self._near, truth, len(lines) or len(told))
        self.belief_ = self._tune(truth, held)
        self._learned = _Learned(self._seen, self._near, truth, self.sectors_.size)
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
        rows = [self.belief_.chances(self._heard(part)) for part in parts]
        return np.vstack(rows) if rows else np.zeros((0, self.sectors_.size), np.float32)

    def _read(self, texts: Sequence[str]) -> None:
        cut = [terms(text) for text in texts]
        often = Counter(term for found in cut for term in found)
        heard = (term for term in often if often[term] > 1 or not term.startswith("~"))
        known = sorted(heard, key=_pieces_last)
        self._vocabulary = {term: row for row, term in enumerate(known)}
        self._whole = sum(not term.startswith("~") for term in known)
        counts = count(cut, self._vocabulary)
        found = np.bincount(counts.indices, minlength=len(known))
        self._rarity = (np.log((1 + len(cut)) / (1 + found)) + 1).astype(np.float32)
        self._near = self._meant(cut)
        self._seen = self._features(cut, self._near)

    def _features(self, cut: list[list[str]], near: Floats) -> sp.csr_matrix:
        counts = count(cut, self._vocabulary)
        whole = weigh(counts[:, : self._whole], self._rarity[: self._whole])
        pieces = weigh(counts[:, self._whole :], self._rarity[self._whole :]) * WORTH_OF_PIECES
        return sp.hstack([whole, pieces, sp.csr_matrix(near)]).tocsr()

    def _heard(self, texts: Sequence[str]) -> "_Heard":
        cut = [terms(text) for text in texts]
        near = self._meant(cut)
        return self._learned.hear(self._features(cut, near), near)

    def _meant(self, cut: list[list[str]]) -> Floats:
        near = self.vectors.of_terms(cut)
        if self.others is None:
            return near
        chances = _softmax(self.others.logits(cut) / np.float32(DOUBT_OF_SECTORS))
        chances[~near.any(axis=1)] = 0
        meant: Floats = np.hstack([near, np.float32(WORTH_OF_SECTORS) * np.sqrt(chances)])
        return meant

    def _tune(self, truth: Numbers, held: Numbers) -> "_Belief":
        folds = np.unique(held[held >= 0])
        if folds.size < 2 or self.sectors_.size < 2:
            return _Belief()
        heard = [self._kept_out(truth, held == fold) for fold in folds]
        right = np.concatenate([truth[held == fold] for fold in folds])
        return _Belief.fitting(_Heard.all(heard), right)

    def _kept_out(self, truth: Numbers, out: NDArray[np.bool_]) -> "_Heard":
        rest = ~out
        learned = _Learned(self._seen[rest], self._near[rest], truth[rest], self.sectors_.size)
        return learned.hear(self._seen[out], self._near[out])


@dataclass(frozen=True)
class _Heard:
    """What the lines and the neighbours say of some texts."""

    margins: Floats
    votes: Floats

    def scores(self, worth_of_neighbours: float = WORTH_OF_NEIGHBOURS[0]) -> Floats:
        leaning = np.log(self.votes + np.float32(FLOOR)) * np.float32(worth_of_neighbours)
        scores: Floats = np.float32(WORTH_OF_MARGIN) * self.margins + leaning
        return scores

    @classmethod
    def all(cls, parts: Sequence[Self]) -> Self:
        return cls(
            *(np.vstack(pair) for pair in zip(*((p.margins, p.votes) for p in parts), strict=True))
        )


class _Learned:
    def __init__(self, seen: sp.csr_matrix, near: Floats, truth: Numbers, many: int) -> None:
        self.near, self.many = near, many
        self.belongs = np.eye(many, dtype=np.float32)[truth]
        self.usual = self.belongs.mean(axis=0)
        self.present = np.unique(truth)
        self.line = LinearSVC(C=LOOSENESS, random_state=0) if self.present.size > 1 else None
        if self.line is not None:
            self.line.fit(seen, truth)

    def hear(self, seen: sp.csr_matrix, near: Floats) -> _Heard:
        margins = np.full((seen.shape[0], self.many), -1, dtype=np.float32)
        margins[:, self.present] = self._margins(seen)
        return _Heard(margins, self._neighbours(near))

    def _margins(self, seen: sp.csr_matrix) -> Any:
        if self.line is None:
            return np.zeros((seen.shape[0], 1))
        margins = self.line.decision_function(seen)
        return np.column_stack([-margins, margins]) if margins.ndim == 1 else margins

    def _neighbours(self, near: Floats) -> Floats:
        # All vote; the vote falls off so fast that only the nearest are heard. Rows are equally long.
        fall = np.float32(NEARNESS * max(float((self.near**2).sum(axis=1).max()), 1e-6))
        voted = np.empty((near.shape[0], self.many), dtype=np.float32)
        for start in range(0, near.shape[0], AT_ONCE):
            vote = near[start : start + AT_ONCE] @ self.near.T
            vote -= vote.max(axis=1, keepdims=True)
            np.exp(vote / fall, out=vote)
            voted[start : start + AT_ONCE] = vote @ self.belongs
        voted /= voted.sum(axis=1, keepdims=True)
        voted[~near.any(axis=1)] = self.usual
        return voted


def _pieces_last(term: str) -> tuple[bool, str]:
    return term.startswith("~"), term


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


@dataclass(frozen=True)
class _Belief:
    """How scores become chances: how sharp they are, and how far the first one may be believed."""

    temperature: float = 2.0
    slope: float = 1.0
    shift: float = 0.0
    worth_of_neighbours: float = WORTH_OF_NEIGHBOURS[0]

    def chances(self, heard: _Heard) -> Floats:
        scores = heard.scores(self.worth_of_neighbours)
        chances = _softmax(scores / self.temperature)
        rows, first = np.arange(scores.shape[0]), chances.argmax(axis=1)
        sure = np.clip(chances[rows, first], 1e-6, 1 - 1e-6)
        second = np.partition(chances, -2, axis=1)[:, -2] if scores.shape[1] > 1 else 0 * sure
        # The first stays first, so it keeps at least what the second gets of the rest.
        believed = np.maximum(
            _logistic(self.slope * _odds(sure) + self.shift), second / (1 - sure + second)
        )
        chances *= ((1 - believed) / (1 - sure))[:, None]
        chances[rows, first] = believed
        return chances

    @classmethod
    def fitting(cls, heard: _Heard, truth: Numbers) -> Self:
        """The belief under which what was held back is best ranked and then least surprising."""
        worth = _worth_of_neighbours(heard, truth)
        scores = heard.scores(worth)

        def surprise(logarithm: float) -> float:
            chances = _softmax(scores / np.exp(logarithm))
            return float(-np.log(chances[np.arange(truth.size), truth] + 1e-12).mean())

        temperature = float(np.exp(minimize_scalar(surprise, bounds=(-3, 3), method="bounded").x))
        chances = _softmax(scores / temperature)
        sure = _odds(np.clip(chances.max(axis=1), 1e-6, 1 - 1e-6))
        right = chances.argmax(axis=1) == truth

        def regret(line: Numbers) -> float:
            leaning = line[0] * sure + line[1]
            pull = PULL * ((line[0] - 1) ** 2 + line[1] ** 2)
            return float(np.logaddexp(0, np.where(right, -leaning, leaning)).sum() + pull)

        slope, shift = minimize(regret, np.array([1.0, 0.0]), method="Nelder-Mead").x
        return cls(temperature, float(slope), float(shift), worth)


def _worth_of_neighbours(heard: _Heard, truth: Numbers) -> float:
    # Less than usual only where that is better beyond the noise.
    usual, less = WORTH_OF_NEIGHBOURS
    better = _gains(heard.scores(less), truth) - _gains(heard.scores(usual), truth)
    return less if better.mean() > SURE * better.std() / np.sqrt(better.size) else usual


def _odds(chance: Floats) -> Floats:
    return np.asarray(np.log(chance / (1 - chance)), dtype=np.float32)


def _logistic(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float32)


def _gains(scores: Floats, truth: Numbers) -> Floats:
    above = (scores > scores[np.arange(truth.size), truth][:, None]).sum(axis=1)
    return np.where(above < 3, 1 / np.log2(above + 2), 0).astype(np.float32)


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: Floats = raised / raised.sum(axis=1, keepdims=True)
    return chances
