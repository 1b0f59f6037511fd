"""The command line: `kubesim run` and `kubesim book`."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from experiments.book_views import Printable
    from experiments.runner import RunSet
    from sim.policy import Policy
    from sim.scenario import Scenario

WIDTH = 100
SEEDS = 2**32
ENGINES = ("mesa",)
INTERRUPTED = 130
STOPPED = "Interrupted: stopped before the end."

UsageError: type[Any] = typer.BadParameter.__bases__[0]
"""Older releases of typer take it from click, newer ones bring their own."""

app = typer.Typer(
    name="kubesim", add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich"
)

ScenarioText = Annotated[
    str, typer.Argument(metavar="SCENARIO", help="Name of a shipped scenario, or path of a file.")
]
PolicyText = Annotated[
    str, typer.Option("--policy", help="Name of a shipped policy, or path of a file.")
]
Seed = Annotated[int, typer.Option(help=f"Seed of the luck, 0 to {SEEDS - 1}.")]


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"kubesim {version('kubesim')}")
        except PackageNotFoundError:
            typer.echo("kubesim, not installed")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def top(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Joint enterprises of poor households (Kube) in Indonesia, as an agent-based model.

    Example: kubesim run banjarmasin --policy package --runs 20
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def run(
    scenario: ScenarioText = "banjarmasin",
    policy: PolicyText = "none",
    engine: Annotated[str, typer.Option(help=f"Engine: {', '.join(ENGINES)}.")] = "mesa",
    runs: Annotated[int, typer.Option(help="Replications, at least 1.")] = 40,
    seed: Seed = 1,
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
) -> None:
    """Run a scenario under a policy many times; print tables, save pictures.

    Example: kubesim run banjarmasin --policy no-support --runs 20 --seed 7 --out results/trial
    """
    with _faults():
        from experiments.files import check_writable, folder_name
        from experiments.runner import check_size

        _refuse(
            (engine not in ENGINES, f"--engine {engine}: unknown; known: {', '.join(ENGINES)}"),
            (runs < 1, f"--runs {runs}: must be at least 1"),
            _wrong_seed("--seed", seed),
        )
        place, levers = _load(scenario, policy)
        check_size(place, runs)
        folder = out
        if folder is None and not json:
            folder = Path("results") / folder_name(place.name, levers.name)
        if folder is not None:
            check_writable(folder)
        _report(_simulate(place, levers, runs, seed), folder, json)


@app.command()
def book(
    scenario: ScenarioText,
    kube: Annotated[
        str | None, typer.Option(metavar="NAME", help="Name or id of the Kube whose kas is shown.")
    ] = None,
    household: Annotated[
        str | None,
        typer.Option(
            metavar="N",
            help="Show a household of the Kube instead: 0, 1, ... for its founders, n0, n1, ... "
            "for newcomers in the order in which they came.",
        ),
    ] = None,
    period: Annotated[
        str | None, typer.Option(metavar="PERIOD", help="Only a year (2009) or a month (2009-05).")
    ] = None,
    flows: Annotated[
        str | None,
        typer.Option(
            metavar="PERIOD",
            help="Show what flowed between all kinds of accounts of the city in a year (2009) or "
            "a month (2009-05), instead of one book.",
        ),
    ] = None,
    policy: PolicyText = "none",
    seed: Seed = 1,
    replication: Annotated[
        int, typer.Option(help="Which replication of `kubesim run` with this seed, from 0.")
    ] = 0,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV instead of a table.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Save CSV instead of printing a table.")
    ] = None,
) -> None:
    """Print the cash book (buku kas) of a Kube or a household, or the flows of the whole city.

    Example: kubesim book banjarmasin --kube "Dasa Maya" --period 2009

    Example: kubesim book banjarmasin --flows 2009-05
    """
    with _faults():
        from experiments.books import book_of, flows_of, keep_books, period_of
        from experiments.files import check_writable

        _refuse(
            ((kube is None) == (flows is None), "book: give either --kube NAME or --flows PERIOD"),
            (household is not None and kube is None, "--household: needs --kube NAME"),
            (period is not None and kube is None, "--period: needs --kube NAME"),
            (csv + json + (out is not None) > 1, "book: give one of --csv, --json and --out"),
            (out is not None and out.is_dir(), f"--out {out}: is a folder; name a file"),
            _wrong_seed("--seed", seed),
            _wrong_seed("--replication", replication),
        )
        place, levers = _load(scenario, policy)
        asked = period if flows is None else flows
        months = range(place.months) if asked is None else period_of(place, asked)
        if out is not None:
            check_writable(out.parent)
        books = keep_books(place, levers, seed, replication)
        if kube is None:
            _print(flows_of(books, asked or ""), csv, json, out)
        else:
            _print(book_of(books, kube, household, months), csv, json, out)


def main() -> None:
    """Run the command line, which SIGINT stops even where a shell has it ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = app(prog_name="kubesim", standalone_mode=False)
    except UsageError as error:
        typer.echo(_one_line(error.format_message()), err=True)
        code = 2
    except (typer.Abort, KeyboardInterrupt):
        typer.echo(STOPPED, err=True)
        code = INTERRUPTED
    sys.exit(code)


