"""`kubesim policy rank`: which policy is the best over plausible worlds, and at what cost."""

from functools import partial
from math import inf
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
    sweeping,
    told_before_runs,
)
from experiments.commands.help import indonesian
from experiments.commands.options import (
    JsonAlone,
    LangText,
    Numbers,
    ParametersText,
    Scheduler,
    Workers,
    Yes,
    unset,
)
from experiments.common.refusals import at_least
from sim.inputs.said import both


@indonesian(
    """Susun peringkat kebijakan dalam banyak dunia yang masuk akal: pengaruh, biaya, penyesalan,
    dan hasil sebuah anggaran.

    Semua kebijakan dijalankan dengan sampel parameter, aturan pesaing, dan angka acak yang
    sama. Pengaruh dilaporkan dengan sebarannya dalam dunia-dunia itu, termasuk dunia tempat
    sebuah tuas tidak berpengaruh. Perintah yang sama melanjutkan pekerjaan yang terhenti, dan
    menjawab --budget atau --lang lain dari simulasi yang sudah ada.

    Untuk negara dilaporkan juga pengaruh kebijakan di tiap wilayah, dan di mana kebijakan lain
    yang akan dipilih.
    """
)
def rank(
    name: Annotated[
        str,
        typer.Argument(
            metavar="SET",
            help=both(
                "Name of a shipped policy set, or path of a file.",
                "Nama himpunan kebijakan bawaan, atau alamat berkas.",
            ),
        ),
    ],
    out: Annotated[
        Path | None,
        unset(
            both(
                "Folder of the results; made if missing. By default results/policy/NAME.",
                "Folder hasil; dibuat bila belum ada. Bawaannya results/policy/NAMA.",
            ),
            "DIR",
        ),
    ] = None,
    budget: Annotated[
        float | None,
        unset(
            both(
                "At which policies are compared at equal cost: of ministry and city for the "
                "scenario's Kubes over the whole time, present value in Rp of the set's "
                "price_year. By default what the plan costs them.",
                "Kebijakan dibandingkan pada biaya yang sama ini: dari kementerian dan kota untuk "
                "semua Kube dalam skenario selama seluruh waktu, nilai kini dalam Rp tahun harga "
                "himpunan (price_year). Bawaannya biaya rencana tetap.",
            ),
            "RP",
        ),
    ] = None,
    lang: LangText = None,
    parameters: ParametersText = "posterior",
    workers: Workers = None,
    scheduler: Scheduler = None,
    json: JsonAlone = False,
    numbers: Numbers = "plain",
    yes: Yes = False,
) -> None:
    """Rank policies over plausible worlds: effects, costs, regret, and what a budget achieves.

    Every policy runs in the same draws of the parameters and rival structures, with common random
    numbers. Effects are reported with their spread over these worlds, those in which a lever does
    nothing included. The same command again goes on where it stopped, and answers another
    --budget or --lang from the runs that are there.

    Of a nation it says too what policies do in every region, and where another one would be chosen.

    Example: kubesim policy rank support --budget 1500000000 --out results/policy/support
    """
    with faults(lang):
        wrong = budget is not None and not 0.0 <= budget < inf
        refuse((wrong, at_least(f"--budget {budget}", 0)))
        from experiments.common.files import folder_name, save_all, usual_folder
        from experiments.common.languages import language
        from experiments.common.style import png
        from experiments.common.uncertainty import draws_named
        from experiments.policy.ranking import Ranking
        from experiments.policy.ranking_picture import draw
        from experiments.policy.ranking_sheet import regions_sheet, sheet
        from experiments.policy.ranking_tables import tables
        from experiments.policy.ranking_words import texts
        from experiments.policy.regions_picture import draw as draw_regions
        from experiments.policy.regions_table import has_regions
        from experiments.policy.sets import load_set, plan_of_set

        chosen = language(lang, json=json)
        policy_set, path = load_set(name)
        draws = draws_named(parameters)
        usual = usual_folder("policy", folder_name(policy_set.name))
        with place(out, usual, json) as at:
            plan = plan_of_set(policy_set, path, draws.drawn)
            told = told_before_runs(plan.scenario, draws, lang=chosen)
            with sweeping(workers, scheduler, yes, at.kept, chosen) as runner:
                ranking = Ranking(
                    policy_set, path, draws.drawn, runner, partial(progress, lang=chosen)
                )
                report = ranking.run(at.folder, budget)
        files = {"rank.png": png(draw(report, chosen)), "rank.csv": sheet(report, numbers).encode()}
        if has_regions(report):
            files["regions.png"] = png(draw_regions(report, chosen))
            files["regions.csv"] = regions_sheet(report, numbers).encode()
        if at.kept:
            save_all(at.folder, files)
        if json:
            print_json({"folder": at.name, **report, "overruled": told})
        else:
            console().print(tables(report, chosen))
            say_saved([at.folder], lang=chosen)
            typer.echo(texts(chosen).say("rank.digest", digest=report["digest"]))
