"""What a bank will cost, estimated before it is simulated."""

from experiments.common.cost import FAST_HOUSEHOLD_MONTHS_PER_SECOND, Cost, cost
from experiments.evidence.calibration.inputs import Inputs
from experiments.evidence.calibration.simulate import until_seen

REPLICATIONS_PART = 0.5
"""Of the most replications of the ten, that a draw takes on average; measured over the priors."""


def estimate(inputs: Inputs, draws: int, workers: int) -> Cost:
    """Estimate what so many draws cost."""
    bank = inputs.settings.bank
    replications = round(draws * bank.replications_most * REPLICATIONS_PART)
    ten = cost(inputs.ten, replications, FAST_HOUSEHOLD_MONTHS_PER_SECOND)
    cities = draws * bank.cohorts
    cohort = cost(until_seen(inputs.cohort), cities, FAST_HOUSEHOLD_MONTHS_PER_SECOND)
    months = ten.household_months + cohort.household_months
    return Cost(months, (ten.seconds + cohort.seconds) / workers)
