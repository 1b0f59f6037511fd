"""A ranking as a table for a spreadsheet: a row a policy, all means and intervals, all costs."""

from typing import Any

from experiments.common.files import csv_text
from experiments.policy.accounting import LINES, PAYERS
from experiments.policy.effects import SHOWN

Json = dict[str, Any]
ENDS = ("mean", "low", "high")


def sheet(told: Json) -> str:
    """Return the table as CSV: effects in the outcomes' units, costs in Rp a Kube."""
    best = told["choice"]["probability_of_best"]
    rows = [
        {
            "policy": it["policy"],
            "probability_of_best": best[it["policy"]],
            **_intervals("", it["outcomes"]),
            **_intervals("_against_none", it["against_none"]),
            **_intervals("_against_no_support", it["against_no_support"]),
            **{f"cost_{end}": it["cost"]["total"][end] for end in ENDS},
            **{f"cost_{payer}": it["cost"][payer]["mean"] for payer in PAYERS},
            **{f"cost_{line.name}": it["lines"][line.name] for line in LINES},
        }
        for it in told["policies"]
    ]
    return csv_text(list(rows[0]), (list(row.values()) for row in rows))


def _intervals(of: str, found: Json) -> Json:
    return {f"{name}{of}_{end}": found[name][end] for name in SHOWN for end in ENDS}
