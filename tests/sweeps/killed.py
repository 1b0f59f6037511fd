"""A sweep that kills itself after so many chunks: `python -m tests.sweeps.killed FILE DIR …`."""

import os
import signal
import sys
from pathlib import Path

from experiments.sweeps.planning import load_plan
from experiments.sweeps.sweeping import Sweeping, Work


def main(file: str, folder: str, workers: int, chunk_rows: int, chunks: int) -> None:
    done = 0

    def progress(rows: int) -> None:
        nonlocal done
        done += 1
        if done == chunks:
            os.kill(os.getpid(), signal.SIGKILL)

    def begin(work: Work):
        return progress

    Sweeping(workers, begin=begin, chunk_rows=chunk_rows).run(load_plan(file), Path(folder))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
