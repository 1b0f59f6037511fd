"""Ctrl-C stops a run of the nation between two tasks."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_control_c_ends_a_run_of_the_nation_cleanly(tmp_path):
    controller, terminal = os.openpty()
    command = (sys.executable, "-m", "experiments.cli", "run", "indonesia", "--runs", "4")
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=terminal,
    )
    os.close(terminal)
    shown = b""
    while b"/2056" not in shown:
        shown += os.read(controller, 1000)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=20)
    while b"Interrupted" not in shown:
        shown += os.read(controller, 1000)
    os.close(controller)
    assert process.returncode == 130
    assert out == b""
    assert b"Traceback" not in shown
    assert list(tmp_path.iterdir()) == []
