"""`kubesim policy prices`: what support is assumed to cost, and where to say what it does."""

from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.common import Json, console, faults, print_json


def prices(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[SET|DIR]",
            help="A policy set by name or path: in rupiah of its price year, with those that it "
            "gives. The folder of a ranking: also what was paid in each fiscal year.",
            show_default=False,
        ),
    ] = None,
    lang: Annotated[
        str, typer.Option(metavar="en|id", help="Output language: English, Indonesian.")
    ] = "en",
    json: Json = False,
) -> None:
    """Show the assumed unit costs: units, ranges, sources, price year, and where to set them.

    With the folder of a finished ranking also what ministry, city and members pay in each fiscal
    year under the recommended policy and under the plan, in rupiah of that year, as an APBD has it.

    Example: kubesim policy prices support --lang id
    """
    with faults():
        from experiments.common.languages import language
        from experiments.common.tables import on_screen
        from experiments.policy.money_tables import paid_table, prices_table
        from experiments.policy.sets import NONE
        from experiments.policy.unit_costs import report_in, unit_costs, unit_costs_of

        chosen = language(lang)
        if what is not None and Path(what).is_dir():
            report = report_in(Path(what))
            costs, names = report["prices"], dict.fromkeys((report["recommended"], NONE))
        else:
            report, names = None, {}
            costs = unit_costs() if what is None else unit_costs_of(what)
    if json:
        paid = {} if report is None else {row["policy"]: row["paid"] for row in report["policies"]}
        print_json(
            {
                "price_year": costs[0]["price_year"],
                "set_in": "a policy set's file, under [accounting.prices] with price_year",
                "prices": costs,
                **({} if report is None else {"money": report["money"], "paid": paid}),
            }
        )
        return
    tables = [prices_table(costs, chosen)]
    tables += [paid_table(report, name, chosen, alone=True) for name in names]
    console().print(on_screen(*tables))
