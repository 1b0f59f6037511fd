"""`kubesim sweep`: many points, each run many times."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments.commands.common import (
    Json,
    ParametersText,
    Scheduler,
    Workers,
    Yes,
    faults,
    hands,
    kind_of,
    print_json,
    progress,
    text_width,
)

if TYPE_CHECKING:
    from experiments.sweeps.sweeping import Swept, Work


def sweep(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Name of a shipped sweep, or path of a file.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder of the results; made if missing. By default results/sweeps/NAME.",
            show_default=False,
        ),
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
        from experiments.common.uncertainty import uncertainty
        from experiments.sweeps.plan import load_plan
        from experiments.sweeps.sweeping import Sweeping

        plan = load_plan(file, uncertainty(kind_of(parameters)).drawn)
        folder = out or Path("results") / "sweeps" / folder_name(plan.spec.name)
        check_writable(folder)
        with ExitStack() as stack, hands(workers, scheduler) as runners:
            sweeping = Sweeping(
                runners.many, yes, _say, lambda work: _begin(work, stack), run_all=runners.run_all
            )
            try:
                swept = sweeping.run(plan, folder)
            except KeyboardInterrupt:
                _say("what is done is kept; the same command goes on")
                raise
        _report(swept, json)


def _say(line: str) -> None:
    """Tell what happened on the way."""
    typer.echo(line, err=True)


def _begin(work: "Work", stack: ExitStack) -> Callable[[int], None]:
    """Tell what is to be done, and show a progress bar until the stack is closed."""
    there = f"; {work.there:,} are there" if work.there else ""
    processes = "1 worker" if work.workers == 1 else f"{work.workers} workers"
    _say(f"{work.rows:,} runs to do{there}: {work.estimate.text()} on {processes}")
    return stack.enter_context(progress("runs", work.rows))


def _report(swept: "Swept", json: bool) -> None:
    """Print what the folder holds now, and what was found."""
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
        _say(f"{swept.spare_chunks} chunks in the folder {why}")
    if not swept.run:
        _say(f"nothing is missing: all {len(sweep):,} runs are there")
    points, times = f"{len(sweep.points):,} points", f"{sweep.replications:,} replications"
    typer.echo(f"saved {sweep.folder}: {points} × {times} = {len(sweep):,} runs")
    typer.echo(f"parameters: {sweep.drawn.text()}")
    typer.echo(f"digest {sweep.digest}\n\n{findings_text(sweep, answer, text_width())}")
