"""Which runs of a sweep are cases, in the space of its factors and of the parameters drawn."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.draws import STRUCTURES, priors
from experiments.common.refusals import fault_of
from experiments.common.uncertainty import Uncertainty
from experiments.policy.discover.quasi_p import UNITS_INSIDE
from experiments.policy.discover.run_space import Column, Input, Numbers, Origin, Space, Whole
from experiments.sweeps.factors import LEVELS, POLICY, Value, is_parameter, is_structure
from experiments.sweeps.plan import Point
from experiments.sweeps.stored_sweep import Sweep
from experiments.sweeps.sweep_file import SAMPLERS
from sim.inputs.said import both, dotted
from sim.inputs.strict import InputError

Ending = Literal["gagal", "mandiri"]
OUTCOMES: dict[Ending, tuple[str, ...]] = {
    "gagal": ("failed_share",),
    "mandiri": ("sustained_mandiri_share", "mandiri_share"),
}
"""The share of Kubes by which a run is judged: the first that is known of every run."""
QUARTER = 0.75
CASES_LEAST = 20
"""So many cases, and other runs, there are at least."""
UNITS_LEAST = 2 * UNITS_INSIDE
"""Replications, or points of a sampled design, of which a half can still find a rule."""


class Cases(NamedTuple):
    """What makes a run a case.

    Attributes
    ----------
    outcome : str
        Name of the share of Kubes that is looked at.
    threshold : float
        A run is a case when its share is greater, or, where `at_it` holds, no less.
    given : bool
        Whether the user gave the threshold; else it is the sweep's 75th percentile.
    share : NDArray of float, shape (runs,)
        NaN where a run has no share.
    """

    ending: Ending
    outcome: str
    threshold: float
    at_it: bool
    given: bool
    share: NDArray[np.float64]

    @property
    def known(self) -> NDArray[np.bool_]:
        """Whether a run has a share."""
        return ~np.isnan(self.share)

    @property
    def case(self) -> NDArray[np.bool_]:
        """Whether a run is a case."""
        compare = np.greater_equal if self.at_it else np.greater
        return np.asarray(compare(self.share, self.threshold))


def cases_of(sweep: Sweep, ending: Ending, threshold: float | None) -> Cases:
    """Return which runs of a sweep are cases.

    Without a threshold they are those above the sweep's 75th percentile: about a quarter, fewer
    where runs tie there; where no run is above, those at it.

    Raises
    ------
    InputError
        When too few runs are cases, or too few are not.
    """
    shares = sweep.rows(list(OUTCOMES[ending]))
    everywhere = [name for name in shares if not np.isnan(shares[name]).any()]
    outcome = [*everywhere, OUTCOMES[ending][-1]][0]
    share: NDArray[np.float64] = shares[outcome]
    known = share[~np.isnan(share)]
    if not len(known):
        none = both(
            f"no run has a {outcome}; choose another --outcome",
            f"tidak ada simulasi yang punya {outcome}; pilih --outcome lain",
        )
        raise InputError([fault_of(str(sweep.folder), none)])
    if threshold is None:
        bound = float(np.quantile(known, QUARTER))
        cases = Cases(ending, outcome, bound, bool(bound == known.max()), False, share)
    else:
        cases = Cases(ending, outcome, threshold, False, True, share)
    count = int(cases.case.sum())
    if min(count, len(known) - count) < CASES_LEAST:
        low, high, edge = (f"{end:.4g}" for end in (known.min(), known.max(), cases.threshold))
        few = both(
            f"{count:,} of {len(known):,} runs have a {outcome} "
            f"{'of at least' if cases.at_it else 'above'} {edge} (it goes from {low} to {high}); "
            f"at least {CASES_LEAST} must have it and {CASES_LEAST} not: choose another "
            "--threshold, or widen the sweep",
            f"{dotted(count)} dari {dotted(len(known))} simulasi punya {outcome} "
            f"{'paling sedikit' if cases.at_it else 'di atas'} {edge} (dari {low} sampai {high}); "
            f"sedikitnya {CASES_LEAST} harus punya dan {CASES_LEAST} tidak: pilih --threshold "
            "lain, atau perbesar rangkaiannya",
        )
        raise InputError([fault_of(str(sweep.folder), few)])
    return cases


def space_of(sweep: Sweep, cases: Cases) -> Space:
    """Return the runs that have a share, in the space of what varies between them.

    A parameter has the value with which its run was made, be it drawn, set by a point or by a
    rival structure; a lever that a point leaves alone has its value in the scenario.

    Raises
    ------
    InputError
        When replications or points are too few, or nothing varies.
    """
    rows = sweep.rows(["point", "replication"])
    point, replication = (rows[name][cases.known].astype(np.int64) for name in rows)
    draws = sweep.uncertainty
    inputs: list[Input] = []
    columns: list[Column] = []
    x: list[Numbers] = []
    for origin, name, values in _values(sweep, draws, point, replication):
        levels = tuple(dict.fromkeys(values.tolist()))
        if len(levels) < 2:
            continue
        text = isinstance(levels[0], bool | str)
        inputs.append(Input(name, origin, levels if text else ()))
        if not text:
            columns.append(Column(len(inputs) - 1))
            x.append(values.astype(np.float64))
            continue
        for level in levels if len(levels) > 2 else levels[1:]:
            columns.append(Column(len(inputs) - 1, level))
            x.append((values == level).astype(np.float64))
    if not inputs:
        same = both(
            "nothing varies between its runs but luck",
            "simulasinya tidak berbeda selain dalam angka acak",
        )
        raise InputError([fault_of(str(sweep.folder), same)])
    units = _units(sweep, draws, point, replication)
    return Space(tuple(inputs), tuple(columns), np.array(x).T, cases.case[cases.known], units)


def _units(sweep: Sweep, draws: Uncertainty, point: Whole, replication: Whole) -> tuple[Whole, ...]:
    """Return what is resampled: draws or replications; points where they are a sample.

    Every run of a design without replications is a unit: there, too, its points stand for others.
    """
    anew = replication if draws.drawn.alone else draws.rows(replication)
    sampled = sweep.spec.design in SAMPLERS or sweep.replications == 1
    units = {}
    if sweep.replications > 1:
        units["replications"] = anew
    if sampled:
        units["points"] = point
    faults = [
        f"{sweep.folder}: {len(np.unique(unit))} {name} are too few to judge a rule by some that "
        f"did not find it; widen the sweep to {UNITS_LEAST} or more"
        for name, unit in units.items()
        if len(np.unique(unit)) < UNITS_LEAST
    ]
    if faults:
        raise InputError(faults)
    return tuple(units.values())


def _values(
    sweep: Sweep, draws: Uncertainty, point: Whole, replication: Whole
) -> Iterator[tuple[Origin, str, Whole | Numbers]]:
    """Yield origin, name and values of every factor, then of every drawn parameter."""
    given = [sweep.parameters_of(each) for each in sweep.points]
    sets = draws.sets_of(sweep.scenario, replication, given, point)
    row = draws.rows(replication)
    for name in sweep.factors:
        if is_parameter(name):
            if name in sets.columns:
                yield "factor", name, sets.columns[name][sets.place]
        elif is_structure(name):
            yield "factor", name, _levels(sweep.points, name, draws, point, row)
        else:
            at_points = [_at(sweep, each, name) for each in sweep.points]
            kind = object if isinstance(at_points[0], bool | str) else np.float64
            yield "factor", name, np.array(at_points, kind)[point]
    for name in priors():
        if name not in sweep.factors and name in sets.columns:
            yield "drawn", name, sets.columns[name][sets.place]
    for name in STRUCTURES.values():
        if name not in sweep.factors:
            yield "drawn", name, np.array(LEVELS[name], object)[draws.draws[name][row]]


def _at(sweep: Sweep, point: Point, name: str) -> Value:
    """Return a factor's value at a point; what it leaves alone is as in policy and scenario."""
    value = point.values[name]
    if value is not None:
        return value
    if name == POLICY:
        return str(sweep.spec.policy)
    under: Value = getattr(sweep.scenario.under(sweep.policy_of(point)).programme, name)
    return under


def _levels(points: list[Point], name: str, draws: Uncertainty, point: Whole, row: Whole) -> Whole:
    """Return the level of a structure in every run: as set by its point, or as drawn."""
    drawn = np.array(LEVELS[name], object)[draws.draws[name][row]]
    given = np.array([each.values[name] for each in points], object)[point]
    return np.where(given == None, drawn, given)  # noqa: E711
