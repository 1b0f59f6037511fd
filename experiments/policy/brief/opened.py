"""A ranking as a brief reads it: its report, its runs, and its winners on fresh luck."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from experiments.common.files import folder_name
from experiments.common.paired import Difference
from experiments.policy import ranking_runs as places
from experiments.policy.accounting import PAYERS
from experiments.policy.brief.figures import Span
from experiments.policy.cost_effectiveness import Estimate, against
from experiments.policy.economics import EFFECT
from experiments.policy.effects import Group, gains, mean_and_interval
from experiments.policy.ranking_runs import Ranked, by_draw, ranked_of
from experiments.policy.sets import NONE, PolicySet, load_set
from experiments.sweeps.store import Sweep, open_sweep
from sim.inputs.strict import InputError
from sim.locations import SETS, names

Json = dict[str, Any]
TOTAL = "total"


class Costs(dict[str, tuple[Difference, Difference]]):
    """By payer, and in total: the cost a Kube, and how much more it is than the plan's, in Rp."""


@dataclass(frozen=True, eq=False)
class Opened:
    """A finished ranking.

    Attributes
    ----------
    told : dict
        The report (`experiments.policy.report`).
    runs : Sweep
        On whose luck the policies were chosen.
    fresh : Ranked
        The winners again, on luck that chose none of them.
    """

    folder: Path
    told: Json
    runs: Sweep
    fresh: Ranked

    @property
    def recommended(self) -> str:
        """The policy of the highest expected net benefit."""
        return str(self.told["recommended"])

    @property
    def kubes(self) -> int:
        """Kubes of the plan."""
        return int(self.told["sweep"]["kubes"])

    @cached_property
    def policies(self) -> Mapping[str, Json]:
        """What the report says of every policy, by name."""
        return {it["policy"]: it for it in self.told["policies"]}

    def rows(self, *names: str) -> tuple[Span, ...]:
        """Return the rows of policies in the runs."""
        return tuple((rows[0], rows[1]) for rows in (self.policies[it]["rows"] for it in names))

    def fresh_rows(self, *names: str) -> tuple[Span, ...]:
        """Return the rows of policies in the runs on fresh luck."""
        numbers = [self.fresh.place(it) for it in names]
        firsts = [(self.fresh.row(it, 0, 0), self.fresh.row(it + 1, 0, 0)) for it in numbers]
        return tuple((first, after - 1) for first, after in firsts)

    def costs(self, policy: str) -> Costs:
        """Return what a policy costs, on fresh luck."""
        cubes = {**self.fresh.by_payer(), TOTAL: self.fresh.cost}
        own, plan = self.fresh.place(policy), self.fresh.none
        found = Costs()
        for payer in (*PAYERS, TOTAL):
            draws = by_draw(np.broadcast_to(cubes[payer], self.fresh.cost.shape))
            both = mean_and_interval(np.stack([draws[own], draws[own] - draws[plan]]))
            found[payer] = (both[0], both[1])
        return found

    @cached_property
    def ratio(self) -> Estimate:
        """What one more sustained mandiri Kube costs beside the plan, in Rp, on fresh luck."""
        effect, cost = by_draw(self.fresh.outcomes[EFFECT]).T, by_draw(self.fresh.cost).T
        if np.isnan(effect).any():
            return Estimate(np.nan, np.nan, np.nan)
        return against(effect, cost, self.fresh.none)[self.fresh.place(self.recommended)].ratio

    @cached_property
    def groups(self) -> list[Group]:
        """What the recommendation does for groups of households, on fresh luck."""
        own = self.fresh.place(self.recommended)
        return [it for it in gains(self.fresh, own, self.fresh.none) if it.share > 0.0]


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
    if text in names(SETS) or path.suffix == ".toml":
        text = load_set(text)[0].name
    folder = Path("results") / "policy" / folder_name(text)
    if not folder.is_dir() and text not in names(SETS) and path.suffix != ".toml":
        known = ", ".join(names(SETS))
        raise InputError([f"{text}: is neither a folder nor a shipped set; known: {known}"])
    return folder


def opened(folder: Path, text: str) -> Opened:
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
    if not (folder / places.REPORT).is_file():
        of = (_set_of(folder) or "SET") if Path(text).is_dir() else text
        why = f"holds no finished ranking; run `kubesim policy rank {of}`"
        raise InputError([f"{folder}: {why}"])
    told = places.report_in(folder)
    runs, again = open_sweep(folder / places.RUNS), places.open_fresh(folder)
    of_runs = (_digest(told, "sweep"), _digest(told, "fresh"))
    if of_runs != (runs.digest, again.digest):
        raise InputError([f"{folder}: the report is not of the runs that are there; rank again"])
    found = PolicySet.model_validate(told["set"])
    opened = Opened(folder, told, runs, ranked_of(found, again))
    if NONE not in opened.policies or opened.recommended not in opened.fresh.names:
        raise InputError([f"{folder / places.REPORT}: is damaged; rank again"])
    return opened


def _digest(told: Json, part: str) -> str | None:
    of = told.get(part)
    return of.get("digest") if isinstance(of, dict) else None


def _set_of(folder: Path) -> str:
    """Return the name of the set that an unfinished ranking is of, where it has one."""
    try:
        return PolicySet.model_validate_json((folder / places.SET).read_bytes()).name
    except (OSError, ValueError):
        return ""
