"""What an action from today on would change for a Kube, by pairs of simulated cities.

Each pair is one city run twice on the same random numbers, with and without the action for all its
Kubes: the facilitators' time and the places for grants are shared as they would be. What became
of a Kube is known both ways. Fitted are two chances: that a Kube which would not have what is aimed
at has it by the action, and that one which would have it loses it. Each counts by the chance that
the Kube is such a one, which the forecast knows from many more Kubes: where the actions' fits tell
nothing, who is most at risk gains most.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.worlds import Worlds, moved_between, worlds_of
from experiments.forecast.actions import Action, policy_of
from experiments.forecast.chances import NORMAL_90, thinned
from experiments.forecast.logistic import Logistic, Scale, fit, scale_of
from experiments.forecast.training import AHEAD, HORIZONS, Fates, Plan, Training
from sim.rules.stages import MANDIRI

Values = NDArray[np.float64]

AIMS = ("failing", "mandiri")
"""Fewer Kubes that fail within 24 months, or more that are self-reliant then."""
RIDGE = 100.0
"""Penalty of the fits. An action moves one Kube in thirty: a lighter one would fit their luck. Of
2, 30 and 200, tried on the 3,000 cities of `skill`, the last two did alike, the first less well."""
PAIRS_LEAST = 30
"""From so many saved Kubes on it is said what share is mere postponement."""


class Change(NamedTuple):
    """By how much an action raises the chance of what is aimed at, shape (kubes,) each.

    Attributes
    ----------
    gained, low, high : NDArray of float64
        Of not failing, or of being mandiri: the chance of having it with the action alone, less
        that of having it without alone; with a 90 % confidence interval over simulated cities, as
        if the chance of having it without were known.
    """

    gained: Values
    low: Values
    high: Values


class Effect(NamedTuple):
    """What an action does.

    Attributes
    ----------
    worlds : Worlds
        In which of them its lever does anything.
    postponed : float or None
        Of the Kubes that fail within 24 months without it and not with it: the share that has
        failed within 36.
    saved : int
        How many such simulated Kubes there are.
    gains, loses : dict of Logistic
        By aim: of Kubes that would not have it without the action, who has it with it; of those
        that would, who has it no more.
    differs : Logistic
        Whether anything that is aimed at differs.
    """

    action: Action
    worlds: Worlds
    postponed: float | None
    saved: int
    scale: Scale
    gains: dict[str, Logistic]
    loses: dict[str, Logistic]
    differs: Logistic

    def change(self, features: Values, aim: str, has: Values) -> Change:
        """Return what it changes for Kubes.

        Parameters
        ----------
        has : NDArray of float64, shape (kubes,)
            The chance of having what is aimed at without the action.
        """
        columns = self.scale(features)
        parts = (1.0 - has, self.gains[aim]), (has, self.loses[aim])
        gains, loses = (part * fitted.chance(columns) for part, fitted in parts)
        variance = sum(
            (part * _slope(fitted.chance(columns))) ** 2 * fitted.variance(columns)
            for part, fitted in parts
        )
        gained, aside = gains - loses, NORMAL_90 * np.sqrt(variance)
        return Change(gained, gained - aside, gained + aside)

    def changes_nothing(self, features: Values) -> Values:
        """Return the chance that neither failing nor being mandiri within 24 months differs."""
        return 1.0 - self.differs.chance(self.scale(features))


def _slope(chance: Values) -> Values:
    """Return by how much a chance rises with its log-odds."""
    return np.asarray(chance * (1.0 - chance))


def aimed(fates: Fates, aim: str) -> NDArray[np.bool_]:
    """Return which Kubes have what is aimed at after 24 months."""
    if aim == AIMS[0]:
        return ~fates.within(HORIZONS[-1])
    return np.asarray(fates.stages[:, -1] == MANDIRI)


def effects(plan: Plan, training: Training, actions: tuple[Action, ...]) -> list[Effect]:
    """Fit what each action changes.

    Parameters
    ----------
    training : Training
        With the fates under each action.
    """
    few = thinned(len(training.city))
    scale = scale_of(training.features)
    columns, city = scale(training.features[few]), training.city[few]

    everyone = np.ones(len(training.city), bool)

    def fitted(rows: NDArray[np.bool_], happens: NDArray[np.bool_]) -> Logistic:
        own = rows[few] if rows[few].any() else everyone[few]
        return fit(columns[own], (rows & happens)[few][own], city[own], RIDGE)

    old = {aim: aimed(training.fates, aim) for aim in AIMS}
    found = []
    for action in actions:
        fates = training.with_action[action.name]
        new = {aim: aimed(fates, aim) for aim in AIMS}
        differs = np.any([old[aim] != new[aim] for aim in AIMS], axis=0)
        saved = new[AIMS[0]] & ~old[AIMS[0]]
        postponed = float(fates.within(AHEAD)[saved].mean()) if saved.any() else None
        found.append(
            Effect(
                action,
                _worlds(plan, action),
                postponed if saved.sum() >= PAIRS_LEAST else None,
                int(saved.sum()),
                scale,
                {aim: fitted(~old[aim], new[aim]) for aim in AIMS},
                {aim: fitted(old[aim], ~new[aim]) for aim in AIMS},
                fitted(everyone, differs),
            )
        )
    return found


def _worlds(plan: Plan, action: Action) -> Worlds:
    """Return in which worlds an action does anything."""
    ends = plan.scenario.programme.support_months > 0
    a, b = (policy_of({}, one, plan.today, ends) for one in (None, action))
    moved = moved_between(plan.scenario, a, b)
    return worlds_of(moved, plan.uncertainty, len(plan.uncertainty))
