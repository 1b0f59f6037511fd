"""The tables of `kubesim policy rank`, within 100 columns, and one for a spreadsheet."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from experiments.common.files import csv_text
from experiments.common.numbers import MILLION, counted
from experiments.common.tables import Cell, Table, on_screen
from experiments.common.tables import name as named
from experiments.policy.accounting import LINES, PAYERS
from experiments.policy.economics import EFFECT
from experiments.policy.effects import SHOWN, Json
from experiments.policy.money_tables import paid_table, visits_table
from experiments.policy.sets import NO_SUPPORT, NONE

TOP = 12
"""So many policies stand in a table; the file has all."""
ENDS = ("median", "low", "high")


def tables(report: Json) -> RenderableType:
    """Return what a ranking found, as tables and sentences."""
    policy_set, sweep = report["set"], report["sweep"]
    head = f"{policy_set['title']} ({policy_set['name']}, scenario {policy_set['scenario']})"
    luck = counted(sweep["luck"], "run")
    runs = (
        f"{len(report['policies'])} policies x {sweep['draws']:,} {sweep['parameters']['kind']} "
        f"draws x {luck} of {sweep['kubes']} Kubes = {sweep['rows']:,} runs"
    )
    return Group(
        Text(head, style="bold"),
        Text(runs),
        Text(""),
        on_screen(
            *ranking_tables(report, TOP),
            visits_table(report, _shown(report, TOP), "en"),
            paid_table(report, report["recommended"], "en"),
        ),
        Text(""),
        *map(Text, sentences(report)),
    )


EFFECTS = ("policy", "failed", "mandiri", "earned", "income", "unmet need", "best")
RATIO = "a mandiri Kube more"
COSTS = ("policy", "cost", "more", "ministry", "city", "members", RATIO)
LEGEND = (
    "Against the plan (none), paired on the same draw and luck: median and 90 % credible interval "
    "over plausible worlds. Failed, mandiri: points of all Kubes; mandiri throughout months 13-24 "
    "after support. Earned: of these points, those that remain with the plan's books, "
    "organisation, market and access. Income, unmet need: Rp of {year} a household-month. Best: "
    "probability of being the best by the set's outcome, over draws."
)


def ranking_tables(report: Json, most: int) -> tuple[Table, Table]:
    """Return the effects and the costs of so many policies at most, the best first.

    Those that all are compared with are always there.
    """
    by_name = {policy["policy"]: policy for policy in report["policies"]}
    shown = [by_name[name] for name in _shown(report, most)]
    year, percent = (report["money"][key] for key in ("price_year", "discount_percent"))
    failed, mandiri = (
        100.0 * by_name[NONE]["outcomes"][key]["mean"] for key in ("failed_share", EFFECT)
    )
    effects = f"Effects; under the plan {failed:.0f} % fail, {mandiri:.1f} % stay mandiri"
    return (
        Table(
            effects,
            EFFECTS,
            [_effects(report, policy) for policy in shown],
            [LEGEND.format(year=year)],
        ),
        Table(
            f"Cost a Kube, Rp million of {year}, present value at {percent:g} % a year",
            COSTS,
            [_costs(report, policy) for policy in shown],
            text_columns=(0, COSTS.index(RATIO)),
        ),
    )


def _shown(report: Json, most: int) -> list[str]:
    """Return the best policies, and those that all are compared with."""
    return list(dict.fromkeys((*report["choice"]["order"][:most], NONE, NO_SUPPORT)))


def _effects(report: Json, policy: Json) -> list[Cell]:
    own, level = policy["against_none"], report["money"]["price_year_over_base_month"]
    return [
        named(policy["policy"]),
        points(own["failed_share"]),
        points(own[EFFECT]),
        _signed(100.0 * policy["split"][EFFECT]["earnings"]["median"], 1),
        _signed(level * own["household_income_idr"]["median"], 0),
        _signed(level * own["unmet_need_idr"]["median"], 0),
        f"{100.0 * report['choice']['probability_of_best'][policy['policy']]:.0f} %",
    ]


def _costs(report: Json, policy: Json) -> list[Cell]:
    cost = policy["cost"]
    ratio = report["economics"][EFFECT]["against_none"][policy["policy"]]["ratio"]
    return [
        named(policy["policy"]),
        millions(cost["total"]["mean"]),
        _signed(cost["total"]["more"]["mean"] / MILLION, 1),
        *(millions(cost[payer]["mean"]) for payer in PAYERS),
        _ratio(ratio, policy["against_none"][EFFECT]["mean"]),
    ]


def sentences(report: Json) -> list[str]:
    """Return what a ranking comes to."""
    flips, best = report["flips"], report["recommended"]
    lines = [_choice(report), *_weighed(report)]
    lines += [_flip(flip) for flip in flips[:5]]
    if not flips:
        varied = "parameter" if report["willing_idr"] is None else "parameter or price"
        lines.append(f"No {varied} within its range changes that {best} is the best.")
    lines += _discounts(report)
    return [*lines, *(_elsewhere(some) for some in report["preferred"] if some["loses"] > 0.0)]


def _weighed(report: Json) -> list[str]:
    """Say what is the best once costs are weighed, by what a mandiri Kube is worth."""
    year, rate = report["money"]["price_year"], report["willing_idr"]
    found = best_by_worth(report["economics"][EFFECT]["thresholds"])
    lines = [f"Costs weighed, the best by the worth of a mandiri Kube (Rp of {year}): {found}."]
    if rate is None:
        none = "The set names no worth of one more Kube that stays mandiri (willing_idr), so that"
        return [f"{none} costs do not enter this choice.", *lines]
    at = f"at Rp {rate / MILLION:,.0f} million of {year} for one more Kube that stays mandiri"
    return [f"Highest expected net benefit {at}: {report['recommended']}.", *lines]


def best_by_worth(thresholds: Sequence[Json]) -> str:
    """Return which policy has the highest net benefit, by what one more mandiri Kube is worth."""
    first, *others = thresholds
    if not others:
        return f"{first['policy']}, whatever it is"
    parts = [f"below Rp {millions(others[0]['from_idr'])} million {first['policy']}"]
    parts += [f"from Rp {millions(row['from_idr'])} million {row['policy']}" for row in others]
    return "; ".join(parts)


def _discounts(report: Json) -> list[str]:
    """Say what other discounts change."""
    rows, best = report["discounts"], report["recommended"]
    if report["willing_idr"] is None:
        return [
            f"At a discount of {row['percent']:g} % a year: {best_by_worth(row['thresholds'])}."
            for row in (rows[0], rows[-1])
        ]
    moved = [row for row in rows if row["recommended"] != best]
    if moved:
        return [f"At a discount of {row['percent']:g} %: {row['recommended']}." for row in moved]
    ends = f"{rows[0]['percent']:g} to {rows[-1]['percent']:g}"
    return [f"At a discount of {ends} % a year the recommendation is the same."]


def _choice(report: Json) -> str:
    """Say which policy has the highest expected outcome, and how probably it is the best."""
    choice = report["choice"]
    chosen = choice["chosen"]
    sure = f"{choice['probability_of_best'][chosen]:.0%}"
    told = f"Best by expected {choice['decide_by']}: {chosen}; it is the best in {sure} of worlds."
    others = [name for name in choice["as_good"] if name != chosen]
    return f"{told} As good within what matters: {', '.join(others)}." if others else told


def _flip(flip: Json) -> str:
    side = "above" if flip["above"] else "below"
    if flip["what"] == "willing":
        at = f"Rp {flip['at'] / MILLION:,.1f} million"
        return f"At a willingness to pay {side} {at}: {flip['other']}."
    sure = f" (probability {flip['probability']:.0%})"
    return f"With {flip['name']} {side} {flip['at']:,.4g}: {flip['other']}{sure}."


def _elsewhere(some: Json) -> str:
    return f"Over the draws of {some['name']} = {some['level']}: {some['best']}."


def points(mean: Json) -> str:
    """Return a difference of shares in points with its interval."""
    middle, low, high = (100.0 * mean[end] for end in ENDS)
    return "0.0" if middle == low == high == 0.0 else f"{middle:+.1f} ({low:+.1f}, {high:+.1f})"


def millions(value: float) -> str:
    """Return rupiah in millions."""
    return f"{value / MILLION:,.1f}"


def _signed(value: float, digits: int) -> str:
    return "0" if value == 0.0 else f"{value:+,.{digits}f}"


def _ratio(ratio: float | None, effect: float) -> str:
    """Return a cost for one more mandiri Kube."""
    if ratio is None:
        return "-"
    return f"saves {millions(ratio)} for each lost" if effect < 0.0 else millions(ratio)


def sheet(report: Json, numbers: str = "plain") -> str:
    """Return a row a policy as CSV: effects in the outcomes' units, costs in Rp a Kube."""
    best = report["choice"]["probability_of_best"]
    rows = [
        {
            "policy": policy["policy"],
            "probability_of_best": best[policy["policy"]],
            **_intervals("", policy["outcomes"]),
            **_intervals("_against_none", policy["against_none"]),
            **_intervals("_against_no_support", policy["against_no_support"]),
            **{f"cost_{end}": policy["cost"]["total"][end] for end in ENDS},
            **{f"cost_{payer}": policy["cost"][payer]["mean"] for payer in PAYERS},
            **{f"cost_{line.name}": policy["lines"][line.name] for line in LINES},
        }
        for policy in report["policies"]
    ]
    return csv_text(list(rows[0]), (list(row.values()) for row in rows), numbers)


def _intervals(against: str, means: Json) -> Json:
    return {f"{name}{against}_{end}": means[name][end] for name in SHOWN for end in ENDS}
