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
from experiments.evidence.figures import percent
from experiments.evidence.lever_effects import accounts_table, levers_table
from experiments.evidence.patterns.pattern_tables import pattern_table
from experiments.evidence.sensitivity.contrast_tables import contrast_table, counts_table
from experiments.evidence.sensitivity.sensitivity_tables import variance_table
from experiments.forecast.skill_tables import skill_tables
from experiments.policy.ranking_tables import (
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
SHOWN_MOST = {"predictive": 5, "contrasts": 3, "effects": 10, "costs": 6}
"""So many rows of a long table stand on the page; the file of the results has all."""
AT_PRIOR = "at its prior"
MEASURED = "measured elsewhere"
INCONCLUSIVE = "inconclusive"
SOURCES = "Sources, and from where each is carried over:"
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
    main, table = report["variants"][0], calibration.parameters_table(report)
    said = [
        named(row["name"])
        for row in main["parameters"]
        if row["verdict"] not in (AT_PRIOR, MEASURED)
    ]
    rows = [row for row in table.rows if row[0] in said]
    short = replace(table, rows=rows, notes=table.notes[1:2])
    if main["combinations"]:
        return [short, calibration.combinations_table(report)]
    return [replace(short, notes=(*short.notes, NOTHING_TOGETHER))]


def bank(report: Json) -> Table:
    """Return what the fit rests on, without the checksum."""
    table = calibration.bank_table(report)
    return replace(table, rows=table.rows[:-1])


def variants(report: Json) -> Table:
    """Return the variants, each with its title beside its name, and how well they fit."""
    table = columns(calibration.variants_table(report), 0, 1, 2)
    own = report["variants"]
    rows = [
        ((*parts_of(row[0]), f": {variant['title']}"), *row[1:])
        for row, variant in zip(table.rows, own, strict=True)
    ]
    failed = sorted(variant["failed_share"]["p50"] for variant in own)
    said = f"Failed, median: {percent(failed[0])} to {percent(failed[-1])} over the variants."
    return replace(table, title="All variants", rows=rows, notes=(*table.notes[1:], said))


def structures(report: Json) -> Table:
    """Return the weights of those rival structures of which the data say something."""
    table = calibration.structures_table(report)
    rows = [row for row in table.rows if row[-1] not in (INCONCLUSIVE, "")]
    return replace(table, rows=rows, notes=("All others are inconclusive.",))


def predictive(report: Json) -> Table:
    """Return the figures that the posterior reaches least; the picture shows all."""
    table = columns(calibration.predictive_table(report), 0, 1, 2, 4, 5)
    figures = zip(report["predictive"]["figures"], table.rows, strict=True)
    fitted = [(figure["posterior"]["tail"], row) for figure, row in figures if figure["fitted"]]
    farthest = sorted(fitted, key=lambda pair: float(pair[0]))
    rows = [row for _, row in farthest[: SHOWN_MOST["predictive"]]]
    return replace(table, rows=rows, notes=table.notes[1:])


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
    """Return what others measured, with numbers for the studies, which are listed below."""
    whole, own = elsewhere_table(report), report["elsewhere"]["contrasts"]
    table = columns(whole, 0, 1, 2, 4, 6)
    of_each = [f"{one['source']} ({one['carried']})" for one in own]
    studies = list(dict.fromkeys(of_each))
    rows = [
        (f"{one['title']} ({studies.index(study) + 1})", *row[1:])
        for one, study, row in zip(own, of_each, table.rows, strict=True)
    ]
    reached = [one["overlap"] for one in own].count(True)
    said = f"In {reached} of {len(own)} these draws reach what was measured."
    listed = "\n".join(f"{number}. {study}" for number, study in enumerate(studies, 1))
    return replace(table, rows=rows, notes=(said, *whole.notes, SOURCES, listed))


def patterns(report: Json) -> Table:
    """Return the patterns, each with its number before its title."""
    table = pattern_table(report)
    rows = [
        ((*parts_of(row[0]), " ", *parts_of(row[1])) if row[0] else row[1], *row[2:])
        for row in table.rows
    ]
    return replace(table, headings=table.headings[1:], rows=rows, text_columns=(0,))


def ranking(report: Json) -> list[Table]:
    """Return effects, costs and regrets of the best policies, and what the plan's money buys."""
    return [
        effects_table(report, SHOWN_MOST["effects"], "en"),
        *(made(report, SHOWN_MOST["costs"], "en") for made in (costs_table, robust_table)),
        equal_table(report, "en"),
    ]


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
    "sensitivity": (SENSITIVITY, variance_table),
    "contrasts": (CONTRASTS, contrasts),
    "levers": (CARD, levers),
    "accounts": (CARD, accounts_table),
    "failing": (CARD, card.failing_table),
    "elsewhere": (CARD, elsewhere),
    "patterns": (CARD, patterns),
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
