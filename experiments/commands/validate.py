"""`kubesim validate`: the pattern card."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments.commands.common import (
    Json,
    Seed,
    console,
    faults,
    progress,
    refuse,
    wrong_seed,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from experiments.evidence.patterns.card import PatternResult


def validate(
    runs: Annotated[int, typer.Option(help="Replications of every experiment, at least 2.")] = 8,
    seed: Seed = 1,
    only: Annotated[
        list[str] | None,
        typer.Option("--pattern", metavar="ID", help="Only this pattern; may be given again."),
    ] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=VALUE",
            help="Put a value into every experiment, e.g. learn.decay=0.02; may be given again.",
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder for card.json and card.png.")
    ] = Path("results/validation"),
    json: Json = False,
) -> None:
    """Hold the model against the patterns it must show; print and save the card.

    Every pattern has a target that was committed before the first results, and a rule whose
    removal has to move the figure away from it, on the same luck.

    Example: kubesim validate --runs 4 --pattern 4 --pattern 9
    """
    with faults():
        from experiments.evidence.patterns.picture import draw_card
        from experiments.evidence.patterns.views import card_json, card_table
        from experiments.files import check_writable, save_all
        from experiments.summary import text_of

        refuse(
            (runs < 2, f"--runs {runs}: must be at least 2, or there is no interval"),
            wrong_seed("--seed", seed),
        )
        values = _values(parameter or [])
        check_writable(out)
        results = _judge_all(only or [], runs, seed, values)
        card = text_of(card_json(results, runs, seed, values))
        files = {"card.json": card.encode(), "card.png": draw_card(results, runs)}
        if not json:
            console().print(card_table(results))
        for path in save_all(out, files):
            typer.echo(f"saved {path}", err=json)
        if json:
            typer.echo(card, nl=False)


def _values(given: list[str]) -> dict[str, float]:
    """Return parameter values given as NAME=VALUE, or say what is wrong with them."""
    from sim.inputs.strict import InputError
    from sim.parameters import with_values

    values: dict[str, float] = {}
    for text in given:
        name, _, value = text.partition("=")
        try:
            values[name] = float(value)
        except ValueError:
            raise InputError([f"--parameter {text}: give NAME=VALUE with a number"]) from None
    try:
        with_values(values)
    except ValueError as error:
        raise InputError([f"--parameter {line}" for line in str(error).splitlines()]) from None
    return values


def _judge_all(
    only: list[str], runs: int, seed: int, values: dict[str, float]
) -> "list[PatternResult]":
    """Judge the patterns asked for, with a progress bar."""
    from experiments.evidence.patterns.card import judge
    from experiments.evidence.patterns.targets import load_patterns

    patterns = load_patterns()
    known = [pattern.id for pattern in patterns]
    refuse(*((i not in known, f"--pattern {i}: unknown; known: {', '.join(known)}") for i in only))
    chosen = [pattern for pattern in patterns if not only or pattern.id in only]
    results = []
    with progress("experiments", len(chosen) * 2 * runs) as done:
        for number, pattern in enumerate(chosen):
            before = number * 2 * runs
            results.append(judge(pattern, runs, seed, values, partial(_add, done, before)))
    return results


def _add(done: "Callable[[int], None]", before: int, now: int) -> None:
    """Report the work done before and in the experiment that runs."""
    done(before + now)
