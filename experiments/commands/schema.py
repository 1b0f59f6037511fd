"""`kubesim schema`: JSON Schemas of the input files."""

from typing import Annotated

import typer

from experiments.commands.common import faults, print_json, refuse


def schema(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="[scenario|policy|nation]", help="The file whose schema is printed."
        ),
    ] = "scenario",
) -> None:
    """Print the JSON Schema of a scenario, policy or nation: keys, units, meanings, grades.

    An editor that knows TOML completes and checks a file by it.

    Example: kubesim schema scenario > scenario.schema.json
    """
    with faults():
        from sim.inputs.faults import nearest
        from sim.schema import nation_schema, policy_schema, scenario_schema

        schemas = {
            "scenario": scenario_schema,
            "policy": policy_schema,
            "nation": nation_schema,
        }
        refuse((kind not in schemas, f"{kind}: has no schema; {nearest(kind, list(schemas))}"))
        print_json(schemas[kind]())
