"""`kubesim sensitivity`: which parameters matter, which structures, and how much is chance."""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.commands.common import (
    Json,
    ScenarioText,
    Seed,
    Workers,
    Yes,
    faults,
    give,
    progress,
    refuse,
    resumable,
    say,
    told_overruled,
    unset,
    wrong_seed,
    wrong_workers,
)

if TYPE_CHECKING:
    from experiments.evidence.sensitivity.analysis import Findings, Question

MAIN = ("failed_share", "mandiri_share", "household_income_idr", "kube_income_idr")
KINDS = ("prior", "posterior")
INSTALL = "pip install 'kubesim[sensitivity]'"


def sensitivity(
    scenario: ScenarioText = "forward",
    outcome: Annotated[
        list[str] | None,
        unset(f"Outcome to explain; may be given again. By default {', '.join(MAIN)}.", "NAME"),
    ] = None,
    parameters: Annotated[
        str, typer.Option(help="prior or posterior: what the variance is split under.")
    ] = "prior",
    trajectories: Annotated[int, typer.Option(help="Trajectories of Morris, at least 2.")] = 40,
    base: Annotated[int, typer.Option(help="Base points of Sobol', a power of two.")] = 256,
    blocks: Annotated[int, typer.Option(help="Blocks of 32 runs for the split.")] = 256,
    replications: Annotated[int, typer.Option(help="Runs averaged at each point, at least 2.")] = 8,
    seed: Seed = 1,
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder of figures, pictures and runs.")
    ] = Path("results/sensitivity"),
    workers: Workers = None,
    json: Json = False,
    yes: Yes = False,
) -> None:
    """Tell which uncertain parameters move the outcomes, and how much is structure or chance.

    Morris screens all parameters over their priors; Sobol' indices follow for the twelve that do
    most, beside the others together. Then the variance of one run is split into parameters,
    rival structures and chance. The same command again goes on where it stopped.

    Points are compared on the same luck, and what luck is left in their averages is taken out. For
    forty Kubes it is about 54,000 runs: five minutes on two idle cores.

    Example: kubesim sensitivity forward --out results/sensitivity
    """
    with faults():
        chosen = tuple(dict.fromkeys(outcome or MAIN))
        from experiments.common.outcomes import BY_NAME

        outcomes, kinds = ", ".join(BY_NAME), ", ".join(KINDS)
        refuse(
            *((o not in BY_NAME, f"--outcome {o}: unknown; known: {outcomes}") for o in chosen),
            (parameters not in KINDS, f"--parameters {parameters}: unknown; known: {kinds}"),
            (trajectories < 2, f"--trajectories {trajectories}: must be at least 2"),
            (
                base < 2 or base.bit_count() > 1,
                f"--base {base}: must be a power of two, 2 or more",
            ),
            (blocks < 2, f"--blocks {blocks}: must be at least 2"),
            (replications < 2, f"--replications {replications}: must be at least 2"),
            wrong_seed("--seed", seed),
            wrong_workers(workers),
            (find_spec("SALib") is None, f"SALib is not installed; {INSTALL} brings it"),
        )
        from experiments.common.files import check_writable
        from experiments.common.overruled import EVERY_LEVEL
        from experiments.common.uncertainty import uncertainty
        from experiments.evidence.sensitivity.analysis import Question, Sizes
        from experiments.store.workers import cores
        from sim.scenario import load_scenario

        question = Question(
            load_scenario(scenario),
            chosen,
            "posterior" if parameters == "posterior" else "prior",
            Sizes(trajectories, base, blocks, replications),
            seed,
        )
        check_writable(out)
        stored = question.kind == "posterior"
        told = told_overruled(
            question.scenario, uncertainty("posterior") if stored else EVERY_LEVEL
        )
        _report(_find(question, out, workers or cores(), yes), told, out, json)


def _find(question: "Question", out: Path, workers: int, yes: bool) -> "Findings":
    """Run what is missing, unless the whole is over the budget."""
    from experiments.common.cost import check_cost
    from experiments.common.numbers import counted
    from experiments.evidence.sensitivity.analysis import analyse
    from experiments.evidence.sensitivity.sensitivity_report import RUNS

    runs, estimate = question.sizes.runs(question.space), question.cost(workers)
    if not yes:
        check_cost(f"{runs:,} runs", estimate, runs, "runs")
    say(f"{runs:,} runs in all: {estimate.text()} on {counted(workers, 'worker')}")
    with resumable():
        return analyse(question, out / RUNS, workers, progress, say)


def _report(findings: "Findings", told: list[dict[str, Any]], out: Path, json: bool) -> None:
    """Print tables or the JSON object; save the files and name them."""
    from experiments.common.tables import on_screen
    from experiments.evidence.sensitivity.sensitivity_report import report, save
    from experiments.evidence.sensitivity.sensitivity_tables import sensitivity_tables

    content = {**report(findings), "overruled": told}
    screen = on_screen(*sensitivity_tables(content))
    give(content, screen, lambda: save(out, findings, content), json)
