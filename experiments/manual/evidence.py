"""The tables of the page on evidence: those that commands print, made of the shipped results.

They are read from `results/`, so that page and results cannot disagree.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from experiments.common.tables import Table, in_markdown, name
from experiments.evidence import card_tables
from experiments.evidence.calibration import calibration_tables as calibration
from experiments.evidence.calibration.inputs import load_inputs
from experiments.evidence.patterns.pattern_tables import pattern_table
from experiments.evidence.sensitivity.sensitivity_tables import sensitivity_tables
from sim.locations import RESULTS

Json = dict[str, Any]
CALIBRATION = RESULTS / "calibration" / "calibration.json"
CROSS_CHECK = RESULTS / "calibration" / "cross-check.json"
SENSITIVITY = RESULTS / "sensitivity" / "sensitivity.json"
CARD = RESULTS / "validation" / "card.json"
NOT_THERE = "Not made yet: `make results` makes it.\n"

ERRORS = {
    "money_log_sd": "standard deviation of the log of a balance",
    "label": "chance that a stage is told one step off",
    "named_label": "the same of a Kube of which the text itself says something",
    "habit": "chance that the text is wrong on whether a Kube sets aside first",
    "habit_held_least": "least share of its proposal, over a year, from which a Kube counts as "
    "setting aside",
}


def errors() -> str:
    """Return the errors of observation that the shipped calibration assumes."""
    assumed = load_inputs().settings.errors.model_dump()
    rows = [(name(key), f"{value:g}", ERRORS[key]) for key, value in assumed.items()]
    columns = ("error", "value", "meaning")
    return in_markdown(Table("Assumed errors of observation", columns, rows, (), (0, 2)))


def part(tables_of: Callable[[Json], Table | list[Table]], path: Path) -> str:
    """Return the tables made from a JSON object of the results, if that is there."""
    if not path.is_file():
        return NOT_THERE
    made = tables_of(json.loads(path.read_text(encoding="utf-8")))
    return in_markdown(*(made if isinstance(made, list) else [made]))


OF_CALIBRATION: Mapping[str, Callable[[Json], Table]] = {
    "bank": calibration.bank_table,
    "verdicts": calibration.verdicts_table,
    "parameters": calibration.parameters_table,
    "combinations": calibration.combinations_table,
    "variants": calibration.variants_table,
    "structures": calibration.structures_table,
    "readings": calibration.readings_table,
    "predictive": calibration.predictive_table,
    "left out": calibration.left_out_table,
    "conclusions": calibration.conclusions_table,
}
OF_CARD: Mapping[str, Callable[[Json], Table]] = {
    "failing": card_tables.failing_table,
    "counts": card_tables.counts_table,
    "kas": card_tables.kas_table,
    "patterns": pattern_table,
    "limits": card_tables.limits_table,
}


def _parts() -> Iterator[tuple[str, Callable[[], str]]]:
    yield "errors", errors
    for key, table_of in OF_CALIBRATION.items():
        yield key, partial(part, table_of, CALIBRATION)
    yield "second", partial(part, calibration.cross_check_table, CROSS_CHECK)
    yield "sensitivity", partial(part, sensitivity_tables, SENSITIVITY)
    for key, table_of in OF_CARD.items():
        yield f"card {key}", partial(part, table_of, CARD)


PARTS: Mapping[str, Callable[[], str]] = dict(_parts())
"""What is made for the page, by name."""
