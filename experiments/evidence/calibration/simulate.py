"""Pseudo-data of some draws: the cohort when it is seen, and each of the ten when it lives.

The ten were alive when they were seen. So a draw's city is simulated again and again, and each
Kube is read in the first replication in which it lives in its month; a Kube that never does is
missing. Every draw has replications, and so luck, of its own.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.cost import FAST_HOUSEHOLD_MONTHS_PER_SECOND, Cost, cost
from experiments.common.draws import SURVEY, Columns, in_force
from experiments.evidence.calibration.calibration_file import Bank
from experiments.evidence.calibration.inputs import Inputs
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.records import JOB
from sim.scenario import Scenario

FIELDS = (
    "replication", "stage", "members", "cash_idr", "bank_idr", "lent_idr", "equipment_idr",
    "saved_idr", "iks_idr", "held",
)  # fmt: skip
"""What is kept of a Kube in its month; `replication` is -1 and the rest 0 where it never lived.
`held` is the share of what was proposed that was set aside in its last twelve months."""
NEVER = -1
YEAR = 12
REPLICATIONS_PART = 0.5
"""Of the most replications of the ten, that a draw takes on average; measured over the priors."""


def column(kube: int, field: str) -> str:
    """Return the name of the column with a field of the Kube with this id."""
    return f"kube_{kube}_{field}"


def cohort_column(city: int) -> str:
    """Return the name of the column that tells which of the cohort failed in a city."""
    return f"cohort_{city}"


def simulate(inputs: Inputs, first: int, draws: Columns) -> Columns:
    """Return the pseudo-data of draws, of which the first has this number.

    Returns
    -------
    dict of NDArray, shape (draws,)
        `cohort_0` … hold a text with one character a Kube, by id: 1 where it failed. `FIELDS`
        of each of the ten follow.
    """
    numbers = first + np.arange(len(draws[SURVEY]))
    of_cohort, of_ten = (
        in_force(draws, scenario.values()) for scenario in (inputs.cohort, inputs.ten)
    )
    return {
        **cohorts(inputs, numbers, of_cohort),
        **_ten(inputs, numbers, of_ten, draws[SURVEY]),
    }


def until_seen(cohort: Scenario) -> Scenario:
    """Return the cohort's scenario, which ends in the month in which it is seen."""
    return cohort.model_copy(update={"months": _seen(cohort) + 1})


def _seen(cohort: Scenario) -> int:
    return cohort.month(cohort.seen) if cohort.seen else cohort.months - 1


def jobs_of(
    seed: int, numbers: NDArray[np.int64], stride: int, rows: NDArray[np.int64], own: range
) -> Any:
    """Return jobs, draw by draw, with some of the `stride` replications that are a draw's own.

    Parameters
    ----------
    numbers : NDArray, shape (draws,)
    rows : NDArray
        Which of the draws.
    """
    jobs = np.recarray(len(rows) * len(own), JOB)
    jobs.policy, jobs.seed = 0, seed
    jobs.parameters = np.repeat(rows, len(own))
    jobs.replication = (numbers[rows, None] * stride + np.array(own)).ravel()
    return jobs


def cohorts(inputs: Inputs, numbers: NDArray[np.int64], parameters: Mapping[str, Any]) -> Columns:
    """Simulate the cohort and write down who had failed."""
    bank, scenario = inputs.settings.bank, until_seen(inputs.cohort)
    own = range(bank.replications_most, bank.replications_most + bank.cohorts)
    city = Ensemble(scenario, parameters=parameters)
    jobs = jobs_of(bank.seed, numbers, own.stop, np.arange(len(numbers)), own)
    seen = [scenario.months - 1]
    chunks = city.chunks(jobs, months=seen, threads=1)
    failed = np.concatenate([chunk.kubes.stage[:, 0, :] == 0 for chunk in chunks])
    texts = ["".join(map(str, row)) for row in failed.astype(int).tolist()]
    return {
        cohort_column(place): np.array(texts[place :: bank.cohorts], object)
        for place in range(bank.cohorts)
    }


def _ten(
    inputs: Inputs,
    numbers: NDArray[np.int64],
    parameters: Mapping[str, Any],
    survey: NDArray[np.int64],
) -> Columns:
    """Simulate the ten until each has lived once, or there are no more replications.

    Columns are whole numbers but for `held`.
    """
    bank, city = inputs.settings.bank, Ensemble(inputs.ten, parameters=parameters)
    jobs = partial(jobs_of, bank.seed, numbers, bank.replications_most + bank.cohorts)
    kept = first_lives(city, bank, months_seen(inputs, survey), jobs, threads=1)
    return {
        column(kube.id, field): kept[:, row, place].astype(float if field == "held" else np.int64)
        for row, kube in enumerate(inputs.kubes.values())
        for place, field in enumerate(FIELDS)
    }


