"""Costs that are reckoned from levers take those in force in each year."""

import numpy as np
import pytest

from experiments.policy.accounting import by_year, quantities
from experiments.runs.accounts import SPENT
from sim.course import Change
from tests.nation.small import nation
from tests.worlds import policy, world

YEARS = 3
HALVED = policy(meetings_per_month=4.0, facilitator_training=0.5).model_copy(
    update={
        "change": (
            Change(**{"from": "2005-07", "meetings_per_month": 2.0}),
            Change(**{"from": "2006-01", "facilitator_training": 1.0}),
        )
    }
)


@pytest.mark.parametrize("place", [world(2, 12 * YEARS), nation(months=12 * YEARS)])
def test_meetings_and_training_cost_what_they_did_in_their_year(place):
    spent = {name: np.cumsum([[12.0] * YEARS], axis=1) for name in SPENT}
    amounts = quantities(spent, by_year(place.under(HALVED)))
    assert amounts["member_meeting_idr"].tolist() == [[48.0, 36.0, 24.0]]
    assert amounts["facilitator_training_idr"].tolist() == [[6.0, 6.0, 12.0]]


def test_without_changes_a_lever_is_the_same_in_every_year():
    means = by_year(world(2, 30).under(policy(meetings_per_month=1.1)))
    assert means["meetings_per_month"].tolist() == [1.1] * YEARS
