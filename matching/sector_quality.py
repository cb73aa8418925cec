"""How good the sectors of texts are where the right one is known, and how far to believe their chances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.evaluation import gain

Ranked = Mapping[str, Sequence[tuple[str, float]]]


def sector_quality(ranked: Ranked, truth: Mapping[str, str], top: int) -> dict[str, float]:
    """nDCG, first place and calibration error where the sector is known; no answer is wrong."""
    gains: dict[str, list[float]] = {}
    sure, right = [], []
    for text, sector in truth.items():
        first = ranked.get(text, ())
        names = [name for name, _ in first]
        rank = names.index(sector) + 1 if sector in names else None
        gains.setdefault(sector, []).append(gain(rank, top))
        sure.append(first[0][1] if first else 0.0)
        right.append(rank == 1)
    if not truth:
        return {"texts": 0}
    return {
        "texts": len(truth),
        f"ndcg_at_{top}": round(float(np.mean(np.concatenate(list(gains.values())))), 4),
        f"ndcg_at_{top}_by_sector": round(float(np.mean([np.mean(g) for g in gains.values()])), 4),
        "accuracy": round(float(np.mean(right)), 4),
        "calibration_error": round(calibration_error(np.array(sure), np.array(right)), 4),
    }


def calibration_error(
    sure: NDArray[np.floating], right: NDArray[np.bool_], bins: int = 10
) -> float:
    """How far, on average over ten equal steps, certainty is from being right."""
    step = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = [
        abs(float(right[step == b].mean() - sure[step == b].mean())) * (step == b).mean()
        for b in set(step)
    ]
    return float(sum(gaps))
