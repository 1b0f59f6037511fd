"""`kubesim verify`: every byte and row of a sweep, and rows run again."""

from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.common import Json, faults, one_line, print_json, refuse


def verify(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a sweep.")],
    rerun: Annotated[
        int, typer.Option(help="Number of evenly spaced rows to rerun and compare.")
    ] = 0,
    json: Json = False,
) -> None:
    """Check every byte and row of a sweep; print the digest of the table of all runs.

    The exit code is 0 where all is well and 1 where there are faults, one line each on stderr.

    Example: kubesim verify results/share --rerun 20
    """
    with faults():
        refuse((rerun < 0, f"--rerun {rerun}: must be at least 0"))
        from experiments.common.numbers import counted
        from experiments.sweeps.verifying import verify as look
        from sim.inputs.strict import InputError

        verified = look(folder, rerun)
        if json:
            print_json(vars(verified))
        else:
            for fault in InputError(verified.faults).faults:
                typer.echo(one_line(fault), err=True)
            if verified.rows is not None:
                chunks = counted(verified.chunks, "chunk")
                typer.echo(f"{counted(verified.rows, 'run')} in {chunks}")
            if verified.rerun is not None:
                repeated = counted(verified.rerun, "run")
                typer.echo(f"{repeated} repeated: the same outcomes and final states")
            if verified.digest is not None:
                typer.echo(f"digest {verified.digest}")
        if verified.faults:
            raise typer.Exit(1)
