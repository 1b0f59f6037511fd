from .course import LeverOverrides
from .ensemble.ensemble import Ensemble
from .ensemble.nation import NationEnsemble
from .inputs.strict import InputError
from .model import KubeModel
from .nation.cities import city_of
from .nation.load import load_nation
from .nation.records import Nation
from .parameters import declared
from .policy import NONE, Policy, load_policy
from .scenario import Scenario, load_scenario

__all__ = [
    "NONE",
    "Ensemble",
    "InputError",
    "KubeModel",
    "LeverOverrides",
    "Nation",
    "NationEnsemble",
    "Policy",
    "Scenario",
    "city_of",
    "declared",
    "load_nation",
    "load_policy",
    "load_scenario",
]
