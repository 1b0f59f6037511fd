"""Kubes that were seen have pasts like what was seen of them.

A city that has a `today` holds figures of Kubes that exist: alive, so many members, such a kas.
Before today every Kube that was seen has, with its households, the luck of one of several runs of
the city: one that brought it to where it was seen. Which one is drawn with the probability that the
figures would have under it with the errors below (importance resampling, Rubin 1987): among pasts
that come near, chance decides, so that what was not seen stays as uncertain as it is. From today on
all have the luck of the run.

Kubes of a city share facilitators, market and grants: where the others live, a Kube may fail under
a luck with which it lived when they failed. So pasts drawn for each Kube are put together to as
many cities, which are run once more, and drawn again in proportion to how much likelier the figures
have become. Of the last cities one is taken as it was run.

Nothing here knows the future or a policy: every policy meets the same pasts.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.ensemble.ensemble import Ensemble
from sim.ensemble.records import JOB, KUBE_MONTH
from sim.luck import Kind, Luck, Purpose, draw_word, owner_words, uniforms
from sim.scenario import KubeRow, Observation

CANDIDATES = 16
"""So many cities of the past are run at a time, for every run."""
ROUNDS = 4
"""So often pasts are put together at most; less often where one city is as it was seen."""
FIRST = 1 << 31
"""Replications of the past begin here: no run has them."""
BYTES = 64 * 2**20
"""Of the months of the past that are held at a time."""

MONEY_LOG_SD, MONEY_SCALE_IDR, IKS_SCALE_IDR = 0.5, 1_000_000.0, 100_000.0
"""A balance counts as log(1 + x / scale), with an error of this SD. "-" """
MEMBERS_SD, ATTENDED_SD = 1.0, 2.0
"""Households. "-" """
ONE_STAGE = np.log(10.0)
"""A stage is told one step off in a tenth of the cases (as `sim/observed/calibration.toml`)."""
WRONG_STATUS = np.log(20.0)
"""A Kube is told to work, or not to, wrongly in a twentieth of the cases. "-" """
ENDED_SD_MONTHS = 6.0
"""Between the month in which a Kube stopped and the one in which it has failed. "-" """
CONTRADICTED = 1e6
"""What was seen to live has failed, or the reverse."""

Reals = NDArray[np.float64]
LUCK_WORDS = np.array(
    [
        [draw_word(Purpose.PAST, 0, 0, 0, round_, place) for round_ in range(ROUNDS + 1)]
        for place in range(CANDIDATES)
    ],
    np.uint64,
)
"""Keys of the draws of a Kube, shape (CANDIDATES, rounds)."""


class Pasts(NamedTuple):
    """Pasts of the Kubes in some runs.

    Attributes
    ----------
    replications : NDArray of int, shape (jobs, Kubes)
        Whose luck each Kube, by id, has until today.
    as_seen : float
        Share of the Kubes seen to live, or to have failed, that do so in the runs.
    """

    replications: NDArray[np.int64]
    as_seen: float


def own_pasts(city: Ensemble, jobs: Any, threads: int | None = None) -> Pasts | None:
    """Return pasts of the Kubes for jobs; None where no Kube was seen, or there is no today.

    Parameters
    ----------
    jobs : recarray of JOB, shape (jobs,)
        Those of one seed, replication and parameter set have the same pasts.
    """
    scenario = city.scenario
    kubes = sorted(scenario.kubes, key=lambda row: row.id)
    if scenario.today is None or not scenario.has_pasts:
        return None
    keys = np.stack([jobs.seed, jobs.replication, jobs.parameters], axis=1).astype(np.int64)
    groups, of_job = np.unique(keys, axis=0, return_inverse=True)
    last = scenario.month(scenario.today)
    until = scenario.model_copy(update={"months": last + 1, "today": None, "seen": None})
    past = _Past(Ensemble(until, parameters=city.parameters), kubes, last, threads)
    size = max(1, BYTES // (CANDIDATES * past.bytes))
    parts = [past.of(groups[start : start + size]) for start in range(0, len(groups), size)]
    chosen = np.concatenate([part.replications for part in parts])
    weights = [len(part.replications) for part in parts]
    as_seen = float(np.average([part.as_seen for part in parts], weights=weights))
    return Pasts(chosen[of_job.ravel()], as_seen)


class _Past:
    """The months of a city until today, and how its Kubes were seen in them."""

    def __init__(
        self, city: Ensemble, kubes: list[KubeRow], last: int, threads: int | None
    ) -> None:
        self.city, self.kubes, self.last, self.threads = city, kubes, last, threads
        months = {month for _, _, month in self._dated()}
        every = any(kube.ended is not None for kube in kubes)
        self.months = list(range(last + 1)) if every else sorted({*months, last})
        self.seen = np.array([kube.was_seen for kube in kubes])

    @property
    def bytes(self) -> int:
        """What the months of one run take."""
        return len(self.months) * len(self.kubes) * int(KUBE_MONTH.itemsize)

    def _dated(self) -> Iterator[tuple[int, Observation, int]]:
        """Yield the place of a Kube, a figure of it, and the number of the figure's month."""
        for place, kube in enumerate(self.kubes):
            for figure in kube.observed:
                if figure.month is not None:
                    month = self.city.scenario.month(figure.month)
                    if month <= self.last:
                        yield place, figure, month

    def of(self, groups: NDArray[np.int64]) -> Pasts:
        """Return the pasts of runs, given by seed, replication and parameter set."""
        pasts = self._fresh(groups, 0)
        losses = self._losses_of(groups, pasts)
        gains = -losses
        for round_ in range(1, ROUNDS + 1):
            taken = _resampled(gains, self._luck(groups, round_))
            fresh = (losses.min(axis=1, keepdims=True) >= CONTRADICTED) & self.seen
            before = np.where(fresh, 0.0, np.take_along_axis(losses, taken, axis=1))
            pasts = np.take_along_axis(pasts, taken, axis=1)
            pasts = np.where(fresh, self._fresh(groups, round_), pasts)
            losses = self._losses_of(groups, pasts)
            gains = before - losses
            wrong = ((losses >= CONTRADICTED) & self.seen).sum(axis=2)
            if round_ > 1 and not wrong.min(axis=1).any():
                break
        best = wrong.argmin(axis=1)
        rows = np.arange(len(groups))
        return Pasts(pasts[rows, best], 1.0 - float(wrong[rows, best].mean() / self.seen.sum()))

    def _fresh(self, groups: NDArray[np.int64], round_: int) -> NDArray[np.int64]:
        """Return replications that no Kube had, shape (groups, CANDIDATES, Kubes).

        A Kube that was not seen keeps the luck of the run.
        """
        first = FIRST + (groups[:, 1] * (ROUNDS + 1) + round_) * CANDIDATES
        numbers = first[:, None] + np.arange(CANDIDATES)
        return np.where(self.seen, numbers[:, :, None], groups[:, 1, None, None])

    def _losses_of(self, groups: NDArray[np.int64], pasts: NDArray[np.int64]) -> Reals:
        """Return the losses of cities put together, shape (groups, CANDIDATES, Kubes)."""
        jobs = self._jobs(np.repeat(groups, CANDIDATES, axis=0))
        return self._losses(jobs, pasts.reshape(len(jobs), -1)).reshape(pasts.shape)

    def _jobs(self, groups: NDArray[np.int64]) -> Any:
        jobs = np.recarray(len(groups), JOB)
        jobs.policy = 0
        jobs.seed, jobs.replication, jobs.parameters = groups.T
        return jobs

    def _luck(self, groups: NDArray[np.int64], round_: int) -> Reals:
        """Return numbers in [0, 1) by chance, shape (groups, CANDIDATES, Kubes)."""
        owners = owner_words(Kind.KUBE, [(kube.id, 0) for kube in self.kubes])
        drawn = [
            Luck(seed, replication).table(LUCK_WORDS[:, round_], 0, owners)
            for seed, replication, _ in groups.tolist()
        ]
        return uniforms(np.stack(drawn)).swapaxes(1, 2)

    def _losses(self, jobs: Any, pasts: NDArray[np.int64]) -> Reals:
        """Return how badly each Kube's figures are met in each job, as minus log likelihoods."""
        losses = np.zeros((len(jobs), len(self.kubes)))
        chunks = self.city.chunks(jobs, months=self.months, pasts=pasts, threads=self.threads)
        for chunk in chunks:
            rows = slice(chunk.first, chunk.first + len(chunk.tallies))
            for place, figure, month in self._dated():
                series = chunk.kubes[:, self.months.index(month), place]
                losses[rows, place] += loss_of(figure, series)
            for place, kube in enumerate(self.kubes):
                losses[rows, place] += self._loss_of_status(kube, chunk.kubes[:, :, place])
        return losses

    def _loss_of_status(self, kube: KubeRow, series: Any) -> Reals:
        """Return the loss of what a Kube is told to be today, shape (jobs,)."""
        today = series[:, -1]
        if kube.status is None:
            return np.zeros(len(series))
        works = (today.stage > 0) & ~today.stopped.astype(bool)
        if kube.status == "active":
            return np.asarray(np.where(today.stage > 0, WRONG_STATUS * ~works, CONTRADICTED))
        if kube.status == "inactive":
            return np.asarray(WRONG_STATUS * works)
        loss = np.where(today.stage > 0, CONTRADICTED, 0.0)
        if kube.ended is not None:
            failed = (series.stage == 0).argmax(axis=1)
            off = (failed - self.city.scenario.month(kube.ended)) / ENDED_SD_MONTHS
            loss = loss + 0.5 * off * off
        return np.asarray(loss)


