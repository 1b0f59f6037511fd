"""`kubesim why`: where two rows of a sweep part."""

from typing import Annotated

import typer

from experiments.commands.common import console, faults, print_json, progress
from experiments.commands.help import indonesian
from experiments.commands.options import Json, LangText, SweepFolder, Yes
from sim.inputs.said import both


@indonesian(
    """Sebutkan di mana dua baris rangkaian mulai berbeda, dan apa yang menyusul sampai nasib
    sebuah Kube berbeda.

    Kedua simulasi berjalan bulan demi bulan, fase demi fase, dalam model Mesa. Yang dilaporkan:
    fase, pelaku, dan peubah pertama yang berbeda, dan yang menyusul bagi Kube yang tahap atau
    kegagalannya pertama kali berbeda.
    """
)
def why(
    folder: SweepFolder,
    row: Annotated[
        int,
        typer.Option(
            metavar="K",
            help=both("Row of the sweep, from 0.", "Baris rangkaian simulasi, mulai dari 0."),
        ),
    ],
    against: Annotated[
        int,
        typer.Option(
            metavar="L", help=both("Row that it is compared with.", "Baris pembandingnya.")
        ),
    ],
    lang: LangText = None,
    json: Json = False,
    yes: Yes = False,
) -> None:
    """Say where two rows of a sweep part, and what follows until a Kube stands differently.

    Both runs pass month by month, phase by phase, in the Mesa model. The first phase, agent and
    variable that differ are reported, and what follows for the Kube whose stage or failing differs
    first.

    Example: kubesim why results/visits --row 17 --against 57
    """
    with faults(lang):
        from experiments.common.cost import check_cost, cost
        from experiments.common.languages import language
        from experiments.replaying.parting import part
        from experiments.replaying.replay import model_of, run_of
        from experiments.replaying.why import Why
        from experiments.sweeps.stored_sweep import open_sweep

        chosen, sweep = language(lang, json=json), open_sweep(folder)
        runs = run_of(sweep, row), run_of(sweep, against)
        if not yes:
            check_cost(f"--row {row}", cost(sweep.scenario, 2), 1, both("rows", "baris"))
        with progress("months", sweep.scenario.months, chosen) as done:
            parting = part(model_of(runs[0]), model_of(runs[1]), done)
        answer = Why((row, against), runs, parting)
        if json:
            print_json(answer.json())
        else:
            for line in answer.lines(chosen):
                console().print(line, markup=False, highlight=False)
