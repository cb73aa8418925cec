"""Arrays on disk with a card beside them, refused when a byte of either has changed."""

import hashlib
import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]
Card = dict[str, Any]
# Whatever the reader of archives says when it meets bytes that are none.
NOT_READABLE = (ValueError, KeyError, OSError, EOFError, RuntimeError, BadZipFile)


class DamagedWeights(ValueError):
    """The weights on disk are not the ones that were published."""


def write(path: Path, arrays: Arrays, card: Card) -> None:
    """Write the arrays, and beside them the card with one digest over both."""
    packed = BytesIO()
    np.savez_compressed(packed, allow_pickle=False, **arrays)
    sealed = {**card, "digest": digest(packed.getvalue(), card)}
    path.write_bytes(packed.getvalue())
    card_of(path).write_text(json.dumps(sealed, indent=1, ensure_ascii=False) + "\n", "utf-8")


def read(path: Path) -> tuple[dict[str, NDArray[Any]], Card]:
    """The arrays and their card; raise DamagedWeights unless the digest fits both."""
    return _opened(path.read_bytes(), card_of(path).read_bytes(), path.name)


def seal(arrays: Arrays, card: Card) -> bytes:
    """Arrays and card as one run of bytes, for a database; `unseal` checks the digest."""
    packed = BytesIO()
    np.savez_compressed(packed, allow_pickle=False, **arrays)
    sealed = {**card, "digest": digest(packed.getvalue(), card)}
    told = json.dumps(sealed, ensure_ascii=False).encode()
    whole = BytesIO()
    halves = {"card": _bytes(told), "arrays": _bytes(packed.getvalue())}
    np.savez(whole, allow_pickle=False, **halves)
    return whole.getvalue()


def unseal(sealed: bytes) -> tuple[dict[str, NDArray[Any]], Card]:
    """The arrays and their card; raise DamagedWeights unless the digest fits both."""
    try:
        with np.load(BytesIO(sealed), allow_pickle=False) as opened:
            arrays, card = opened["arrays"].tobytes(), opened["card"].tobytes()
    except NOT_READABLE as error:
        raise DamagedWeights("these bytes are no sealed model") from error
    return _opened(arrays, card, "the sealed model")


def _bytes(content: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(content, dtype=np.uint8)


def _opened(packed: bytes, told: bytes, name: str) -> tuple[dict[str, NDArray[Any]], Card]:
    try:
        card: Card = json.loads(told)
        sealed_with = card.pop("digest")
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise DamagedWeights(f"the card of {name} cannot be read") from error
    if digest(packed, card) != sealed_with:
        raise DamagedWeights(f"{name} is not the model that its card describes")
    with np.load(BytesIO(packed), allow_pickle=False) as opened:
        return {key: opened[key] for key in opened.files}, {**card, "digest": sealed_with}


def digest(packed: bytes, card: Card) -> str:
    """One digest over the numbers and everything the card says about them."""
    text = json.dumps(card, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(packed + text.encode()).hexdigest()


def card_of(path: Path) -> Path:
    """Where the card of some weights lies."""
    return path.with_suffix(".json")


def pack_words(words: list[str]) -> NDArray[np.uint8]:
    """Words as bytes, since an array of Python strings would need a pickle."""
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)


def unpack_words(packed: NDArray[np.uint8]) -> dict[str, int]:
    """Each word and its row."""
    return {word: row for row, word in enumerate(packed.tobytes().decode().split("\n"))}