def months_seen(inputs: Inputs, survey: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the month in which each Kube is seen, shape (draws, Kubes).

    Parameters
    ----------
    survey : NDArray, shape (draws,)
        In which what is undated is seen.
    """
    months = inputs.months_seen.values()
    return np.stack(
        [survey if month is None else np.full(len(survey), month) for month in months], axis=1
    )


def first_lives(
    city: Ensemble,
    bank: Bank,
    months: NDArray[np.int64],
    jobs: Callable[[NDArray[np.int64], range], Any],
    done: Callable[[int], None] = lambda _: None,
    threads: int | None = None,
) -> NDArray[np.float64]:
    """Read every Kube in the first replication in which it lives in its month.

    Parameters
    ----------
    months : NDArray, shape (draws, Kubes)
    jobs : callable
        Takes draws and some of the replications that each has; returns their jobs, draw by draw.
    done : callable, optional
        Takes the draws of which every Kube has lived.

    Returns
    -------
    NDArray, shape (draws, Kubes, `FIELDS`)
    """
    kept = np.zeros((*months.shape, len(FIELDS)))
    kept[:, :, 0] = NEVER
    for start in range(0, bank.replications_most, bank.replications_first):
        missing = np.flatnonzero((kept[:, :, 0] == NEVER).any(axis=1))
        done(len(months) - len(missing))
        if not len(missing):
            break
        own = range(start, start + bank.replications_first)
        read = _read(
            city, jobs(missing, own), np.repeat(months[missing], len(own), axis=0), threads
        )
        _keep_first(kept, missing, read.reshape(len(missing), len(own), *read.shape[1:]))
    return kept


def _keep_first(kept: Any, missing: NDArray[np.int64], read: Any) -> None:
    """Put in, for every Kube that is missing still, the first replication in which it lives."""
    lives = read[:, :, :, 0] != NEVER
    first = np.take_along_axis(read, lives.argmax(axis=1)[:, None, :, None], axis=1)[:, 0]
    now = lives.any(axis=1) & (kept[missing][:, :, 0] == NEVER)
    kept[missing] = np.where(now[:, :, None], first, kept[missing])


def _read(
    city: Ensemble, jobs: Any, months: NDArray[np.int64], threads: int | None
) -> NDArray[np.float64]:
    """Run jobs and read every Kube in its month, shape (jobs, Kubes, `FIELDS`)."""
    begin = int(months.min()) - YEAR + 1
    watched = range(begin, int(months.max()) + 1)
    parts = []
    for chunk in city.chunks(jobs, months=watched, threads=threads):
        rows = slice(chunk.first, chunk.first + len(chunk.tallies))
        parts.append(_fields(chunk.kubes, months[rows] - begin))
    read = np.concatenate(parts)
    read[:, :, 0] = np.where(read[:, :, 0] > 0, jobs.replication[:, None], NEVER)
    return read


def _fields(kubes: Any, place: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the fields of Kubes at these places among the months watched; first, who lives."""
    at = np.take_along_axis(np.asarray(kubes), place[:, None, :], axis=1)[:, 0]
    held = _held(kubes, place)
    fields = (
        at["stage"] > 0, at["stage"], at["members"], at["kas_idr"], at["bank_idr"],
        at["loans_out_idr"] + at["lkm_idr"], at["equipment_idr"], at["saved_idr"], at["iks_idr"],
        held,
    )  # fmt: skip
    return np.stack([np.asarray(field, np.float64) for field in fields], axis=-1)


def _held(kubes: Any, place: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return what was set aside in twelve months over what was proposed; 0 where nothing was."""
    lives = kubes["stage"] > 0
    aside = _of_year(np.where(lives, kubes["aside_idr"], 0.0), place)
    profit = np.maximum(kubes["profit_idr"], 0)
    proposed = _of_year(np.where(lives, profit * kubes["proposed_share"], 0.0), place)
    return np.where(proposed > 0.0, aside / np.where(proposed > 0.0, proposed, 1.0), 0.0)


def _of_year(values: NDArray[np.float64], place: NDArray[np.int64]) -> NDArray[np.float64]:
    """Add up the twelve months that end at these places."""
    total = np.zeros(place.shape)
    for back in range(YEAR):
        total += np.take_along_axis(values, (place - back)[:, None, :], axis=1)[:, 0]
    return total


def estimate(inputs: Inputs, draws: int, workers: int) -> Cost:
    """Estimate what so many draws cost."""
    bank = inputs.settings.bank
    replications = round(draws * bank.replications_most * REPLICATIONS_PART)
    ten = cost(inputs.ten, replications, FAST_HOUSEHOLD_MONTHS_PER_SECOND)
    cities = draws * bank.cohorts
    cohort = cost(until_seen(inputs.cohort), cities, FAST_HOUSEHOLD_MONTHS_PER_SECOND)
    months = ten.household_months + cohort.household_months
    return Cost(months, (ten.seconds + cohort.seconds) / workers)
