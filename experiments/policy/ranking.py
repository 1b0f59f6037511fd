"""Ranking a set: all runs, the split of effects on stages, the winners again on fresh luck."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from experiments.common.database import about, read_tables, write_table
from experiments.common.files import publish, save, temporary_in
from experiments.common.uncertainty import Drawn
from experiments.policy import ranking_runs as places
from experiments.policy.effects import effects
from experiments.policy.ranking_report import Json, in_report, report_of
from experiments.policy.ranking_runs import Ranked, ranked_of
from experiments.policy.sets import PolicySet, plan_of_set
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

Bar = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]


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
        Returns what shows progress: from what is done, and how much there is to do.
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
        plan = self._plan(self.policy_set.seed, None)
        places.check_free(folder, self.policy_set)
        swept = self.sweeping.run(plan, folder / places.RUNS)
        places.save_set(folder, self.policy_set)
        ranked = ranked_of(self.policy_set, swept.sweep)
        _check(ranked)
        parts = self._split(ranked, folder)
        report = report_of(ranked, parts)
        report["fresh"] = self._fresh(report, folder)
        tables = (ranked.sweep.digest, digest_of(_flat(parts)), report["fresh"]["digest"])
        report["digest"] = sha256(canonical([tables, report["set"], report["prices"]]))
        with in_words(folder):
            save(folder / places.REPORT, json.dumps(report, indent=1, allow_nan=False).encode())
        return report

    def _plan(self, seed: int, policies: tuple[str, ...] | None) -> Plan:
        return plan_of_set(self.policy_set, self.path, self.drawn, seed, policies)

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
                parts = split(ranked.sweep, ranked.none, count, done).parts
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

    def _fresh(self, report: Json, folder: Path) -> Json:
        """Score the winners again, on luck that chose none of them."""
        best = dict.fromkeys([report["recommended"], *report["choice"]["left"]])
        winners = list(best)[:WINNERS_MOST]
        names = tuple(dict.fromkeys((*self.policy_set.names[:2], *self._texts(winners))))
        plan = self._plan(self.policy_set.seed + 1, names)
        ranked = ranked_of(self.policy_set, self.sweeping.run(plan, folder / places.FRESH).sweep)
        means = dict(zip(ranked.names, effects(ranked, ranked.none), strict=True))
        return {
            "seed": plan.spec.seed,
            "digest": ranked.sweep.digest,
            "effects": {
                name: {key: in_report(effect) for key, effect in means[name].items()}
                for name in winners
            },
        }

    def _texts(self, names: list[str]) -> list[str]:
        """Return how the set's file names policies."""
        plan = self._plan(self.policy_set.seed, None)
        texts = {plan.policies[text].name: text for text in self.policy_set.names}
        return [texts[name] for name in names]


def _check(ranked: Ranked) -> None:
    """Refuse a set whose outcome no run has a case of."""
    name = ranked.set.decide_by
    if np.isnan(ranked.outcomes[name]).any():
        why = f"some runs of {ranked.sweep.scenario.name} have no case of it"
        raise InputError([f"{ranked.set.name}: decide_by = {name}: {why}; name another outcome"])


def _flat(parts: dict[str, NDArray[np.float64]]) -> dict[str, NDArray[np.float64]]:
    """Return the split as a table, a row a policy and replication."""
    return {name: values.reshape(-1, len(PARTS)) for name, values in parts.items()}
