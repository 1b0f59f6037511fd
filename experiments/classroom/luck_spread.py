"""And if luck were different? Both choices counted in a thousand runs, in words."""

import subprocess
import sys
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.classroom.luck_runs import Kind, funds_of, kubes_in
from experiments.classroom.story.choice import Choice
from experiments.classroom.texts import say
from experiments.common.languages import Lang
from experiments.common.numbers import about_idr
from sim.ensemble.code_cache import PACKAGE, is_kept
from sim.rules.stages import MANDIRI

RUNS = 1000
MARKS = (10, 50, 90)
"""Percentiles that are told."""
COMPILE = "from sim.ensemble.machine_code import load_engine as c; c()"


class SideSpread(NamedTuple):
    """One choice in all runs, in one month; money in nominal Rp.

    Attributes
    ----------
    alive, mandiri : int
        Runs in which the Kube lives, or is mandiri.
    funds_idr : NDArray of int64, shape (runs,)
        Kas, bank and loans out, as in the headline; 0 where the Kube has failed.
    marks_idr : NDArray of int64
        The percentiles `MARKS` of these.
    """

    alive: int
    mandiri: int
    funds_idr: NDArray[np.int64]
    marks_idr: NDArray[np.int64]


class Spread(NamedTuple):
    """Both choices, run by run on the same luck.

    Attributes
    ----------
    month : int
        Of the scenario.
    runs : int
    sides : tuple of SideSpread
    right_ahead, equal, left_ahead : int
        Runs in which the right side has more funds, both have the same, or the left.
    only_right_alive, only_left_alive : int
        Runs in which one choice alone keeps the Kube alive.
    """

    month: int
    runs: int
    sides: tuple[SideSpread, ...]
    right_ahead: int
    equal: int
    left_ahead: int
    only_right_alive: int
    only_left_alive: int


def luck_alone(choice: Choice, month: int, runs: int = RUNS) -> Spread:
    """Return the spread over runs, with the parameters of the story."""
    return _spread(choice, "alone", month, runs)


def luck_and_parameters(choice: Choice, month: int, runs: int = RUNS) -> Spread:
    """Return the spread over runs, each with a posterior draw of its own.

    What the story sets itself over its parameters holds in all of them.
    """
    return _spread(choice, "drawn", month, runs)


def _spread(choice: Choice, kind: Kind, month: int, runs: int) -> Spread:
    kubes = kubes_in(choice, kind, np.arange(runs), [month])[:, :, 0]
    alive = kubes.stage > 0
    funds = np.where(alive, funds_of(kubes), 0)
    left, right = funds
    marks = np.percentile(funds, MARKS, axis=1, method="nearest").T
    mandiri = (kubes.stage == MANDIRI).sum(axis=1)
    return Spread(
        month,
        runs,
        tuple(map(SideSpread, alive.sum(axis=1), mandiri, funds, marks)),
        int((right > left).sum()),
        int((right == left).sum()),
        int((right < left).sum()),
        int((alive[1] & ~alive[0]).sum()),
        int((alive[0] & ~alive[1]).sum()),
    )


def sentences(spread: Spread, titles: tuple[str, str], lang: Lang) -> list[str]:
    """Return what a spread says: each choice, then the two against each other.

    All are counts of the same runs, so that they add up.
    """
    left, right = titles
    return [
        *(_side(side, title, spread.runs, lang)
          for side, title in zip(spread.sides, titles, strict=True)),
        say(lang, "luck.against", left=left, right=right, more=spread.right_ahead,
            same=spread.equal, less=spread.left_ahead),
        say(lang, "luck.lives", left=left, right=right, right_only=spread.only_right_alive,
            left_only=spread.only_left_alive),
    ]  # fmt: skip


def _side(side: SideSpread, title: str, runs: int, lang: Lang) -> str:
    low, _, high = (about_idr(int(mark), lang) for mark in side.marks_idr)
    return say(lang, "luck.side", title=title, gone=runs - side.alive, alive=side.alive,
               mandiri=side.mandiri, low=low, high=high)  # fmt: skip


def compile_beside() -> "subprocess.Popen[bytes] | None":
    """Begin to compile the engine in a process of its own, where that has not been done."""
    if is_kept():
        return None
    quiet = subprocess.DEVNULL
    # Python looks for modules where a command given to it is called: not in a stranger's folder.
    return subprocess.Popen(
        (sys.executable, "-c", COMPILE), cwd=PACKAGE.parent, stdin=quiet, stdout=quiet, stderr=quiet
    )
