"""Tables of the shipped results, as commands print them.

They are read from `results/`, so that page and results cannot disagree.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from experiments.common.tables import Table, in_markdown
from experiments.common.tables import name as named
from experiments.evidence import card_tables as card
from experiments.evidence.calibration import calibration_tables as calibration
from experiments.evidence.calibration.inputs import load_inputs
from experiments.evidence.card_elsewhere import elsewhere_table
from experiments.evidence.lever_effects import accounts_table, levers_table
from experiments.evidence.patterns.pattern_tables import pattern_accounts_table, pattern_table
from experiments.evidence.sensitivity.contrast_tables import contrast_tables
from experiments.evidence.sensitivity.sensitivity_tables import sensitivity_tables
from experiments.forecast.skill_tables import skill_tables
from experiments.policy.ranking_tables import (
    TOP,
    costs_table,
    effects_table,
    equal_table,
    robust_table,
)
from sim.locations import RESULTS

Json = dict[str, Any]
CALIBRATION = RESULTS / "calibration" / "calibration.json"
SENSITIVITY = RESULTS / "sensitivity" / "sensitivity.json"
CONTRASTS = RESULTS / "sensitivity" / "contrast.json"
CARD = RESULTS / "validation" / "card.json"
FORECAST = RESULTS / "forecast" / "skill.json"
RANKING = RESULTS / "policy" / "support" / "rank.json"
STRONGEST = {"parameters": 12, "sensitivity": 6, "constants": 10, "contrasts": 6}
"""So many rows of a long table stand on the page; the file of the results has all."""
NOT_THERE = "Not made yet: `make results` makes it.\n"

ERRORS = {
    "money_log_sd": "standard deviation of the log of a balance",
    "label": "chance that a stage is reported one step off",
    "named_label": "the same for a Kube that the text itself describes",
    "habit": "chance that the text is wrong on whether a Kube sets aside first",
    "habit_held_least": "least share of its proposal, over a year, from which a Kube counts as "
    "setting aside",
}


def errors_of_observation() -> str:
    """Return the errors of observation that the shipped calibration assumes."""
    assumed = load_inputs().settings.errors.model_dump()
    rows = [(named(key), f"{value:g}", ERRORS[key]) for key, value in assumed.items()]
    columns = ("error", "value", "meaning")
    return in_markdown(Table("Assumed errors of observation", columns, rows, (), (0, 2)))


def strongest(table: Table, of: str) -> Table:
    """Return a table, ordered by strength, with the rows alone that the page shows."""
    return replace(table, rows=table.rows[: STRONGEST[of]])


def parameters(report: Json) -> Table:
    """Return the parameters that the data narrow most."""
    return strongest(calibration.parameters_table(report), "parameters")


def sensitivity(report: Json) -> list[Table]:
    """Return the split of the variance, and the parameters that move each outcome most."""
    split, *indices = sensitivity_tables(report)
    short = (replace(table, notes=table.notes[:1]) for table in indices)
    return [split, *(strongest(table, "sensitivity") for table in short)]


def contrasts(report: Json) -> list[Table]:
    """Return the verdicts by kind of input, and the inputs that move policies' effects most."""
    verdicts, constants, *by_policy = contrast_tables(report)
    moving = strongest(constants, "constants")
    return [verdicts, moving, *(strongest(table, "contrasts") for table in by_policy)]


def ranking(report: Json) -> list[Table]:
    """Return effects, costs and regrets of the best policies, and what the plan's money buys."""
    of_policies = effects_table, costs_table, robust_table
    return [*(made(report, TOP, "en") for made in of_policies), equal_table(report, "en")]


def accounts(report: Json) -> list[Table]:
    """Return effects, observed figures and patterns by account of failure."""
    return [
        accounts_table(report),
        card.observed_accounts_table(report),
        pattern_accounts_table(report),
    ]


TABLES: Mapping[str, tuple[Path, Callable[[Json], Table | list[Table]]]] = {
    "bank": (CALIBRATION, calibration.bank_table),
    "verdicts": (CALIBRATION, calibration.verdicts_table),
    "parameters": (CALIBRATION, parameters),
    "combinations": (CALIBRATION, calibration.combinations_table),
    "variants": (CALIBRATION, calibration.variants_table),
    "structures": (CALIBRATION, calibration.structures_table),
    "readings": (CALIBRATION, calibration.readings_table),
    "predictive": (CALIBRATION, calibration.predictive_table),
    "left out": (CALIBRATION, calibration.left_out_table),
    "conclusions": (CALIBRATION, calibration.conclusions_table),
    "sensitivity": (SENSITIVITY, sensitivity),
    "contrasts": (CONTRASTS, contrasts),
    "levers": (CARD, levers_table),
    "accounts": (CARD, accounts),
    "failing": (CARD, card.failing_table),
    "counts": (CARD, card.counts_table),
    "kas": (CARD, card.kas_table),
    "elsewhere": (CARD, elsewhere_table),
    "patterns": (CARD, pattern_table),
    "limits": (CARD, card.limits_table),
    "ranking": (RANKING, ranking),
    "forecast": (FORECAST, skill_tables),
}
"""By name: the file of the results, and what is made of it."""


def results(name: str) -> str:
    """Return what is made of a file of the results, if that is there."""
    path, made_of = TABLES[name]
    if not path.is_file():
        return NOT_THERE
    made = made_of(json.loads(path.read_text(encoding="utf-8")))
    return in_markdown(*(made if isinstance(made, list) else [made]))