@contextmanager
def _faults() -> Iterator[None]:
    """Turn faults of the input into one line each and exit code 2, and Ctrl-C into 130."""
    from sim.strict import InputError

    try:
        yield
    except InputError as error:
        for fault in error.faults:
            typer.echo(_one_line(fault), err=True)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        typer.echo(STOPPED, err=True)
        raise typer.Exit(INTERRUPTED) from None


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _refuse(*checks: tuple[bool, str]) -> None:
    """Raise all faults whose condition holds, together."""
    from sim.strict import InputError

    faults = [fault for wrong, fault in checks if wrong]
    if faults:
        raise InputError(faults)


def _wrong_seed(option: str, value: int) -> tuple[bool, str]:
    return not 0 <= value < SEEDS, f"{option} {value}: must be between 0 and {SEEDS - 1}"


def _load(scenario: str, policy: str) -> "tuple[Scenario, Policy]":
    from sim.policy import load_policy
    from sim.scenario import load_scenario

    return load_scenario(scenario), load_policy(policy)


def _simulate(scenario: "Scenario", policy: "Policy", runs: int, seed: int) -> "RunSet":
    """Run with a progress bar on stderr."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    from experiments.runner import run_many

    columns = ("runs", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), "left")
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=runs)
        return run_many(
            scenario, policy, runs, seed, lambda done, _: bar.update(task, completed=done)
        )


def _report(runs: "RunSet", folder: Path | None, json: bool) -> None:
    """Print the tables or the JSON object; save the files and name them."""
    from experiments.summary import summarise, text_of
    from experiments.tables import kubes_csv, tables

    summary = summarise(runs)
    if not json:
        _console().print(tables(summary))
    if folder is not None:
        from experiments.files import save_all
        from experiments.pictures import draw_all

        files = {
            **draw_all(runs),
            "summary.json": text_of(summary).encode(),
            "kubes.csv": kubes_csv(summary).encode(),
        }
        for path in save_all(folder, files):
            typer.echo(f"saved {path}", err=json)
    if json:
        typer.echo(text_of(summary), nl=False)


def _print(what: "Printable", csv: bool, json: bool, out: Path | None) -> None:
    """Print a book or a flow matrix in the way asked for, or save it."""
    from experiments.files import save_all
    from experiments.summary import text_of

    if out is not None:
        for path in save_all(out.parent, {out.name: what.csv().encode()}):
            typer.echo(f"saved {path}")
    elif csv:
        typer.echo(what.csv(), nl=False)
    elif json:
        typer.echo(text_of(what.json()), nl=False)
    else:
        _console().print(what.table())


def _console() -> "Any":
    """Return a console for stdout; where that is no terminal, lines have 100 columns."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else WIDTH)


if __name__ == "__main__":
    main()
