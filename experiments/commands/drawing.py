"""Pictures drawn by two other processes, which import matplotlib while this one simulates."""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.quick_start import collect_seldom

if TYPE_CHECKING:
    from experiments.runner import RunSet

Draw = Callable[["RunSet"], dict[str, bytes]]
"""What draws the pictures of a RunSet, as PNG by file name."""
Process = subprocess.Popen[bytes]

ROOT = Path(__file__).parent.parent.parent
CODE = "from experiments.commands.drawing import answer; answer()"
HALVES = (("kas.png", "stages.png"), ("set_aside.png", "households.png"))
"""About equally long to draw."""
CELLS_MOST = 1_000_000
"""Runs × Kubes × months that are handed over; more than 88 MB are drawn where they are."""


def pays(cells: int) -> bool:
    """Return whether others are worth while: a core for them, and little to hand over."""
    return cells <= CELLS_MOST and (os.cpu_count() or 1) > 1


@contextmanager
def other_processes() -> Iterator[Draw]:
    """Start the other processes, and yield a function that has them draw."""
    with ExitStack() as stack:
        processes = [_started(names, stack) for names in HALVES]
        yield lambda runs: _drawn(processes, runs)


def _started(names: Sequence[str], stack: ExitStack) -> Process:
    """Start a process that draws some of the pictures; it ends with the stack."""
    process = stack.enter_context(
        subprocess.Popen(
            (sys.executable, "-c", CODE, *names),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    )
    stack.callback(process.kill)
    return process


def _drawn(processes: Sequence[Process], runs: "RunSet") -> dict[str, bytes]:
    """Hand runs over and return the pictures; where a process fails, draw them here."""
    question = pickle.dumps(runs)
    with ThreadPoolExecutor(len(processes)) as pool:
        answers = list(pool.map(lambda process: process.communicate(question)[0], processes))
    if any(process.returncode for process in processes):
        return draw_here(runs)
    return {name: png for answer in answers for name, png in pickle.loads(answer).items()}


def draw_here(runs: "RunSet") -> dict[str, bytes]:
    """Draw in this process."""
    from experiments.pictures import draw_all

    return draw_all(runs)


def answer() -> None:
    """Be one of the others: wait for the runs, draw; Ctrl-C is for the first process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    from experiments.pictures import draw_all

    runs = pickle.load(sys.stdin.buffer)
    sys.stdout.buffer.write(pickle.dumps(draw_all(runs, sys.argv[1:])))
