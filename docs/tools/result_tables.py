"""Tables of the shipped results: those that commands print, and the ranking of policies.

They are read from `results/`, so that page and results cannot disagree.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from docs.tools.markdown import code, table
from experiments.common.tables import Table, in_markdown
from experiments.common.tables import name as named
from experiments.evidence import card_tables as card
from experiments.evidence.calibration import calibration_tables as calibration
from experiments.evidence.calibration.inputs import load_inputs
from experiments.evidence.patterns.pattern_tables import pattern_table
from experiments.evidence.sensitivity.sensitivity_tables import sensitivity_tables
from experiments.policy.economics import EFFECT
from sim.locations import RESULTS

Json = dict[str, Any]
CALIBRATION = RESULTS / "calibration" / "calibration.json"
CROSS_CHECK = RESULTS / "calibration" / "cross-check.json"
SENSITIVITY = RESULTS / "sensitivity" / "sensitivity.json"
CARD = RESULTS / "validation" / "card.json"
RANKING = RESULTS / "policy" / "support" / "rank.json"
NOT_THERE = "Not made yet: `make results` makes it.\n"

ERRORS = {
    "money_log_sd": "standard deviation of the log of a balance",
    "label": "chance that a stage is told one step off",
    "named_label": "the same of a Kube of which the text itself says something",
    "habit": "chance that the text is wrong on whether a Kube sets aside first",
    "habit_held_least": "least share of its proposal, over a year, from which a Kube counts as "
    "setting aside",
}
RANKING_HEADINGS = (
    "Policy", "Failed, points", "Stays mandiri, points", "Of it earned", "Income", "Unmet need",
    "Cost a Kube", "A mandiri Kube more", "In public money", "Best",
)  # fmt: skip
MILLION = 1e6


def errors_of_observation() -> str:
    """Return the errors of observation that the shipped calibration assumes."""
    assumed = load_inputs().settings.errors.model_dump()
    rows = [(named(key), f"{value:g}", ERRORS[key]) for key, value in assumed.items()]
    columns = ("error", "value", "meaning")
    return in_markdown(Table("Assumed errors of observation", columns, rows, (), (0, 2)))


def ranking_table(report: Json) -> str:
    """Return every policy of a ranking against the plan, the best first."""
    by_name = {policy["policy"]: policy for policy in report["policies"]}
    names = [policy for policy in report["choice"]["order"] if policy != "none"]
    rows = [_ranking_row(report, by_name[policy]) for policy in names]
    plan, sweep = by_name["none"], report["sweep"]
    means = plan["outcomes"]
    head = (
        f"The plan itself: {100 * means['failed_share']['mean']:.0f} % fail, "
        f"{100 * means[EFFECT]['mean']:.1f} % stay mandiri; a Kube costs Rp "
        f"{plan['cost']['total']['mean'] / MILLION:.0f} million of "
        f"{report['set']['accounting']['price_year']}. "
        f"{sweep['draws']:,} draws, {sweep['luck']} runs of each, {sweep['rows']:,} runs.\n\n"
    )
    return head + table(RANKING_HEADINGS, rows)


def _ranking_row(report: Json, policy: Json) -> tuple[str, ...]:
    change = policy["against_none"]
    ratios = report["economics"][EFFECT]["against_none"][policy["policy"]]
    gains = change[EFFECT]["mean"] > 0.0
    return (
        code(policy["policy"]),
        _points(change["failed_share"]),
        _points(change[EFFECT]),
        f"{100 * policy['split'][EFFECT]['earnings']['mean']:+.1f}",
        f"{change['household_income_idr']['mean']:+,.0f}",
        f"{change['unmet_need_idr']['mean']:+,.0f}",
        f"{policy['cost']['total']['more']['mean'] / MILLION:+.1f}",
        *(_millions(ratios[key][0], gains) for key in ("ratio", "public_ratio")),
        f"{report['choice']['probability_of_best'][policy['policy']]:.0%}",
    )


def _millions(ratio: float | None, gains: bool) -> str:
    return f"{ratio / MILLION:,.0f}" if gains and ratio is not None else ""


def _points(effect: Json) -> str:
    mean, low, high = (f"{100 * effect[key]:+.1f}" for key in ("mean", "low", "high"))
    return f"{mean} ({low} to {high})"


TABLES: Mapping[str, tuple[Path, Callable[[Json], str | Table | list[Table]]]] = {
    "bank": (CALIBRATION, calibration.bank_table),
    "verdicts": (CALIBRATION, calibration.verdicts_table),
    "parameters": (CALIBRATION, calibration.parameters_table),
    "combinations": (CALIBRATION, calibration.combinations_table),
    "variants": (CALIBRATION, calibration.variants_table),
    "structures": (CALIBRATION, calibration.structures_table),
    "readings": (CALIBRATION, calibration.readings_table),
    "predictive": (CALIBRATION, calibration.predictive_table),
    "left out": (CALIBRATION, calibration.left_out_table),
    "conclusions": (CALIBRATION, calibration.conclusions_table),
    "cross-check": (CROSS_CHECK, calibration.cross_check_table),
    "sensitivity": (SENSITIVITY, sensitivity_tables),
    "failing": (CARD, card.failing_table),
    "counts": (CARD, card.counts_table),
    "kas": (CARD, card.kas_table),
    "patterns": (CARD, pattern_table),
    "limits": (CARD, card.limits_table),
    "ranking": (RANKING, ranking_table),
}
"""By name: the file of the results, and what is made of it."""


def results(name: str) -> str:
    """Return what is made of a file of the results, if that is there."""
    path, made_of = TABLES[name]
    if not path.is_file():
        return NOT_THERE
    made = made_of(json.loads(path.read_text(encoding="utf-8")))
    if isinstance(made, str):
        return made
    return in_markdown(*(made if isinstance(made, list) else [made]))
