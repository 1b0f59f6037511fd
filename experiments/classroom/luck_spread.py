"""And if luck were different? Both choices in many other runs, in words and in a picture."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from html import escape
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.classroom.story.choice import Choice
from experiments.classroom.texts import say
from experiments.common.languages import Lang
from experiments.common.numbers import about_idr
from experiments.common.uncertainty import uncertainty
from sim.ensemble.code_cache import DONE, PACKAGE
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.records import JOB
from sim.rules.stages import MANDIRI
from sim.scenario import Scenario

RUNS = 1000
MARKS = (10, 50, 90)
"""Percentiles that are told."""
HUNDRED = 100
ACROSS = 20
SQUARE, GAP = 20, 4
COMPILE = "from sim.ensemble.first_compile import compile_engine as c; c()"
_one_at_a_time = Lock()
"""A run takes all cores: a room full of phones asks in turn."""


class SideSpread(NamedTuple):
    """One choice in all runs, in one month; money in nominal Rp.

    Attributes
    ----------
    alive, mandiri : float
        Share of runs in which the Kube lives, or is mandiri.
    funds_idr : NDArray of int64, shape (runs,)
        Kas, bank and loans out; 0 where the Kube has failed.
    marks_idr : NDArray of int64
        The percentiles `MARKS` of these.
    """

    alive: float
    mandiri: float
    funds_idr: NDArray[np.int64]
    marks_idr: NDArray[np.int64]


class Spread(NamedTuple):
    """Both choices, run by run on the same luck.

    Attributes
    ----------
    month : int
        Of the scenario.
    sides : tuple of SideSpread
    right_ahead, equal, left_ahead : float
        Share of runs in which the right side has more funds, both have the same, or the left.
    only_right_alive, only_left_alive : float
        Share of runs in which one choice alone keeps the Kube alive.
    """

    month: int
    sides: tuple[SideSpread, ...]
    right_ahead: float
    equal: float
    left_ahead: float
    only_right_alive: float
    only_left_alive: float


def luck_alone(choice: Choice, month: int, runs: int = RUNS) -> Spread:
    """Return the spread over runs, with the parameters of the story."""
    return _spread(choice, _until(choice.scenario, month), np.zeros(runs, np.int64))


def luck_and_parameters(choice: Choice, month: int, runs: int = RUNS) -> Spread:
    """Return the spread over runs, each with a posterior draw of its own.

    What the story sets itself over its parameters holds in all of them.
    """
    parameters = choice.story.parameters
    scenario = _until(choice.scenario.model_copy(update={"parameters": parameters}), month)
    sets = uncertainty("posterior").sets_of(scenario, np.arange(runs))
    return _spread(choice, scenario, sets.place, sets.columns)


def _until(scenario: Scenario, month: int) -> Scenario:
    """Return a scenario that ends with a month: what comes after moves nothing before."""
    return scenario.model_copy(update={"months": month + 1})


def _spread(
    choice: Choice,
    scenario: Scenario,
    sets: NDArray[np.int64],
    columns: Mapping[str, NDArray[np.float64]] | None = None,
) -> Spread:
    runs, month = len(sets), scenario.months - 1
    place = sorted(kube.id for kube in choice.scenario.kubes).index(choice.kube.id)
    jobs = np.recarray((2, runs), JOB)
    jobs.policy, jobs.parameters = np.arange(2)[:, None], sets
    jobs.seed, jobs.replication = choice.story.seed, np.arange(runs)
    with _one_at_a_time:
        city = Ensemble(scenario, choice.policies, columns)
        chunks = list(city.chunks(jobs.reshape(-1), months=[month]))
    rows = np.concatenate([chunk.kubes[:, 0, place] for chunk in chunks])
    kubes = rows.reshape(2, runs).view(np.recarray)
    alive = kubes.stage > 0
    funds = kubes.kas_idr + kubes.bank_idr + kubes.loans_out_idr + kubes.lkm_idr
    funds = np.where(alive, funds, 0)
    left, right = funds
    marks = np.percentile(funds, MARKS, axis=1, method="nearest").T
    mandiri = (kubes.stage == MANDIRI).mean(axis=1)
    return Spread(
        month,
        tuple(map(SideSpread, alive.mean(axis=1), mandiri, funds, marks)),
        float((right > left).mean()),
        float((right == left).mean()),
        float((right < left).mean()),
        float((alive[1] & ~alive[0]).mean()),
        float((alive[0] & ~alive[1]).mean()),
    )


def out_of_hundred(shares: Sequence[float]) -> list[int]:
    """Return shares of one whole as counts that add up to 100, by largest remainders."""
    exact = [HUNDRED * share for share in shares]
    counts = [int(count + 1e-9) for count in exact]
    by_rest = sorted(range(len(exact)), key=lambda n: counts[n] - exact[n])
    for place in by_rest[: HUNDRED - sum(counts)]:
        counts[place] += 1
    return counts


def sentences(spread: Spread, titles: tuple[str, str], lang: Lang) -> list[str]:
    """Return what a spread says: each choice, then the two against each other."""
    lines = [
        _side_sentence(side, title, lang) for side, title in zip(spread.sides, titles, strict=True)
    ]
    left, right = titles
    more, same, less = out_of_hundred((spread.right_ahead, spread.equal, spread.left_ahead))
    lines.append(say(lang, "luck.against", left=left, right=right, more=more, same=same, less=less))
    only_right, only_left, _ = out_of_hundred(
        (
            spread.only_right_alive,
            spread.only_left_alive,
            1.0 - spread.only_right_alive - spread.only_left_alive,
        )
    )
    lines.append(
        say(lang, "luck.lives", left=left, right=right, right_only=only_right, left_only=only_left)
    )
    return lines


def _side_sentence(side: SideSpread, title: str, lang: Lang) -> str:
    gone, going, mandiri = _counts(side)
    low, _, high = side.marks_idr
    return say(
        lang,
        "luck.side",
        title=title,
        gone=gone,
        alive=going + mandiri,
        mandiri=mandiri,
        low=about_idr(low, lang),
        high=about_idr(high, lang),
    )


def _counts(side: SideSpread) -> list[int]:
    return out_of_hundred((1.0 - side.alive, side.alive - side.mandiri, side.mandiri))


def picture(side: SideSpread, title: str, lang: Lang) -> str:
    """Return a hundred squares as SVG, each a run in a hundred: failed, going on, mandiri."""
    gone, going, mandiri = _counts(side)
    kinds = ("mandiri",) * mandiri + ("going",) * going + ("gone",) * gone
    squares = "".join(_square(place, kind) for place, kind in enumerate(kinds))
    label = escape(_side_sentence(side, title, lang), quote=True)
    size = ACROSS * (SQUARE + GAP) - GAP
    height = HUNDRED // ACROSS * (SQUARE + GAP) - GAP
    return (
        f'<svg class="hundred" role="img" aria-label="{label}" viewBox="0 0 {size} {height}" '
        f'width="{size}" height="{height}">{squares}</svg>'
    )


def _square(place: int, kind: str) -> str:
    """Return one square; a failed one is crossed out, a mandiri one has a mark."""
    x, y = place % ACROSS * (SQUARE + GAP), place // ACROSS * (SQUARE + GAP)
    mark = {
        "gone": f'<path d="M{x + 4} {y + 4}l12 12m0 -12l-12 12"/>',
        "going": "",
        "mandiri": f'<circle cx="{x + SQUARE / 2}" cy="{y + SQUARE / 2}" r="4"/>',
    }[kind]
    square = f'<rect x="{x}" y="{y}" width="{SQUARE}" height="{SQUARE}" rx="2"/>'
    return f'<g class="{kind}">{square}{mark}</g>'


def compile_beside() -> "subprocess.Popen[bytes] | None":
    """Begin to compile the engine in a process of its own, where that has not been done."""
    if DONE.exists():
        return None
    quiet = subprocess.DEVNULL
    # Python looks for modules where a command given to it is called: not in a stranger's folder.
    return subprocess.Popen(
        (sys.executable, "-c", COMPILE), cwd=PACKAGE.parent, stdin=quiet, stdout=quiet, stderr=quiet
    )
