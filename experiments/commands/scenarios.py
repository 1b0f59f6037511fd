"""`kubesim scenarios`: the scenarios that ship."""

from experiments.commands.common import Json, console, faults, print_json


def scenarios(json: Json = False) -> None:
    """List the shipped scenarios and nations: name, title, kind, months, Kubes.

    Example: kubesim scenarios --json
    """
    with faults():
        from experiments.common.settings import kubes_in
        from sim.locations import NATIONS, SCENARIOS, names
        from sim.nation.load import Setting, load_nation
        from sim.scenario import load_scenario

        found: list[Setting] = [load_scenario(name) for name in names(SCENARIOS)]
        found += [load_nation(name) for name in names(NATIONS)]
    if json:
        print_json(
            [
                {
                    "name": it.name,
                    "title": it.title,
                    "kind": it.kind,
                    "start": it.start,
                    "months": it.months,
                    "kubes": kubes_in(it),
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
        sizes = (str(it.months), f"{kubes_in(it):,}")
        table.add_row(Text(it.name), Text(it.title), it.kind, it.start, *sizes)
    console().print(table)
