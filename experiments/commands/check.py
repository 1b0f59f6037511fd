"""`kubesim check`: every fault of a file at once."""

from typing import TYPE_CHECKING, Annotated

import typer

from experiments.commands.common import Json, console, one_line, print_json

if TYPE_CHECKING:
    from experiments.commands.input_report import Checked


def check(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="A scenario, nation, policy, sweep or policy set, by path or shipped name; or a "
            "calibration file.",
        ),
    ],
    json: Json = False,
) -> None:
    """Check a scenario (with its CSV of Kubes), policy, sweep, policy set or calibration file.

    Every fault is told at once, each in one line on stderr: file, key, value, why, remedy;
    entries of a list are counted from 1. The exit code is 0 for a good file, 2 for one with
    faults.

    Example: kubesim check ./my-city.toml
    """
    from experiments.commands.input_report import check_file

    checked = check_file(file)
    if json:
        print_json(checked.json())
    else:
        for fault in checked.faults:
            typer.echo(one_line(str(fault)), err=True)
        for note in checked.notes:
            typer.echo(f"note: {one_line(str(note))}", err=True)
        if not checked.faults:
            _print(checked)
    if checked.faults:
        raise typer.Exit(2)


def _print(checked: "Checked") -> None:
    """Print what a good file holds."""
    from rich.table import Table
    from rich.text import Text

    from experiments.common.cost import Cost
    from sim.inputs.faults import shown

    of = checked.summary
    rows = [("name", of["name"]), ("title", of["title"])]
    if of["kind"] == "policy":
        levers = [f"{key} = {shown(value)}" for key, value in of["levers"].items()]
        rows += [("judul", of["judul"]), ("levers", "\n".join(levers) or "none")]
    elif of["kind"] == "policy set":
        rows += [
            ("judul", of["judul"]),
            ("scenario", of["scenario"]),
            ("policies", "\n".join(of["policies"])),
            ("runs of each", f"{of['draws']:,} draws × {of['luck']:,}"),
            ("on one core", Cost(**of["one_core"]).text()),
        ]
    elif of["kind"] == "sweep":
        runs = f"{of['points']:,} points × {of['replications']:,} replications"
        rows += [
            ("scenario", of["scenario"]),
            ("factors", "\n".join(of["factors"])),
            ("runs", runs),
            ("on one core", Cost(**of["one_core"]).text()),
        ]
    elif of["kind"] == "calibration file":
        first, last = of["survey"]
        rows += [
            ("seen alive", f"{of['kubes']:,} Kubes of {of['seen']}, {of['figures']:,} figures"),
            ("counted", f"Kubes of {of['counted']}"),
            ("survey", first if first == last else f"{first} to {last}"),
            ("variants", "\n".join(of["variants"])),
            ("draws", f"{of['draws']:,}"),
            ("on one core", Cost(**of["one_core"]).text()),
        ]
    elif of["kind"] == "nation":
        rows += [
            ("months", f"{of['months']}: {of['start']} to {of['end']}"),
            ("cities", f"{of['cities']:,} in {of['regions']:,} regions"),
            ("Kubes", f"{of['kubes']:,}"),
            ("one run", f"{Cost(**of['one_core']).text()} on one core"),
        ]
    else:
        rows += [
            ("months", f"{of['months']}: {of['start']} to {of['end']}"),
            ("Kubes", f"{of['kubes']:,} with {of['members']:,} members at founding"),
            ("one run", Cost(**of["one_run"]).text()),
        ]
    table = Table(box=None, show_header=False, pad_edge=False)
    for key, value in rows:
        table.add_row(key, Text(value))
    console().print(Text(f"{checked.file}: a good {of['kind']}"), table)
