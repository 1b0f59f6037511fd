"""`kubesim check`: every fault of a file at once."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.commands.common import (
    Json,
    console,
    faults,
    one_line,
    print_json,
    refuse,
    say_saved,
    unset,
)

if TYPE_CHECKING:
    from experiments.commands.input_report import Checked

NOTES_MOST = 20
"""So many figures that look wrong are shown on the screen, and the rest counted."""


def check(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="A scenario, nation, policy, sweep or policy set, by path or shipped name; or a "
            "calibration file.",
        ),
    ],
    out: Annotated[
        Path | None,
        unset(
            "Save a copy of a workbook with a sheet `uraian`, which sorts the descriptions of its "
            "cash books into kinds, to be confirmed.",
            "NEW.xlsx",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Check a scenario (its CSV or workbook too), policy, sweep, policy set or calibration file.

    All faults are reported together, each in one line on stderr: file, key, value, why, remedy;
    entries of a list are counted from 1. A workbook's faults are reported by kind, one line for all
    cells of a column that have the same. The exit code is 0 for a good file, 2 for one with faults.

    Entries of a cash book that have no kind (jenis) are sorted by their descriptions: a list of
    words proposes kinds, and --out writes them into the sheet `uraian` of a copy of the workbook.
    Mend them there; the copy is read with the kinds that it has then.

    Example: kubesim check ./my-city.toml

    Example: kubesim check ./city.xlsx --out ./sorted.xlsx
    """
    from experiments.commands.input_report import check_file, sorted_copy

    with faults():
        refuse(*_wrong_out(file, out))
    checked = check_file(file)
    if json:
        print_json(checked.json())
    else:
        for fault in checked.faults:
            typer.echo(one_line(str(fault)), err=True)
        for note in checked.notes[:NOTES_MOST]:
            typer.echo(f"note: {one_line(str(note))}", err=True)
        if more := checked.notes[NOTES_MOST:]:
            typer.echo(f"note: {len(more):,} more notes; --json has all", err=True)
        if not checked.faults:
            _print(checked)
    if checked.faults:
        raise typer.Exit(2)
    if out is not None:
        from experiments.common.files import save_all

        with faults():
            say_saved(save_all(out.parent, {out.name: sorted_copy(Path(file))}), json)


def _wrong_out(file: str, out: Path | None) -> list[tuple[bool, str]]:
    """Return what may be wrong with a place for the copy of a workbook."""
    from sim.inputs.strict import is_workbook

    if out is None:
        return []
    return [
        (not is_workbook(Path(file)), f"--out: {file} is no workbook (.xlsx); leave it out"),
        (not is_workbook(out) or out.is_dir(), f"--out {out}: name a file that ends in .xlsx"),
        (out.resolve() == Path(file).resolve(), f"--out {out}: is the file itself; name another"),
    ]


def _of_setting(summary: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the lines on a scenario or nation: its months, levers that change, its Kubes."""
    rows = [("months", f"{summary['months']}: {summary['start']} to {summary['end']}")]
    if summary["months_to_rank"] is not None:
        rows.append(("months to rank policies", f"{summary['months_to_rank']} or more"))
    if summary["today"] is not None:
        rows.append(("today", f"{summary['today']}; policies act after it"))
    if summary["changes"]:
        rows.append(("levers change", "\n".join(summary["changes"])))
    kubes = f"{summary['kubes']:,}"
    if summary["kind"] == "nation":
        rows.append(("cities", f"{summary['cities']:,} in {summary['regions']:,} regions"))
    else:
        kubes += f" with {summary['members']:,} members at founding"
    rows.append(("Kubes", kubes))
    if "workbook" in summary:
        rows.append(("seen", _seen(**summary["workbook"])))
    return rows


def _seen(
    last_seen: str | None, months_of_kubes: int, kubes_seen: int, cash_entries: int, grants: int
) -> str:
    """Say what a workbook tells of month by month."""
    from experiments.common.numbers import counted

    if last_seen is None:
        return "nothing month by month"
    months = f"{counted(months_of_kubes, 'month')} of {counted(kubes_seen, 'Kube')} to {last_seen}"
    more = [(cash_entries, "cash entry"), (grants, "grant")]
    return "\n".join([months, *(counted(count, what) for count, what in more if count)])


def _print(checked: "Checked") -> None:
    """Print what a good file holds."""
    from experiments.common.cost import Cost
    from experiments.common.numbers import counted
    from experiments.common.tables import Table, on_screen
    from sim.inputs.faults import shown

    summary = checked.summary
    rows: list[tuple[str, str]] = [
        (key, summary[key]) for key in ("name", "title", "judul", "scenario") if key in summary
    ]
    if summary["kind"] == "policy":
        dated = {"from": summary.get("from"), **summary["levers"]}
        for change in (dated, *summary.get("change", ())):
            levers = [f"{key} = {shown(value)}" for key, value in change.items() if key != "from"]
            since = f"levers from {change['from']}" if change["from"] else "levers"
            rows.append((since, "\n".join(levers) or "none"))
    elif summary["kind"] == "policy set":
        rows += [
            ("policies", "\n".join(summary["policies"])),
            ("runs of each", f"{summary['draws']:,} draws × {summary['luck']:,}"),
        ]
    elif summary["kind"] == "sweep":
        points = counted(summary["points"], "point")
        runs = f"{points} × {counted(summary['replications'], 'replication')}"
        rows += [("factors", "\n".join(summary["factors"])), ("runs", runs)]
    elif summary["kind"] == "calibration file":
        first, last = summary["survey"]
        kubes = f"{summary['kubes']:,} Kubes of {summary['seen']}"
        rows += [
            ("seen alive", f"{kubes}, {summary['figures']:,} figures"),
            ("counted", f"Kubes of {summary['counted']}"),
            ("survey", first if first == last else f"{first} to {last}"),
            ("variants", "\n".join(summary["variants"])),
            ("draws", f"{summary['draws']:,}"),
        ]
    else:
        rows += _of_setting(summary)
    if "one_run" in summary:
        rows.append(("one run", Cost(**summary["one_run"]).text()))
    elif summary["kind"] == "nation":
        rows.append(("one run", f"{Cost(**summary['one_core']).text()} on one core"))
    elif "one_core" in summary:
        rows.append(("on one core", Cost(**summary["one_core"]).text()))
    title = f"{checked.file}: a good {summary['kind']}"
    console().print(on_screen(Table(title, ("", ""), rows, text_columns=(0, 1))))
