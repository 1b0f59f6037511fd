"""Ranking a set: all runs, the split of effects on stages, the winners again on fresh luck."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from experiments.common.database import about, read_tables, write_table
from experiments.common.files import publish, save, temporary_in
from experiments.common.uncertainty import Drawn
from experiments.policy import ranking_runs as places
from experiments.policy.effects import Json, effects
from experiments.policy.ranking_report import report_of
from experiments.policy.ranking_runs import Bar, Ranked, ranked_of
from experiments.policy.sets import ALWAYS, PolicySet, plan_of_set
from experiments.policy.stage_effects import LUCK_MOST, MEASURES, PARTS, split
from experiments.store.digest import canonical, digest_of, sha256
from experiments.store.disk import in_words
from experiments.sweeps.plan import Plan
from experiments.sweeps.sweeping import Sweeping
from sim.ensemble.compiled import sources_hash
from sim.inputs.strict import InputError

ROW = "row"
WINNERS_MOST = 5
"""So many policies are scored again."""


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

    def run(self, folder: Path) -> Json:
        """Run into a folder what it lacks, and return the report, which is saved there.

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
        report = report_of(ranked, parts)
        report["fresh"] = self._fresh(plan, report, folder)
        flat = {name: values.reshape(-1, len(PARTS)) for name, values in parts.items()}
        tables = (ranked.sweep.digest, digest_of(flat), report["fresh"]["digest"])
        report["digest"] = sha256(canonical([tables, report["set"], report["prices"]]))
        with in_words(folder):
            save(folder / places.REPORT, json.dumps(report, indent=1, allow_nan=False).encode())
        return report

    def _split(self, ranked: Ranked, folder: Path) -> dict[str, NDArray[np.float64]]:
        """Return the split of effects on stages, from the folder where it is there already."""
        path, count = folder / places.SPLIT, ranked.set.draws * min(LUCK_MOST, ranked.set.luck)
        made_of = {"sweep": str(ranked.sweep.digest), "runs": str(count), "code": sources_hash()}
        shape = (len(ranked.names), count, len(PARTS))
        columns = [f"{name}.{part}" for name in MEASURES for part in PARTS]
        if path.exists() and about(path).items() >= made_of.items():
            rows = read_tables([path], columns, ROW)
        else:
            with self.bar("stages again", len(ranked.names) * count) as done:
                parts = split(ranked.sweep, ranked.none, count, done)
            rows = {
                f"{name}.{part}": parts[name][..., place].reshape(-1)
                for name in MEASURES
                for place, part in enumerate(PARTS)
            }
            numbered = {ROW: np.arange(shape[0] * count), **rows}
            with in_words(folder), temporary_in(folder) as temporary:
                write_table(numbered, temporary, made_of)
                publish(temporary, path)
        return {
            name: np.stack([rows[f"{name}.{part}"].reshape(shape[:2]) for part in PARTS], axis=-1)
            for name in MEASURES
        }

    def _fresh(self, own: Plan, report: Json, folder: Path) -> Json:
        """Score the winners again, on luck that chose none of them."""
        best = dict.fromkeys([report["recommended"], *report["choice"]["left"]])
        winners = list(best)[:WINNERS_MOST]
        texts = {own.policies[text].name: text for text in self.policy_set.names}
        names = tuple(dict.fromkeys((*ALWAYS, *(texts[name] for name in winners))))
        seed = self.policy_set.seed + 1
        plan = plan_of_set(self.policy_set, self.path, self.drawn, seed, names)
        fresh = ranked_of(self.policy_set, self.sweeping.run(plan, folder / places.FRESH).sweep)
        means = dict(zip(fresh.names, effects(fresh, fresh.none), strict=True))
        return {
            "seed": seed,
            "digest": fresh.sweep.digest,
            "effects": {name: means[name] for name in winners},
        }


def _check(ranked: Ranked) -> None:
    """Refuse a set whose outcome no run has a case of."""
    name = ranked.set.decide_by
    if np.isnan(ranked.outcomes[name]).any():
        why = f"some runs of {ranked.sweep.scenario.name} have no case of it"
        raise InputError([f"{ranked.set.name}: decide_by = {name}: {why}; name another outcome"])
