"""A link told again on the command line; a sweep's row as a story."""

from typing import TYPE_CHECKING, Any, NamedTuple

from rich.table import Table

from experiments.classroom.choosing import Choice, choice_of
from experiments.classroom.link import from_query
from experiments.classroom.story import Side, Story
from experiments.common.tables import titled
from sim.calendar import month_number, month_text
from sim.model import KubeModel
from sim.months import KubeMonth
from sim.policy import LeverOverrides
from sim.rules.stages import STAGES

if TYPE_CHECKING:
    from experiments.sweeps.stored_sweep import Run


HEADS = ("stage", "memb.", "profit", "aside", "kas", "lent", "equip.")


class Told(NamedTuple):
    """Both sides of a story, run to the horizon.

    Attributes
    ----------
    months : tuple of list of KubeMonth
        Of the story's Kube, from its founding on.
    digests : tuple of str
        SHA-256 of the final states.
    """

    story: Story
    choice: Choice
    months: tuple[list[KubeMonth], list[KubeMonth]]
    digests: tuple[str, str]


def tell_link(text: str) -> Told:
    """Run both sides of a link's story in the Mesa model.

    Raises
    ------
    InputError
        With one line per fault of the link.
    """
    story = from_query(text)
    choice = choice_of(story)
    left, right = (_run(story, choice, side) for side in (0, 1))
    place = sorted(kube.id for kube in choice.scenario.kubes).index(choice.kube.id)
    months = tuple(model.city.kubes[place].history for model in (left, right))
    return Told(story, choice, (months[0], months[1]), (left.digest(), right.digest()))


def _run(story: Story, choice: Choice, side: int) -> KubeModel:
    policy = choice.policies[side]
    model = KubeModel(choice.scenario, policy, seed=story.seed, replication=story.replication)
    model.run()
    return model


def rows_of(told: Told) -> list[dict[str, Any]]:
    """Return the months of the Kube on both sides; money in nominal Rp."""
    start = month_number(told.choice.scenario.start)
    return [
        {"month": month_text(start + one.month), "left": _row(one), "right": _row(other)}
        for one, other in zip(*told.months, strict=True)
    ]


def _row(it: KubeMonth) -> dict[str, int | str]:
    return {
        "stage": STAGES[it.stage],
        "members": it.members,
        "profit_idr": it.profit_idr,
        "aside_idr": it.aside_idr,
        "kas_idr": it.kas_idr,
        "lent_idr": it.lent_idr,
        "equipment_idr": it.equipment_idr,
    }


def table(told: Told) -> Table:
    """Return the months of both sides as a table, money in Rp thousand."""
    story, (left, right) = told.story, told.choice.policies
    shown = titled(
        f"{told.choice.kube.name} in {story.scenario}, seed {story.seed}: left {left.name}, "
        f"right {right.name}; money in Rp thousand, nominal"
    )
    shown.add_column("month", no_wrap=True)
    for _ in range(2):
        for head in HEADS:
            shown.add_column(head, justify="right", no_wrap=True)
    for row in rows_of(told):
        cells = [_cell(*it) for side in ("left", "right") for it in row[side].items()]
        shown.add_row(row["month"], *cells)
    return shown


def _cell(key: str, value: int | str) -> str:
    if isinstance(value, str):
        return value[:4]
    return f"{value // 1000:,}" if key.endswith("_idr") else str(value)


def story_of_row(run: "Run", kube: int) -> Story:
    """Return a row of a sweep as a story: its policy on the left, the scenario's on the right.

    Where the row's policy is the scenario's own, `package` stands on the right.
    """
    left = Side(
        policy="none",
        levers=LeverOverrides(**run.policy.overrides()),
        decisions=run.policy.decisions if run.policy.active else (),
    )
    same = not left.overrides() and not left.decisions
    story = Story(
        scenario=run.scenario.name,
        kube=kube,
        seed=run.seed,
        replication=run.replication,
        draws=run.drawn.kind,
        parameters=run.parameters,
        left=left,
        right=Side(policy="package" if same else "none"),
    )
    if run.replication < run.drawn.draws or run.drawn.kind == "point":
        return story
    # The sweep took its first draws again, where a story goes on: so every value is named.
    values = run.scenario_with_parameters.parameters
    return story.model_copy(update={"draws": "point", "parameters": values})
