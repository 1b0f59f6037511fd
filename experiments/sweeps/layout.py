"""How a sweep lies on disk: names of its files, columns of its chunks."""

from experiments.common.outcomes import OUTCOMES
from experiments.runs import accounts
from experiments.store.disk import LOCK, SET_ASIDE

CHUNKS = "chunks"
MANIFEST = "manifest.json"
OURS = {CHUNKS, MANIFEST, LOCK, SET_ASIDE}
"""What a sweep's folder may hold before it has a manifest."""

SCHEMA = 2
"""Version of the columns of a chunk."""
UNITS = {
    "key": "hash of a point and of the code",
    "replication": "-",
    "seed": "-",
    "household_months": "household-months",
    **{outcome.name: outcome.unit for outcome in OUTCOMES},
    "state": "SHA-256 of the final state",
    **accounts.UNITS,
}
"""Columns of a chunk with their units."""
TYPES = {
    **dict.fromkeys(UNITS, "DOUBLE"),
    **dict.fromkeys(("replication", "seed", "household_months"), "BIGINT"),
    **dict.fromkeys(("key", "state"), "VARCHAR"),
    **dict.fromkeys(accounts.UNITS, "DOUBLE[]"),
}
"""Columns of a chunk with their types in DuckDB."""
PATTERN = "chunk-*.parquet"
NAME_DIGITS = 32
NAME = rf"^chunk-[0-9a-f]{{{NAME_DIGITS}}}\.parquet$"
"""The names of chunks, as a regular expression."""


def chunk_name(sha256: str) -> str:
    """Return the name of a chunk with these bytes."""
    return f"chunk-{sha256[:NAME_DIGITS]}.parquet"
