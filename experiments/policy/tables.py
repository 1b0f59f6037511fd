"""The tables of `kubesim policy rank`, within 100 columns."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.common.tables import titled
from experiments.policy.economics import EFFECT

Json = dict[str, Any]
MILLION = 1e6
TOP = 12
"""So many policies stand in a table; the file has all."""


def tables(told: Json) -> RenderableType:
    """Return what a ranking found, as tables and sentences."""
    of, sweep = told["set"], told["sweep"]
    head = f"{of['title']} ({of['name']}, scenario {of['scenario']})"
    runs = (
        f"{len(told['policies'])} policies x {sweep['draws']:,} {sweep['parameters']['kind']} "
        f"draws x {sweep['luck']} runs of {sweep['kubes']} Kubes = {sweep['rows']:,} runs"
    )
    return Group(
        Text(head, style="bold"),
        Text(runs),
        Text(""),
        _effects(told),
        Text(_LEGEND, style="dim"),
        Text(""),
        _costs(told),
        Text(""),
        *(Text(line) for line in sentences(told)),
    )


_LEGEND = (
    "Against the plan (none), paired on the same draw and luck: mean and half of the 95 % interval "
    "of the mean. Failed, mandiri: points of all Kubes; mandiri throughout months 13-24 after "
    "support. Earned: of these points, those that remain with the plan's books, organisation, "
    "market and access. Income, unmet need: Rp of the base month a household-month. Best: "
    "probability of being the best by the set's outcome, over draws."
)


def _effects(told: Json) -> Table:
    heads = ("policy", "failed", "mandiri", "earned", "income", "unmet need", "best")
    table = _table("Effects", heads)
    best = told["choice"]["probability_of_best"]
    for it in _ordered(told):
        own = it["against_none"]
        table.add_row(
            it["policy"],
            _give_or_take(own["failed_share"]),
            _give_or_take(own[EFFECT]),
            _signed(100.0 * it["split"][EFFECT]["earnings"]["mean"], 1),
            _signed(own["household_income_idr"]["mean"], 0),
            _signed(own["unmet_need_idr"]["mean"], 0),
            f"{100.0 * best[it['policy']]:.0f} %",
        )
    return table


def _costs(told: Json) -> Table:
    year = told["set"]["accounting"]["price_year"]
    heads = ("policy", "cost", "more", "ministry", "city", "members", "a mandiri Kube more")
    table = _table(f"Cost a Kube, Rp million of {year}, discounted", heads)
    ratios = told["economics"][EFFECT]["against_none"]
    for it in _ordered(told):
        cost = it["cost"]
        table.add_row(
            it["policy"],
            millions(cost["total"]["mean"]),
            _signed(cost["total"]["more"]["mean"] / MILLION, 1),
            *(millions(cost[payer]["mean"]) for payer in ("ministry", "city", "members")),
            _ratio(ratios[it["policy"]]["ratio"], it["against_none"][EFFECT]["mean"]),
        )
    return table


def _ordered(told: Json) -> Iterable[Json]:
    """Yield the policies shown, the best first, and always those that all are compared with."""
    by_name = {it["policy"]: it for it in told["policies"]}
    order = told["choice"]["order"]
    shown = [*order[:TOP], *(name for name in ("none", "no-support") if name not in order[:TOP])]
    return (by_name[name] for name in shown)


def sentences(told: Json) -> list[str]:
    """Return what a ranking comes to."""
    choice, flips = told["choice"], told["flips"]
    lines = []
    if choice["state"] == "chosen":
        lines.append(
            f"Best by {choice['decide_by']}: {choice['chosen']}. A best policy that leads by "
            f"{choice['margin']} or more is so found with probability {choice['probability']:.0%}."
        )
    else:
        lines.append(
            f"Not enough evidence for one best by {choice['decide_by']}; it may be "
            f"{' or '.join(choice['left'])}."
        )
    rate = told["willing_idr"] / MILLION
    implied = "" if told["set"]["willing_idr"] else ", which the plan itself pays for one"
    lines.append(
        f"Highest expected net benefit at Rp {rate:,.0f} million for one more sustained mandiri "
        f"Kube{implied}: {told['recommended']}."
    )
    for name, it in told["fresh"]["effects"].items():
        again = f"{points(it[EFFECT])} points mandiri, {points(it['failed_share'])} failed"
        lines.append(f"Again on fresh luck, {name}: {again}.")
    for flip in flips[:5]:
        lines.append(_flip(flip))
    if not flips:
        lines.append("No parameter or price within its range changes the recommendation.")
    moved = [it for it in told["discounts"] if it["recommended"] != told["recommended"]]
    lines += [f"At a discount of {it['percent']:g} %: {it['recommended']}." for it in moved]
    if not moved:
        ends = " to ".join(f"{told['discounts'][end]['percent']:g}" for end in (0, -1))
        lines.append(f"At a discount of {ends} % a year the recommendation is the same.")
    for it in told["structures"]:
        if it["disagree"]:
            names = ", ".join(other["policy"] for other in it["disagree"])
            best = " and ".join(dict.fromkeys(it["best"]))
            what = f"Rival structures of {it['structure']} disagree on the size of {names}"
            lines.append(f"{what}; best: {best}.")
    return lines


def _flip(it: Json) -> str:
    side = "above" if it["above"] else "below"
    if it["what"] == "willing":
        at = f"Rp {it['at'] / MILLION:,.1f} million"
        return f"At a willingness to pay {side} {at}: {it['other']}."
    sure = f" (probability {it['probability']:.0%})"
    return f"With {it['name']} {side} {it['at']:,.4g}: {it['other']}{sure}."


def _table(title: str, heads: Sequence[str]) -> Table:
    table = titled(title)
    for number, head in enumerate(heads):
        table.add_column(head, justify="right" if number else "left")
    return table


def points(it: Json) -> str:
    """Return a difference of shares in points with its interval."""
    mean, low, high = (100.0 * it[key] for key in ("mean", "low", "high"))
    return "0.0" if mean == low == high == 0.0 else f"{mean:+.1f} ({low:+.1f}, {high:+.1f})"


def _give_or_take(it: Json) -> str:
    """Return a difference of shares in points with half the width of its interval."""
    mean, half = 100.0 * it["mean"], 50.0 * (it["high"] - it["low"])
    return "0.0" if mean == half == 0.0 else f"{mean:+.1f} ±{half:.1f}"


def millions(value: float) -> str:
    """Return rupiah in millions."""
    return f"{value / MILLION:,.1f}"


def _signed(value: float, digits: int) -> str:
    return "0" if value == 0.0 else f"{value:+,.{digits}f}"


def _ratio(values: Sequence[float | None], effect: float) -> str:
    """Return a cost for one more mandiri Kube with its interval, where it has one."""
    mean, low, high = values
    if mean is None:
        return "-"
    if effect < 0.0:
        return f"saves {millions(mean)} for each lost"
    if low is None or high is None:
        return f"{millions(mean)} (no finite interval)"
    return f"{millions(mean)} ({millions(low)}, {millions(high)})"
