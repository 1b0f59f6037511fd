"""`kubesim elicit weigh`: the posterior weighed by what experts think."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.common import (
    console,
    faults,
    place,
    print_json,
    progress,
    refuse,
    say_saved,
    wrong_workers,
)
from experiments.commands.elicit.pool import Answers
from experiments.commands.help import indonesian
from experiments.commands.options import JsonAlone, LangText, Workers, unset
from experiments.common.refusals import unknown
from sim.inputs.said import both


@indonesian(
    """Beri bobot pada sampel posterior menurut pendapat para ahli tentang hasil, bukan tentang
    parameter.

    Yang ditanyakan disimulasikan dengan tiap sampel. Sampel diberi bobot sampai tiap hasil
    tersebar seperti pendapat gabungan, dengan bergeser sesedikit mungkin dari posterior. Folder
    hasilnya adalah posterior: `run`, `compare`, `sweep`, `policy rank`, dan lain-lain
    menerimanya dengan --parameters. Isinya elicit.png, yang menampilkan prior, posterior, dan
    pendapat berdampingan, elicit.json, jawaban, dan catatan asalnya.
    """
)
def weigh(
    answers: Answers,
    out: Annotated[
        Path | None,
        unset(
            both(
                "Folder for the weighed draws; made if missing. By default results/elicited.",
                "Folder sampel berbobot; dibuat bila belum ada. Bawaannya results/elicited.",
            ),
            "DIR",
        ),
    ] = None,
    by: Annotated[
        str,
        typer.Option(
            metavar="equal|performance",
            help=both(
                "Weights of the experts: all alike, or by how they answered the seed questions.",
                "Bobot para ahli: sama (equal), atau menurut jawaban mereka atas pertanyaan uji "
                "(performance).",
            ),
        ),
    ] = "equal",
    parameters: Annotated[
        str,
        typer.Option(
            metavar="KIND|DIR",
            help=both(
                "Draws that are weighed: posterior, prior, or the folder of a posterior.",
                "Sampel yang diberi bobot: posterior, prior, atau folder sebuah posterior.",
            ),
        ),
    ] = "posterior",
    workers: Workers = None,
    lang: LangText = None,
    json: JsonAlone = False,
) -> None:
    """Weigh the draws of the posterior by what experts think of outcomes, never of parameters.

    What was asked is simulated in every draw. Draws are weighed until each outcome is distributed
    as the pooled opinion, as little apart from the posterior as that allows. The folder is a
    posterior: `run`, `compare`, `sweep`, `policy rank` and others take it with --parameters. It
    holds elicit.png, with prior, posterior and opinion beside each other, elicit.json, the answers
    and what it was made from.

    Example: kubesim elicit weigh answers.toml --out results/elicited

    Example: kubesim run forward --parameters results/elicited
    """
    with faults(lang):
        from experiments.common import style
        from experiments.common.files import usual_folder
        from experiments.common.languages import language
        from experiments.common.tables import on_screen
        from experiments.common.uncertainty import draws_named, uncertainty
        from experiments.evidence.elicit.answers_file import load_answers
        from experiments.evidence.elicit.elicit_picture import draw
        from experiments.evidence.elicit.elicit_tables import experts_table, outcomes_table
        from experiments.evidence.elicit.pooling import POOLINGS, By, pooled
        from experiments.evidence.elicit.pooling import report as report_of_experts
        from experiments.evidence.elicit.weighing import report, save
        from experiments.evidence.elicit.weighing import weigh as weigh_draws

        chosen = language(lang, json=json)
        known: dict[str, By] = {name: name for name in POOLINGS}
        refuse(
            wrong_workers(workers),
            (by not in known, unknown(f"--by {by}", known)),
        )
        experts = pooled(load_answers(answers))
        before = draws_named(parameters)
        why = both(
            f"--parameters {parameters}: is one draw; name posterior, prior, or a folder",
            f"--parameters {parameters}: hanya satu sampel; sebutkan posterior, prior, atau sebuah "
            "folder",
        )
        refuse((before.drawn.alone, why))
        with place(out, usual_folder("elicited"), json) as at:
            prior = uncertainty("prior")
            weighing = weigh_draws(
                experts, known[by], before, prior, partial(progress, lang=chosen), workers
            )
            content = {**report_of_experts(experts), "weighing": report(weighing)}
            saved, after = save(at.folder, weighing, content, style.png(draw(weighing, chosen)))
    if json:
        print_json({**content, "parameters": after._asdict() if at.kept else None})
    else:
        tables = (experts_table(content, chosen), outcomes_table(content, str(at.folder), chosen))
        console().print(on_screen(*tables))
    say_saved(saved if at.kept else [], json, chosen)
