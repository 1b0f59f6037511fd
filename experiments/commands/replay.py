"""`kubesim replay`: one row of a sweep again, household by household."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments.commands.common import (
    Json,
    Yes,
    console,
    faults,
    print_json,
    progress,
)

if TYPE_CHECKING:
    from experiments.replaying.replay import Replay

SweepFolder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a finished sweep.")]
DIFFERS = 1


def replay(
    folder: SweepFolder,
    row: Annotated[int, typer.Option(metavar="K", help="Row of the sweep, from 0.")],
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="OUT",
            help="Folder for the months (CSV), the cash books (buku kas) and the pictures; made "
            "if missing. By default DIR/replay/row-K.",
            show_default=False,
        ),
    ] = None,
    json: Json = False,
    yes: Yes = False,
) -> None:
    """Run one row of a sweep again in the Mesa model and check it against the row's digest.

    Exits with code 1 when the final state is not the one that the sweep stored; then nothing
    is saved.

    Example: kubesim replay results/visits --row 17
    """
    with faults():
        from experiments.cost import check_cost, cost
        from experiments.files import check_writable
        from experiments.replaying.replay import replay as run_again
        from experiments.replaying.rows import run_of
        from experiments.sweeps.store import open_sweep

        run = run_of(open_sweep(folder), row)
        if not yes:
            check_cost(f"--row {row}", cost(run.scenario, 1), 1, "rows")
        place = folder / "replay" / f"row-{row}" if out is None else out
        check_writable(place)
        with progress("months", run.scenario.months) as done:
            found = run_again(run, done)
        _report(found, row, place, json)


def _report(found: "Replay", row: int, folder: Path, json: bool) -> None:
    """Say whether the run agrees with its row; if it does, print and save it."""
    from experiments.replaying.months import city_months, table
    from experiments.replaying.save import save

    paths = save(found, folder) if found.agrees else []
    if json:
        print_json(
            {
                "row": row,
                **found.books.run._asdict(),
                "parameters": found.run.parameters,
                "digest": found.digest,
                "stored": found.run.state,
                "agrees": found.agrees,
                "months": city_months(found),
                "saved": [str(path) for path in paths],
            }
        )
    elif found.agrees:
        console().print(table(found, row))
        typer.echo(f"Agrees with row {row}: digest {found.digest}")
        for path in paths:
            typer.echo(f"saved {path}")
    if not found.agrees:
        typer.echo(
            f"row {row}: the run ends in another state than the sweep stored: digest "
            f"{found.digest}, stored {found.run.state}; the row cannot be trusted, "
            f"see kubesim verify",
            err=True,
        )
        raise typer.Exit(DIFFERS)
