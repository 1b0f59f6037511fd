"""What a sensitivity analysis found, as tables, from its report."""

from typing import Any

from experiments.common.languages import headed
from experiments.common.tables import Table
from experiments.evidence.figures import percent, with_interval
from experiments.evidence.sensitivity.morris_and_sobol import OTHERS
from experiments.evidence.words import (
    input_title,
    known,
    outcome_size,
    outcome_title,
    scenario_called,
)
from sim.inputs.said import Said, both

Json = dict[str, Any]


def sensitivity_tables(report: Json) -> list[Table]:
    """Return the split of the variance, and of every outcome its indices and what they say."""
    outcomes = report["outcomes"]
    return [variance_table(report), *(indices_table(name, outcomes[name]) for name in outcomes)]


def variance_table(report: Json) -> Table:
    """Show where the variance of one run comes from."""
    shares = [outcome["variance"]["shares"] for outcome in report["outcomes"].values()]
    return Table(
        both(
            "Where the variance of one run comes from (95 %)",
            "Dari mana datangnya ragam satu simulasi (95 %)",
        ),
        ("", *map(known, shares[0])),
        [
            (outcome_title(name), *(_percent(share) for share in own.values()))
            for name, own in zip(report["outcomes"], shares, strict=True)
        ],
        (
            both(
                f"{report['sizes']['runs']:,} runs of {report['scenario']}, parameters and "
                f"structures from the {report['parameters_of_split']}.",
                f"{report['sizes']['runs']:,} simulasi "
                f"{scenario_called(report['scenario']).indonesian}, "
                f"parameter dan aturan pesaing dari {report['parameters_of_split']}.",
            ),
        ),
    )


def _percent(share: Json) -> str:
    figures = (max(0.0, share[end]) for end in ("value", "low", "high"))
    return with_interval(*map(percent, figures))


def indices_table(name: str, outcome: Json) -> Table:
    """Show which parameters move an outcome, the largest total index first."""
    title = outcome_title(name)
    moves = {row["parameter"]: row["mu_star"]["value"] for row in outcome["morris"]}
    ranked = sorted(outcome["sobol"]["indices"], key=lambda row: -row["total"]["value"])
    return Table(
        both(
            f"{headed(title)}: which parameters move it (95 %)",
            f"{headed(title.indonesian)}: parameter yang mengubahnya (95 %)",
        ),
        (
            both("parameter", "parameter"),
            both("total index", "indeks total"),
            both("first order", "sendiri"),
            both("whole range moves it", "seluruh rentang mengubahnya"),
        ),
        [
            (
                label(row["parameter"], row["together"]),
                _index(row["total"]),
                _index(row["first"]),
                outcome_size(moves[row["parameter"]], name) if row["parameter"] in moves else "",
            )
            for row in ranked
        ],
        outcome["said"],
    )


def label(name: str, together: int) -> Said:
    """Return few words for a parameter, or for the rest of them."""
    if name == OTHERS:
        return both(f"the other {together} together", f"{together} lainnya bersama-sama")
    return input_title(name)


def _index(figure: Json) -> str:
    return with_interval(*(f"{max(0.0, figure[end]):.2f}" for end in ("value", "low", "high")))
