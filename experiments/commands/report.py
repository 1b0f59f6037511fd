"""`kubesim report`: one HTML file of any run, sweep, ranking or exploration."""

from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.common import LangText, faults, print_json, refuse, say_saved, unset
from experiments.common.refusals import is_a_folder, no_such_folder

REPORT = "report-{lang}.html"


def report(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help="Folder of a run, a finished sweep, a ranking, or `kubesim explore --out`.",
        ),
    ],
    out: Annotated[
        Path | None, unset("The file; by default report-en.html or report-id.html in DIR.", "FILE")
    ] = None,
    lang: LangText = None,
    json: Annotated[
        bool, typer.Option("--json", help="Name what is saved in one JSON object.")
    ] = False,
) -> None:
    """Write one HTML file that opens anywhere: answer, plots, policies, commands, provenance.

    Nothing in it is fetched. On paper it prints in black and white as well.

    Example: kubesim report results/share --lang id
    """
    with faults(lang):
        from experiments.common.files import check_writable, save_all
        from experiments.common.languages import language
        from experiments.reporting.folders import report_of

        chosen = language(lang, json=json)
        path = out or folder / REPORT.format(lang=chosen)
        refuse(
            (not folder.is_dir(), no_such_folder(str(folder))),
            (path.is_dir(), is_a_folder(f"--out {path}")),
        )
        check_writable(path.parent)
        saved = save_all(path.parent, {path.name: report_of(folder, chosen)})
        say_saved(saved, json, chosen)
        if json:
            print_json({"saved": [str(one) for one in saved]})
