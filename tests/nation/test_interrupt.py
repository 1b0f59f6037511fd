"""Ctrl-C stops a run of the nation between two tasks."""

import sys

import pytest

from tests.terminal import stopped_by_ctrl_c


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_control_c_ends_a_run_of_the_nation_cleanly(tmp_path):
    stopped = stopped_by_ctrl_c(tmp_path, b"/2056", "run", "indonesia", "--runs", "4")
    assert (stopped.code, stopped.out) == (130, b"")
    assert b"Traceback" not in stopped.shown
    assert list(tmp_path.iterdir()) == []
