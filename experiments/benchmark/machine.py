"""On what was measured."""

import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sim.ensemble.threads import cores

PACKAGES = ("numpy", "numba", "mesa")


def machine() -> dict[str, Any]:
    """Return the processor's name, the cores, the versions, and how busy the machine is."""
    return {
        "processor": _processor(),
        "system": platform.platform(terse=True),
        "cores": cores(),
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
    }


def _processor() -> str:
    """Return the name of the processor, as far as the system tells."""
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        for line in listed.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
