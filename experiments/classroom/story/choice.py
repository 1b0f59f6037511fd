"""What a story stands for: the scenario with its parameters, and the policies of both sides."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from experiments.classroom.story.catalogue import kube_of, policy_named, scenario_named
from experiments.classroom.story.story import SIDES, Side, Story
from experiments.common.engines import free
from experiments.common.uncertainty import uncertainty
from experiments.sweeps.factors import LEVELS
from sim.agents import Kube
from sim.inputs.faults import nearest
from sim.inputs.strict import InputError
from sim.model import KubeModel
from sim.parameters import declared
from sim.policy import NONE, Policy
from sim.scenario import KubeRow, Scenario, decisions_under


class Choice(NamedTuple):
    """What is run.

    Attributes
    ----------
    story : Story
    scenario : Scenario
        With the parameters of the story's draw.
    policies : tuple of Policy
        Left and right, with levers and decisions put in.
    kube : KubeRow
        The Kube that is looked at.
    """

    story: Story
    scenario: Scenario
    policies: tuple[Policy, Policy]
    kube: KubeRow

    @property
    def founded(self) -> int:
        """The month of the scenario in which the Kube is founded."""
        return self.scenario.month(self.kube.founded)

    @property
    def kube_months(self) -> int:
        """The months of the Kube until the scenario's end."""
        return self.scenario.months - self.founded

    def kube_in(self, model: KubeModel) -> Kube:
        """Return the Kube that is looked at, in a model of a side."""
        return next(kube for kube in model.city.kubes if kube.id == self.kube.id)

    def start(self, side: int, *, keep_journal: bool = False) -> KubeModel:
        """Return the Mesa model of a side (0 left, 1 right) before its first month."""
        return KubeModel(
            self.scenario,
            self.policies[side],
            seed=self.story.seed,
            replication=self.story.replication,
            keep_journal=keep_journal,
        )

    def run(self, side: int, months: int | None = None, *, keep_journal: bool = False) -> KubeModel:
        """Return the Mesa model of a side after so many months of the scenario; None: after all."""
        model = self.start(side, keep_journal=keep_journal)
        until = self.scenario.months if months is None else months
        while model.month < until:
            model.step()
        free(model)
        return model


def choice_of(story: Story) -> Choice:
    """Return what a story stands for.

    Raises
    ------
    InputError
        With one line per name that is unknown or value that is not allowed.
    """
    scenario = scenario_named(story.scenario)
    kube = kube_of(scenario, story.kube)
    faults = list(_parameter_faults(story.parameters))
    left, right = (_policy(getattr(story, name), name, faults) for name in SIDES)
    for policy in (left, right):
        try:
            decisions_under(scenario, policy)
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    drawn = uncertainty(story.draws).scenario(scenario, story.replication, story.parameters)
    return Choice(story, drawn, (left, right), kube)


def _parameter_faults(values: Mapping[str, float]) -> Iterator[str]:
    specs = {name: spec for name, _, spec in declared()}
    for name, value in values.items():
        spec = specs.get(name)
        if name in LEVELS:
            if value not in range(len(LEVELS[name])):
                known = ", ".join(f"{n} ({level})" for n, level in enumerate(LEVELS[name]))
                yield f"parameter {name} {value:g}: one of {known}"
        elif spec is None:
            yield f"parameter {name}: unknown; {nearest(name, list(specs))}"
        elif not spec.low <= value <= spec.high:
            yield f"parameter {name} {value:g}: between {spec.low:g} and {spec.high:g}"


def _policy(side: Side, where: str, faults: list[str]) -> Policy:
    """Return a side's policy with its levers and decisions; write down what is wrong."""
    try:
        policy = policy_named(side.policy)
    except InputError as error:
        faults.append(f"{where} {error.faults[0]}")
        return NONE
    decisions = (*policy.decisions, *side.decisions)
    return policy.setting(side.overrides()).model_copy(update={"decisions": decisions})
