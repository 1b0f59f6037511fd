"""`kubesim elicit pool`: what experts think together, and how well each estimates."""

from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.common import console, faults, print_json
from experiments.commands.help import indonesian
from experiments.commands.options import Json, LangText
from sim.inputs.said import both

Answers = Annotated[
    Path,
    typer.Argument(
        metavar="ANSWERS",
        help=both(
            "File of answers, from `kubesim elicit sheet`.",
            "Berkas jawaban, dari `kubesim elicit sheet`.",
        ),
    ),
]


@indonesian(
    """Gabungkan jawaban para ahli, dengan bobot sama dan menurut jawaban mereka atas pertanyaan
    uji.

    Untuk tiap ahli: kalibrasi (nilai p statistik Cooke), informasi, dan kedua bobot; untuk tiap
    pertanyaan: pendapat gabungan. Tidak ada yang disimulasikan.
    """
)
def pool(answers: Answers, lang: LangText = None, json: Json = False) -> None:
    """Pool the answers of experts, with equal weights and by how they answered seed questions.

    Of every expert the calibration (the p-value of Cooke's statistic), the information and both
    weights; of every question what they think together. Nothing is simulated.

    Example: kubesim elicit pool answers.toml --lang id
    """
    with faults(lang):
        from experiments.common.languages import language
        from experiments.common.tables import on_screen
        from experiments.evidence.elicit.answers_file import load_answers
        from experiments.evidence.elicit.elicit_tables import (
            experts_table,
            questions_table,
            seeds_table,
        )
        from experiments.evidence.elicit.pooling import pooled, report

        chosen = language(lang, json=json)
        content = report(pooled(load_answers(answers)))
    if json:
        print_json(content)
    else:
        makers = (experts_table, questions_table, seeds_table)
        console().print(on_screen(*(table(content, chosen) for table in makers)))
