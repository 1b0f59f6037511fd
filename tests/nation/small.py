"""A small nation for tests: two regions, seven cities, some of them larger than others."""

from typing import Any

from sim.nation.records import Nation
from tests.worlds import INFLATION, RICH

REGIONS: list[dict[str, Any]] = [
    {
        "code": 63,
        "name": "South",
        "cities": 4,
        "first_kube": 1000,
        "kubes": {"low": 3, "high": 9},
        "kubes_per_facilitator": {"low": 2, "high": 5},
        "poverty_line_idr": {"low": 200_000.0, "high": 260_000.0},
        "hard_access": {"low": 0.1, "high": 0.4},
    },
    {
        "code": 7,
        "name": "East",
        "cities": 3,
        "first_kube": 100,
        "kubes": {"low": 1, "high": 20},
        "kubes_per_facilitator": {"low": 4, "high": 4},
        "poverty_line_idr": {"low": 300_000.0, "high": 300_000.0},
        "hard_access": {"low": 0.9, "high": 0.9},
        "inflation_more_percent": 1.0,
    },
]


def data(regions: list[dict[str, Any]] | None = None, **changes: Any) -> dict[str, Any]:
    """Return the content of a nation's file."""
    return {
        "name": "small",
        "title": "A small nation",
        "kind": "nation",
        "start": "2004-01",
        "months": 60,
        "seed": 3,
        "prices": {"base": "2010-03", "inflation_percent": INFLATION},
        "programme": {**RICH, "support_months": 24},
        "kubes": {
            "founded": {"first": "2004-01", "last": "2004-12"},
            "members": {"low": 6, "high": 12},
            "set_aside_first": 0.7,
            "share_by_work": 0.5,
            "businesses": {"tent_rental": 2.0, "cakes": 1.0, "rings": 1.0, "sewing": 0.0},
        },
        "regions": REGIONS if regions is None else regions,
        **changes,
    }


def nation(regions: list[dict[str, Any]] | None = None, **changes: Any) -> Nation:
    """Return a small nation."""
    return Nation.model_validate(data(regions, **changes))


def text(**changes: Any) -> str:
    """Return the file of a small nation, as TOML."""
    return _table(data(**changes))


def _table(values: dict[str, Any], at: str = "") -> str:
    plain = [
        f"{_key(key)} = {_value(value)}"
        for key, value in values.items()
        if not isinstance(value, dict)
    ]
    tables = [
        f"[{at}{key}]\n{_table(value, f'{at}{key}.')}"
        for key, value in values.items()
        if isinstance(value, dict)
    ]
    return "\n".join([*plain, *tables]) + "\n"


def _key(name: str) -> str:
    return f'"{name}"' if "." in name else name


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_value(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",\n".join(map(_value, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else repr(value)
