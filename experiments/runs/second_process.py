"""Pictures drawn by a second process, which imports matplotlib while the first one simulates."""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.common.quick_start import collect_seldom

if TYPE_CHECKING:
    from experiments.common.languages import Lang
    from experiments.runs.runner import RunSet

Draw = Callable[["RunSet", "Lang"], dict[str, bytes]]
"""What draws the pictures of a RunSet in a language, as PNG by file name."""

ROOT = Path(__file__).parents[2]
CALL = "from experiments.runs.second_process import second; second()"
COMMAND = (sys.executable, "-c", CALL)
CELLS_MOST = 1_000_000
"""Runs × Kubes × months that are handed over; more than 88 MB are drawn where they are."""


def pays(cells: int) -> bool:
    """Return whether a second process is worth while: a core for it, and little to hand over."""
    return cells <= CELLS_MOST and (os.cpu_count() or 1) > 1


@contextmanager
def second_process() -> Iterator[Draw]:
    """Start a second process, and yield a function that has it draw."""
    with subprocess.Popen(
        COMMAND,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield lambda runs, lang: _drawn(process, runs, lang)
        finally:
            process.kill()


def _drawn(process: "subprocess.Popen[bytes]", runs: "RunSet", lang: "Lang") -> dict[str, bytes]:
    """Hand runs over and return the pictures; where the process fails, draw them here."""
    answer, _ = process.communicate(pickle.dumps((runs, lang)))
    if process.returncode:
        return draw_here(runs, lang)
    pictures: dict[str, bytes] = pickle.loads(answer)
    return pictures


def draw_here(runs: "RunSet", lang: "Lang") -> dict[str, bytes]:
    """Draw in this process."""
    from experiments.runs.pictures import draw_all

    return draw_all(runs, lang)


def second() -> None:
    """Be the second process: import, wait for the runs, draw; Ctrl-C is for the first one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    from experiments.runs.pictures import draw_all

    sys.stdout.buffer.write(pickle.dumps(draw_all(*pickle.load(sys.stdin.buffer))))
