"""A command on a pseudo-terminal, stopped by Ctrl-C in the middle of its work."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]


class Stopped(NamedTuple):
    """What a command that was stopped left: its code, its standard output, its terminal."""

    code: int
    out: bytes
    shown: bytes


def stopped_by_ctrl_c(folder: Path, until: bytes, *arguments: str) -> Stopped:
    """Run `kubesim` in a folder until the terminal shows a text; then press Ctrl-C."""
    controller, terminal = os.openpty()
    process = subprocess.Popen(
        (sys.executable, "-m", "experiments.cli", *arguments),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=terminal,
    )
    os.close(terminal)
    shown = b""
    while until not in shown:
        shown += os.read(controller, 1000)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=20)
    while b"Interrupted" not in shown:
        shown += os.read(controller, 1000)
    os.close(controller)
    return Stopped(process.returncode, out, shown)
