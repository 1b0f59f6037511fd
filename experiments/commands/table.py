"""`kubesim table`: the points of a sweep, a line each."""

from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.common import Json, console, faults, print_json, refuse, text_width


def table(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a sweep.")],
    outcome: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Show this outcome; may be given again."),
    ] = None,
    json: Json = False,
) -> None:
    """Print every point of a sweep: its factors, and outcomes with their 95 % intervals.

    Intervals are of luck, and of the parameters where they are drawn. Unless outcomes are named,
    what the sweep found stands below in words, and --json gives all outcomes.

    Example: kubesim table results/share --outcome mandiri_share --outcome unmet_need_idr
    """
    with faults():
        from experiments.common.tables import on_screen
        from experiments.sweeps.findings import findings
        from experiments.sweeps.findings_text import findings_json, findings_text
        from experiments.sweeps.stored_sweep import open_sweep
        from experiments.sweeps.sweep_tables import MAIN, means
        from experiments.sweeps.sweep_tables import table as lay_out
        from sim.inputs.faults import nearest

        sweep = open_sweep(folder)
        known = sweep.outcomes
        asked = outcome or []
        refuse(
            *(
                (name not in known, f"--outcome {name}: unknown; {nearest(name, known)}")
                for name in asked
            )
        )
        names = asked or (known if json else [name for name in MAIN if name in known])
        lines = means(sweep, names)
        if json:
            print_json(
                {
                    "sweep": sweep.spec.name,
                    "scenario": sweep.scenario.name,
                    "replications": sweep.replications,
                    "seed": sweep.seed,
                    "parameters": sweep.drawn._asdict(),
                    "interval": f"95 % of {sweep.drawn.interval()}",
                    "findings": findings_json(sweep, findings(sweep)),
                    "points": lines,
                }
            )
            return
        screen = console()
        screen.print(on_screen(lay_out(sweep, lines, names, screen.width)))
        if not asked:
            typer.echo(f"\n{findings_text(sweep, findings(sweep), text_width())}")
