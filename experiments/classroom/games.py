"""The two games: a group decides month by month; a facilitator spends visits on several Kubes."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from experiments.classroom.story.choice import Choice, choice_of
from experiments.classroom.story.chosen_lucks import AFTER_SUPPORT_MONTHS, same_visits
from experiments.classroom.story.story import Side, Story
from sim.agents import Kube
from sim.calendar import month_number, month_text
from sim.course import levers_at
from sim.decisions import Decision, GrantUse
from sim.inputs.said import both
from sim.inputs.strict import InputError
from sim.scenario import KubeRow, Scenario

VISITS_A_MONTH = 4
"""As many as the Kubes of a class: once a month to each, or where they help more."""


class InForce(NamedTuple):
    """What holds for a Kube in a month; `visits` is None where the programme plans them."""

    share: float
    lend: bool
    grant: GrantUse
    visits: int | None


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
    under = choice.scenario.under(policy)
    levers = levers_at(under, under.month(month))
    rule = kube.rule if levers.rule == "as_agreed" else levers.rule
    share = policy.overrides().get("set_aside_share", kube.set_aside_share)
    share = levers.set_aside_share if share is None else share
    held = InForce(share if rule == "set_aside_first" else 0.0, True, "as_given", None)
    for decision in sorted(policy.decisions, key=lambda decision: decision.month):
        if decision.kube == kube.id and decision.month <= month:
            decided = decision.model_dump(include=set(InForce._fields), exclude_none=True)
            held = held._replace(**decided)
    return held


def decide(story: Story, decisions: Iterable[Decision]) -> Story:
    """Return the story with decisions on the left; one of the same Kube and month is replaced.

    Later decisions stay: so one can go back and change a single one.
    """
    by_month = {
        (decision.month, decision.kube): decision
        for decision in (*story.left.decisions, *decisions)
    }
    return _with_decisions(story, tuple(by_month[key] for key in sorted(by_month)))


def take_back(story: Story, month: str) -> Story:
    """Return the story without the decisions from a month on."""
    earlier = (decision for decision in story.left.decisions if decision.month < month)
    return _with_decisions(story, tuple(earlier))


def _with_decisions(story: Story, decisions: tuple[Decision, ...]) -> Story:
    left = story.left.model_copy(update={"decisions": decisions})
    return story.model_copy(update={"left": left})


def months_decided(story: Story) -> list[str]:
    """Return the months in which the story's Kube decided, in order."""
    decisions = story.left.decisions
    return sorted(decision.month for decision in decisions if decision.kube == story.kube)


def grant_in(scenario: Scenario, kube: KubeRow, month: str) -> tuple[int, bool] | None:
    """Return the rupiah that a Kube is granted in a month, and whether all of it is equipment."""
    programme = scenario.programme
    starter = (programme.starter_idr, programme.starter_form)
    parts = [(grant.amount_idr, grant.form) for grant in kube.grants if grant.month == month]
    parts += [starter] if kube.founded == month else []
    if not any(amount for amount, _ in parts):
        return None
    return sum(amount for amount, _ in parts), all(form == "in_kind" for _, form in parts)


def later(month: str, months: int) -> str:
    """Return the month so many months later."""
    return month_text(month_number(month) + months)


def spend(story: Story, month: str, visits: Mapping[int, int]) -> Story:
    """Return the story with a month's visits on the left; they hold until others are decided.

    Raises
    ------
    InputError
        When more visits are spent than there are.
    """
    total = sum(visits.values())
    if total > VISITS_A_MONTH:
        fault = both(
            f"visits {month}: {total} in all; there are {VISITS_A_MONTH} a month",
            f"kunjungan {month}: {total} seluruhnya; hanya ada {VISITS_A_MONTH} per bulan",
        )
        raise InputError([fault])
    decisions = [Decision(kube=kube, month=month, visits=count) for kube, count in visits.items()]
    return decide(story, decisions)


def living_by_visits(story: Story) -> tuple[list[str], list[str]]:
    """Return which Kubes of a round's luck live a year after support.

    Returns
    -------
    tuple of list of str
        Their names without any visits, and with one to each Kube in every month.
    """
    scenario = choice_of(story).scenario
    none, each = (Side(decisions=same_visits(scenario, visits)) for visits in (0, 1))
    choice = choice_of(story.model_copy(update={"left": none, "right": each}))
    without, with_visits = (
        [kube.name for kube in kubes if kube.alive]
        for kubes in standings(choice, AFTER_SUPPORT_MONTHS)
    )
    return without, with_visits


def standings(choice: Choice, months: int) -> list[list[Kube]]:
    """Return all Kubes of both sides, after so many months of the scenario."""
    return [choice.run(side, months).city.kubes for side in (0, 1)]
