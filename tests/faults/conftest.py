"""A sweep of two chunks, what it gives when nothing disturbs it, and ways to damage a file."""

import pytest

from tests.sweeps.conftest import SHARES, files, lines, run

__all__ = ["files", "lines", "run"]


@pytest.fixture
def plan(files):
    """A sweep of two rows, which are a chunk each."""
    return files.plan(SHARES, replications="1")


@pytest.fixture
def file(files, plan):
    """The file of the sweep."""
    return str(files.folder / "small.toml")


@pytest.fixture
def digest(run, plan):
    """The digest of the sweep, undisturbed."""
    return run(plan, "undisturbed").sweep.digest


def cut(path, end):
    """Truncate a file to `content[:end]`."""
    path.write_bytes(path.read_bytes()[:end])


def flip(path, at):
    """Flip a bit of the byte at a place, or at a share of the length."""
    content = bytearray(path.read_bytes())
    content[int(at * len(content)) if isinstance(at, float) else at] ^= 1
    path.write_bytes(content)
