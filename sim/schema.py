"""JSON Schemas of scenario, nation and policy files, with units, meanings, sources and grades."""

from dataclasses import asdict
from typing import Any

from sim.business import BUSINESSES
from sim.inputs.csv_numbers import FORMS
from sim.levers import Levers
from sim.nation.records import Nation
from sim.parameters import Prior, declared
from sim.policy import Policy
from sim.scenario import Scenario

DIALECT = "https://json-schema.org/draft/2020-12/schema"
GRADES = {
    "A": "stated in the paper on Banjarmasin (Ayal 2016)",
    "B": "another published source",
    "C": "arithmetic on A or B",
    "D": "general knowledge",
    "-": "looked for and not found, or a choice",
}


def scenario_schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario's TOML file."""
    schema = _setting(Scenario, "Prices")
    own = schema["properties"]
    own["kubes_csv"] = {
        "type": "string",
        "pattern": r"^[^/\\:]+$",
        "description": "name of a CSV of Kubes in the same folder; its columns are those of a Kube",
    }
    own["numbers"] = {
        "enum": list(FORMS),
        "description": "how the CSV writes numbers: id 1.234.567,89 or plain 1234567.89",
    }
    return schema


def nation_schema() -> dict[str, Any]:
    """Return the JSON Schema of a nation's TOML file."""
    schema = _setting(Nation, "NationPrices")
    drawn = schema["$defs"]["KubesDrawn"]["properties"]
    weight = {"type": "number", "minimum": 0.0, "maximum": 1e6, "description": "its weight"}
    drawn["businesses"] = {
        "type": "object",
        "description": drawn["businesses"]["description"],
        "properties": dict.fromkeys(BUSINESSES, weight),
        "additionalProperties": False,
    }
    return schema


def policy_schema() -> dict[str, Any]:
    """Return the JSON Schema of a policy's TOML file."""
    schema = tidied(Policy.model_json_schema())
    what = "What the policy sets; all else stays as the scenario has it. Grades and sources are of"
    schema["$defs"]["LeverOverrides"]["description"] = f"{what} the levers' defaults."
    for name, lever in schema["$defs"]["LeverOverrides"]["properties"].items():
        lever["default_of_scenarios"] = Levers.model_fields[name].default
    return {"$schema": DIALECT, **schema, "grades": GRADES}


def _setting(kind: type[Scenario] | type[Nation], prices: str) -> dict[str, Any]:
    """Return what the schemas of a scenario and of a nation have alike."""
    schema = tidied(kind.model_json_schema())
    schema["$defs"][prices]["properties"]["inflation_percent"]["additionalProperties"] = False
    own = schema["properties"]
    own["programme"]["default"] = {}
    own["parameters"] = _parameters(own["parameters"]["description"])
    return {"$schema": DIALECT, **schema, "grades": GRADES}


def tidied(schema: dict[str, Any]) -> dict[str, Any]:
    """Leave out null, which TOML does not have, and titles that only repeat the names."""
    for record in (schema, *schema["$defs"].values()):
        for name, field in record["properties"].items():
            kinds = field.pop("anyOf", []) or field.pop("allOf", [])
            bare = {**field, **(kinds[0] if kinds else {})}
            if "judul" not in bare:
                bare.pop("title", None)
            if bare.get("default", 0) is None:
                del bare["default"]
            record["properties"][name] = bare
    return schema


def _parameters(description: str) -> dict[str, Any]:
    """Return the schema of the table of parameters, each with its record."""
    properties: dict[str, Any] = {}
    for name, default, spec in declared():
        properties[name] = {
            "type": "integer" if isinstance(default, int) else "number",
            "minimum": spec.low,
            "maximum": spec.high,
            "default": default,
            "title": spec.title,
            "judul": spec.judul,
            "description": spec.meaning,
            "unit": spec.unit,
            "prior": prior_json(spec.prior),
            "grade": spec.grade,
            "size_grade": spec.size_grade,
            "source": spec.source,
        }
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "additionalProperties": False,
    }


def prior_json(prior: Prior | None) -> dict[str, Any] | None:
    """Return a prior's parts; None for a constant."""
    if prior is None:
        return None
    return {name: part for name, part in asdict(prior).items() if part is not None}
