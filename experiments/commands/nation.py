"""What `kubesim run` does with a nation, and `kubesim new-nation`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.commands.common import Json, console, faults, progress
from experiments.commands.new import write

if TYPE_CHECKING:
    from experiments.common.uncertainty import Uncertainty
    from experiments.runs.nation.running import NationRuns
    from sim.nation.records import Nation
    from sim.policy import Policy

NATION_RUNS = 4
"""Replications of a nation where none are asked for."""


def new_nation(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Small letters, digits and hyphens: my-nation.")
    ],
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder for the file; made if missing.")
    ] = Path(),
    json: Json = False,
) -> None:
    """Write a commented nation, NAME.toml: regions, and what their cities are drawn from.

    It passes `kubesim check` and works as it is; `run`, `compare`, `sweep` and `policy rank` take
    it where they take a scenario. No file is written over.

    Example: kubesim new-nation my-nation --out plans
    """
    with faults():
        from experiments.commands.template import nation_template

        write(nation_template, name, out, json)


def run_nation(
    nation: "Nation",
    policy: "Policy",
    runs: int,
    seed: int,
    draws: "Uncertainty",
    folder: Path | None,
    json: bool,
) -> None:
    """Run a nation; print the table by region or the JSON object, save the files."""
    from experiments.common.quick_start import import_numba
    from experiments.runs.nation.running import run_nation as run
    from sim.nation.load import check_policies

    check_policies([policy])
    import_numba()
    with progress("cities", runs * nation.cities) as done:
        found = run(nation, policy, runs, seed, draws, lambda now, _: done(now))
    _report(found, folder, json)


def _report(found: "NationRuns", folder: Path | None, json: bool) -> None:
    from experiments.runs.nation.summary import summarise
    from experiments.runs.nation.tables import tables
    from experiments.runs.summary import text_of

    summary = summarise(found)
    if not json:
        console().print(tables(summary))
    if folder is not None:
        from experiments.common.files import save_all

        for path in save_all(folder, _files(summary)):
            typer.echo(f"saved {path}", err=json)
    if json:
        typer.echo(text_of(summary), nl=False)


def _files(summary: dict[str, Any]) -> dict[str, bytes]:
    from experiments.common import style
    from experiments.runs.nation.summary import regions_csv
    from experiments.runs.pictures import regions
    from experiments.runs.summary import text_of

    return {
        "regions.png": style.png(regions.draw(summary)),
        "summary.json": text_of(summary).encode(),
        "regions.csv": regions_csv(summary).encode(),
    }
