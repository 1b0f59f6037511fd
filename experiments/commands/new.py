"""`kubesim new`: commented files for a city of one's own."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.common import Json, faults, print_json, refuse


def new(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Small letters, digits and hyphens: my-city.")
    ],
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder for the files; made if missing.")
    ] = Path(),
    json: Json = False,
) -> None:
    """Write a commented scenario, NAME.toml, and its CSV of Kubes, NAME.csv, to fill in.

    NAME-observed.toml is for what was observed of these Kubes, to calibrate on it. All pass
    `kubesim check` and work as they are. No file is written over.

    Example: kubesim new my-city --out plans
    """
    with faults():
        from experiments.commands.template import template

        write(template, name, out, json)


def write(files_of: Callable[[str], dict[str, bytes]], name: str, out: Path, json: bool) -> None:
    """Write files that a template makes for a name, and say what to do with them.

    Raises
    ------
    InputError
        When the name will not do, or a file is there already.
    """
    from experiments.commands.template import wrong_name
    from experiments.common.files import check_writable, save_all

    refuse((bool(why := wrong_name(name)), f"{name}: {why}"))
    files = files_of(name)
    check_writable(out)
    there = [out / file for file in files if (out / file).exists() or (out / file).is_symlink()]
    refuse(*((True, f"{it}: is there already; choose another NAME or --out") for it in there))
    saved = save_all(out, files)
    if json:
        print_json({"files": [str(path) for path in saved]})
        return
    for path in saved:
        typer.echo(f"saved {path}")
    first = saved[0] if len(saved[0].parts) > 1 else f"./{saved[0]}"
    them = "them" if len(saved) > 1 else "it"
    typer.echo(f"Fill {them} in, then: kubesim check {first} and kubesim run {first}")
