"""JSON Schemas of sweep and policy set files, with units and meanings."""

from typing import Any

from experiments.common.outcomes import BY_NAME
from experiments.policy.accounting import PRICE_OF_YEAR, PRICES
from experiments.policy.sets import JUDGED, PolicySet
from experiments.sweeps.sweep_file import SweepSpec
from sim.schema import DIALECT, GRADES, tidied


def sweep_schema() -> dict[str, Any]:
    """Return the JSON Schema of a sweep's TOML file."""
    return {"$schema": DIALECT, **tidied(SweepSpec.model_json_schema())}


def set_schema() -> dict[str, Any]:
    """Return the JSON Schema of a policy set's TOML file."""
    schema = tidied(PolicySet.model_json_schema())
    accounting = schema["$defs"]["Accounting"]
    accounting["properties"]["prices"] = _prices(accounting["properties"]["prices"])
    accounting["dependentRequired"] = {"prices": ["price_year"]}
    schema["properties"]["accounting"]["default"] = {}
    schema["properties"]["decide_by"]["outcomes"] = {
        name: {
            "title": BY_NAME[name].title,
            "judul": BY_NAME[name].judul,
            "unit": BY_NAME[name].unit,
            "better": BY_NAME[name].better,
            "matters": BY_NAME[name].matters,
        }
        for name in JUDGED
    }
    return {"$schema": DIALECT, **schema, "grades": GRADES}


def _prices(field: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of the table of prices, each with what it is paid for and its range."""
    return {
        "type": "object",
        "description": field["description"],
        "properties": {
            price.name: {
                "type": "number",
                "minimum": 0.0,
                "maximum": 1e9,
                "title": price.title,
                "judul": price.judul,
                "description": f"{price.title}: {price.unit}",
                "unit": "Rp of price_year",
                f"range_of_{PRICE_OF_YEAR}": [price.low, price.high],
                "grade": price.grade,
                "source": price.source,
            }
            for price in PRICES
        },
        "additionalProperties": False,
    }
