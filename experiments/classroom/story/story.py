"""A story: one Kube in one city with one luck, told under two choices."""

from typing import Annotated, Any, Literal

from pydantic import Field

from experiments.common.uncertainty import Kind
from sim.course import LeverOverrides
from sim.decisions import Decision
from sim.inputs.strict import Strict
from sim.standing import SEEDS

SideName = Literal["left", "right"]
SIDES: tuple[SideName, SideName] = ("left", "right")


class Side(Strict):
    """One of the two choices: a policy, levers put over it, decisions made by hand.

    Attributes
    ----------
    policy : str
        Name of a shipped policy.
    levers : LeverOverrides
        What is set over the policy's own levers.
    decisions : tuple of Decision
        In the order of their months.
    """

    policy: Annotated[str, Field(max_length=80)] = "none"
    levers: LeverOverrides = Field(default_factory=LeverOverrides)  # type: ignore[valid-type]
    decisions: tuple[Decision, ...] = ()

    def overrides(self) -> dict[str, Any]:
        """Return the levers that are set over the policy's own."""
        levers: Strict = self.levers
        return levers.model_dump(exclude_none=True)


class Story(Strict):
    """Everything that makes a story the same everywhere.

    Attributes
    ----------
    scenario : str
        Name of a shipped scenario.
    kube : int
        Id of the Kube that is looked at.
    seed, replication : int
        The luck, the same on both sides.
    draws : {"class", "point", "posterior", "prior"}
        Which parameters hold: those chosen for the class, the first values, or of posterior or
        prior the draw of the replication.
    parameters : dict
        Parameters by full name, set over those.
    left, right : Side
    """

    scenario: Annotated[str, Field(max_length=80)] = "banjarmasin"
    kube: Annotated[int, Field(ge=1)] = 2
    seed: Annotated[int, Field(ge=0, lt=SEEDS)] = 6
    replication: Annotated[int, Field(ge=0, lt=2**31)] = 0
    draws: Kind = "class"
    parameters: dict[str, float] = Field(default_factory=dict)
    left: Side = Field(default_factory=lambda: Side(policy="share-everything"))
    right: Side = Field(default_factory=lambda: Side(policy="all-set-aside-first"))
