"""Where runs are set: a city, or a nation of cities; what both can be asked."""

from collections.abc import Iterable

from sim.inputs.strict import InputError
from sim.nation.cities import sizes
from sim.nation.load import Setting
from sim.nation.records import Nation
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
    programmes = [setting.programme, *(setting.under(policy).programme for policy in policies)]
    lengths = [programme.support_months for programme in programmes]
    return max(founded) + max(lengths) if founded and 0 not in lengths else None


def city(setting: Setting, command: str) -> Scenario:
    """Return what is a city, for a command that takes nothing else.

    Raises
    ------
    InputError
        When it is a nation.
    """
    if isinstance(setting, Nation):
        why = f"is a nation of {setting.cities} cities, and {command} follows a single city"
        raise InputError([f"{setting.name}: {why}; name a city's scenario"])
    return setting
