"""`kubesim policy brief`: two pages for a minister, of a finished ranking."""

from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.common import Json, faults, print_json, refuse, unset

INSTALL = 'pip install "kubesim[brief]"'
PACKAGES = ("jinja2", "weasyprint")


def brief(
    what: Annotated[
        str,
        typer.Argument(
            metavar="SET|DIR",
            help="Name of a policy set that was ranked, or the folder of a ranking.",
        ),
    ],
    lang: Annotated[str, typer.Option(metavar="LANG", help="id: Indonesian; en: English.")] = "id",
    out: Annotated[
        Path | None,
        unset("Folder of the brief; made if missing. By default that of the ranking.", "DIR"),
    ] = None,
    json: Json = False,
) -> None:
    """Write a brief for a minister: one page of HTML, and a PDF of two sheets.

    It tells the answer, what it costs and who pays, who gains and who loses, what would change it,
    and of every figure the simulated runs that it comes from. Needs `kubesim[brief]`.

    Example: kubesim policy brief support --lang en
    """
    with faults():
        from importlib.util import find_spec

        from experiments.common.languages import language

        chosen = language(lang)
        missing = [name for name in PACKAGES if find_spec(name) is None]
        why = (f"a brief needs the package {name}; {INSTALL} installs it" for name in missing[:1])
        refuse(*((True, fault) for fault in why))
        from experiments.common.files import check_writable
        from experiments.policy.brief.brief_pages import in_json, make
        from experiments.policy.brief.finished_ranking import finished, folder_of

        folder = folder_of(what)
        ranking = finished(folder, what)
        place = out or folder
        check_writable(place)
        written, files, no_pdf = make(ranking, chosen, place)
    if no_pdf:
        typer.echo(f"no PDF: {no_pdf}", err=True)
    if json:
        print_json(
            {
                "folder": str(folder),
                "lang": chosen,
                "saved": [str(path) for path in files],
                "digest": ranking.report["digest"],
                "recommended": ranking.recommended,
                "figures": in_json(written.figures, folder),
            }
        )
        return
    for path in files:
        typer.echo(f"saved {path}")
