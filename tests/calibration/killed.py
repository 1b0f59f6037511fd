"""A bank that kills itself after so many chunks: `python -m tests.calibration.killed DIR …`."""

import os
import signal
import sys
from pathlib import Path

from experiments.evidence.calibration.filling import Filling
from tests.calibration.small import small_inputs


def main(folder: str, draws: int, workers: int, chunk_draws: int, chunks: int) -> None:
    done = 0

    def progress(draws: int) -> None:
        nonlocal done
        done += 1
        if done == chunks:
            os.kill(os.getpid(), signal.SIGKILL)

    def begin(missing: int, there: int):
        return progress

    filling = Filling(workers, begin=begin, chunk_draws=chunk_draws)
    filling.fill(small_inputs(), Path(folder), draws)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
