"""What a study would report in each draw: its Kubes simulated, and what it counts in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.common.city_or_nation import city
from experiments.common.kube_statistics import STATISTICS, Statistic, Window
from experiments.policy.best_policy import Numbers
from experiments.policy.learn.study_file import Study
from experiments.policy.ranking_runs import Bar, Ranked
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.records import JOB
from sim.nation.load import Setting
from sim.nation.records import Nation
from sim.policy import Policy, load_policy
from sim.scenario import Scenario

RUNS_MOST = 4
"""Cities simulated of each draw and policy, at most."""
SEED_AFTER = 2
"""The seed of studies is so much above the set's: neither the ranking's nor that of its winners."""

Counts = tuple[Numbers, Numbers]
"""Part and whole of every Kube, each of shape (draws, Kubes simulated)."""


@dataclass(frozen=True)
class Seen:
    """What is counted in all Kubes simulated for a study.

    Attributes
    ----------
    arms : sequence of mapping
        Of each arm, by statistic and number of the window.
    kubes : int
        Kubes simulated of each draw, the same in all arms.
    """

    study: Study
    arms: Sequence[Mapping[tuple[str, int], Counts]]
    kubes: int

    @property
    def looked_at(self) -> int:
        """Kubes looked at in each arm: as the study says, or an equal part of those simulated."""
        return min(self.study.kubes, self.kubes // len(self.arms))

    def looked_up(self, seed: int) -> list[dict[tuple[str, int], Counts]]:
        """Return the counts of Kubes that are taken at random, in each arm other ones."""
        rng = np.random.Generator(np.random.PCG64([seed, 13]))
        draws, size = len(next(iter(self.arms[0].values()))[0]), self.looked_at
        order = rng.random((draws, self.kubes)).argsort(axis=1)
        return [
            {key: _taken(counts, order[:, place * size :][:, :size]) for key, counts in arm.items()}
            for place, arm in enumerate(self.arms)
        ]

    def report(self, seed: int) -> dict[str, Numbers]:
        """Return what the study reports in each draw, on the scale on which it is compared.

        In a trial, of each statistic the first arm, and what the second has more.
        """
        rng = np.random.Generator(np.random.PCG64([seed, 17]))
        arms = self.looked_up(seed)
        draws = len(next(iter(arms[0].values()))[0])
        place = {name: self.study.differs * rng.standard_normal(draws) for name in self.study.sees}
        columns: dict[str, Numbers] = {}
        for key in arms[0]:
            name, window = key
            first, *others = (compared(STATISTICS[name], arm[key]) for arm in arms)
            columns[f"{name} {window}"] = first + place[name]
            columns |= {f"{name} {window} more": other - first for other in others}
        return columns


def _taken(counts: Counts, order: NDArray[np.int64]) -> Counts:
    part, whole = (np.take_along_axis(values, order, axis=1) for values in counts)
    return part, whole


def compared(statistic: Statistic, counts: Counts) -> Numbers:
    """Return a statistic over Kubes as log-odds or log, shape (draws,).

    Half a case is added to either side, so that nothing at all has log-odds too. A share ends at 1:
    loans that are late may have been made before the window. Where there is no case, the mean of
    the other draws stands.
    """
    part, whole = (values.sum(axis=1) for values in counts)
    some = whole > 0.0
    if statistic.scale == "share":
        size = np.where(some, _cases(counts[1]), 1.0)
        share = np.clip(np.where(some, part / np.where(some, whole, 1.0), 0.5), 0.0, 1.0)
        odds = (share * size + 0.5) / ((1.0 - share) * size + 0.5)
        values = np.log(odds)
    else:
        values = np.log1p(np.maximum(part, 0.0) / np.where(some, whole, 1.0))
    middle = values[some].mean() if some.any() else 0.0
    return np.where(some, values, middle)


def _cases(whole: Numbers) -> Numbers:
    """Return of how many Kubes something is counted: months or rupiah are no cases of their own."""
    return np.asarray((whole > 0.0).sum(axis=1), np.float64)


def simulate(ranked: Ranked, studies: Sequence[Study], bar: Bar) -> list[Seen]:
    """Simulate the Kubes of studies in every draw of a ranking.

    Policies that studies have in common are run once for all. All have the same luck, so that the
    Kubes of one arm would have fared as those of the other under its policy.

    Parameters
    ----------
    studies : sequence of Study
        That look at no month that the scenario lacks (`months_seen`); at least one.

    Raises
    ------
    InputError
        When a policy is not there.
    """
    names = list(dict.fromkeys(name for study in studies for name in study.policies))
    kubes = len(city(ranked.sweep.scenario, "a study").kubes)
    most = max(study.kubes * len(study.policies) for study in studies)
    runs = min(RUNS_MOST, -(-most // kubes))
    counted = _counted(ranked, names, runs, studies, bar)
    return [
        Seen(
            study,
            [
                {
                    (name, window): _of_policy(counted[name, first, last], names.index(policy))
                    for name in study.sees
                    for window, (first, last) in enumerate(study.windows)
                }
                for policy in study.policies
            ],
            runs * kubes,
        )
        for study in studies
    ]


def _of_policy(counts: Counts, place: int) -> Counts:
    """Return the counts under one policy, of counts under all."""
    part, whole = counts
    return part[place], whole[place]


def _counted(
    ranked: Ranked, names: Sequence[str], runs: int, studies: Sequence[Study], bar: Bar
) -> dict[tuple[str, int, int], Counts]:
    """Run cities under policies, and count in every Kube all that studies see.

    Returns
    -------
    dict of Counts
        By statistic, first and last month after founding; of shape (policies, draws, Kubes).
    """
    scenario = city(ranked.sweep.scenario, "a study")
    founded, draws = _founded(scenario), ranked.set.draws
    sets = ranked.sweep.uncertainty.sets(scenario, np.arange(draws))
    policies = [policy_named(ranked, name) for name in names]
    ensemble = Ensemble(scenario, policies, parameters=sets)
    place, draw, run = (part.ravel() for part in np.indices((len(names), draws, runs)))
    jobs = np.recarray(len(place), JOB)
    jobs.policy, jobs.parameters, jobs.replication = place, draw, run * draws + draw
    jobs.seed = ranked.set.seed + SEED_AFTER
    months = range(int(founded.max()) + max(study.oldest for study in studies))
    wanted = {
        (name, first, last): STATISTICS[name]
        for study in studies
        for name in study.sees
        for first, last in study.windows
    }
    parts: dict[tuple[str, int, int], list[Counts]] = {key: [] for key in wanted}
    with bar("studies", len(jobs)) as done:
        for chunk in ensemble.chunks(jobs, months=months, progress=lambda now, _: done(now)):
            for (name, first, last), statistic in wanted.items():
                part, whole = statistic.of(Window(chunk.kubes, founded, first, last))
                parts[name, first, last].append((np.asarray(part, np.float64), whole))
    shape = (len(names), draws, runs * len(founded))
    return {key: _joined(counts, shape) for key, counts in parts.items()}


def _joined(counts: Sequence[Counts], shape: tuple[int, ...]) -> Counts:
    """Return the counts of all chunks in a shape."""
    part, whole = (np.concatenate(values).reshape(shape) for values in zip(*counts, strict=True))
    return part, whole


def months_seen(setting: Setting) -> int:
    """Return how many months after founding a scenario has of every Kube.

    Returns
    -------
    int
        0 for a nation, whose Kubes are not followed one by one, and where some Kube was founded
        before the scenario begins.
    """
    if isinstance(setting, Nation) or not setting.kubes:
        return 0
    founded = _founded(setting)
    return setting.months - int(founded.max()) if founded.min() >= 0 else 0


def _founded(scenario: Scenario) -> NDArray[np.int64]:
    """Return the months in which Kubes are founded, counted from the scenario's start."""
    return np.array([scenario.month(kube.founded) for kube in scenario.kubes], np.int64)


def policy_named(ranked: Ranked, name: str) -> Policy:
    """Return a policy of the ranking, or one that ships."""
    if name in ranked.names:
        return ranked.sweep.policy_of(ranked.sweep.points[ranked.place(name)])
    return load_policy(name)
