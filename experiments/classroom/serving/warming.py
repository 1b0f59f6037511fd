"""The compiled engine made ready in a process of its own, while people look at the first story."""

import subprocess
import sys

from sim.ensemble.first_compile import DONE

COMMAND = (
    sys.executable, "-c", "from sim.ensemble.first_compile import compile_engine as c; c()",
)  # fmt: skip


def is_warm() -> bool:
    """Whether the engine has been compiled on this machine."""
    return DONE.exists()


def warm_up() -> "subprocess.Popen[bytes] | None":
    """Begin to compile the engine, where that has not been done; return the process."""
    if is_warm():
        return None
    quiet = subprocess.DEVNULL
    return subprocess.Popen(COMMAND, stdin=quiet, stdout=quiet, stderr=quiet)
