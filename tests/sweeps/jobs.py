"""Jobs for workers: what they import, every worker has to import."""

import os
import signal
import time

from experiments.store.workers import TaskError


def double(number):
    if number == "fail":
        raise TaskError("no")
    if number == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def die_once(path):
    if not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def slow(folder):
    (folder / f"{os.getpid()}.pid").touch()
    time.sleep(60)
