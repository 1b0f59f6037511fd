"""`kubesim policy brief`: two pages for a minister, of a finished ranking."""

from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.common import Json, faults, print_json, unset

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
        from experiments.common.languages import language

        chosen = language(lang)
        _check_installed()
        from experiments.common.files import check_writable
        from experiments.policy.brief.brief_pages import in_json, make
        from experiments.policy.brief.finished_ranking import finished, folder_of

        folder = folder_of(what)
        ranking = finished(folder, what)
        place = out or folder
        check_writable(place)
        made = make(ranking, chosen, place)
    if made.no_pdf:
        typer.echo(f"no PDF: {made.no_pdf}", err=True)
    if json:
        print_json(
            {
                "folder": str(folder),
                "lang": chosen,
                "saved": [str(path) for path in made.files],
                "digest": ranking.report["digest"],
                "recommended": ranking.recommended,
                "figures": in_json(made.page.figures, folder),
            }
        )
        return
    for path in made.files:
        typer.echo(f"saved {path}")


def _check_installed() -> None:
    """Refuse when what writes briefs is missing.

    Raises
    ------
    InputError
    """
    from importlib.util import find_spec

    from sim.inputs.strict import InputError

    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        raise InputError([f"a brief needs the package {missing[0]}; {INSTALL} installs it"])
