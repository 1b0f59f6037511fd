"""Jobs for the workers of a cluster, which import them from here."""

import os
import signal
from dataclasses import dataclass

from experiments.store.workers import TaskError


@dataclass(frozen=True)
class Task:
    folder: str


def die(task):
    os.kill(os.getpid(), signal.SIGKILL)


def decline(task):
    raise TaskError("no, thank you")
