"""How each lever is set, by its declaration: a switch, a list, a slider or a number."""

from functools import cache
from typing import Any, Literal, NamedTuple, get_args, get_origin

from experiments.common.languages import Lang
from experiments.sweeps.names import level_text, named, number_text
from sim.levers import Levers

SLIDER_MOST = 120
"""A wider range is typed: on a slider, one step would be narrower than a finger."""
STEPS = {"share": 0.05, "real": 0.5, "rupiah": 50_000, "few_rupiah": 500}
FEW_RUPIAH = 10_000
PAYERS = ("members", "city", "ministry", "-")


class Control(NamedTuple):
    """How a lever is set.

    Attributes
    ----------
    kind : {"switch", "choice", "range", "number"}
    low, high, step : float
        Of numbers; whole where the lever is whole.
    options : tuple of str
        Of a choice.
    unit, payer, grade, source : str
        As declared, in English.
    """

    name: str
    kind: Literal["switch", "choice", "range", "number"]
    low: float
    high: float
    step: float
    options: tuple[str, ...]
    unit: str
    payer: str
    grade: str
    source: str


@cache
def controls() -> tuple[Control, ...]:
    """Return the controls of all levers, by who pays, in the order of their declaration."""
    made = [_control(name) for name in Levers.model_fields]
    return tuple(sorted(made, key=lambda it: PAYERS.index(it.payer)))


def _control(name: str) -> Control:
    info = Levers.model_fields[name]
    extra: dict[str, Any] = info.json_schema_extra  # type: ignore[assignment]
    told = (extra["unit"], extra["payer"], extra["grade"], extra["source"])
    if isinstance(info.default, bool):
        return Control(name, "switch", 0, 1, 1, (), *told)
    if get_origin(info.annotation) is Literal:
        return Control(name, "choice", 0, 0, 1, get_args(info.annotation), *told)
    low, high = (
        next(getattr(it, side) for it in info.metadata if hasattr(it, side))
        for side in ("ge", "le")
    )
    kind: Literal["range", "number"] = "range" if high - low <= SLIDER_MOST else "number"
    return Control(name, kind, low, high, _step(info.default, high, extra["unit"]), (), *told)


def _step(default: float, high: float, unit: str) -> float:
    if unit.startswith("Rp"):
        return STEPS["few_rupiah"] if 0 < default < FEW_RUPIAH else STEPS["rupiah"]
    if isinstance(default, int):
        return 1
    return STEPS["share"] if high <= 1 else STEPS["real"]


def value_text(control: Control, value: Any, lang: Lang) -> str:
    """Return a lever's value in words, with its unit."""
    if control.kind in ("switch", "choice"):
        return level_text(control.name, value, lang)
    return number_text(float(value), named(control.name, lang).unit, lang)


def value_of(control: Control, value: Any) -> Any:
    """Return what a control gave as the lever's own kind of number."""
    default = Levers.model_fields[control.name].default
    if control.kind in ("switch", "choice"):
        return value
    return int(value) if isinstance(default, int) else float(value)
