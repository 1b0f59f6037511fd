"""A small nation as a file."""

import pytest

from tests.nation.small import text


@pytest.fixture
def land(tmp_path):
    """Return the path of a small nation's file."""
    path = tmp_path / "small.toml"
    path.write_text(text(), encoding="utf-8")
    return str(path)
