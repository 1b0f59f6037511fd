"""`kubesim parameters`: every parameter of the model with unit, prior, grade and source."""

from typing import Any

import typer

from experiments.commands.common import Json, console, print_json


def parameters(json: Json = False) -> None:
    """List the parameters of the model: default, unit, bounds, prior, grade, meaning, source.

    A scenario sets one under [parameters] by its full name in quotes: "support.leak" = 0.2

    Example: kubesim parameters --json
    """
    from sim.parameters import declared
    from sim.schema import prior_json

    found: list[dict[str, Any]] = [
        {
            "name": name,
            "default": default,
            "unit": spec.unit,
            "low": spec.low,
            "high": spec.high,
            "prior": prior_json(spec.prior),
            "grade": spec.grade,
            "meaning": spec.meaning,
            "source": spec.source,
        }
        for name, default, spec in declared()
    ]
    if json:
        print_json(found)
        return
    for group in dict.fromkeys(it["name"].split(".")[0] for it in found):
        _print(group, [it for it in found if it["name"].startswith(f"{group}.")])
    typer.echo(
        'Grades: A the paper, B another source, C arithmetic, D general knowledge, "-" none.'
    )


def _print(group: str, found: list[dict[str, Any]]) -> None:
    """Print the table of one group."""
    from rich.table import Table
    from rich.text import Text

    table = Table(title=group, title_justify="left", title_style="bold", expand=True)
    table.add_column("name, unit", width=33)
    table.add_column("default, bounds, prior", width=23)
    table.add_column("meaning, grade, source")
    for it in found:
        prior = it["prior"]
        held = f"{prior['shape']} {prior['low']:g} to {prior['high']:g}" if prior else "fixed"
        table.add_row(
            Text(f"{it['name']}\n{it['unit']}"),
            Text(f"{it['default']:g} [{it['low']:g} to {it['high']:g}]\n{held}"),
            Text(f"{it['meaning']}\n{it['grade']}: {it['source']}"),
        )
    console().print(table)
