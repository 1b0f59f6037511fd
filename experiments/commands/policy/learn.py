"""`kubesim policy learn`: what to find out next, and what each study would be worth."""

from functools import partial
from math import inf
from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.common import console, faults, print_json, progress, refuse, say_saved
from experiments.commands.help import indonesian
from experiments.commands.options import Json, LangText, unset
from experiments.common.refusals import between
from sim.inputs.said import both

KUBES_MOST = 10_000_000
REPORT = "learn.json"


@indonesian(
    """Taksir apa yang perlu diteliti berikutnya: nilai informasi, seluruhnya, sebagian, dan dari
    studi.

    Nilai informasi sempurna (EVPI), nilai informasi sempurna sebagian (EVPPI: tiap parameter,
    aturan pesaing, dan biaya satuan, serta kelompoknya), dan nilai informasi sampel (EVSI:
    studi yang dapat dilakukan kementerian), dengan regresi atas sampel dari peringkat itu
    sendiri. Untuk tiap studi: nilainya, biayanya, dan peluangnya mengubah pilihan.
    """
)
def learn(
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
    worth: Annotated[
        float | None,
        unset(
            both(
                "Rp for one more unit of the outcome by which the set decides, in its price year: "
                "for one more Kube, where that is a share of Kubes. By default costs are not "
                "weighed.",
                "Rp untuk tambahan satu satuan hasil yang dipakai himpunan untuk memutuskan, "
                "menurut tahun harganya: untuk tambahan satu Kube, bila hasilnya bagian Kube. "
                "Bawaannya biaya tidak ditimbang.",
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
    studies: Annotated[
        Path | None,
        unset(
            both(
                "File of studies. By default the list that ships.",
                "Berkas studi. Bawaannya daftar yang disertakan.",
            ),
            "FILE",
        ),
    ] = None,
    lang: LangText = None,
    out: Annotated[
        Path | None,
        unset(both(f"Save {REPORT} into this folder.", f"Simpan {REPORT} ke folder ini."), "DIR"),
    ] = None,
    json: Json = False,
) -> None:
    """Estimate what to study next: what information is worth, in whole, in part and from studies.

    Expected values of perfect information (EVPI), of partial perfect information (EVPPI: each
    parameter, rival structure and unit cost, and groups) and of sample information (EVSI: studies
    that a ministry could do), by regression on the ranking's own draws. Of every study: what it is
    worth, what it costs, and how probably it changes the choice.

    Example: kubesim policy learn support --worth 500000000 --kubes 1000
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
        from experiments.common.languages import language
        from experiments.policy.brief.finished_ranking import folder_of
        from experiments.policy.learn.learning import decision_of
        from experiments.policy.learn.learning import learn as find
        from experiments.policy.learn.learning_tables import tables
        from experiments.policy.learn.study_file import SHIPPED, load_studies
        from experiments.policy.ranking_runs import open_ranked

        chosen = language(lang, json=json)
        listed = load_studies(studies or SHIPPED)
        if out is not None:
            check_writable(out)
        decision = decision_of(open_ranked(folder_of(what)), worth, kubes)
        report = find(decision, listed, partial(progress, lang=chosen))
        if not json:
            console().print(tables(decision, report, chosen))
        if out is not None:
            say_saved(save_all(out, {REPORT: json_text(report).encode()}), json, chosen)
        if json:
            print_json(report)
