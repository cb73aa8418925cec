"""python -m matching.train: learns the product’s sectors from the openly licensed sets and writes the weights and their card."""

import argparse
import json
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from matching.sectors import WEIGHTS, digest_of
from matching.training import corpora
from matching.training.fit import DOUBT, Fitted, fit

VERSION = "1"


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, learn, write; the same sets give the same bytes."""
    parser = argparse.ArgumentParser(prog="python -m matching.train", description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="the folder that holds one folder for each set"
    )
    parser.add_argument(
        "--out", type=Path, default=WEIGHTS, help="where the weights go; the card goes beside them"
    )
    asked = parser.parse_args(arguments)
    learned = fit(corpora.read(asked.data))
    publish(learned, corpora.digests(asked.data), asked.out)
    print(json.dumps(learned.figures), file=sys.stderr)
    return 0


def publish(learned: Fitted, sources: dict[str, str], out: Path) -> None:
    """Write the weights as plain arrays, and beside them the card with the digest of both."""
    arrays = _pack(learned)
    card: dict[str, Any] = {
        "version": VERSION,
        "sectors": list(learned.sectors),
        "temperature": round(learned.temperature, 6),
        "doubt": DOUBT,
        "figures": learned.figures,
        "sources": sources,
    }
    card["digest"] = digest_of(arrays, card)
    out.write_bytes(arrays)
    out.with_suffix(".json").write_text(
        json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def _pack(learned: Fitted) -> bytes:
    scale = np.abs(learned.weights).max(axis=0) / 127
    packed = BytesIO()
    np.savez_compressed(
        packed,
        vocabulary=np.frombuffer("\n".join(learned.vocabulary).encode(), dtype=np.uint8),
        weights=np.rint(learned.weights / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        rarity=learned.rarity,
        bias=learned.bias,
    )
    return packed.getvalue()


if __name__ == "__main__":
    sys.exit(main())
