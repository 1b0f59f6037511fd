"""`kubesim bench`: how fast the model runs."""

from typing import Annotated

import typer

from experiments.commands.common import Json, console, faults, progress, refuse


def bench(
    repeats: Annotated[int, typer.Option(help="Timed runs, at least 1; the median counts.")] = 5,
    json: Json = False,
) -> None:
    """Measure household-months a second on one core, and where the time goes.

    Example: kubesim bench --repeats 3 --json
    """
    with faults():
        from experiments import bench as measure
        from experiments.summary import text_of

        refuse((repeats < 1, f"--repeats {repeats}: must be at least 1"))
        with progress("runs", repeats + 2) as done:
            found = measure.bench(repeats, done)
        if json:
            typer.echo(text_of(found), nl=False)
            return
        rate = found["mesa"]["household_months_per_second"]
        console().print(f"Mesa engine, one core: {rate:,} household-months a second")
        for name, share in sorted(found["mesa"]["phases"].items(), key=lambda item: -item[1]):
            console().print(f"  {name:15} {share:6.1%}")
