"""Tables of the shipped results, as commands print them.

They are read from `results/`, so that page and results cannot disagree.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from experiments.common.tables import Cell, Table, in_markdown, parts_of
from experiments.common.tables import name as named
from experiments.evidence import card_tables as card
from experiments.evidence.calibration import calibration_tables as calibration
from experiments.evidence.calibration.inputs import load_inputs
from experiments.evidence.card_elsewhere import elsewhere_table
from experiments.evidence.lever_effects import accounts_table, levers_table
from experiments.evidence.patterns.pattern_tables import pattern_table
from experiments.evidence.sensitivity.contrast_tables import contrast_table, counts_table
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
SHOWN_MOST = {"sensitivity": 6, "contrasts": 3}
"""So many rows of a long table stand on the page; the file of the results has all."""
LEAST_INDEX = 0.05
"""Total index below which a parameter is left out: it moves next to nothing."""
AT_PRIOR = "at its prior"
MEASURED = "measured elsewhere"
NOT_FITTED = "(*)"
NOTHING_TOGETHER = "No combination of parameters is narrower than as many draws would be by chance."
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


def columns(table: Table, *places: int) -> Table:
    """Return a table with some of its columns alone."""
    return replace(
        table,
        headings=[table.headings[place] for place in places],
        rows=[[row[place] for place in places] for row in table.rows],
        text_columns=[n for n, place in enumerate(places) if place in table.text_columns],
    )


def once(table: Table) -> Table:
    """Return a table whose first cell is empty where it repeats the one above."""
    above = [None, *(row[0] for row in table.rows)]
    rows = [
        ("" if row[0] == before else row[0], *row[1:])
        for row, before in zip(table.rows, above, strict=False)
    ]
    return replace(table, rows=rows)


def verdicts(report: Json) -> Table:
    """Return the verdicts; those that are left at their priors are too many to be named."""
    table = calibration.verdicts_table(report)
    rows = [(*row[:2], "all others" if row[0] == AT_PRIOR else row[2]) for row in table.rows]
    return replace(table, rows=rows)


def parameters(report: Json) -> list[Table]:
    """Return the parameters of which the data say something, and what is learned of several."""
    main = report["variants"][0]
    table = calibration.parameters_table(report)
    said = {row["name"] for row in main["parameters"] if row["verdict"] not in (AT_PRIOR, MEASURED)}
    rows = [row for row in table.rows if row[0] in map(named, said)]
    if main["combinations"]:
        return [
            replace(table, rows=rows, notes=table.notes[1:2]),
            calibration.combinations_table(report),
        ]
    return [replace(table, rows=rows, notes=(table.notes[1], NOTHING_TOGETHER))]


def bank(report: Json) -> Table:
    """Return what the fit rests on, without the checksum."""
    table = calibration.bank_table(report)
    return replace(table, rows=table.rows[:-1])


def variants(report: Json) -> Table:
    """Return the variants, each with its title beside its name, and how well they fit."""
    table = columns(calibration.variants_table(report), 0, 1, 2, 3)
    titles = [variant["title"] for variant in report["variants"]]
    rows = [
        ((*parts_of(row[0]), f": {title}"), *row[1:])
        for row, title in zip(table.rows, titles, strict=True)
    ]
    return replace(table, title="All variants", rows=rows, notes=table.notes[1:])


def structures(report: Json) -> Table:
    """Return the weights of rival structures, over variants, and how far they can be told."""
    return replace(columns(calibration.structures_table(report), 0, 1, 2, 3, 5, 7), notes=())


def predictive(report: Json) -> Table:
    """Return the figures that are fitted beside what the posterior predicts."""
    table = columns(calibration.predictive_table(report), 0, 1, 2, 4, 5)
    rows = [row for row in table.rows if NOT_FITTED not in row[0]]
    return replace(table, rows=rows, notes=table.notes[1:])


def sensitivity(report: Json) -> list[Table]:
    """Return the split of the variance, and the parameters that move each outcome."""
    split, *indices = sensitivity_tables(report)
    return [split, *map(_moving, indices)]


def _moving(table: Table) -> Table:
    """Return the strongest parameters, without first-order indices and the split said again."""
    short = columns(table, 0, 1, 3)
    moving = [row for row in short.rows if float(str(row[1]).split()[0]) >= LEAST_INDEX]
    spread = table.notes[0].partition(":")[0]
    return replace(short, rows=moving[: SHOWN_MOST["sensitivity"]], notes=(f"{spread}.",))


def contrasts(report: Json) -> list[Table]:
    """Return the verdicts by kind of input, and the inputs that move policies' effects most."""
    rows: list[list[Cell]] = []
    for policy, contrast in report["contrasts"].items():
        table = columns(contrast_table(report, policy), 0, 2, 3, 4)
        rows += [[contrast["title"], *row] for row in table.rows[: SHOWN_MOST["contrasts"]]]
    headings = ("policy, less the plan", *table.headings)
    moving = Table("What moves each policy's effects most: size", headings, rows, (), (0, 1))
    return [counts_table(report), once(moving)]


def levers(report: Json) -> Table:
    """Return what each lever does; that no lever varies in the data stands in the text."""
    table = once(levers_table(report))
    return replace(table, notes=(table.notes[0], table.notes[-1]))


def elsewhere(report: Json) -> Table:
    """Return what others measured, and how many of their findings the draws reach."""
    table = elsewhere_table(report)
    reached = [row["overlap"] for row in report["elsewhere"]["contrasts"]]
    said = f"In {reached.count(True)} of {len(reached)} these draws reach what was measured."
    return replace(columns(table, 0, 1, 2, 3, 4, 6), notes=(said, *table.notes))


def ranking(report: Json) -> list[Table]:
    """Return effects, costs and regrets of the best policies, and what the plan's money buys."""
    of_policies = effects_table, costs_table, robust_table
    return [*(made(report, TOP, "en") for made in of_policies), equal_table(report, "en")]


def accounts(report: Json) -> list[Table]:
    """Return effects and observed figures by account of failure."""
    return [accounts_table(report), card.observed_accounts_table(report)]


TABLES: Mapping[str, tuple[Path, Callable[[Json], Table | list[Table]]]] = {
    "bank": (CALIBRATION, bank),
    "verdicts": (CALIBRATION, verdicts),
    "parameters": (CALIBRATION, parameters),
    "variants": (CALIBRATION, variants),
    "structures": (CALIBRATION, structures),
    "readings": (CALIBRATION, calibration.readings_table),
    "predictive": (CALIBRATION, predictive),
    "left out": (CALIBRATION, calibration.left_out_table),
    "conclusions": (CALIBRATION, calibration.conclusions_table),
    "sensitivity": (SENSITIVITY, sensitivity),
    "contrasts": (CONTRASTS, contrasts),
    "levers": (CARD, levers),
    "accounts": (CARD, accounts),
    "failing": (CARD, card.failing_table),
    "counts": (CARD, card.counts_table),
    "kas": (CARD, card.kas_table),
    "elsewhere": (CARD, elsewhere),
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
