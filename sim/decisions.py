"""Decisions: what one Kube decides from a month on, in the place of the rule that decides else."""

from typing import Annotated, Literal

from pydantic import Field

from sim.calendar import Month
from sim.inputs.strict import Strict
from sim.levers import Share
from sim.luck import IDS_MOST

GrantUse = Literal["as_given", "equipment", "share_out"]
GRANT_USES: tuple[GrantUse, ...] = ("as_given", "equipment", "share_out")
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
        description="share of profit that is proposed to be set aside; 0 shares everything",
        json_schema_extra={"unit": "share of profit"},
    )
    lend: bool | None = Field(None, description="whether the kas lends to members")
    grant: GrantUse | None = Field(
        None, description="what becomes of a grant: as given, equipment at once, shared out"
    )
    visits: Annotated[int, Field(ge=0, le=VISITS_MOST)] | None = Field(
        None,
        description="visits of the facilitator to this Kube",
        json_schema_extra={"unit": "visits a month"},
    )
