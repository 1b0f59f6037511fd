"""`kubesim policy rank`: which policy is the best, how sure, at what cost."""

from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.common import (
    Json,
    Numbers,
    ParametersText,
    Scheduler,
    Workers,
    Yes,
    console,
    faults,
    kind_of,
    print_json,
    progress,
    sweeping,
    told_overruled,
    unset,
)


def rank(
    name: Annotated[
        str, typer.Argument(metavar="SET", help="Name of a shipped policy set, or path of a file.")
    ],
    out: Annotated[
        Path | None,
        unset("Folder of the results; made if missing. By default results/policy/NAME.", "DIR"),
    ] = None,
    parameters: ParametersText = "posterior",
    workers: Workers = None,
    scheduler: Scheduler = None,
    json: Json = False,
    numbers: Numbers = "plain",
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
        from experiments.policy.sets import load_set, plan_of_set

        policy_set, path = load_set(name)
        draws = uncertainty(kind_of(parameters))
        folder = out or Path("results") / "policy" / folder_name(policy_set.name)
        check_writable(folder)
        told = told_overruled(plan_of_set(policy_set, path, draws.drawn).scenario, draws)
        with sweeping(workers, scheduler, yes) as runner:
            report = Ranking(policy_set, path, draws.drawn, runner, progress).run(folder)
        save_all(
            folder, {"rank.png": png(draw(report)), "rank.csv": sheet(report, numbers).encode()}
        )
        if json:
            print_json({"folder": str(folder), **report, "overruled": told})
        else:
            console().print(tables(report))
            typer.echo(f"saved {folder}\ndigest {report['digest']}")
