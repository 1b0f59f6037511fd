"""A ranking as a brief reads it: its report, its runs, and its effects world by world."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from experiments.common.files import folder_name, usual_folder
from experiments.common.refusals import fault_of
from experiments.common.spread import Effect, effect, effect_of
from experiments.common.worlds import Worlds, told_worlds
from experiments.policy import ranking_runs as places
from experiments.policy.best_policy import Numbers
from experiments.policy.effects import AIMS, MEASURES, Json, apart, by_world, worlds_between
from experiments.policy.ranking_file import report_in
from experiments.policy.ranking_runs import Ranked, ranked_of, set_in
from experiments.policy.sets import NONE, load_set
from experiments.sweeps.stored_sweep import Sweep, open_sweep
from sim.inputs.said import both
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
    """

    folder: Path
    report: Json
    runs: Sweep

    @property
    def recommended(self) -> str:
        """The policy of the highest expected outcome, or net benefit where a worth is set."""
        return str(self.report["recommended"])

    @property
    def decide_by(self) -> str:
        """The outcome by which the set decides."""
        return str(self.report["choice"]["decide_by"])

    @property
    def worth_idr(self) -> float | None:
        """The set's worth of one more Kube that stays mandiri."""
        rate = self.report["willing_idr"]
        return None if rate is None else float(rate)

    @property
    def kubes(self) -> int:
        """Kubes of the plan."""
        return int(self.report["sweep"]["kubes"])

    @cached_property
    def ranked(self) -> Ranked:
        """The runs as arrays."""
        return ranked_of(set_in(self.folder), self.runs)

    @cached_property
    def worlds(self) -> Mapping[str, Numbers]:
        """Effects of all policies against the plan in every world, by outcome; higher is better.

        Of failure, income and staying mandiri, and of the outcome by which the set decides; shape
        (draws, policies) each, in the order of `ranked.names`.
        """
        return {
            name: by_world(self.ranked, name) for name in dict.fromkeys((*AIMS, self.decide_by))
        }

    @cached_property
    def households(self) -> float:
        """Founding households of all Kubes under the plan, mean over the runs."""
        counts = self.ranked.cells["kubes_households"][self.ranked.none]
        return float(counts.sum(axis=-1).mean())

    @cached_property
    def policies(self) -> Mapping[str, Json]:
        """What the report says of every policy, by name."""
        return {policy["policy"]: policy for policy in self.report["policies"]}

    def effect(self, policy: str, outcome: str, against: str = NONE) -> Effect:
        """Return what a policy adds to another; against the plan, as the report has it."""
        told = self.policies[policy]["against_none"] if against == NONE else {}
        if outcome in told:
            return effect_of(told[outcome])
        own, other = self.ranked.place(policy), self.ranked.place(against)
        runs = apart(self.ranked.outcomes[outcome], own, other)
        return effect(MEASURES[outcome], runs, worlds_between(self.ranked, own, other))

    def worlds_of(self, policy: str, against: str = NONE) -> Worlds:
        """Return the worlds as two policies see them; against the plan, without their draws."""
        if against == NONE:
            return told_worlds(self.policies[policy]["worlds"]["against_none"])
        return worlds_between(self.ranked, self.ranked.place(policy), self.ranked.place(against))

    def rows(self, *names: str) -> tuple[Span, ...]:
        """Return the rows of policies in the runs."""
        return tuple((rows[0], rows[1]) for rows in (self.policies[name]["rows"] for name in names))


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
    folder = usual_folder("policy", folder_name(name))
    if not folder.is_dir() and not is_set:
        known = ", ".join(names(SETS))
        why = both(
            f"is neither a folder nor a shipped set; known: {known}",
            f"bukan folder dan bukan himpunan bawaan; yang dikenal: {known}",
        )
        raise InputError([fault_of(text, why)])
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
    ranked = (folder / places.REPORT).exists() or not Path(text).is_dir()
    report = report_in(folder, text if ranked else places.set_in(folder).name)
    runs = open_sweep(folder / places.RUNS)
    if report["sweep"]["digest"] != runs.digest:
        why = both(
            "the report is not of the runs that are there; rank again",
            "laporannya bukan dari simulasi yang ada; buat lagi peringkatnya",
        )
        raise InputError([fault_of(str(folder), why)])
    return FinishedRanking(folder, report, runs)
