"""A sweep that is to be killed: `python -m tests.faults.killed FILE DIR WORKERS`, a row a chunk."""

import sys
from pathlib import Path

from experiments.sweeps.plan import load_plan
from experiments.sweeps.sweeping import Sweeping

if __name__ == "__main__":
    file, folder, workers = sys.argv[1:]
    Sweeping(int(workers), chunk_rows=1).run(load_plan(file), Path(folder))
