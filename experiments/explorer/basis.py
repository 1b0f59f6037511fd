"""What an answer rests on: the assumptions by which its worlds differ, and what was seen elsewhere.

How much of an outcome an assumption carries is read from the worlds that were run: the part of the
variance between worlds that lies between groups of worlds with a low, a middle or a high value of
it, or with one or the other account of a mechanism (correlation ratio, adjusted as R squared is for
the number of groups: Ezekiel 1930). It takes no further runs, stays within the evidence, and tells
assumptions apart only as far as the draws do.
"""

import math
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.draws import STRUCTURES, priors, unit_of
from experiments.common.languages import Lang
from experiments.common.uncertainty import Uncertainty, uncertainty
from experiments.evidence.calibration.elsewhere_file import Contrast, Measured, shipped
from sim.levers import LEVERS
from sim.parameters import declared
from sim.structures import FACTORS, SET_BY

Reals = NDArray[np.float64]
GROUPS = 3
"""Groups of worlds by the value of a parameter, equally large."""
DRAWS_LEAST = 100
"""With fewer worlds a part of a twentieth is not told from none."""
PART_LEAST = 0.03
"""A smaller part of the variance is not shown."""
BINS = 20
"""Of a histogram over the prior, each with the same prior probability."""
FACTOR_OF_COLUMN = {STRUCTURES[factor.name]: factor for factor in FACTORS}
"""By column of the draws, the rival structure."""
ACTS_ON = {"meet.raid_attention": "monitoring", "support.leak_attention": "monitoring"}
"""Parameters that are no channel of a lever, but say how much what it does is worth."""
OFFERED = 12
"""Assumptions that are offered to be moved."""


class Carrier(NamedTuple):
    """An assumption that carries an outcome.

    Attributes
    ----------
    name : str
        Full name of the parameter, or column of the structure.
    part : float
        Part of the variance between worlds.
    means : tuple of float
        Mean of the outcome where the parameter is low, middle, high; or by level of a structure,
        NaN where no world has it.
    """

    name: str
    part: float
    means: tuple[float, ...]


def carriers(values: Reals, drawn: Uncertainty, fixed: frozenset[str]) -> list[Carrier]:
    """Return the assumptions that carry an outcome, those that carry most first.

    Parameters
    ----------
    values : NDArray of float, shape (draws,)
        Of the first draws; NaN where nothing is known.
    fixed : frozenset of str
        Assumptions that are set and so do not vary.
    """
    known = ~np.isnan(values)
    if known.sum() < DRAWS_LEAST or not np.ptp(values[known]):
        return []
    found = []
    for name, groups in _groups(drawn, len(values)):
        if name not in fixed:
            part, means = _between(values[known], groups[known])
            found.append(Carrier(name, part, means))
    found.sort(key=lambda one: (-one.part, one.name))
    return [one for one in found if one.part >= PART_LEAST]


def _groups(drawn: Uncertainty, draws: int) -> Iterator[tuple[str, NDArray[np.int64]]]:
    """Yield every assumption with the group that each of the first draws is in."""
    for name in priors():
        values = drawn.draws[name][:draws]
        edges = np.quantile(values, [1 / GROUPS, 2 / GROUPS])
        yield name, np.searchsorted(edges, values, side="right")
    for name in STRUCTURES.values():
        yield name, drawn.draws[name][:draws]


def _between(values: Reals, groups: NDArray[np.int64]) -> tuple[float, tuple[float, ...]]:
    """Return the adjusted correlation ratio, and the mean of every group."""
    counts = np.bincount(groups)
    sums = np.bincount(groups, values)
    means = np.divide(sums, counts, out=np.full(len(counts), math.nan), where=counts > 0)
    left = float(((values - means[groups]) ** 2).sum())
    whole = float(((values - values.mean()) ** 2).sum())
    many, some = len(values), int((counts > 0).sum())
    if some < 2 or many <= some or not whole:
        return 0.0, tuple(means.tolist())
    return 1.0 - (left / (many - some)) / (whole / (many - 1)), tuple(means.tolist())


