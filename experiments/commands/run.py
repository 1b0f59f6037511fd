"""`kubesim run`: a city or a nation, many times."""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.commands.common import (
    ParametersText,
    PolicyText,
    Seed,
    SettingText,
    Yes,
    console,
    faults,
    kind_of,
    load_any,
    progress,
    refuse,
    wrong_seed,
)

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from experiments.common.uncertainty import Uncertainty
    from experiments.runs.pictures.second_process import Draw
    from experiments.runs.runner import RunSet
    from sim.nation.records import Nation
    from sim.policy import Policy
    from sim.scenario import Scenario


RUNS = 40
"""Replications of a city where none are asked for."""
NATION_RUNS = 4
"""Likewise of a nation."""
TOO_MANY = "a nation, which the fast engine alone can run; leave --engine out, or name a city"


def run(
    scenario: SettingText = "banjarmasin",
    policy: PolicyText = "none",
    engine: Annotated[
        str, typer.Option(help="fast: compiled; mesa: made of agents. Both give the same figures.")
    ] = "fast",
    runs: Annotated[
        int | None,
        typer.Option(
            help="Replications, at least 1; by default 40, of a nation 4.", show_default=False
        ),
    ] = None,
    seed: Seed = 1,
    parameters: ParametersText = "posterior",
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder for pictures, summary.json and kubes.csv, of a nation regions.csv; made "
            "if missing. By default results/SCENARIO-POLICY.",
            show_default=False,
        ),
    ] = None,
    json: Annotated[
        bool,
        typer.Option("--json", help="Print one JSON object; save files only if --out is given."),
    ] = False,
    yes: Yes = False,
) -> None:
    """Run a scenario under a policy many times; print tables, save pictures.

    A nation is told by region: no single Kube of it is kept.

    Example: kubesim run banjarmasin --policy no-support --runs 20 --seed 7 --out results/trial

    Example: kubesim run indonesia --policy package --runs 2
    """
    with faults():
        from experiments.common.cost import check_budget
        from experiments.common.engines import ENGINES
        from experiments.common.files import check_writable, folder_name
        from experiments.common.uncertainty import uncertainty
        from experiments.runs.runner import check_size
        from sim.nation.records import Nation

        refuse(
            (engine not in ENGINES, f"--engine {engine}: unknown; known: {', '.join(ENGINES)}"),
            (runs is not None and runs < 1, f"--runs {runs}: must be at least 1"),
            wrong_seed("--seed", seed),
        )
        place, levers = load_any(scenario, policy)
        kind = kind_of(parameters)
        many = runs or (NATION_RUNS if isinstance(place, Nation) else RUNS)
        if isinstance(place, Nation):
            refuse((engine == "mesa", f"--engine mesa: {place.name} is {TOO_MANY}"))
        else:
            check_size(place, many)
        check_budget(place, many, yes, engine)
        folder = out
        if folder is None and not json:
            folder = Path("results") / folder_name(place.name, levers.name)
        if folder is not None:
            check_writable(folder)
        if isinstance(place, Nation):
            _run_nation(place, levers, many, seed, uncertainty(kind), folder, json)
            return
        with _drawing(folder is not None, many * len(place.kubes) * place.months) as draw:
            draws = uncertainty(kind)
            _report(_simulate(place, levers, many, seed, engine, draws), folder, json, draw)


def _drawing(wanted: bool, cells: int) -> "AbstractContextManager[Draw]":
    """Have a second process get ready for the pictures, if there are any to draw."""
    from experiments.runs.pictures.second_process import draw_here, pays, second_process

    return second_process() if wanted and pays(cells) else nullcontext(draw_here)


def _simulate(
    scenario: "Scenario",
    policy: "Policy",
    runs: int,
    seed: int,
    engine: str,
    draws: "Uncertainty",
) -> "RunSet":
    """Run with a progress bar on stderr."""
    from experiments.common.quick_start import import_numba
    from experiments.runs.runner import run_many

    if engine == "fast":
        import_numba()
    with progress("runs", runs) as done:
        return run_many(scenario, policy, runs, seed, engine, lambda now, _: done(now), draws)


def _report(runs: "RunSet", folder: Path | None, json: bool, draw: "Draw") -> None:
    """Print the tables or the JSON object of a city's runs; save the files and name them."""
    from experiments.runs.run_summary import summarise, text_of
    from experiments.runs.run_tables import kubes_csv, tables

    summary = summarise(runs)
    if not json:
        console().print(tables(summary))
    if folder is not None:
        files = {
            **draw(runs),
            "summary.json": text_of(summary).encode(),
            "kubes.csv": kubes_csv(summary).encode(),
        }
        _save(folder, files, json)
    if json:
        typer.echo(text_of(summary), nl=False)


def _run_nation(
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
    from experiments.runs.nation import nation_summary, nation_table, run_nation
    from experiments.runs.run_summary import text_of
    from sim.nation.load import check_policies

    check_policies([policy])
    import_numba()
    with progress("cities", runs * nation.cities) as done:
        finished = run_nation(nation, policy, runs, seed, draws, lambda now, _: done(now))
    summary = nation_summary(finished)
    if not json:
        console().print(nation_table(summary))
    if folder is not None:
        _save(folder, _nation_files(summary), json)
    if json:
        typer.echo(text_of(summary), nl=False)


def _nation_files(summary: dict[str, Any]) -> dict[str, bytes]:
    from experiments.common import style
    from experiments.runs.nation import regions_csv
    from experiments.runs.pictures import regions
    from experiments.runs.run_summary import text_of

    return {
        "regions.png": style.png(regions.draw(summary)),
        "summary.json": text_of(summary).encode(),
        "regions.csv": regions_csv(summary).encode(),
    }


def _save(folder: Path, files: dict[str, bytes], json: bool) -> None:
    """Save files and name them, on stderr where stdout holds JSON."""
    from experiments.common.files import save_all

    for path in save_all(folder, files):
        typer.echo(f"saved {path}", err=json)
