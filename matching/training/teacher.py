"""Runs a sentence encoder of the MPNet family from its files with numpy alone; offline, never shipped."""

import json
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

Floats = NDArray[np.float32]

LONGEST = 96
AT_ONCE = 4_096
HEADS = 12
START, END, UNKNOWN = "<s>", "</s>", "[UNK]"
# The first places are kept for padding, so a text starts at the third.
FIRST_PLACE = 2
FURTHEST = 128


class Teacher:
    """A sentence encoder: folder with `model.safetensors` (single file, float32) and `vocab.txt`."""

    def __init__(self, folder: Path) -> None:
        self.parts = _read_tensors(folder / "model.safetensors")
        names = (folder / "vocab.txt").read_text("utf-8").splitlines()
        self.vocabulary = {name: number for number, name in enumerate(names)}
        self.layers = 1 + max(
            int(n.split(".")[2]) for n in self.parts if n.startswith("encoder.layer.")
        )

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row of length 1 for each text."""
        pieces = [self.cut(text) for text in texts]
        order = sorted(range(len(pieces)), key=lambda number: len(pieces[number]))
        rows = np.zeros((len(pieces), self.parts["embeddings.LayerNorm.bias"].size), np.float32)
        while order:
            size = len(pieces[order[0]])
            most = max(1, AT_ONCE // size)
            batch = [number for number in order[:most] if len(pieces[number]) == size]
            rows[batch] = self._run(np.array([pieces[number] for number in batch]))
            order = order[len(batch) :]
        return rows

    def cut(self, text: str) -> list[int]:
        """The numbers of the word pieces, longest first, as the encoder was taught them."""
        numbers = [number for word in _split(text) for number in self._pieces(word)]
        start, end = self.vocabulary[START], self.vocabulary[END]
        return [start, *numbers[: LONGEST - 2], end]

    def _pieces(self, word: str) -> list[int]:
        found: list[int] = []
        begin = 0
        while begin < len(word):
            mark = "##" if begin else ""
            ends = range(len(word), begin, -1)
            end = next((end for end in ends if mark + word[begin:end] in self.vocabulary), None)
            if end is None:
                return [self.vocabulary[UNKNOWN]]
            found.append(self.vocabulary[mark + word[begin:end]])
            begin = end
        return found

    def _run(self, numbers: NDArray[np.int64]) -> Floats:
        many, size = numbers.shape
        place = self.parts["embeddings.position_embeddings.weight"][FIRST_PLACE:][:size]
        seen = self.parts["embeddings.word_embeddings.weight"][numbers] + place
        seen = self._level("embeddings", seen).reshape(many * size, -1)
        apart = self._apart(size)
        for layer in range(self.layers):
            seen = self._layer(f"encoder.layer.{layer}", seen, many, apart)
        mean: Floats = seen.reshape(many, size, -1).mean(axis=1)
        even: Floats = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return even

    def _apart(self, size: int) -> Floats:
        # What each head makes of the distance between two places: near ones one by one, far ones in groups.
        told = self.parts["encoder.relative_attention_bias.weight"]
        half = len(told) // 2
        behind = np.arange(size)[:, None] - np.arange(size)
        far = np.abs(behind)
        near = half // 2
        step = np.log(np.maximum(far, 1) / near) / np.log(FURTHEST / near) * (half - near)
        bucket = np.where(far < near, far, np.minimum(near + step.astype(int), half - 1))
        biases: Floats = told[bucket + half * (behind < 0)].transpose(2, 0, 1)
        return biases

    def _layer(self, name: str, seen: Floats, many: int, apart: Floats) -> Floats:
        heard = self._attend(f"{name}.attention.attn", seen, many, apart)
        seen = self._level(f"{name}.attention", heard + seen)
        inner = _bend(self._line(f"{name}.intermediate.dense", seen))
        return self._level(f"{name}.output", self._line(f"{name}.output.dense", inner) + seen)

    def _attend(self, name: str, seen: Floats, many: int, apart: Floats) -> Floats:
        asked, keys, values = (
            self._line(f"{name}.{part}", seen)
            .reshape(many, -1, HEADS, seen.shape[1] // HEADS)
            .transpose(0, 2, 1, 3)
            for part in ("q", "k", "v")
        )
        weight = asked @ keys.transpose(0, 1, 3, 2) / np.float32(np.sqrt(asked.shape[-1])) + apart
        weight = np.exp(weight - weight.max(axis=-1, keepdims=True))
        weight /= weight.sum(axis=-1, keepdims=True)
        heard = (weight @ values).transpose(0, 2, 1, 3).reshape(seen.shape)
        return self._line(f"{name}.o", heard)

    def _line(self, name: str, seen: Floats) -> Floats:
        line: Floats = seen @ self.parts[f"{name}.weight"].T + self.parts[f"{name}.bias"]
        return line

    def _level(self, name: str, seen: Floats) -> Floats:
        apart = seen - seen.mean(axis=-1, keepdims=True)
        spread = np.sqrt((apart * apart).mean(axis=-1, keepdims=True) + np.float32(1e-5))
        gain, shift = (self.parts[f"{name}.LayerNorm.{part}"] for part in ("weight", "bias"))
        level: Floats = apart / spread * gain + shift
        return level


def _bend(seen: Floats) -> Floats:
    bent: Floats = seen * np.float32(0.5) * (1 + erf(seen / np.float32(np.sqrt(2))))
    return bent.astype(np.float32)


def _split(text: str) -> list[str]:
    plain = unicodedata.normalize("NFD", text.lower())
    spaced = "".join(
        f" {sign} " if unicodedata.category(sign)[0] in "PS" else sign
        for sign in plain
        if unicodedata.category(sign) not in ("Mn", "Cc") or sign.isspace()
    )
    return spaced.split()


def _read_tensors(path: Path) -> dict[str, Floats]:
    content = path.read_bytes()
    size = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + size])
    body = memoryview(content)[8 + size :]
    return {
        name: np.frombuffer(body[slice(*told["data_offsets"])], np.float32).reshape(told["shape"])
        for name, told in header.items()
        if told.get("dtype") == "F32"
    }