class Assumption(NamedTuple):
    """An assumption that can be moved.

    Attributes
    ----------
    posterior : tuple of float
        Share of the draws in each twentieth of the prior; of a structure by level.
    prior : tuple of float
        Likewise before the data.
    ends : tuple of float
        Values at the ends of the twentieths; of a structure none.
    low, high : float
        5 % and 95 % of the draws; of a structure NaN.
    """

    name: str
    prior: tuple[float, ...]
    posterior: tuple[float, ...]
    ends: tuple[float, ...]
    low: float
    high: float


def assumption(name: str, drawn: Uncertainty) -> Assumption:
    """Return an assumption with what is believed of it before and after the data."""
    values = drawn.draws[name]
    if name in FACTOR_OF_COLUMN:
        factor = FACTOR_OF_COLUMN[name]
        counts = np.bincount(values, minlength=len(factor.levels)) / len(values)
        return Assumption(name, factor.weights, tuple(counts.tolist()), (), math.nan, math.nan)
    return _parameter(name, drawn)


def _parameter(name: str, drawn: Uncertainty) -> Assumption:
    prior, values = priors()[name], drawn.draws[name]
    units = unit_of(prior, values)
    counts, _ = np.histogram(units, BINS, (0.0, 1.0))
    before = uncertainty("prior").draws[name]
    ends = np.quantile(before, np.linspace(0.0, 1.0, BINS + 1))
    low, high = np.quantile(values, (0.05, 0.95)).tolist()
    posterior = (counts / counts.sum()).tolist()
    return Assumption(name, (1.0 / BINS,) * BINS, tuple(posterior), tuple(ends.tolist()), low, high)


def offered(values: Reals, drawn: Uncertainty) -> list[str]:
    """Return the assumptions to offer: what levers do at all, then what carries an outcome most."""
    of_levers = [STRUCTURES[factor.name] for factor in FACTORS if factor.lever]
    carrying = [one.name for one in carriers(values, drawn, frozenset(of_levers))]
    most = [*carrying, *(name for name in priors() if name not in carrying)]
    return [*most[: OFFERED - len(of_levers)], *of_levers]


def is_beyond(name: str, value: float, drawn: Uncertainty) -> bool:
    """Whether an assumption is set where 90 % of the draws are not, or to one account alone."""
    if name in FACTOR_OF_COLUMN:
        return True
    low, high = np.quantile(drawn.draws[name], (0.05, 0.95))
    return not low <= value <= high


class Elsewhere(NamedTuple):
    """What was measured elsewhere of a lever, with its source."""

    title: str
    judul: str
    source: str
    sumber: str
    grade: str


def elsewhere(levers: tuple[str, ...]) -> list[Elsewhere]:
    """Return what others measured of some levers: contrasts, and figures in priors of channels."""
    asked = {name for lever in levers for name in _with_others(lever)}
    file = shipped()
    channels = {**_channels(), **ACTS_ON}
    found: list[Contrast | Measured] = [one for one in file.contrast if _apart(one) & asked]
    found += [
        one for one in file.prior if {channels.get(name, "") for name in one.parameters} & asked
    ]
    studies = (Elsewhere(one.title, one.judul, one.source, one.sumber, one.grade) for one in found)
    return list(dict.fromkeys(studies))


def source_of(study: Elsewhere, lang: Lang) -> str:
    """Return the source of a study with the grade of its evidence."""
    return f"{study.source if lang == 'en' else study.sumber} ({study.grade})"


def _with_others(lever: str) -> Iterator[str]:
    """Yield a lever, and what it is a part of with all that sets it (`sim.structures.SET_BY`)."""
    yield lever
    for name, levers in SET_BY.items():
        if lever in levers:
            yield from (name, *levers)


def _apart(contrast: Contrast) -> set[str]:
    """Return the levers by which the two sides of a contrast differ."""
    return {name for name in LEVERS if contrast.a.value(name) != contrast.b.value(name)}


@cache
def _channels() -> dict[str, str]:
    """Return of every parameter that is a channel of a lever which lever it is."""
    return {name: spec.channel.lever for name, _, spec in declared() if spec.channel is not None}


def json_of(one: Any) -> dict[str, Any]:
    """Return a record as JSON has it; what is not a number is None."""
    return {key: _plain(value) for key, value in one._asdict().items()}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return None if isinstance(value, float) and math.isnan(value) else value
