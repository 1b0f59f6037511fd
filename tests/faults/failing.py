"""Sweeps in which the k-th call fails, for every k: `python -m tests.faults.failing …`.

To be started with `shim.c` loaded. One process imports everything, and forks for every sweep.
Prints one JSON object a sweep.
"""

import errno
import json
import multiprocessing
import os
import shutil
import sys
from itertools import count
from pathlib import Path
from typing import Any

from experiments import cli
from experiments.sweeps.plan import load_plan
from experiments.sweeps.sweeping import Sweeping
from tests.sweeps.conftest import POINT

CALLS = ("write", "fsync", "rename")
ERRORS = (errno.ENOSPC, errno.EIO)


def main(file: str, begun: str, base: str) -> None:
    """Sweep into copies of the folder `begun`, made under `base`."""
    Sweeping(workers=1).run(load_plan(file), Path(base) / "loads-what-is-compiled")
    for call in CALLS:
        for error in ERRORS:
            for k in count(1):
                out = Path(base) / f"{call}-{error}-{k}"
                shutil.copytree(begun, out)
                ended = swept(file, out, call, error, k)
                print(json.dumps(ended))
                if ended["where"] is None:
                    break


def swept(file: str, out: Path, call: str, error: int, k: int) -> dict[str, Any]:
    """Sweep into a folder and return how it ended; `where` is the path of the failed call."""
    said, note = out.with_suffix(".said"), out.with_suffix(".note")
    fault = {
        "FAULT_CALL": call,
        "FAULT_AT": f"{k}",
        "FAULT_ERRNO": f"{error}",
        "FAULT_FOLDER": f"{out}",
        "FAULT_NOTE": f"{note}",
    }
    context = multiprocessing.get_context("fork")
    process = context.Process(target=be_the_command, args=(file, out, said, fault))
    process.start()
    process.join()
    return {
        "out": f"{out}",
        "error": error,
        "where": note.read_text() if note.exists() else None,
        "code": process.exitcode,
        "said": said.read_text(),
    }


def be_the_command(file: str, out: Path, said: Path, fault: dict[str, str]) -> None:
    """Sweep as the command does, under a fault, with stderr into a file."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT), 2)
    os.environ.update(fault)
    sys.argv = ["kubesim", "sweep", file, "--out", f"{out}", "--workers", "1", *POINT]
    cli.main()


if __name__ == "__main__":
    main(*sys.argv[1:])
