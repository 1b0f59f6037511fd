"""The stories that the classroom begins with: the page, a row of a sweep, the two games."""

from pathlib import Path

from experiments.classroom.story.catalogue import CLASS, add_scenario, kube_of
from experiments.classroom.story.choice import choice_of
from experiments.classroom.story.chosen_lucks import (
    GAME_LUCKS,
    ROUND_LUCKS,
    contrast,
    same_visits,
)
from experiments.classroom.story.link import from_query
from experiments.classroom.story.story import Side, Story
from experiments.replaying.replay import run_of
from experiments.sweeps.stored_sweep import open_sweep
from sim.course import LeverOverrides
from sim.inputs.said import both
from sim.inputs.strict import InputError
from sim.scenario import load_scenario

FIRST_LUCKS = {CLASS: 1}
"""By scenario, where the usual luck's story is over too soon: the first in which the kas on the
right grows for three years beside an empty one."""


def first_story(scenario: str) -> Story:
    """Return the first story of a scenario: the usual Kube where it has that, else its first.

    Parameters
    ----------
    scenario : str
        Name of a shipped one, path of a file, or a story's link.

    Raises
    ------
    InputError
        When there is no such scenario, or it is too large; when the link is faulty.
    """
    if "=" in scenario and not Path(scenario).exists():
        linked = from_query(scenario)
        choice_of(linked)
        return linked
    loaded = load_scenario(scenario)
    usual = Story(scenario=add_scenario(loaded))
    if usual.kube not in [kube.id for kube in loaded.kubes]:
        usual = usual.model_copy(update={"kube": loaded.kubes[0].id})
    usual = usual.model_copy(update={"seed": FIRST_LUCKS.get(usual.scenario, usual.seed)})
    choice_of(usual)
    return usual


def story_of_sweep(folder: Path, row: int) -> Story:
    """Return a row of a sweep as a story of its first Kube, with its policy on the left.

    On the right stands the scenario's own policy, or `package` where the row has that.

    Raises
    ------
    InputError
        When there is no such row, it was made by another version, the city is too large, or the
        policy acts from a month on.
    """
    run = run_of(open_sweep(folder), row)
    if run.policy.dates():
        fault = both(
            f"row {row}: policy {run.policy.name} acts from a month on, and the classroom tells a "
            "policy from the start; name another row",
            f"baris {row}: kebijakan {run.policy.judul} berlaku mulai suatu bulan, sedangkan kelas "
            "menceritakan kebijakan sejak awal; sebutkan baris lain",
        )
        raise InputError([fault])
    left = Side(
        policy="none",
        levers=LeverOverrides(**run.policy.overrides()),
        decisions=run.policy.decisions if run.policy.active else (),
    )
    draws, parameters = run.drawn.kind, run.parameters
    again = run.replication >= run.drawn.draws
    if not run.drawn.alone and (again or run.drawn.folder):
        # A story goes on where a sweep takes its first draws again, and knows the draws that ship
        # alone: so every value is named.
        draws, parameters = "point", run.scenario_with_parameters.parameters
    story = Story(
        scenario=add_scenario(run.scenario),
        kube=run.scenario.kubes[0].id,
        seed=run.seed,
        replication=run.replication,
        draws=draws,
        parameters=parameters,
        left=left,
        right=Side(policy="package" if left == Side() else "none"),
    )
    choice_of(story)
    return story


def first_game(kube: int | None = None, twin: str = "", seed: int | None = None) -> Story:
    """Return a game in which nothing has been decided; the twin on the right follows a policy.

    Parameters
    ----------
    kube : int, optional
        Of the class; else its first.
    twin : str
        Policy of the twin; else the opposite of what the Kube agreed, so that there is something
        at stake from the first month on.
    seed : int, optional
        Else the first luck chosen for that Kube (`chosen_lucks`).
    """
    row = kube_of(load_scenario(CLASS), kube or next(iter(GAME_LUCKS)))
    return Story(
        scenario=CLASS,
        kube=row.id,
        seed=GAME_LUCKS[row.id][0] if seed is None else seed,
        left=Side(),
        right=Side(policy=twin or contrast(row.rule)),
    )


def first_round(seed: int = ROUND_LUCKS.matter[0]) -> Story:
    """Return a facilitator's game; on the right each Kube gets one visit in every month."""
    scenario = load_scenario(CLASS)
    return Story(
        scenario=CLASS,
        kube=scenario.kubes[0].id,
        seed=seed,
        left=Side(),
        right=Side(decisions=same_visits(scenario, 1)),
    )
