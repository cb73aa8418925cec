"""The sector model goes on learning from the product's own approved offers, never far from what ships.

Every line pulls on the weights of its own words, and the shipped weights pull back: the answer is the
likeliest change under a normal prior around no change. It is used only if the newest lines, held back while
learning, surprise it less than the shipped model, and if our own phrases stay as clear as they were.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.optimize import minimize

from matching import published
from matching.sectors import UNKNOWN, SectorModel

PHRASES = Path(__file__).parent / "training" / "own_words.json"
KIND = "sector lessons"
MOST_LINES = 5_000
# Fewer lines than this to look at tell nothing, so nothing is changed.
FEWEST_TO_JUDGE = 12
SHARE_HELD_BACK = 0.25
# However much one employer writes, it counts as this many lines at most.
WORTH_OF_ONE_SOURCE = 5.0
# How far one line may move its own words, in the units of the weights.
FREEDOM = 1.5
ROUNDS = 60
ROOM = 0.01

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Labelled:
    """What one approved offer says, the sector its employer gave it, and who said so (capped together)."""

    text: str
    sector: str
    source: str


@dataclass(frozen=True)
class Learned:
    """The model to use from now on, and whether and why it differs from the one that ships."""

    model: SectorModel
    published: bool
    why: str
    figures: dict[str, float]


def learn(shipped: SectorModel, lines: Iterable[Labelled]) -> Learned:
    """Learn from labelled lines, oldest first; the shipped model comes back if that is not better.

    Lines about a sector the model does not know, and lines without words, are counted and ignored.
    """
    told = list(lines)
    useful = _useful(shipped, told)[-MOST_LINES:]
    figures: dict[str, float] = {"lines": len(useful), "ignored": len(told) - len(useful)}
    held = max(FEWEST_TO_JUDGE, round(SHARE_HELD_BACK * len(useful)))
    if len(useful) < 2 * FEWEST_TO_JUDGE:
        return Learned(shipped, False, "too few lines to judge by", figures)
    newest = useful[-held:]
    trial = _moved(shipped, useful[:-held])
    figures |= {
        "held_back": held,
        "surprise_before": surprise(shipped, newest),
        "surprise_after": surprise(trial, newest),
    }
    if figures["surprise_after"] >= figures["surprise_before"]:
        return Learned(shipped, False, "no better on the newest lines", figures)
    final = _moved(shipped, useful)
    phrases = own_phrases()
    figures |= {
        "phrases_before": surprise(shipped, phrases),
        "phrases_after": surprise(final, phrases),
    }
    if figures["phrases_after"] > figures["phrases_before"] + ROOM:
        return Learned(shipped, False, "our own phrases became less clear", figures)
    return Learned(final, True, "better on the newest lines", figures)


def surprise(model: SectorModel, lines: Sequence[Labelled]) -> float:
    """The mean of minus the logarithm of the chance that the model gave to what was said."""
    chances = model.chances([line.text for line in lines])
    column = [model.sectors.index(line.sector) for line in lines]
    said = chances[np.arange(len(lines)), column]
    return round(float(-np.log(np.maximum(said, 1e-9)).mean()), 6)


def own_phrases() -> list[Labelled]:
    """The phrases in plain words that the shipped model was taught, one line each."""
    phrases: dict[str, list[str]] = json.loads(PHRASES.read_text(encoding="utf-8"))
    return [Labelled(text, sector, "") for sector, texts in phrases.items() for text in texts]


def to_bytes(learned: SectorModel, shipped: SectorModel) -> bytes:
    """What the learned model adds to the shipped one, sealed with a digest; no pickle."""
    added = learned.weights - shipped.weights
    rows = np.flatnonzero(np.abs(added).max(axis=1) > 0)
    arrays = {"rows": rows.astype(np.uint32), "added": added[rows]}
    return published.seal(arrays, {"kind": KIND, "shipped": shipped.card["digest"]})


def from_bytes(sealed: bytes, shipped: SectorModel) -> SectorModel:
    """The shipped model with what was learned; DamagedWeights unless it was learned on that very model."""
    arrays, card = published.unseal(sealed)
    if card.get("kind") != KIND or card.get("shipped") != shipped.card["digest"]:
        raise published.DamagedWeights("this was learned on another model than the one that ships")
    return _added(shipped, arrays["rows"].astype(np.intp), arrays["added"])


def _useful(model: SectorModel, told: Sequence[Labelled]) -> list[Labelled]:
    known = set(model.sectors) - {UNKNOWN}
    newest = {_plain(line.text): line for line in told if line.sector in known}
    lines = list(newest.values())
    heard = model.heard([line.text for line in lines])
    return [line for line, many in zip(lines, np.diff(heard.indptr), strict=True) if many]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _moved(shipped: SectorModel, lines: Sequence[Labelled]) -> SectorModel:
    heard = shipped.heard([line.text for line in lines])
    rows = np.unique(heard.indices).astype(np.intp)
    column = np.array([shipped.sectors.index(line.sector) for line in lines], dtype=np.intp)
    start = np.asarray(heard @ shipped.weights + shipped.bias, dtype=np.float64)
    added = _likeliest(
        heard[:, rows].tocsr(), start, column, _worth(lines), shipped.card["temperature"]
    )
    return _added(shipped, rows, added.astype(np.float32))


def _added(shipped: SectorModel, rows: Numbers, added: Floats) -> SectorModel:
    weights = shipped.weights.copy()
    weights[rows] += added
    return replace(shipped, weights=weights)


def _worth(lines: Sequence[Labelled]) -> Doubles:
    said = Counter(line.source for line in lines)
    return np.array([min(1.0, WORTH_OF_ONE_SOURCE / said[line.source]) for line in lines])


def _likeliest(
    heard: sp.csr_matrix, start: Doubles, column: Numbers, worth: Doubles, temperature: float
) -> Doubles:
    shape = heard.shape[1], start.shape[1]
    back = heard.T.tocsr()
    row = np.arange(column.size)

    def cost(flat: Doubles) -> tuple[float, Doubles]:
        added = flat.reshape(shape)
        logits = (start + heard @ added) / temperature
        logits -= logits.max(axis=1, keepdims=True)
        chances = np.exp(logits)
        chances /= chances.sum(axis=1, keepdims=True)
        missed = -(worth * np.log(np.maximum(chances[row, column], 1e-12))).sum()
        chances[row, column] -= 1
        slope = back @ (chances * (worth / temperature)[:, None]) + added / FREEDOM**2
        return float(missed + (added**2).sum() / (2 * FREEDOM**2)), slope.ravel()

    begin = np.zeros(shape[0] * shape[1])
    found = minimize(cost, begin, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    answer: Doubles = found.x.reshape(shape)
    return answer
