"""`kubesim bench`: how fast the engines run."""

from typing import Annotated

import typer

from experiments.commands.common import Json, console, faults, progress, refuse


def bench(
    repeats: Annotated[int, typer.Option(help="Timed rounds, at least 1; the median counts.")] = 5,
    json: Json = False,
) -> None:
    """Measure both engines, what a run costs, its memory, a nation, and the starts: some minutes.

    Example: kubesim bench --repeats 3 --json
    """
    with faults():
        refuse((repeats < 1, f"--repeats {repeats}: must be at least 1"))
        from experiments.benchmark import report
        from experiments.benchmark.words import lines
        from experiments.summary import text_of

        with progress("steps", report.steps(repeats)) as done:
            found = report.bench(repeats, done)
        if json:
            typer.echo(text_of(found), nl=False)
            return
        for line in lines(found):
            console().print(line, highlight=False, markup=False)
