"""`kubesim calibrate`: posteriors of the uncertain parameters from the ten Kubes."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments.commands.common import (
    Json,
    Yes,
    console,
    faults,
    print_json,
    progress,
    refuse,
)

if TYPE_CHECKING:
    from experiments.evidence.calibration.filling import Filled
    from experiments.evidence.calibration.inputs import Inputs

DRAWS_LEAST = 128
DRAWS_MOST = 2**20


def calibrate(
    out: Annotated[
        Path,
        typer.Option(metavar="DIR", help="Folder of the bank, the posteriors and the report."),
    ] = Path("results/calibration"),
    draws: Annotated[
        int | None,
        typer.Option(
            help="Draws of the parameters, a power of two; by default as the file says.",
            show_default=False,
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(help="Processes, at least 1; by default one a core.", show_default=False),
    ] = None,
    json: Json = False,
    yes: Yes = False,
) -> None:
    """Fit the uncertain parameters to the ten Kubes of Banjarmasin and to the failed share.

    One bank of simulated data serves all readings of the real ones, which stand side by side.
    Every fit is checked on pseudo-data whose parameters are known; what fails, or stays at its
    prior, is named. The same command again goes on where it stopped, and more draws only add
    to fewer.

    Example: kubesim calibrate --out results/calibration --yes
    """
    with faults():
        refuse(
            (workers is not None and workers < 1, f"--workers {workers}: must be at least 1"),
            _wrong_draws(draws),
        )
        from experiments.evidence.calibration.threads import pin_threads

        pin_threads()
        from experiments.evidence.calibration.calibrating import fit_all
        from experiments.evidence.calibration.inputs import load_inputs
        from experiments.evidence.calibration.report import report
        from experiments.evidence.calibration.saving import save
        from experiments.evidence.calibration.views import tables
        from experiments.files import check_writable

        inputs = load_inputs()
        check_writable(out)
        filled = _fill(inputs, out, draws or inputs.settings.bank.draws, workers, yes)
        fits = len(inputs.settings.variant) * inputs.settings.checks.fits
        with progress("fits", fits) as done:
            fitted = fit_all(filled.bank, done)
            done(fits)
        found = report(filled.bank, fitted)
        if not json:
            console().print(tables(found))
        for path in save(out, filled.bank, fitted, found):
            typer.echo(f"saved {path}", err=json)
        if json:
            print_json(found)


def _wrong_draws(draws: int | None) -> tuple[bool, str]:
    """Return whether so many draws cannot be had, and what to say then."""
    wrong = draws is not None and (
        not DRAWS_LEAST <= draws <= DRAWS_MOST or bool(draws & (draws - 1))
    )
    return wrong, f"--draws {draws}: must be a power of two from {DRAWS_LEAST} to {DRAWS_MOST}"


def _fill(inputs: "Inputs", out: Path, draws: int, workers: int | None, yes: bool) -> "Filled":
    """Simulate what the folder lacks of the bank, unless that is over the budget."""
    from experiments.cost import check_cost
    from experiments.evidence.calibration.bank import count_there
    from experiments.evidence.calibration.filling import Filling
    from experiments.evidence.calibration.planning import estimate
    from experiments.evidence.calibration.saving import BANK
    from experiments.sweeps.workers import cores

    many, folder = workers or cores(), out / BANK
    missing = draws - count_there(inputs, folder, draws)
    if not yes:
        check_cost(f"--draws {draws}", estimate(inputs, missing, many), missing, "more draws")
    with ExitStack() as stack:
        filling = Filling(many, _say, partial(_begin, inputs, many, stack))
        try:
            filled = filling.fill(inputs, folder, draws)
        except KeyboardInterrupt:
            _say("what is done is kept; the same command goes on")
            raise
    if filled.simulated:
        each = 1e3 * filled.seconds / filled.simulated
        took = f"{filled.seconds:,.0f} s, {each:.1f} ms each"
        _say(f"{filled.simulated:,} draws simulated on {many} workers: {took}")
    return filled


def _begin(
    inputs: "Inputs", workers: int, stack: ExitStack, draws: int, there: int
) -> Callable[[int], None]:
    """Tell what is to be done, and show a progress bar until the stack is closed."""
    from experiments.evidence.calibration.planning import estimate

    have = f"; {there:,} are there" if there else ""
    cost = estimate(inputs, draws, workers).text()
    _say(f"{draws:,} draws to simulate{have}: {cost} on {workers} workers")
    return stack.enter_context(progress("draws", draws))


def _say(line: str) -> None:
    """Tell what happened on the way."""
    typer.echo(line, err=True)
