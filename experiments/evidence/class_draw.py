"""The parameters under which the class sees its stories: one plausible world in the middle of all.

A story needs one value of each parameter. First values are chosen one by one, and together they
let nearly every Kube fail. So the class sees one draw of the posterior: among those in which every
lever works, as a lesson is on what a choice does, it is the one whose Kubes fare most as in the
middle of all. `python -m experiments.evidence.class_draw` takes it anew from the posterior that
ships.
"""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from experiments.common.database import write_table
from experiments.common.draws import DRAWN, STRUCTURES, Columns, priors
from experiments.common.files import publish, temporary_in
from experiments.common.uncertainty import FILES, FOLDER, Uncertainty, uncertainty
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.records import JOB
from sim.policy import load_policy
from sim.rules.stages import BERKEMBANG, GAGAL
from sim.scenario import load_scenario
from sim.structures import FACTOR_OF_LEVER

CITIES: Mapping[str, tuple[str, ...]] = {
    "banjarmasin": ("none", "share-everything", "all-set-aside-first"),
    "classroom": ("share-everything", "all-set-aside-first", "visits-none", "visits-weekly"),
}
"""Where it is looked how Kubes fare, and under which policies."""
RUNS = 16
SEED = 6


def chosen(drawn: Uncertainty) -> int:
    """Return which draw is in the middle: nearest to the medians of how Kubes fare.

    Half of the distance between the quartiles is the unit of a figure.
    """
    rows = np.flatnonzero(every_lever_works(drawn.draws))
    some = Uncertainty(drawn.kind, {name: of[rows] for name, of in drawn.draws.items()}, "")
    figures = np.stack(list(_fares(some)), axis=1)
    low, middle, high = np.quantile(figures, (0.25, 0.5, 0.75), axis=0)
    far = (figures - middle) / np.maximum((high - low) / 2.0, 1.0 / RUNS)
    return int(rows[(far**2).sum(axis=1).argmin()])


def every_lever_works(draws: Columns) -> NDArray[np.bool_]:
    """Return in which draws each lever works through all of its channels, shape (draws,)."""
    levels = [draws[STRUCTURES[factor.name]] for factor in FACTOR_OF_LEVER.values()]
    return np.asarray(np.all(np.stack(levels) == 0, axis=0))


def _fares(drawn: Uncertainty) -> Iterator[NDArray[np.float64]]:
    """Yield shares of Kubes at the end: failed, and berkembang or mandiri, shape (draws,)."""
    for name, policies in CITIES.items():
        scenario = load_scenario(name)
        sets = drawn.sets(scenario, range(len(drawn)))
        city = Ensemble(scenario, [load_policy(policy) for policy in policies], sets)
        jobs = np.recarray((len(policies), len(drawn), RUNS), JOB)
        policy, draw, run = np.indices(jobs.shape)
        jobs.policy, jobs.parameters, jobs.replication, jobs.seed = policy, draw, run, SEED
        last = [scenario.months - 1]
        chunks = city.chunks(jobs.reshape(-1), months=last)
        stages = np.concatenate([chunk.kubes.stage[:, 0] for chunk in chunks])
        for of_policy in stages.reshape(*jobs.shape, -1):
            yield (of_policy == GAGAL).mean(axis=(1, 2))
            yield (of_policy >= BERKEMBANG).mean(axis=(1, 2))


def main() -> None:
    """Take the values anew from the posterior that ships, and store them beside it."""
    drawn = uncertainty("posterior")
    number = chosen(drawn)
    names = (*priors(), *STRUCTURES.values())
    values = {name: drawn.draws[name][[number]] for name in names}
    with temporary_in(FOLDER) as temporary:
        write_table({DRAWN: np.zeros(1, np.int64), **values}, temporary, {"draw": str(number)})
        publish(temporary, FOLDER / FILES["class"])


if __name__ == "__main__":
    main()
