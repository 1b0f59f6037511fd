"""`kubesim policy pilot`: a randomised pilot simulated over all plausible worlds."""

from functools import partial
from math import inf
from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.common import console, faults, print_json, progress, refuse, say_saved
from experiments.commands.help import indonesian
from experiments.commands.options import Json, LangText, unset
from experiments.commands.policy.learn import KUBES_MOST
from experiments.common.refusals import between
from sim.inputs.said import both

REPORT = "pilot.json"


@indonesian(
    """Simulasikan uji coba acak dalam semua dunia yang masuk akal, juga dunia tempat tindakannya
    tidak berpengaruh.

    Yang dilaporkan: daya ujinya, seberapa sering pengaruh yang tidak ada tampak ada, bobot yang
    tersisa bagi "tidak berpengaruh" sesudahnya, peluangnya mengubah keputusan sebuah peringkat,
    dan biayanya. Rancangan bawaannya weekly-visits dan monthly-monitoring: salin satu lalu
    ubahlah.
    """
)
def pilot(
    design: Annotated[
        str,
        typer.Argument(
            metavar="DESIGN",
            help=both(
                "Name of a shipped pilot, or path of a file.",
                "Nama uji coba bawaan, atau alamat berkas.",
            ),
        ),
    ],
    worth: Annotated[
        float | None,
        unset(
            both(
                "As `kubesim policy learn` takes it. By default costs are not weighed.",
                "Seperti pada `kubesim policy learn`. Bawaannya biaya tidak ditimbang.",
            ),
            "RP",
        ),
    ] = None,
    kubes: Annotated[
        int | None,
        unset(
            both(
                "Kubes for which it will be decided. By default those of the scenario.",
                "Banyaknya Kube yang akan diputuskan. Bawaannya Kube dalam skenario.",
            ),
            "N",
        ),
    ] = None,
    lang: LangText = None,
    out: Annotated[
        Path | None,
        unset(
            both(
                f"Save {REPORT} and a one-page protocol in both languages (HTML and Markdown) into "
                "this folder.",
                f"Simpan {REPORT} dan protokol satu halaman dalam kedua bahasa (HTML dan Markdown) "
                "ke folder ini.",
            ),
            "DIR",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Simulate a randomised pilot over all plausible worlds, also those where it does nothing.

    Reports its power, how often it finds an effect that is not there, what weight "does nothing"
    is expected to have after it, how probably it changes the decision of a ranking, and its cost.
    The shipped designs are weekly-visits and monthly-monitoring: copy one and change it.

    Example: kubesim policy pilot weekly-visits --out results/pilot
    """
    with faults(lang):
        refuse(
            (
                worth is not None and not 0.0 < worth < inf,
                both(f"--worth {worth}: must be over 0 Rp", f"--worth {worth}: harus di atas Rp 0"),
            ),
            (
                kubes is not None and not 1 <= kubes <= KUBES_MOST,
                between(f"--kubes {kubes}", 1, KUBES_MOST),
            ),
        )
        from experiments.common.files import check_writable, json_text, save_all
        from experiments.common.languages import LANGS, language
        from experiments.policy.brief.finished_ranking import folder_of
        from experiments.policy.learn.learning import decision_of
        from experiments.policy.learn.pilot import pilot as simulate
        from experiments.policy.learn.protocol import Arms, answer, protocol_files
        from experiments.policy.learn.study_file import load_design
        from experiments.policy.learn.study_runs import policy_named
        from experiments.policy.ranking_runs import open_ranked

        chosen, planned = language(lang, json=json), load_design(design)
        if out is not None:
            check_writable(out)
        ranked = open_ranked(folder_of(planned.ranking))
        report = simulate(
            decision_of(ranked, worth, kubes), planned, partial(progress, lang=chosen)
        )
        arms = Arms(*(policy_named(ranked, name) for name in planned.policies))
        if not json:
            told = answer(planned, arms, report, chosen)
            console().print(told.heading, style="bold")
            for line in told.lines:
                console().print(line)
        if out is not None:
            files = {REPORT: json_text(report).encode()}
            for language_of in LANGS:
                files |= protocol_files(planned, arms, report, language_of)
            say_saved(save_all(out, files), json, chosen)
        if json:
            print_json(report)
