"""Tables of the parameters and of the levers."""

from typing import Any, Literal, get_args, get_origin

from experiments.reference.markdown import code, number, table
from sim.levers import LEVERS, Levers
from sim.parameters import Prior, declared

HEAD = ("Parameter", "Default", "Unit", "Bounds", "Prior", "Meaning", "Grade", "Source")


def parameters(group: str) -> str:
    """Return the table of one group of parameters."""
    rows = [
        (
            code(name),
            number(default),
            spec.unit,
            f"{number(spec.low)} – {number(spec.high)}",
            _prior(spec.prior),
            spec.meaning,
            spec.grade,
            spec.source,
        )
        for name, default, spec in declared()
        if name.split(".")[0] == group
    ]
    return table(HEAD, rows)


def _prior(prior: Prior | None) -> str:
    if prior is None:
        return "fixed"
    return f"{prior.shape} {number(prior.low)} – {number(prior.high)}"


def levers() -> str:
    """Return the table of the levers."""
    rows = []
    for name, field in Levers.model_fields.items():
        lever = LEVERS[name]
        rows.append(
            (
                code(name),
                _default(field.default),
                lever.unit,
                _range(field.annotation, field.metadata),
                lever.payer,
                lever.meaning,
            )
        )
    return table(("Lever", "Default", "Unit", "May be", "Payer", "Meaning"), rows)


def _default(value: Any) -> str:
    return value if isinstance(value, str) else number(value)


def _range(kind: Any, bounds: list[Any]) -> str:
    """Say what a lever may be set to."""
    if kind is bool:
        return "yes, no"
    if get_origin(kind) is Literal:
        return ", ".join(get_args(kind))
    low = next(bound.ge for bound in bounds if hasattr(bound, "ge"))
    high = next(bound.le for bound in bounds if hasattr(bound, "le"))
    return f"{number(low)} – {number(high)}"
