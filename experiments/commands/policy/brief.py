"""`kubesim policy brief`: two pages for an analyst, an agency and a ministry, of a ranking."""

from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.common import faults, place, print_json, refuse, say, say_saved
from experiments.commands.help import indonesian
from experiments.commands.options import JsonAlone, LangOrIndonesian, unset
from experiments.common.refusals import no_print, not_installed
from sim.inputs.said import both

INSTALL = 'pip install "kubesim[brief]"'
PACKAGES = ("jinja2", "weasyprint")


@indonesian(
    """Tulis ringkasan kebijakan bagi dinas dan kementerian: satu halaman HTML, dan PDF dua lembar.

    Isinya: berapa Kube gagal berkurang dalam semua dunia yang masuk akal, yang mana dari dua
    kebijakan yang lebih baik, apa yang akan mengubahnya, biayanya dalam tahun mana, siapa yang
    untung dan rugi, dan apa yang perlu diteliti berikutnya. `--json` memuat semua angka dengan
    simulasi asalnya. Memerlukan `kubesim[brief]`.
    """
)
def brief(
    what: Annotated[
        str,
        typer.Argument(
            metavar="SET|DIR",
            help=both(
                "Name of a policy set that was ranked, or the folder of a ranking.",
                "Nama himpunan kebijakan yang sudah diperingkat, atau folder sebuah peringkat.",
            ),
        ),
    ],
    between: Annotated[
        tuple[str, str] | None,
        unset(
            both(
                "Answer a question such as visits or monitoring: the two policies of the ranking "
                "between which is chosen. By default those of a set that has no others; else the "
                "one that is recommended and the next.",
                "Jawab pertanyaan seperti kunjungan atau monitoring: dua kebijakan dari peringkat "
                "yang dipilih salah satunya. Bawaannya kedua kebijakan bila himpunan hanya memuat "
                "dua; jika tidak, yang disarankan dan yang berikutnya.",
            ),
            "POLICY POLICY",
        ),
    ] = None,
    lang: LangOrIndonesian = None,
    out: Annotated[
        Path | None,
        unset(
            both(
                "Folder of the brief; made if missing. By default that of the ranking.",
                "Folder ringkasan; dibuat bila belum ada. Bawaannya folder peringkat.",
            ),
            "DIR",
        ),
    ] = None,
    json: JsonAlone = False,
) -> None:
    """Write a brief for an agency and a ministry: a page of HTML, and a PDF of two sheets.

    It says how many Kubes fewer fail over all plausible worlds, which of two policies is preferred,
    what would change that, what it costs in which year, who gains and who loses, and what to find
    out next. `--json` has every figure with the runs that it comes from. Needs `kubesim[brief]`.

    Example: kubesim policy brief support --between visits-weekly package --lang en
    """
    with faults(lang):
        from importlib.util import find_spec

        from experiments.common.languages import language

        chosen = language(lang, "id", json=json)
        missing = [name for name in PACKAGES if find_spec(name) is None]
        refuse((bool(missing), not_installed(missing[:1], INSTALL)))
        from experiments.common.files import folder_name, ships, usual_folder
        from experiments.common.json_files import as_written
        from experiments.policy.brief.brief_pages import SCHEMA, in_json, page, save
        from experiments.policy.brief.finished_ranking import finished, folder_of
        from experiments.policy.ranking_file import REMEDY
        from experiments.policy.ranking_runs import REPORT

        folder = folder_of(what)
        ranking = finished(folder, what)
        beside = usual_folder("policy", folder_name(folder.name)) if ships(folder) else folder
        with place(out, beside, json) as at:
            with as_written(folder / REPORT, REMEDY):
                written = page(ranking, chosen, between)
            files, no_pdf = save(written, at.folder) if at.kept else ([], "")
    if no_pdf:
        say(no_print(no_pdf), chosen)
    if json:
        print_json(
            {
                "schema": SCHEMA,
                "folder": str(folder),
                "lang": chosen,
                "saved": [str(path) for path in files],
                "digest": ranking.report["digest"],
                "recommended": ranking.recommended,
                "choice": written.choice._asdict(),
                "figures": in_json(written.figures, folder),
            }
        )
        return
    say_saved(files, lang=chosen)
