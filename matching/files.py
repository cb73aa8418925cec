"""Files that are whole or not there: read with digests, written aside and then renamed."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

STANDARD = "-"


class Source:
    """The lines of one input, with the digest of what was read."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._digest = hashlib.sha256()

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Each line that is not blank, with its number."""
        with _opened(self.path) as stream:
            for number, line in enumerate(stream, start=1):
                self._digest.update(line)
                if line.strip():
                    yield number, line

    def bytes(self) -> bytes:
        """Everything at once."""
        with _opened(self.path) as stream:
            read = stream.read()
        self._digest.update(read)
        return read

    @property
    def digest(self) -> str:
        """SHA-256 of what was read so far."""
        return self._digest.hexdigest()


@contextmanager
def _opened(path: str) -> Iterator[IO[bytes]]:
    if path == STANDARD:
        yield sys.stdin.buffer
        return
    with Path(path).open("rb") as stream:
        yield stream


def write_lines(path: str, lines: Iterable[str]) -> str:
    """Write all lines or leave no file; the digest of what was written."""
    digest = hashlib.sha256()
    with _whole(path) as stream:
        for line in lines:
            encoded = f"{line}\n".encode()
            digest.update(encoded)
            stream.write(encoded)
    return digest.hexdigest()


def digest_of(lines: Iterable[str]) -> str:
    """The digest that writing these lines would give."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


@contextmanager
def _whole(path: str) -> Iterator[IO[bytes]]:
    if path == STANDARD:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(path)
    handle, aside = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        Path(aside).chmod(0o644 & ~_umask())
        Path(aside).replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(aside).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
