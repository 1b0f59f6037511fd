"""`kubesim run`: the main job."""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments.commands.common import (
    ParametersText,
    PolicyText,
    ScenarioText,
    Seed,
    Yes,
    console,
    faults,
    kind_of,
    load,
    progress,
    refuse,
    wrong_seed,
)

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from experiments.commands.drawing import Draw
    from experiments.runner import RunSet
    from experiments.uncertainty import Uncertainty
    from sim.policy import Policy
    from sim.scenario import Scenario


def run(
    scenario: ScenarioText = "banjarmasin",
    policy: PolicyText = "none",
    engine: Annotated[
        str, typer.Option(help="fast: compiled; mesa: made of agents. Both give the same figures.")
    ] = "fast",
    runs: Annotated[int, typer.Option(help="Replications, at least 1.")] = 40,
    seed: Seed = 1,
    parameters: ParametersText = "posterior",
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder for pictures, summary.json and kubes.csv; made if missing. "
            "By default results/SCENARIO-POLICY.",
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

    Example: kubesim run banjarmasin --policy no-support --runs 20 --seed 7 --out results/trial
    """
    with faults():
        from experiments.cost import check_budget
        from experiments.engines import ENGINES
        from experiments.files import check_writable, folder_name
        from experiments.runner import check_size
        from experiments.uncertainty import uncertainty

        refuse(
            (engine not in ENGINES, f"--engine {engine}: unknown; known: {', '.join(ENGINES)}"),
            (runs < 1, f"--runs {runs}: must be at least 1"),
            wrong_seed("--seed", seed),
        )
        place, levers = load(scenario, policy)
        kind = kind_of(parameters)
        check_size(place, runs)
        check_budget(place, runs, yes, engine)
        folder = out
        if folder is None and not json:
            folder = Path("results") / folder_name(place.name, levers.name)
        if folder is not None:
            check_writable(folder)
        with _drawing(folder is not None, runs * len(place.kubes) * place.months) as draw:
            draws = uncertainty(kind)
            _report(_simulate(place, levers, runs, seed, engine, draws), folder, json, draw)


def _drawing(wanted: bool, cells: int) -> "AbstractContextManager[Draw]":
    """Have a second process get ready for the pictures, if there are any to draw."""
    from experiments.commands.drawing import draw_here, pays, second_process

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
    from experiments.quick_start import import_numba
    from experiments.runner import run_many

    if engine == "fast":
        import_numba()
    with progress("runs", runs) as done:
        return run_many(scenario, policy, runs, seed, engine, lambda now, _: done(now), draws)


def _report(runs: "RunSet", folder: Path | None, json: bool, draw: "Draw") -> None:
    """Print the tables or the JSON object; save the files and name them."""
    from experiments.summary import summarise, text_of
    from experiments.tables import kubes_csv, tables

    summary = summarise(runs)
    if not json:
        console().print(tables(summary))
    if folder is not None:
        from experiments.files import save_all

        files = {
            **draw(runs),
            "summary.json": text_of(summary).encode(),
            "kubes.csv": kubes_csv(summary).encode(),
        }
        for path in save_all(folder, files):
            typer.echo(f"saved {path}", err=json)
    if json:
        typer.echo(text_of(summary), nl=False)
