"""The game: what the group has decided so far, and how a decision changes a story."""

from collections.abc import Iterable
from typing import NamedTuple

from experiments.classroom.choosing import Choice
from experiments.classroom.story import Side, Story
from sim.calendar import month_number, month_text
from sim.decisions import Decision, GrantUse
from sim.levers import Levers
from sim.scenario import KubeRow, Scenario


class InForce(NamedTuple):
    """What holds for a Kube in a month; `visits` is None where the programme plans them."""

    share: float
    lend: bool
    grant: GrantUse
    visits: int | None


class Coming(NamedTuple):
    """Grants of one month: their sum, and whether all of it is equipment."""

    amount_idr: int
    in_kind: bool


def in_force(choice: Choice, side: int, kube: KubeRow, month: str) -> InForce:
    """Return what holds for a Kube in a month on a side, by agreement, policy and decisions.

    Parameters
    ----------
    choice : Choice
    side : int
        0 left, 1 right.
    kube : KubeRow
    month : str
        As `2016-05`.
    """
    policy = choice.policies[side]
    held = _agreed(choice.scenario.under(policy), kube.id)
    for decision in sorted(policy.decisions, key=lambda it: it.month):
        if decision.kube == kube.id and decision.month <= month:
            held = _over(held, decision)
    return held


def _agreed(scenario: Scenario, number: int) -> InForce:
    row = next(kube for kube in scenario.kubes if kube.id == number)
    levers: Levers = scenario.programme
    rule = row.rule if levers.rule == "as_agreed" else levers.rule
    share = levers.set_aside_share if row.set_aside_share is None else row.set_aside_share
    return InForce(share if rule == "set_aside_first" else 0.0, True, "as_given", None)


def _over(held: InForce, it: Decision) -> InForce:
    return InForce(
        held.share if it.share is None else it.share,
        held.lend if it.lend is None else it.lend,
        held.grant if it.grant is None else it.grant,
        held.visits if it.visits is None else it.visits,
    )


def decide(story: Story, decisions: Iterable[Decision]) -> Story:
    """Return the story with decisions on the left; one of the same Kube and month is replaced.

    Later decisions stay: so one can go back and change a single one.
    """
    made = {(it.month, it.kube): it for it in (*story.left.decisions, *decisions)}
    return _left(story, tuple(made[key] for key in sorted(made)))


def take_back(story: Story, month: str) -> Story:
    """Return the story without the decisions from a month on."""
    return _left(story, tuple(it for it in story.left.decisions if it.month < month))


def _left(story: Story, decisions: tuple[Decision, ...]) -> Story:
    side = Side(policy=story.left.policy, levers=story.left.levers, decisions=decisions)
    return story.model_copy(update={"left": side})


def months_decided(story: Story, kube: int) -> list[str]:
    """Return the months in which a Kube decided, in order."""
    return sorted(it.month for it in story.left.decisions if it.kube == kube)


def grant_in(scenario: Scenario, kube: KubeRow, month: str) -> Coming | None:
    """Return what a Kube is to get in a month, of its starter and its dated grants."""
    programme = scenario.programme
    starter = (programme.starter_idr, programme.starter_form)
    parts = [(it.amount_idr, it.form) for it in kube.grants if it.month == month]
    parts += [starter] if kube.founded == month else []
    if not any(amount for amount, _ in parts):
        return None
    return Coming(sum(amount for amount, _ in parts), all(it == "in_kind" for _, it in parts))


def later(month: str, months: int) -> str:
    """Return the month so many months later."""
    return month_text(month_number(month) + months)
