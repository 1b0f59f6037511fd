"""`kubesim sweep`: many points, each run many times."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.commands.common import (
    Json,
    ParametersText,
    Scheduler,
    Workers,
    Yes,
    faults,
    print_json,
    say,
    sweeping,
    text_width,
    told_overruled,
    unset,
)

if TYPE_CHECKING:
    from experiments.sweeps.sweeping import Swept


def sweep(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Name of a shipped sweep, or path of a file.")
    ],
    out: Annotated[
        Path | None,
        unset("Folder of the results; made if missing. By default results/sweeps/NAME.", "DIR"),
    ] = None,
    parameters: ParametersText = "posterior",
    workers: Workers = None,
    scheduler: Scheduler = None,
    json: Json = False,
    yes: Yes = False,
) -> None:
    """Run every point of a sweep many times on the fast engine; save all runs as Parquet.

    At the end it says which factors move Kubes from failure to mandiri, on the same luck.

    The same command again goes on where it stopped. A sweep that was widened (more values,
    points or replications) runs only what is missing. The digest is that of the table of all
    runs: it depends on nothing but the sweep, the draws of the parameters and the model's code.
    A parameter that is a factor is not drawn.

    Example: kubesim sweep share-visits-monitoring --out results/share
    """
    with faults():
        from experiments.common.files import check_writable, folder_name
        from experiments.common.uncertainty import draws_named
        from experiments.sweeps.plan import load_plan

        plan = load_plan(file, draws_named(parameters).drawn)
        folder = out or Path("results") / "sweeps" / folder_name(plan.spec.name)
        check_writable(folder)
        given = [plan.parameters_of(point) for point in plan.points]
        told = told_overruled(plan.scenario, plan.uncertainty, given)
        with sweeping(workers, scheduler, yes) as runner:
            swept = runner.run(plan, folder)
        _report(swept, told, json)


def _report(swept: "Swept", told: list[dict[str, Any]], json: bool) -> None:
    """Print what the folder holds now, and what was found."""
    from experiments.common.numbers import counted
    from experiments.sweeps.findings import findings
    from experiments.sweeps.findings_text import findings_json, findings_text

    sweep = swept.sweep
    answer = findings(sweep)
    counts = sweep.manifest["counts"]
    if json:
        print_json(
            {
                "sweep": sweep.spec.name,
                "folder": str(sweep.folder),
                "points": len(sweep.points),
                "replications": sweep.replications,
                "parameters": sweep.drawn._asdict(),
                "overruled": told,
                "rows": len(sweep),
                "run": swept.run,
                "reused": swept.there,
                "chunks": counts["chunks"],
                "household_months": counts["household_months"],
                "digest": sweep.digest,
                "findings": findings_json(sweep, answer),
            }
        )
        return
    if swept.spare_chunks:
        why = "hold runs of other points, seeds, draws or versions of the code, and are not used"
        say(f"{swept.spare_chunks} chunks in the folder {why}")
    if not swept.run:
        say(f"nothing is missing: all {len(sweep):,} runs are there")
    points = counted(len(sweep.points), "point")
    times = counted(sweep.replications, "replication")
    typer.echo(f"saved {sweep.folder}: {points} × {times} = {counted(len(sweep), 'run')}")
    typer.echo(f"parameters: {sweep.drawn.text()}")
    typer.echo(f"digest {sweep.digest}\n\n{findings_text(sweep, answer, text_width())}")
