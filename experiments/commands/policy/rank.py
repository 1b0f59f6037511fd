"""`kubesim policy rank`: which policy is the best, how sure, at what cost."""

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
    console,
    faults,
    hands,
    kind_of,
    print_json,
    progress,
)

if TYPE_CHECKING:
    from experiments.sweeps.sweeping import Work


def rank(
    name: Annotated[
        str, typer.Argument(metavar="SET", help="Name of a shipped policy set, or path of a file.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder of the results; made if missing. By default results/policy/NAME.",
            show_default=False,
        ),
    ] = None,
    parameters: ParametersText = "posterior",
    workers: Workers = None,
    scheduler: Scheduler = None,
    json: Json = False,
    yes: Yes = False,
) -> None:
    """Rank policies: effects on the same luck, costs by payer, how sure, what would change it.

    Every policy runs with the same draws of the parameters and the same luck. The winners are
    scored again on luck that chose none of them. The same command again goes on where it stopped.

    Example: kubesim policy rank support --out results/policy/support
    """
    with faults():
        from experiments.common.files import check_writable, folder_name, save_all
        from experiments.common.style import png
        from experiments.common.uncertainty import uncertainty
        from experiments.policy.ranking import Ranking
        from experiments.policy.ranking_picture import draw
        from experiments.policy.ranking_tables import sheet, tables
        from experiments.policy.sets import load_set
        from experiments.sweeps.sweeping import Sweeping

        policy_set, path = load_set(name)
        drawn = uncertainty(kind_of(parameters)).drawn
        folder = out or Path("results") / "policy" / folder_name(policy_set.name)
        check_writable(folder)
        with ExitStack() as stack, hands(workers, scheduler) as those:
            sweeping = Sweeping(
                those.many, yes, say, lambda work: begin(work, stack), run_all=those.run_all
            )
            try:
                report = Ranking(policy_set, path, drawn, sweeping, progress).run(folder)
            except KeyboardInterrupt:
                say("what is done is kept; the same command goes on")
                raise
        save_all(folder, {"rank.png": png(draw(report)), "rank.csv": sheet(report).encode()})
        if json:
            print_json({"folder": str(folder), **report})
        else:
            console().print(tables(report))
            typer.echo(f"saved {folder}\ndigest {report['digest']}")


def say(line: str) -> None:
    """Tell what happened on the way."""
    typer.echo(line, err=True)


def begin(work: "Work", stack: ExitStack) -> Callable[[int], None]:
    """Tell what is to be done, and show a progress bar until it is done or the stack is closed."""
    there = f"; {work.there:,} are there" if work.there else ""
    say(f"{work.rows:,} runs to do{there}: {work.estimate.text()}")
    bar = stack.enter_context(progress("runs", work.rows))

    def done(rows: int) -> None:
        bar(rows)
        if rows == work.rows:
            stack.close()

    return done
