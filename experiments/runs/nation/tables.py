"""The table of a nation's runs by region, within 100 columns."""

from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from experiments.common.titled import titled
from experiments.common.uncertainty import Drawn
from experiments.runs.tables import percent
from sim.rules.stages import STAGES

Json = dict[str, Any]

LEGEND = (
    "Stages: shares of Kubes at the horizon, over all runs. They rest on books, organisation and "
    "access, which visits raise by rule: read them beside the rest. Set aside: share of profit, "
    "proposed and realised. Income, unmet need (Rp of {base} a household-month) and savings "
    "(a household) in thousand, over all households, those of former members included."
)
MONEY = ("household_income_idr", "unmet_need_idr", "household_savings_idr")
HEADS = ("income", "unmet\nneed", "saved")


def tables(summary: Json) -> RenderableType:
    """Return the table of a summary, as `experiments.runs.nation.summary.summarise` makes it."""
    title = (
        f"{summary['scenario']}: {summary['cities']:,} cities, {summary['kubes']:,} Kubes, policy "
        f"{summary['policy']}, {summary['runs']} runs of {summary['months']} months, seed "
        f"{summary['seed']}"
    )
    table = titled(title)
    table.add_column(Text("region"), max_width=19, no_wrap=True, overflow="ellipsis")
    for head in ("Kubes", *STAGES, "set\naside", *HEADS):
        table.add_column(Text(head), justify="right", no_wrap=True)
    for region in summary["regions"]:
        table.add_row(*_cells(region["name"], region))
    table.add_section()
    table.add_row(*_cells("together", summary), style="bold")
    failed = summary["outcomes"]["failed_share"]
    said = [
        f"failed share by run: {_part(failed['p05'])} to {_part(failed['p95'])} "
        "(5th to 95th percentile)"
        if failed["n"] > 1
        else "one run: no spread over runs",
        f"parameters: {Drawn(**summary['parameters']).text()}",
        f"ledger difference: Rp {summary['ledger_difference_idr']:,}",
        f"digest {summary['digest']}",
    ]
    legend = Text(LEGEND.format(base=summary["price_base"]), style="dim")
    return Group(table, legend, Text(""), *map(Text, said))


def _cells(name: str, of: Json) -> list[Text]:
    outcomes = of["outcomes"]
    aside = [percent(outcomes[key]["mean"]) for key in ("proposed_share", "realised_share")]
    return [
        Text(it)
        for it in (
            name,
            f"{of['kubes']:,}",
            *(_part(of["stages"][stage]) for stage in STAGES),
            f"{aside[0].rstrip('%')}→{aside[1]}",
            *(_thousands(outcomes[key]["mean"]) for key in MONEY),
        )
    ]


def _part(value: float | None) -> str:
    return "-" if value is None else f"{value:.1%}"


def _thousands(value: float | None) -> str:
    return "-" if value is None else f"{value / 1000:,.0f}"
