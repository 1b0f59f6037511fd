"""What all commands share: arguments, faults in one line each, the console, progress."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeVar

import typer

from sim.standing import SEEDS

if TYPE_CHECKING:
    from experiments.common.uncertainty import Kind
    from experiments.store.workers import RunAll
    from sim.nation.load import Setting
    from sim.policy import Policy
    from sim.scenario import Scenario

T = TypeVar("T")

WIDTH = 100
INTERRUPTED = 130
STOPPED = "Interrupted: stopped before the end."

ScenarioText = Annotated[
    str, typer.Argument(metavar="SCENARIO", help="Name of a shipped scenario, or path of a file.")
]
SettingText = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO", help="Name of a shipped scenario or nation, or path of a file."
    ),
]
PolicyText = Annotated[
    str, typer.Option("--policy", help="Name of a shipped policy, or path of a file.")
]
SweepFolder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a finished sweep.")]
Seed = Annotated[int, typer.Option(help=f"Seed of the luck, 0 to {SEEDS - 1}.")]
PARAMETERS = (
    "Of every replication: posterior, a draw after the data; prior, a draw before them; point, the "
    "first values."
)
ParametersText = Annotated[str, typer.Option("--parameters", metavar="KIND", help=PARAMETERS)]
Workers = Annotated[
    int | None,
    typer.Option(help="Processes, at least 1; by default one a core.", show_default=False),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="Send the chunks to a Dask cluster: its scheduler, as tcp://HOST:PORT.",
        show_default=False,
    ),
]
Yes = Annotated[
    bool, typer.Option("--yes", help="Confirm a run that is estimated to take over 10 minutes.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")]


@contextmanager
def faults() -> Iterator[None]:
    """Turn faults of the input into one line each and exit code 2, and Ctrl-C into 130."""
    from sim.inputs.strict import InputError

    try:
        yield
    except InputError as error:
        for fault in error.faults:
            typer.echo(one_line(fault), err=True)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        typer.echo(STOPPED, err=True)
        raise typer.Exit(INTERRUPTED) from None


def one_line(text: str) -> str:
    """Return a text without line breaks and runs of blanks."""
    return " ".join(text.split())


def refuse(*checks: tuple[bool, str]) -> None:
    """Raise all faults whose condition holds, together."""
    from sim.inputs.strict import InputError

    faults = [fault for wrong, fault in checks if wrong]
    if faults:
        raise InputError(faults)


class Hands(NamedTuple):
    """Who runs chunks: so many at once, by processes here or by a cluster."""

    many: int
    run_all: "RunAll"


@contextmanager
def hands(workers: int | None, scheduler: str | None) -> "Iterator[Hands]":
    """Yield who runs chunks, as --workers or --scheduler says it.

    Raises
    ------
    InputError
        When both are given, or the cluster cannot be used.
    """
    refuse(
        wrong_workers(workers),
        (
            workers is not None and scheduler is not None,
            "--workers, --scheduler: a cluster has its own workers; give one of the two",
        ),
    )
    if scheduler is None:
        from experiments.store.workers import cores, run_all

        yield Hands(workers or cores(), run_all)
        return
    from importlib.util import find_spec

    missing = find_spec("distributed") is None
    install = 'pip install "kubesim[cluster]" brings it'
    refuse((missing, f"--scheduler: distributed not installed; {install}"))
    from experiments.store.cluster import Cluster

    with Cluster(scheduler, lambda line: typer.echo(line, err=True)) as cluster:
        yield Hands(cluster.threads, cluster.run_all)


def wrong_seed(option: str, value: int) -> tuple[bool, str]:
    """Return whether a seed does not fit the keys of luck, and what to say then."""
    return not 0 <= value < SEEDS, f"{option} {value}: must be between 0 and {SEEDS - 1}"


def wrong_workers(workers: int | None) -> tuple[bool, str]:
    """Return whether there cannot be so many processes, and what to say then."""
    return workers is not None and workers < 1, f"--workers {workers}: must be at least 1"


def kind_of(text: str) -> "Kind":
    """Return where parameters come from, as --parameters says it."""
    from experiments.common.uncertainty import KINDS
    from sim.inputs.strict import InputError

    for kind in KINDS:
        if kind == text:
            return kind
    raise InputError([f"--parameters {text}: unknown; known: {', '.join(KINDS)}"])


def load(scenario: str, policy: str) -> "tuple[Scenario, Policy]":
    """Load a scenario and a policy, each by shipped name or path; tell the faults of both."""
    from sim.scenario import load_scenario

    return _loaded(load_scenario, scenario, policy)


def load_any(scenario: str, policy: str) -> "tuple[Setting, Policy]":
    """Load a scenario or a nation, and a policy, as `load` does."""
    from sim.nation.load import load_setting

    return _loaded(load_setting, scenario, policy)


def _loaded(load_one: "Callable[[str], T]", scenario: str, policy: str) -> "tuple[T, Policy]":
    from sim.inputs.strict import InputError
    from sim.policy import load_policy

    try:
        place = load_one(scenario)
    except InputError as error:
        try:
            load_policy(policy)
        except InputError as other:
            raise InputError([*error.records, *other.records]) from None
        raise
    return place, load_policy(policy)


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show a progress bar on stderr; yields a function that takes what is done."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (what, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), "left")
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=total)
        yield lambda done: bar.update(task, completed=done)


def print_json(what: Any) -> None:
    """Print an object as JSON; not a number is refused."""
    from json import dumps

    typer.echo(dumps(what, indent=2, allow_nan=False))


def console() -> "Any":
    """Return a console for stdout; where that is no terminal, lines have 100 columns."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else WIDTH)


def text_width() -> int:
    """Return how long lines of text are: as the screen is wide, and no longer than 100."""
    return int(min(console().width, WIDTH))
