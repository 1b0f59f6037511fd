"""Digests: of a table, by its ordered values alone, and of texts and objects."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Digest:
    """The SHA-256 of a table that is given block by block.

    It is of the names of the columns (as a JSON list), and then row by row of every value in
    32 or 8 bytes: whole numbers as little-endian int64, others as IEEE 754 double (not a number
    always the same one), text and truth values as the SHA-256 of their JSON. A list is its
    numbers one after the other.
    """

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = list(columns)
        self._hash = hashlib.sha256(json.dumps(self.columns).encode())

    def add(self, block: Mapping[str, Any]) -> None:
        """Add the next rows."""
        parts = [bytes_of(block[name]) for name in self.columns]
        self._hash.update(np.hstack(parts).tobytes())

    def text(self) -> str:
        """Return the digest so far."""
        return self._hash.hexdigest()


def digest_of(table: Mapping[str, Any]) -> str:
    """Return the digest of a table that is all in the memory."""
    digest = Digest(list(table))
    digest.add(table)
    return digest.text()


def bytes_of(values: NDArray[Any]) -> NDArray[np.uint8]:
    """Return every value's bytes, shape (rows, bytes a value)."""
    if values.dtype.kind in "iu":
        return _as_bytes(values.astype("<i8"))
    if values.dtype.kind == "f":
        numbers = values.astype("<f8")
        return _as_bytes(np.where(np.isnan(numbers), np.nan, numbers))
    texts = [_hashed(value) for value in values.tolist()]
    return np.frombuffer(b"".join(texts), np.uint8).reshape(len(texts), 32)


def _as_bytes(values: NDArray[Any]) -> NDArray[np.uint8]:
    width = 8 if values.ndim == 1 else 8 * values.shape[1]
    return np.ascontiguousarray(values).view(np.uint8).reshape(len(values), width)


def _hashed(value: Any) -> bytes:
    return hashlib.sha256(json.dumps(value).encode()).digest()


def canonical(what: Any) -> str:
    """Return an object as JSON, the same for equal objects."""
    return json.dumps(what, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sha256(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()
