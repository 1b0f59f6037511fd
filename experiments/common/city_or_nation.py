"""Where runs are set: a city, or a nation of cities; what both can be asked."""

from collections.abc import Iterable

import numpy as np

from sim.inputs.said import both
from sim.inputs.strict import InputError
from sim.nation.cities import sizes
from sim.nation.load import Setting
from sim.nation.records import Nation
from sim.outcomes import latest_ends
from sim.policy import Policy
from sim.scenario import Scenario


def kubes_in(setting: Setting) -> int:
    """Return how many Kubes there are."""
    return int(sizes(setting).sum()) if isinstance(setting, Nation) else len(setting.kubes)


def support_over(setting: Setting, policies: Iterable[Policy]) -> int | None:
    """Return the first month in which no Kube is supported under any policy, nor in the plan.

    None where support never ends, or there are no Kubes.
    """
    if isinstance(setting, Nation):
        founded = [setting.month(setting.kubes.founded.last)]
    else:
        founded = [setting.month(kube.founded) for kube in setting.kubes]
    places = [setting, *(setting.under(policy) for policy in policies)]
    ends = latest_ends(places, np.array(founded, np.int64))
    return None if ends is None or not founded else int(ends.max())


def city(setting: Setting, command: str) -> Scenario:
    """Return what is a city, for a command that takes nothing else.

    Raises
    ------
    InputError
        When it is a nation.
    """
    if isinstance(setting, Nation):
        fault = both(
            f"{setting.name}: is a nation of {setting.cities} cities, and {command} follows a "
            "single city; name a city's scenario",
            f"{setting.name}: adalah negara dengan {setting.cities} kota, padahal yang diperlukan "
            "satu kota; sebutkan skenario sebuah kota",
        )
        raise InputError([fault])
    return setting
