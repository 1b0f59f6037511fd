"""What an action from today on would change for a Kube, by pairs of simulated cities.

Each pair is one city run twice on the same random numbers, with and without the action for all its
Kubes: the facilitators' time and the places for grants are shared as they would be. What became
of a Kube is known both ways, so what is fitted is who wins by the action and who loses, and not
the difference of two fits, whose errors would add up.
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
PAIRS_LEAST = 30
"""From so many saved Kubes on it is said what share is mere postponement."""


class Change(NamedTuple):
    """By how much an action raises the chance of what is aimed at, shape (kubes,) each.

    Attributes
    ----------
    gained, low, high : NDArray of float64
        Of not failing, or of being mandiri: the chance of having it with the action alone, less
        that of having it without alone; with a 90 % confidence interval over simulated cities.
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
    won, lost : dict of Logistic
        By aim: what is aimed at is so with the action alone, or without it alone.
    """

    action: Action
    worlds: Worlds
    postponed: float | None
    saved: int
    scale: Scale
    won: dict[str, Logistic]
    lost: dict[str, Logistic]
    differs: Logistic

    def change(self, features: Values, aim: str) -> Change:
        """Return what it changes for Kubes."""
        columns = self.scale(features)
        fits = self.won[aim], self.lost[aim]
        won, lost = (fitted.chance(columns) for fitted in fits)
        moved = [
            (chance * (1.0 - chance))[:, None] * (columns @ fitted.influence.T)
            for chance, fitted in zip((won, lost), fits, strict=True)
        ]
        error = NORMAL_90 * np.sqrt(((moved[0] - moved[1]) ** 2).sum(axis=1))
        return Change(won - lost, won - lost - error, won - lost + error)

    def changes_nothing(self, features: Values) -> Values:
        """Return the chance that neither failing nor being mandiri within 24 months differs."""
        return 1.0 - self.differs.chance(self.scale(features))


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
    old = {aim: aimed(training.fates, aim) for aim in AIMS}
    found = []
    for action in actions:
        fates = training.with_action[action.name]
        new = {aim: aimed(fates, aim) for aim in AIMS}
        differs = np.any([old[aim] != new[aim] for aim in AIMS], axis=0)
        won = {aim: new[aim] & ~old[aim] for aim in AIMS}
        lost = {aim: old[aim] & ~new[aim] for aim in AIMS}
        saved = won[AIMS[0]]
        postponed = float(fates.within(AHEAD)[saved].mean()) if saved.any() else None
        found.append(
            Effect(
                action,
                _worlds(plan, action),
                postponed if saved.sum() >= PAIRS_LEAST else None,
                int(saved.sum()),
                scale,
                {aim: fit(columns, of[few], city) for aim, of in won.items()},
                {aim: fit(columns, of[few], city) for aim, of in lost.items()},
                fit(columns, differs[few], city),
            )
        )
    return found


def _worlds(plan: Plan, action: Action) -> Worlds:
    """Return in which worlds an action does anything."""
    ends = plan.scenario.programme.support_months > 0
    a, b = (policy_of({}, one, plan.today, ends) for one in (None, action))
    moved = moved_between(plan.scenario, a, b)
    return worlds_of(moved, plan.uncertainty, len(plan.uncertainty))
