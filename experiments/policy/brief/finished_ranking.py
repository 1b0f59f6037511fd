"""A ranking as a brief reads it: its report, its runs, and its winners on fresh luck."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from experiments.common.files import folder_name
from experiments.policy import ranking_runs as places
from experiments.policy.cost_effectiveness import Estimate, against
from experiments.policy.economics import EFFECT
from experiments.policy.effects import Json, gains
from experiments.policy.ranking_report import costs
from experiments.policy.ranking_runs import Ranked, by_draw, ranked_of
from experiments.policy.sets import NONE, PolicySet, load_set
from experiments.sweeps.stored_sweep import Sweep, open_sweep
from sim.inputs.strict import InputError
from sim.locations import SETS, names

Span = tuple[int, int]
"""First and last row."""


@dataclass(frozen=True, eq=False)
class FinishedRanking:
    """A finished ranking.

    Attributes
    ----------
    report : dict
        The report (`experiments.policy.ranking_report`).
    runs : Sweep
        On whose luck the policies were chosen.
    fresh : Ranked
        The winners again, on luck that chose none of them.
    """

    folder: Path
    report: Json
    runs: Sweep
    fresh: Ranked

    @property
    def recommended(self) -> str:
        """The policy of the highest expected net benefit."""
        return str(self.report["recommended"])

    @property
    def kubes(self) -> int:
        """Kubes of the plan."""
        return int(self.report["sweep"]["kubes"])

    @cached_property
    def policies(self) -> Mapping[str, Json]:
        """What the report says of every policy, by name."""
        return {policy["policy"]: policy for policy in self.report["policies"]}

    def rows(self, *names: str) -> tuple[Span, ...]:
        """Return the rows of policies in the runs."""
        return tuple((rows[0], rows[1]) for rows in (self.policies[name]["rows"] for name in names))

    def fresh_rows(self, *names: str) -> tuple[Span, ...]:
        """Return the rows of policies in the runs on fresh luck."""
        numbers = [self.fresh.place(name) for name in names]
        return tuple(
            (self.fresh.row(number, 0, 0), self.fresh.row(number + 1, 0, 0) - 1)
            for number in numbers
        )

    def costs(self, policy: str) -> Json:
        """Return what a policy costs by payer and in total, on fresh luck, as in the report."""
        return costs(self.fresh, self.fresh.place(policy))

    @cached_property
    def ratio(self) -> Estimate:
        """What one more sustained mandiri Kube costs beside the plan, in Rp, on fresh luck."""
        effect, cost = by_draw(self.fresh.outcomes[EFFECT]).T, by_draw(self.fresh.cost).T
        if np.isnan(effect).any():
            return Estimate(np.nan, np.nan, np.nan)
        return against(effect, cost, self.fresh.none)[self.fresh.place(self.recommended)].ratio

    @cached_property
    def groups(self) -> list[Json]:
        """What the recommendation does for groups of households, on fresh luck."""
        own = self.fresh.place(self.recommended)
        return gains(self.fresh, own, self.fresh.none)


def folder_of(text: str) -> Path:
    """Return the folder of a ranking, which is named, or is where its set is ranked by default.

    Raises
    ------
    InputError
        When there is neither such a folder nor such a set.
    """
    path = Path(text)
    if path.is_dir():
        return path
    is_set = text in names(SETS) or path.suffix == ".toml"
    name = load_set(text)[0].name if is_set else text
    folder = Path("results") / "policy" / folder_name(name)
    if not folder.is_dir() and not is_set:
        known = ", ".join(names(SETS))
        raise InputError([f"{text}: is neither a folder nor a shipped set; known: {known}"])
    return folder


def finished(folder: Path, text: str) -> FinishedRanking:
    """Open a finished ranking.

    Parameters
    ----------
    text : str
        What the user calls it.

    Raises
    ------
    InputError
        When it is not finished, or its report is not of its runs.
    """
    path = folder / places.REPORT
    if not path.is_file():
        name = places.set_in(folder).name if Path(text).is_dir() else text
        why = f"holds no finished ranking; run `kubesim policy rank {name}`"
        raise InputError([f"{folder}: {why}"])
    try:
        report = json.loads(path.read_bytes())
        digests = [report[part]["digest"] for part in ("sweep", "fresh")]
        report["money"]["price_year"]
    except (ValueError, KeyError, TypeError):
        why = "is damaged or of another version; rank again"
        raise InputError([f"{path}: {why}"]) from None
    runs, again = open_sweep(folder / places.RUNS), open_sweep(folder / places.FRESH)
    if digests != [runs.digest, again.digest]:
        raise InputError([f"{folder}: the report is not of the runs that are there; rank again"])
    fresh = ranked_of(PolicySet.model_validate(report["set"]), again)
    ranking = FinishedRanking(folder, report, runs, fresh)
    if NONE not in ranking.policies or ranking.recommended not in fresh.names:
        raise InputError([f"{path}: is damaged; rank again"])
    return ranking
