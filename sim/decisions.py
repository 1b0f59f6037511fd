"""Decisions: what one Kube decides from a month on, in the place of the rule that decides else."""

from typing import Annotated, Literal, NamedTuple, get_args

from pydantic import Field

from sim.calendar import Month
from sim.inputs.strict import Strict
from sim.levers import Share
from sim.luck import IDS_MOST
from sim.standing import UNDECIDED

GrantUse = Literal["as_given", "equipment", "share_out"]
GRANT_USES: tuple[GrantUse, ...] = get_args(GrantUse)
VISITS_MOST = 30


class Decision(Strict):
    """What one Kube decides in a month; it holds until that Kube decides anew.

    What is not decided stays with the model's own rules. Members still vote on a share that is
    decided: it is what the officers propose.
    """

    kube: Annotated[int, Field(ge=1, lt=IDS_MOST)] = Field(description="id of the Kube")
    month: Month = Field(description="month from which on it holds")
    share: Share | None = Field(
        None,
        description="share of profit proposed to be set aside; 0 shares everything",
        json_schema_extra={"unit": "share of profit"},
    )
    lend: bool | None = Field(None, description="whether the group lends to members")
    grant: GrantUse | None = Field(
        None, description="what becomes of a grant: as given, equipment at once, shared out"
    )
    visits: Annotated[int, Field(ge=0, le=VISITS_MOST)] | None = Field(
        None,
        description="visits of the facilitator to this Kube, made whatever the caseload",
        json_schema_extra={"unit": "visits a month"},
    )


class Decided(NamedTuple):
    """A decision as both engines take it; `UNDECIDED` leaves a matter as it is.

    Attributes
    ----------
    month : int
        Months since the scenario's start.
    place : int
        Of the Kube among the scenario's, by id.
    share : float
    lend : int
        0 or 1.
    grant : int
        Number in `GRANT_USES`.
    visits : int
    """

    month: int
    place: int
    share: float
    lend: int
    grant: int
    visits: int


def decided(decision: Decision, month: int, place: int) -> Decided:
    """Return a decision in numbers."""
    return Decided(
        month,
        place,
        float(UNDECIDED) if decision.share is None else decision.share,
        UNDECIDED if decision.lend is None else int(decision.lend),
        UNDECIDED if decision.grant is None else GRANT_USES.index(decision.grant),
        UNDECIDED if decision.visits is None else decision.visits,
    )
