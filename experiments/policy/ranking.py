"""Ranking a set: all runs, and the split of effects on stages."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from experiments.common.database import about, read_tables, write_table
from experiments.common.files import publish, save, temporary_in
from experiments.common.refusals import fault_of
from experiments.common.uncertainty import Drawn
from experiments.policy import ranking_runs as places
from experiments.policy.effects import Json
from experiments.policy.ranking_report import report_of
from experiments.policy.ranking_runs import Bar, Ranked, ranked_of
from experiments.policy.sets import PolicySet, plan_of_set
from experiments.policy.stage_effects import MEASURES, PARTS, split, split_runs
from experiments.store.digest import canonical, digest_of, sha256
from experiments.store.disk import in_words
from experiments.sweeps.sweeping import Sweeping
from sim.ensemble.code_cache import sources_hash
from sim.inputs.said import both
from sim.inputs.strict import InputError

ROW = "row"


@dataclass(frozen=True)
class Ranking:
    """How a set is ranked.

    Attributes
    ----------
    path : Path
        The set's file, beside which its policies are looked for.
    drawn : Drawn
        Where the parameters come from.
    sweeping : Sweeping
        How runs are made.
    bar : callable
        Shows progress.
    """

    policy_set: PolicySet
    path: Path
    drawn: Drawn
    sweeping: Sweeping
    bar: Bar

    def run(self, folder: Path, budget_idr: float | None = None) -> Json:
        """Run into a folder what it lacks, and return the report, which is saved there.

        Parameters
        ----------
        budget_idr : float, optional
            At which policies are compared at equal cost; by default what the plan costs.

        Raises
        ------
        InputError
            When the set cannot be run or scored, or the folder is not free for it.
        """
        plan = plan_of_set(self.policy_set, self.path, self.drawn)
        places.check_free(folder, self.policy_set)
        swept = self.sweeping.run(plan, folder / places.RUNS)
        places.save_set(folder, self.policy_set)
        ranked = ranked_of(self.policy_set, swept.sweep)
        _check(ranked)
        parts = self._split(ranked, folder)
        report = report_of(ranked, parts, budget_idr)
        flat = {name: values.reshape(-1, len(PARTS)) for name, values in parts.items()}
        tables = (ranked.sweep.digest, digest_of(flat))
        report["digest"] = sha256(canonical([tables, report["set"], report["prices"]]))
        with in_words(folder):
            save(folder / places.REPORT, json.dumps(report, indent=1, allow_nan=False).encode())
        return report

    def _split(self, ranked: Ranked, folder: Path) -> dict[str, NDArray[np.float64]]:
        """Return the split of effects on stages, from the folder where it is there already."""
        path, runs = folder / places.SPLIT, split_runs(ranked.set)
        made_of = {"sweep": str(ranked.sweep.digest), "runs": str(runs), "code": sources_hash()}
        columns = [f"{name}.{part}" for name in MEASURES for part in PARTS]
        if path.exists() and about(path).items() >= made_of.items():
            rows = read_tables([path], columns, ROW)
        else:
            with self.bar("stages again", len(ranked.names) * runs.size) as done:
                parts = split(ranked.sweep, ranked.none, runs, done)
            rows = {
                f"{name}.{part}": parts[name][..., place].reshape(-1)
                for name in MEASURES
                for place, part in enumerate(PARTS)
            }
            numbered = {ROW: np.arange(len(ranked.names) * runs.size), **rows}
            with in_words(folder), temporary_in(folder) as temporary:
                write_table(numbered, temporary, made_of)
                publish(temporary, path)
        shape = (len(ranked.names), *runs.shape)
        return {
            name: np.stack([rows[f"{name}.{part}"].reshape(shape) for part in PARTS], axis=-1)
            for name in MEASURES
        }


def _check(ranked: Ranked) -> None:
    """Refuse a set whose outcome no run has a case of."""
    name = ranked.set.decide_by
    if np.isnan(ranked.outcomes[name]).any():
        place = ranked.sweep.scenario.name
        why = both(
            f"some runs of {place} have no case of it; name another outcome",
            f"sebagian simulasi {place} tidak dapat dinilai menurut itu; sebutkan hasil lain",
        )
        raise InputError([fault_of(f"{ranked.set.name}: decide_by = {name}", why)])
