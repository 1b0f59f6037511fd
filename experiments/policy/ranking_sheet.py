"""A ranking as tables for a spreadsheet, of policies and of regions: identifiers, plain units."""

from experiments.common.files import csv_text
from experiments.common.spread import Level
from experiments.policy.accounting import LINES, PAYERS
from experiments.policy.effects import SHOWN, Json
from experiments.policy.regions import OUTCOMES

OF_LEVELS = Level._fields
OF_EFFECTS = (*OF_LEVELS, "probability_better", "probability_worse", "verdict")


def sheet(report: Json, numbers: str = "plain") -> str:
    """Return a row a policy as CSV: effects in the outcomes' units, costs in Rp a Kube."""
    best, regret = report["choice"]["probability_of_best"], report["regret"]
    rows = [
        {
            "policy": policy["policy"],
            "probability_of_best": best[policy["policy"]],
            **{
                f"{name}_regret_{key}": regret[name][policy["policy"]][key]
                for name in regret
                for key in ("mean", "high", "most", "best")
            },
            **_told("", policy["outcomes"], OF_LEVELS),
            **_told("_against_none", policy["against_none"], OF_EFFECTS),
            **_if_it_works(policy["against_none"]),
            **_told("_against_no_support", policy["against_no_support"], OF_EFFECTS),
            **{f"cost_{key}": policy["cost"]["total"][key] for key in OF_LEVELS[:5]},
            **{f"cost_{payer}": policy["cost"][payer]["mean"] for payer in PAYERS},
            **{f"cost_{line.name}": policy["lines"][line.name] for line in LINES},
            **{
                f"income_over_cost_{key}": policy["income_gained"]["ratio"][key]
                for key in ("of_means", "median", "low", "high", "pays")
            },
        }
        for policy in report["policies"]
    ]
    return csv_text(list(rows[0]), (list(row.values()) for row in rows), numbers)


def regions_sheet(report: Json, numbers: str = "plain") -> str:
    """Return a row for every policy in every region as CSV, effects in the outcomes' units."""
    rows = [
        {
            **{key: region[key] for key in ("code", "name", "cities", "kubes")},
            "policy": policy["policy"],
            "chosen": int(region["chosen"] == policy["policy"]),
            "probability_of_best": (region["probability_of_best"] or {}).get(policy["policy"]),
            **{
                f"{name}_{key}": policy["outcomes"][name][key]
                for name in OUTCOMES
                for key in OF_LEVELS
            },
            **{
                f"{name}_against_none_{key}": policy["against_none"][name][key]
                for name in OUTCOMES
                for key in OF_EFFECTS
            },
        }
        for region in report["regions"]
        for policy in region["policies"]
    ]
    return csv_text(list(rows[0]), (list(row.values()) for row in rows), numbers)


def _told(against: str, figures: Json, keys: tuple[str, ...]) -> Json:
    return {f"{name}{against}_{key}": figures[name][key] for name in SHOWN for key in keys}


def _if_it_works(effects: Json) -> Json:
    """Return effects over the worlds in which the levers work; empty where there are none."""
    keys = ("worlds", "median", "low", "high")
    return {
        f"{name}_if_it_works_{key}": (effects[name]["if_it_works"] or {}).get(key)
        for name in SHOWN
        for key in keys
    }
