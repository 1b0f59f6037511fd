"""The command line, `kubesim`: its commands put together."""

import signal
import sys
from typing import Annotated, Any

import typer

from experiments.commands.bench import bench
from experiments.commands.book import book
from experiments.commands.calibrate import calibrate
from experiments.commands.check import check
from experiments.commands.classroom import classroom
from experiments.commands.common import INTERRUPTED, STOPPED, one_line, say
from experiments.commands.compare import compare
from experiments.commands.elicit import app as elicit_app
from experiments.commands.elicit.pool import pool
from experiments.commands.elicit.sheet import sheet
from experiments.commands.elicit.weigh import weigh
from experiments.commands.explore import explore
from experiments.commands.forecast import forecast
from experiments.commands.help import (
    SpokenCommand,
    SpokenGroup,
    help_where_no_command_is_named,
    indonesian,
    language_of_line,
)
from experiments.commands.inputs import (
    new,
    new_nation,
    parameters,
    policies,
    scenarios,
    schema,
)
from experiments.commands.plot import plot
from experiments.commands.policy import app as policy_app
from experiments.commands.policy.allocate import allocate
from experiments.commands.policy.brief import brief
from experiments.commands.policy.discover import discover
from experiments.commands.policy.learn import learn
from experiments.commands.policy.pilot import pilot
from experiments.commands.policy.prices import prices
from experiments.commands.policy.rank import rank
from experiments.commands.query import query
from experiments.commands.replay import replay
from experiments.commands.report import report
from experiments.commands.run import run
from experiments.commands.saving import savable
from experiments.commands.sensitivity import sensitivity
from experiments.commands.surroundings import CLOSED, FAILED, USAGE, denied, prepare
from experiments.commands.sweep import sweep
from experiments.commands.table import table
from experiments.commands.usage import usage
from experiments.commands.validate import validate
from experiments.commands.verify import verify
from experiments.commands.why import why
from experiments.common.quick_start import collect_seldom
from sim.inputs.said import both

UsageError: type[Any] = typer.BadParameter.__bases__[0]
"""Older releases of typer take it from click, newer ones bring their own."""

app = typer.Typer(
    name="kubesim", add_completion=False, pretty_exceptions_enable=False, cls=SpokenGroup
)
INPUTS = (check, new, new_nation, scenarios, policies, parameters, schema)
SWEEPS = (sweep, table, query, plot, verify, replay, why)
STUDIES = (calibrate, validate, sensitivity)
POLICY = (rank, prices, allocate, discover, learn, pilot, brief)
RESULTS = {
    run, compare, book, forecast, sweep, table, query, replay, why, calibrate, validate,
    sensitivity, rank, prices, allocate, discover, learn, pilot,
}  # fmt: skip
"""Commands that end in figures, all of which --save writes to a file."""
SHOWN = (explore, classroom, report)
for command in (run, compare, book, forecast, *SHOWN, *INPUTS, *SWEEPS, *STUDIES, bench):
    app.command(cls=SpokenCommand)(savable(command) if command in RESULTS else command)
for of_policy in POLICY:
    policy_app.command(cls=SpokenCommand)(savable(of_policy) if of_policy in RESULTS else of_policy)
app.add_typer(policy_app)
for of_elicit in (sheet, pool, weigh):
    elicit_app.command(cls=SpokenCommand)(of_elicit)
app.add_typer(elicit_app)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"kubesim {version('kubesim')}")
        except PackageNotFoundError:
            typer.echo("kubesim, not installed")
        raise typer.Exit


@app.callback(invoke_without_command=True)
@indonesian(
    """Usaha bersama keluarga miskin (Kube) di Indonesia, sebagai model berbasis agen.
    """
)
def top(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_version,
            is_eager=True,
            help=both("Show the version.", "Tampilkan versi."),
        ),
    ] = False,
) -> None:
    """Joint enterprises of poor households (Kube) in Indonesia, as an agent-based model.

    Example: kubesim run banjarmasin --policy package --runs 20
    """
    help_where_no_command_is_named(context)


def main() -> None:
    """Run the command line, which SIGINT stops even where a shell has it ignored."""
    collect_seldom()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    why = prepare()
    if why is not None:
        say(why, language_of_line())
        sys.exit(FAILED if why == CLOSED else USAGE)
    with denied():
        code = _called()
    sys.exit(code)


def _called() -> int:
    """Call the command that is asked for; return its exit code."""
    try:
        code: int = app(prog_name="kubesim", standalone_mode=False)
    except UsageError as error:
        say(usage(one_line(error.format_message())), language_of_line())
        code = 2
    except (typer.Abort, KeyboardInterrupt):
        say(STOPPED, language_of_line())
        code = INTERRUPTED
    return code


if __name__ == "__main__":
    main()