def loss_of(figure: Observation, seen: Any) -> Reals:
    """Return minus the log likelihood of a figure, but for a constant.

    Parameters
    ----------
    seen : recarray of KUBE_MONTH, shape (jobs,)
        The Kube in the month of the figure.
    """
    lives = seen.stage > 0
    value = figure.value
    if figure.quantity == "stage":
        loss = ONE_STAGE * np.abs(seen.stage - value)
        return np.where(lives == (value > 0), loss, CONTRADICTED)
    if figure.quantity == "members":
        loss = 0.5 * ((seen.members - value) / MEMBERS_SD) ** 2
    elif figure.quantity == "attended":
        loss = 0.5 * ((seen.present - value) / ATTENDED_SD) ** 2
    else:
        scale = IKS_SCALE_IDR if figure.quantity == "iks_idr" else MONEY_SCALE_IDR
        logs = np.log1p(np.maximum(_balance(figure, seen), 0) / scale)
        loss = 0.5 * ((logs - np.log1p(value / scale)) / MONEY_LOG_SD) ** 2
    return np.where(lives, loss, CONTRADICTED)


def _balance(figure: Observation, seen: Any) -> Any:
    """Return the balance that a figure tells of."""
    lent = seen.loans_out_idr + seen.lkm_idr
    liquid = seen.kas_idr + seen.bank_idr + lent
    kas = {"liquid": liquid, "received": liquid + seen.equipment_idr, "saved": seen.saved_idr}
    return {
        "kas_idr": kas.get(figure.reading, seen.kas_idr),
        "bank_idr": seen.bank_idr,
        "lent_idr": lent,
        "iks_idr": seen.iks_idr,
    }[figure.quantity]


def _resampled(gains: Reals, luck: Reals) -> NDArray[np.int64]:
    """Return which candidates come next, in proportion to exp(gains); Kube by Kube.

    Parameters
    ----------
    gains, luck : NDArray, shape (groups, CANDIDATES, Kubes)
    """
    weights = np.exp(gains - gains.max(axis=1, keepdims=True))
    below = np.cumsum(weights, axis=1) / weights.sum(axis=1, keepdims=True)
    places = (below[:, None, :, :] <= luck[:, :, None, :]).sum(axis=2)
    return np.asarray(places.clip(max=CANDIDATES - 1))
