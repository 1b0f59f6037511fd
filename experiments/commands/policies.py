"""`kubesim policies`: the policies that ship."""

from experiments.commands.common import Json, console, faults, print_json


def policies(json: Json = False) -> None:
    """List the shipped policies: name, title in English and Indonesian, levers set.

    Example: kubesim policies
    """
    with faults():
        from sim.locations import POLICIES, names
        from sim.policy import load_policy

        found = [load_policy(name) for name in names(POLICIES)]
    if json:
        print_json(
            [
                {"name": it.name, "title": it.title, "judul": it.judul, "levers": it.overrides()}
                for it in found
            ]
        )
        return
    from rich.table import Column, Table
    from rich.text import Text

    from sim.inputs.faults import shown

    table = Table(Column("name", no_wrap=True), "title, judul", "levers")
    for it in found:
        levers = "\n".join(f"{key} = {shown(value)}" for key, value in it.overrides().items())
        table.add_row(Text(it.name), Text(f"{it.title}\n{it.judul}"), Text(levers or "none"))
    console().print(table)
