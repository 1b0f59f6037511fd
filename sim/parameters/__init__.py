"""Every parameter of the model, declared once, in groups that follow the month's phases."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from sim.inputs.said import Said, both, in_indonesian
from sim.parameters.founding import FoundingParameters
from sim.parameters.invest import InvestParameters
from sim.parameters.learn import LearnParameters
from sim.parameters.live import LiveParameters
from sim.parameters.meet import MeetParameters
from sim.parameters.membership import MembershipParameters
from sim.parameters.spec import Prior, Spec, specs
from sim.parameters.spirit import SpiritParameters
from sim.parameters.stages import StagesParameters
from sim.parameters.support import SupportParameters
from sim.parameters.trade import TradeParameters
from sim.units import UNITS

__all__ = [
    "FoundingParameters",
    "InvestParameters",
    "LearnParameters",
    "LiveParameters",
    "MeetParameters",
    "MembershipParameters",
    "Parameters",
    "Prior",
    "Spec",
    "SpiritParameters",
    "StagesParameters",
    "SupportParameters",
    "TradeParameters",
    "declared",
    "with_values",
]


class Parameters(NamedTuple):
    """All parameters; a rule receives the group of its phase."""

    founding: FoundingParameters = FoundingParameters()
    support: SupportParameters = SupportParameters()
    trade: TradeParameters = TradeParameters()
    meet: MeetParameters = MeetParameters()
    live: LiveParameters = LiveParameters()
    learn: LearnParameters = LearnParameters()
    spirit: SpiritParameters = SpiritParameters()
    invest: InvestParameters = InvestParameters()
    membership: MembershipParameters = MembershipParameters()
    stages: StagesParameters = StagesParameters()


@cache
def declared() -> tuple[tuple[str, float, Spec], ...]:
    """Return `group.name`, default and record of every parameter, in order."""
    return tuple(
        (f"{group_name}.{name}", getattr(group, name), spec)
        for group_name, group in Parameters()._asdict().items()
        for name, spec in specs(type(group))
    )


def with_values(values: Mapping[str, float], base: Parameters | None = None) -> Parameters:
    """Return the parameters with `values` (`group.name` to number) put in.

    Raises
    ------
    ValueError
        One line per unknown name or value out of bounds.
    """
    result = Parameters() if base is None else base
    known = {name: (default, spec) for name, default, spec in declared()}
    faults = [fault for name, value in values.items() if (fault := _fault(name, value, known))]
    if faults:
        raise ValueError(both("\n".join(faults), "\n".join(map(in_indonesian, faults))))
    for full_name, value in values.items():
        group_name, name = full_name.split(".")
        group = getattr(result, group_name)
        kind = type(getattr(group, name))
        result = result._replace(**{group_name: group._replace(**{name: kind(value)})})
    return result


def _fault(name: str, value: float, known: Mapping[str, tuple[float, Spec]]) -> Said:
    """Say in a line what is wrong with one value, or nothing."""
    if name not in known:
        near = get_close_matches(name, known, n=1)
        return both(
            f"{name}: unknown parameter" + (f"; did you mean {near[0]}?" if near else ""),
            f"{name}: parameter tidak dikenal" + (f"; maksud Anda {near[0]}?" if near else ""),
        )
    default, spec = known[name]
    if isinstance(default, int) and value != int(value):
        return both(
            f"{name} = {value!r}: must be a whole number of {spec.unit}",
            f"{name} = {value!r}: harus bilangan bulat ({UNITS[spec.unit]})",
        )
    if not spec.low <= value <= spec.high:
        return both(
            f"{name} = {value!r}: must be between {spec.low:g} and {spec.high:g} {spec.unit}",
            f"{name} = {value!r}: harus antara {spec.low:g} dan {spec.high:g} ({UNITS[spec.unit]})",
        )
    return both("", "")
