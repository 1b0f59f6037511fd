"""What all commands share: faults in one line each, the console, progress."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import typer

from experiments.common.refusals import at_least, between, not_installed, unknown
from sim.inputs.said import both
from sim.standing import SEEDS

if TYPE_CHECKING:
    from rich.console import RenderableType

    from experiments.common.languages import Lang
    from experiments.common.texts import Texts
    from experiments.common.uncertainty import Given, Uncertainty
    from experiments.store.workers import RunAll
    from experiments.sweeps.sweeping import Sweeping, Work
    from sim.nation.load import Setting
    from sim.policy import Policy

T = TypeVar("T")

WIDTH = 100
INTERRUPTED = 130
TEXTS = Path(__file__).parent / "texts"
STOPPED = both("Interrupted: stopped before the end.", "Dihentikan sebelum selesai.")


@contextmanager
def faults(lang: str | None = None) -> Iterator[None]:
    """Turn faults of the input into one line each and exit code 2, and Ctrl-C into 130.

    Parameters
    ----------
    lang : str, optional
        What --lang names; where it names nothing, the environment says the language of faults.
    """
    from experiments.common.languages import heard, line_of
    from sim.inputs.strict import InputError

    try:
        yield
    except InputError as error:
        for fault in error.records:
            say(one_line(line_of(fault, heard(lang))))
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        say(STOPPED, heard(lang))
        raise typer.Exit(INTERRUPTED) from None


def one_line(text: str) -> str:
    """Return a text without line breaks and runs of blanks, every character of it visible."""
    from sim.inputs.faults import printable

    return printable(" ".join(text.split()))


def refuse(*checks: tuple[bool, str]) -> None:
    """Raise all faults whose condition holds, together."""
    from sim.inputs.strict import InputError

    faults = [fault for wrong, fault in checks if wrong]
    if faults:
        raise InputError(faults)


@contextmanager
def hands(
    workers: int | None, scheduler: str | None, lang: "Lang"
) -> "Iterator[tuple[int, RunAll]]":
    """Yield how many chunks run at once, and who runs them, here or on a cluster.

    Raises
    ------
    InputError
        When both are given, or the cluster cannot be used.
    """
    refuse(
        wrong_workers(workers),
        (
            workers is not None and scheduler is not None,
            both(
                "--workers, --scheduler: a cluster has its own workers; give one of the two",
                "--workers, --scheduler: klaster punya prosesnya sendiri; berikan salah satu",
            ),
        ),
    )
    if scheduler is None:
        from experiments.store.workers import cores, run_all

        yield workers or cores(), run_all
        return
    from importlib.util import find_spec

    missing = find_spec("distributed") is None
    install = 'pip install "kubesim[cluster]"'
    refuse((missing, not_installed(["--scheduler: distributed"], install)))
    from experiments.store.cluster import Cluster

    with Cluster(scheduler, partial(say, lang=lang)) as cluster:
        yield cluster.threads, cluster.run_all


def words(lang: "Lang") -> "Texts":
    """Return what commands say on the way, in a language."""
    from experiments.common.texts import texts_of

    return texts_of(TEXTS)[lang]


@contextmanager
def sweeping(
    workers: int | None, scheduler: str | None, yes: bool, kept: bool, lang: "Lang"
) -> "Iterator[Sweeping]":
    """Yield what runs sweeps, as the options say it, with a progress bar for each.

    Parameters
    ----------
    kept : bool
        Whether the runs stay, so that the same command goes on.
    """
    from experiments.sweeps.sweeping import Sweeping

    with ExitStack() as stack, hands(workers, scheduler, lang) as (many, run_all):

        def begin(work: "Work") -> Callable[[int], None]:
            return begun(stack, work, lang)

        with resumable(kept, lang):
            yield Sweeping(many, yes, partial(say, lang=lang), begin, run_all=run_all)


class Place(NamedTuple):
    """Where the results of a command go.

    Attributes
    ----------
    kept : bool
        Whether they stay there; else they are removed when all is printed.
    """

    folder: Path
    kept: bool

    @property
    def name(self) -> str | None:
        """The folder as JSON names it."""
        return str(self.folder) if self.kept else None


@contextmanager
def place(out: Path | None, usual: Path, json: bool) -> Iterator[Place]:
    """Yield where results go; what is printed as JSON alone goes into a folder that is removed.

    Raises
    ------
    InputError
        When nothing can be written there.
    """
    from experiments.common.files import check_writable

    if out is None and prints_alone(json):
        with TemporaryDirectory(prefix="kubesim-", ignore_cleanup_errors=True) as folder:
            yield Place(Path(folder) / usual.name, kept=False)
        return
    folder_kept = out or usual
    check_writable(folder_kept)
    yield Place(folder_kept, kept=True)


def prints_alone(json: bool) -> bool:
    """Whether a command prints JSON, and not what --save saves."""
    return json and _caught.get() is None


def wrong_seed(option: str, value: int) -> tuple[bool, str]:
    """Return whether a seed does not fit the keys of luck, and what to say then."""
    return not 0 <= value < SEEDS, between(f"{option} {value}", 0, SEEDS - 1)


def wrong_numbers(form: str) -> tuple[bool, str]:
    """Return whether there is no such form of numbers, and what to say then."""
    from experiments.common.files import NUMBERS

    return form not in NUMBERS, unknown(f"--numbers {form}", NUMBERS)


def wrong_workers(workers: int | None) -> tuple[bool, str]:
    """Return whether there cannot be so many processes, and what to say then."""
    return workers is not None and workers < 1, at_least(f"--workers {workers}", 1)


def load(load_place: "Callable[[str], T]", scenario: str, policy: str) -> "tuple[T, Policy]":
    """Load a scenario or nation, and a policy, each by name or path; report faults of both."""
    from sim.inputs.strict import InputError
    from sim.policy import load_policy

    try:
        place = load_place(scenario)
    except InputError as error:
        try:
            load_policy(policy)
        except InputError as other:
            raise InputError([*error.records, *other.records]) from None
        raise
    return place, load_policy(policy)


@contextmanager
def progress(what: str, total: int, lang: "Lang" = "en") -> Iterator[Callable[..., None]]:
    """Show a progress bar on stderr; yields a function that takes what is done first.

    What is counted is named by its text under `bar`; what has none, such as a policy, by itself.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    from experiments.common.languages import in_language

    said = words(lang)
    columns = (
        said.flat.get(f"bar.{what}", in_language(what, lang)),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        said["left"],
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=total)
        yield lambda done, *_: bar.update(task, completed=done)


