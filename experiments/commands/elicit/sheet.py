"""`kubesim elicit sheet`: questions to print, and a file for the answers."""

from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.common import faults, print_json, refuse, say, say_saved
from experiments.commands.help import indonesian
from experiments.commands.options import Json, LangOrIndonesian
from experiments.commands.policy.brief import INSTALL, PACKAGES
from experiments.common.refusals import no_print, not_installed
from sim.inputs.said import both


@indonesian(
    """Tulis lembar pertanyaan bagi pendamping untuk dicetak: dua halaman HTML dan PDF.

    Dua belas pertanyaan menyangkut yang dapat mereka amati, empat lagi sudah diketahui
    jawabannya: yang empat menunjukkan seberapa tepat tiap orang menaksir. Tiap jawaban terdiri
    atas tiga angka, dan nama diganti kode. Berkas ketiga untuk jawabannya; `kubesim schema
    answers` menjelaskannya. Memerlukan `kubesim[brief]`.
    """
)
def sheet(
    out: Annotated[
        Path,
        typer.Option(
            metavar="DIR",
            help=both(
                "Folder for the files; made if missing.",
                "Folder untuk berkas; dibuat bila belum ada.",
            ),
        ),
    ] = Path("results/elicit"),
    lang: LangOrIndonesian = None,
    json: Json = False,
) -> None:
    """Write a sheet of questions for facilitators, to print: two pages of HTML and PDF.

    Twelve questions are about what they can observe, four have answers that are known: these show
    how well each estimates. Of every answer three figures are asked, and a code instead of a name.
    The third file is for the answers; `kubesim schema answers` describes it. Needs
    `kubesim[brief]`.

    Example: kubesim elicit sheet --out results/elicit
    """
    with faults(lang):
        from importlib.util import find_spec

        from experiments.common.languages import language

        chosen = language(lang, "id")
        missing = [package for package in PACKAGES if find_spec(package) is None]
        refuse((bool(missing), not_installed(missing[:1], INSTALL)))
        from experiments.common.files import check_writable, save_all
        from experiments.evidence.elicit.sheet import sheet_files

        check_writable(out)
        files, no_pdf = sheet_files(chosen)
        there = [out / name for name in files if name.endswith(".toml") and (out / name).exists()]
        kept = {name: text for name, text in files.items() if out / name not in there}
        saved = save_all(out, kept)
    if no_pdf:
        say(no_print(no_pdf), chosen)
    for path in there:
        line = both(f"kept {path}, which is there already", f"{path} sudah ada dan tidak diubah")
        say(line, chosen)
    say_saved(saved, json, chosen)
    if json:
        print_json({"lang": chosen, "saved": [str(path) for path in saved]})
