"""What a sensitivity analysis found, as tables, from its report."""

from typing import Any

from experiments.common.differences import size
from experiments.common.outcomes import BY_NAME
from experiments.common.tables import Table
from experiments.evidence.figures import percent, with_interval

Json = dict[str, Any]


def sensitivity_tables(report: Json) -> list[Table]:
    """Return the split of the variance, and of every outcome its indices and what they say."""
    outcomes = report["outcomes"]
    return [variance_table(report), *(indices_table(name, outcomes[name]) for name in outcomes)]


def variance_table(report: Json) -> Table:
    """Show where the variance of one run comes from."""
    shares = [outcome["variance"]["shares"] for outcome in report["outcomes"].values()]
    return Table(
        "Where the variance of one run comes from (95 %)",
        ("", *shares[0]),
        [
            (outcome["title"], *(_percent(share) for share in own.values()))
            for outcome, own in zip(report["outcomes"].values(), shares, strict=True)
        ],
        (
            f"{report['sizes']['runs']:,} runs of {report['scenario']}, parameters and structures "
            f"from the {report['parameters_of_split']}.",
        ),
    )


def _percent(share: Json) -> str:
    figures = (max(0.0, share[end]) for end in ("value", "low", "high"))
    return with_interval(*map(percent, figures))


def indices_table(name: str, outcome: Json) -> Table:
    """Show which parameters move an outcome, the largest total index first."""
    moves = {row["parameter"]: row["mu_star"]["value"] for row in outcome["morris"]}
    ranked = sorted(outcome["sobol"]["indices"], key=lambda row: -row["total"]["value"])
    return Table(
        f"{outcome['title'][0].upper()}{outcome['title'][1:]}: which parameters move it (95 %)",
        ("parameter", "total index", "first order", "whole range moves it"),
        [
            (
                row["label"],
                _index(row["total"]),
                _index(row["first"]),
                size(moves[row["parameter"]], BY_NAME[name]) if row["parameter"] in moves else "",
            )
            for row in ranked
        ],
        outcome["said"],
    )


def _index(figure: Json) -> str:
    return with_interval(*(f"{max(0.0, figure[end]):.2f}" for end in ("value", "low", "high")))
