"""The compiled engine of a city or of a nation."""

from collections.abc import Mapping, Sequence

from numpy.typing import ArrayLike

from sim.ensemble.ensemble import Ensemble
from sim.ensemble.nation import NationEnsemble
from sim.nation.load import Setting
from sim.nation.records import Nation
from sim.policy import Policy


def ensemble_of(
    setting: Setting, policies: Sequence[Policy], parameters: Mapping[str, ArrayLike]
) -> Ensemble | NationEnsemble:
    """Return a city or a nation ready to run; both are asked for `chunks` in the same way."""
    if isinstance(setting, Nation):
        return NationEnsemble(setting, policies, parameters)
    return Ensemble(setting, policies, parameters)