def begun(stack: ExitStack, work: "Work", lang: "Lang") -> Callable[[int], None]:
    """Say what is to be done; show its progress bar until all is, or the stack is closed."""
    say(work_text(work, lang))
    bar = stack.enter_context(progress("runs", work.rows, lang))

    def done(now: int) -> None:
        bar(now)
        if now == work.rows:
            stack.close()

    return done


def counted(thing: str, count: int, lang: "Lang") -> str:
    """Return a count of things that have a text under `count`."""
    from experiments.common.numbers import number

    key = f"count.{thing}.{'one' if count == 1 else 'many'}"
    return words(lang)[key].format(count=number(count, 0, lang))


def work_text(work: "Work", lang: "Lang") -> str:
    """Say how many runs are to do, how many are there, and what they are estimated to cost."""
    from experiments.common.cost import duration
    from experiments.common.numbers import number

    said = words(lang)
    cost = said.say(
        "work.cost",
        household_months=number(work.estimate.household_months, 0, lang),
        time=duration(work.estimate.seconds, lang),
        workers=counted("workers", work.workers, lang),
    )
    runs = counted("runs", work.rows, lang)
    if not work.there:
        return said.say("work.to_do", runs=runs, cost=cost)
    return said.say("work.to_do_rest", runs=runs, there=number(work.there, 0, lang), cost=cost)


@contextmanager
def resumable(kept: bool = True, lang: "Lang" = "en") -> Iterator[None]:
    """Say on Ctrl-C that the same command goes on, where what is done is kept."""
    try:
        yield
    except KeyboardInterrupt:
        if kept:
            say(words(lang)["kept"])
        raise


def say(line: str, lang: "Lang" = "en") -> None:
    """Say what happened on the way, in a language where the line can be said in both."""
    from experiments.common.languages import in_language

    typer.echo(in_language(line, lang), err=True)


def told_before_runs(
    place: "Setting",
    draws: "Uncertainty",
    given: "Sequence[Given]" = (),
    lang: "Lang" = "en",
) -> list[dict[str, Any]]:
    """Say from when on policies act, and what a scenario overrules of the structures drawn.

    The latter is returned for JSON.
    """
    from experiments.common.called import place_called
    from experiments.common.overruled import lines, overruled
    from sim.calendar import month_text
    from sim.policy import acts_from

    if place.today is not None:
        since = month_text(acts_from(place))
        called = place_called(place.name, lang)
        say(words(lang).say("since", place=called, since=since, today=place.today))
    found = overruled(place, draws.draws, given)
    for line in lines(place.name, draws, found):
        say(line, lang)
    return [one._asdict() for one in found]


def fields_of(record: Any, *names: str) -> dict[str, Any]:
    """Return fields of a record by their names."""
    return {name: getattr(record, name) for name in names}


_caught: ContextVar[list[Any] | None] = ContextVar("_caught", default=None)
"""Where results go that are saved instead of printed."""


@contextmanager
def caught() -> Iterator[list[Any]]:
    """Yield a list that gets what commands would print as JSON."""
    results: list[Any] = []
    token = _caught.set(results)
    try:
        yield results
    finally:
        _caught.reset(token)


def print_json(what: Any) -> None:
    """Print an object as JSON; not a number is refused."""
    from experiments.common.files import json_text

    results = _caught.get()
    if results is None:
        typer.echo(json_text(what), nl=False)
    else:
        results.append(what)


def give(
    content: Any,
    screen: "RenderableType",
    save: Callable[[], Iterable[Path]],
    json: bool,
    kept: bool = True,
    lang: "Lang" = "en",
) -> None:
    """Print what is for the screen, save files and name them, or print the content as JSON."""
    if not json:
        console().print(screen)
    if kept:
        say_saved(save(), json, lang)
    if json:
        print_json(content)


def say_saved(paths: Iterable[Path], json: bool = False, lang: "Lang" = "en") -> None:
    """Name saved files, on stderr where stdout holds JSON."""
    from experiments.common.texts import COMMON, texts_of

    for path in paths:
        typer.echo(texts_of(COMMON)[lang].say("saved", path=path), err=json)


def console() -> "Any":
    """Return a console for stdout; where that is no terminal, lines have 100 columns."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else WIDTH)


def text_width() -> int:
    """Return how long lines of text are: as the screen is wide, and no longer than 100."""
    return int(min(console().width, WIDTH))
