"""`kubesim book`: cash books (buku kas) and flows of money."""

from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.common import (
    Json,
    Numbers,
    ParametersText,
    PolicyText,
    ScenarioText,
    Seed,
    Yes,
    console,
    faults,
    load,
    print_json,
    refuse,
    say_saved,
    told_before_runs,
    wrong_seed,
)


def book(
    scenario: ScenarioText,
    kube: Annotated[
        str | None, typer.Option(metavar="NAME", help="Name or id of the Kube whose kas is shown.")
    ] = None,
    household: Annotated[
        str | None,
        typer.Option(
            metavar="N",
            help="Show a household of the Kube instead: 0, 1, ... for its founders, n0, n1, ... "
            "for newcomers in the order in which they came.",
        ),
    ] = None,
    period: Annotated[
        str | None, typer.Option(metavar="PERIOD", help="Only a year (2009) or a month (2009-05).")
    ] = None,
    flows: Annotated[
        str | None,
        typer.Option(
            metavar="PERIOD",
            help="Show what flowed between all kinds of accounts of the city in a year (2009) or "
            "a month (2009-05), instead of one book.",
        ),
    ] = None,
    policy: PolicyText = "none",
    seed: Seed = 1,
    replication: Annotated[
        int, typer.Option(help="Which replication of `kubesim run` with this seed, from 0.")
    ] = 0,
    parameters: ParametersText = "posterior",
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV instead of a table.")] = False,
    json: Json = False,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Save CSV instead of printing a table.")
    ] = None,
    numbers: Numbers = "plain",
    yes: Yes = False,
) -> None:
    """Print the cash book (buku kas) of a Kube or a household, or the flows of the whole city.

    Example: kubesim book banjarmasin --kube Rakat --period 2010

    Example: kubesim book banjarmasin --flows 2009-05
    """
    with faults():
        from experiments.common.cost import check_budget
        from experiments.common.files import check_writable, save_all
        from experiments.common.uncertainty import draws_named
        from experiments.runs.books import (
            CashBook,
            FlowMatrix,
            book_of,
            flows_of,
            keep_books,
            period_of,
        )
        from sim.scenario import load_scenario

        refuse(
            ((kube is None) == (flows is None), "book: give either --kube NAME or --flows PERIOD"),
            (household is not None and kube is None, "--household: needs --kube NAME"),
            (period is not None and kube is None, "--period: needs --kube NAME"),
            (csv + json + (out is not None) > 1, "book: give one of --csv, --json and --out"),
            (out is not None and out.is_dir(), f"--out {out}: is a folder; name a file"),
            wrong_seed("--seed", seed),
            wrong_seed("--replication", replication),
        )
        place, levers = load(load_scenario, scenario, policy)
        check_budget(place, 1, yes)
        asked = period if flows is None else flows
        months = range(place.months) if asked is None else period_of(place, asked)
        if out is not None:
            check_writable(out.parent)
        draws = draws_named(parameters)
        told_before_runs(place, draws)
        books = keep_books(place, levers, seed, replication, draws)
        shown: CashBook | FlowMatrix
        if kube is None:
            shown = flows_of(books, asked or "")
        else:
            shown = book_of(books, kube, household, months)
        if out is not None:
            say_saved(save_all(out.parent, {out.name: shown.csv(numbers).encode()}))
        elif csv:
            typer.echo(shown.csv(numbers), nl=False)
        elif json:
            print_json(shown.json())
        else:
            console().print(shown.table())
