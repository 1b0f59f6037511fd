"""A bank that kills itself after so many chunks: `python -m tests.calibration.killed DIR …`."""

import os
import signal
import sys
from contextlib import nullcontext
from pathlib import Path

from experiments.evidence.calibration.bank import fill_bank
from tests.calibration.small import small_inputs


def main(folder: str, draws: int, workers: int, chunk_draws: int, chunks: int) -> None:
    done = 0

    def progress(draws: int) -> None:
        nonlocal done
        done += 1
        if done == chunks:
            os.kill(os.getpid(), signal.SIGKILL)

    fill_bank(
        small_inputs(), Path(folder), draws, workers,
        bar=lambda *_: nullcontext(progress), chunk_draws=chunk_draws,
    )  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
