"""When a Kube was observed: the months in which simulated and observed figures are compared."""

from typing import NamedTuple

from sim.calendar import month_number, month_text
from sim.scenario import KubeRow, Observation, Scenario

UNDATED = ("2011-01", "2015-12")
"""Between these months lies the survey of the figures that have no date (Ayal 2016)."""


class Window(NamedTuple):
    """Months `first` to `last - 1` of a scenario; empty when it does not reach that far."""

    first: int
    last: int
    text: str

    @property
    def months(self) -> slice:
        """The window as a slice of an axis of months."""
        return slice(self.first, self.last)


def single(scenario: Scenario, month: int) -> Window:
    """Return the window of one month, counted from the scenario's start."""
    inside = 0 <= month < scenario.months
    text = month_text(month_number(scenario.start) + month)
    return Window(month, month + 1, text) if inside else Window(0, 0, text)


def window_of(scenario: Scenario, observation: Observation) -> Window:
    """Return the months of a figure: its own, or all of 2011-2015 when it is undated."""
    if observation.month is not None:
        return single(scenario, scenario.month(observation.month))
    first = max(0, scenario.month(UNDATED[0]))
    last = min(scenario.months, scenario.month(UNDATED[1]) + 1)
    return Window(first, max(first, last), "/".join(UNDATED))


def window_of_kube(scenario: Scenario, kube: KubeRow) -> Window:
    """Return the months in which a Kube is reported.

    Those of its observed kas, else of its first observed figure, else the month in which
    the scenario's cohort was seen, else the horizon.
    """
    observation = first_observed(kube, "kas_idr") or next(iter(kube.observed), None)
    if observation is not None:
        window = window_of(scenario, observation)
        if window.first < window.last:
            return window
    if scenario.seen is not None:
        return single(scenario, scenario.month(scenario.seen))
    return single(scenario, scenario.months - 1)


def last_alive(kube: KubeRow, scenario: Scenario) -> int | None:
    """Return the last month until today in which a Kube was seen to live; None: it was not."""
    today = scenario.months - 1 if scenario.today is None else scenario.month(scenario.today)
    if kube.status == "active":
        return today
    lived = [
        scenario.month(figure.month)
        for figure in kube.observed
        if figure.month is not None and (figure.quantity != "stage" or figure.value > 0)
    ]
    return max((month for month in lived if month <= today), default=None)


def first_observed(kube: KubeRow, quantity: str) -> Observation | None:
    """Return the first observed figure of a quantity."""
    return next((figure for figure in kube.observed if figure.quantity == quantity), None)
