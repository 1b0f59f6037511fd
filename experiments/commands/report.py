"""`kubesim report`: one HTML file of any run, sweep, ranking or exploration."""

from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.common import faults, print_json, refuse, say_saved
from experiments.commands.help import indonesian
from experiments.commands.options import LangText, unset
from experiments.common.refusals import is_a_folder, no_such_folder
from sim.inputs.said import both

REPORT = "report-{lang}.html"


@indonesian(
    """Tulis satu berkas HTML yang terbuka di mana saja: jawaban, gambar, kebijakan, perintah,
    asal-usul.

    Tidak ada yang diambil dari luar. Hitam putih pun dapat dicetak.
    """
)
def report(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help=both(
                "Folder of a run, a finished sweep, a ranking, or `kubesim explore --out`.",
                "Folder sebuah simulasi, rangkaian simulasi yang sudah selesai, peringkat, atau "
                "`kubesim explore --out`.",
            ),
        ),
    ],
    out: Annotated[
        Path | None,
        unset(
            both(
                "The file; by default report-en.html or report-id.html in DIR.",
                "Berkasnya; bawaannya report-en.html atau report-id.html dalam FOLDER.",
            ),
            "FILE",
        ),
    ] = None,
    lang: LangText = None,
    json: Annotated[
        bool,
        typer.Option(
            "--json",
            help=both(
                "Name what is saved in one JSON object.",
                "Sebutkan yang disimpan dalam satu objek JSON.",
            ),
        ),
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
