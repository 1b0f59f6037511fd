"""`kubesim scenarios`: the scenarios that ship."""

from experiments.commands.common import Json, console, faults, print_json


def scenarios(json: Json = False) -> None:
    """List the shipped scenarios: name, title, kind, months, Kubes.

    Example: kubesim scenarios --json
    """
    with faults():
        from sim.locations import SCENARIOS, names
        from sim.scenario import load_scenario

        found = [load_scenario(name) for name in names(SCENARIOS)]
    if json:
        print_json(
            [
                {
                    "name": it.name,
                    "title": it.title,
                    "kind": it.kind,
                    "start": it.start,
                    "months": it.months,
                    "kubes": len(it.kubes),
                }
                for it in found
            ]
        )
        return
    from rich.table import Table
    from rich.text import Text

    table = Table("name", "title", "kind", "start")
    for head in ("months", "Kubes"):
        table.add_column(head, justify="right")
    for it in found:
        sizes = (str(it.months), str(len(it.kubes)))
        table.add_row(Text(it.name), Text(it.title), it.kind, it.start, *sizes)
    console().print(table)
