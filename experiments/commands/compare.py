"""`kubesim compare`: two policies, or two points of a sweep, with common random numbers."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments.commands.common import (
    console,
    faults,
    load,
    print_json,
    progress,
    refuse,
    told_before_runs,
    wrong_seed,
)
from experiments.commands.help import indonesian
from experiments.commands.options import PARAMETERS, Json, LangText, Yes, unset
from sim.inputs.said import both
from sim.standing import SEEDS

if TYPE_CHECKING:
    from experiments.common.languages import Lang
    from experiments.comparing.comparison import Sides


RUNS_MOST = 4000
"""Most pairs where none are asked for."""


@indonesian(
    """Bandingkan dua kebijakan dalam banyak dunia yang masuk akal, sampai simulasi lagi tidak
    mengubah apa pun.

    Satu dunia adalah satu sampel dari yang tidak pasti, disimulasikan dua kali. Tiap hasil
    diberi putusan: mungkin lebih baik atau lebih buruk, condong, tidak ada perbedaan berarti,
    belum diketahui.
    """
)
def compare(
    what: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO|DIR",
            help=both(
                "With --policy, name of a shipped scenario or nation, or path of a file; with "
                "--point, folder of a finished sweep.",
                "Dengan --policy: nama skenario atau negara bawaan, atau alamat berkas; dengan "
                "--point: folder rangkaian simulasi yang sudah selesai.",
            ),
        ),
    ],
    policy: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help=both(
                "Name of a shipped policy, or path of a file. Given twice: the second is "
                "compared with the first.",
                "Nama kebijakan bawaan, atau alamat berkas. Tulis dua kali: yang kedua "
                "dibandingkan dengan yang pertama.",
            ),
        ),
    ] = None,
    point: Annotated[
        list[int] | None,
        typer.Option(
            metavar="I",
            help=both(
                "Number of a design point of the sweep, from 0. Given twice, as --policy.",
                "Nomor titik rangkaian simulasi, mulai dari 0. Tulis dua kali, seperti --policy.",
            ),
        ),
    ] = None,
    outcome: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help=both(
                "Outcome that decides when to stop.", "Hasil yang menentukan kapan berhenti."
            ),
        ),
    ] = "failed_share",
    runs_most: Annotated[
        int | None,
        unset(
            both(
                "Most pairs of runs, at least 4; every world has two, in one world all. By default "
                "4000; of a nation, what ten minutes allow.",
                "Pasang simulasi paling banyak, 4 atau lebih; tiap dunia mendapat dua pasang, dan "
                "bila dunianya satu, semuanya. Bawaannya 4.000; untuk negara, sebanyak yang "
                "selesai dalam sepuluh menit.",
            )
        ),
    ] = None,
    seed: Annotated[
        int | None,
        unset(
            both(
                f"Random seed, 0 to {SEEDS - 1}; by default 1, or that of the sweep.",
                f"Nomor acak, 0 sampai {SEEDS - 1}; bawaannya 1, atau yang dari rangkaian.",
            )
        ),
    ] = None,
    parameters: Annotated[
        str | None,
        unset(
            both(
                f"{PARAMETERS} By default posterior, or as in the sweep.",
                f"{PARAMETERS.indonesian} Bawaannya posterior, atau seperti dalam rangkaian.",
            ),
            "KIND|DIR",
        ),
    ] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=VALUE",
            help=both(
                "Set a parameter or a rival structure over the draws of both policies, e.g. "
                "learn.decay=0.02 or structure.visits=nothing; may be given again.",
                "Tetapkan parameter atau aturan pesaing bagi kedua kebijakan, misalnya "
                "learn.decay=0.02 atau structure.visits=nothing; dapat ditulis berulang.",
            ),
        ),
    ] = None,
    lang: LangText = None,
    json: Json = False,
    yes: Yes = False,
) -> None:
    """Compare two policies over plausible worlds until further runs change nothing.

    A world is a draw of what is uncertain, run twice. Every outcome has a verdict: likely better or
    worse, leaning, no difference that matters, not known.

    Example: kubesim compare forward --policy none --policy package

    Example: kubesim compare results/visits --point 0 --point 3 --lang id

    Example: kubesim compare indonesia --policy none --policy no-support --runs-most 4
    """
    with faults(lang):
        from experiments.common.cost import check_cost, cost_of_pairs, pairs_in_budget
        from experiments.common.languages import language
        from experiments.comparing.comparison import aim_of
        from experiments.comparing.comparison import compare as run
        from experiments.comparing.comparison_report import comparison_json, tables

        chosen = language(lang, json=json)
        refuse(wrong_seed("--seed", seed or 0))
        aim_of(outcome, RUNS_MOST if runs_most is None else runs_most)
        sides, own_seed = _sides(
            what, policy or [], point or [], parameters, parameter or [], chosen
        )
        if runs_most is None:
            runs_most = min(RUNS_MOST, pairs_in_budget(sides.scenario) or RUNS_MOST)
        aim = aim_of(outcome, runs_most)
        given = [sides.a.parameters, sides.b.parameters]
        told = told_before_runs(sides.scenario, sides.uncertainty, given, chosen)
        if not yes:
            estimate = cost_of_pairs(sides.scenario, runs_most)
            pairs = both("pairs", "pasang")
            check_cost(f"--runs-most {runs_most}", estimate, runs_most, pairs)
        with progress("pairs", runs_most, chosen) as done:
            comparison = run(sides, own_seed if seed is None else seed, aim, done)
        if json:
            print_json({**comparison_json(comparison), "overruled": told})
        else:
            console().print(tables(comparison, chosen))


def _sides(
    what: str,
    policies: list[str],
    points: list[int],
    parameters: str | None,
    given: list[str],
    lang: "Lang",
) -> "tuple[Sides, int]":
    """Return what is compared, and the seed where none is given."""
    refuse(
        (
            sorted((len(policies), len(points))) != [0, 2],
            both(
                "compare: give --policy twice (or --point twice), first what is compared with",
                "compare: tulis --policy dua kali (atau --point dua kali), pembandingnya lebih "
                "dahulu",
            ),
        ),
        (
            bool(points and given),
            both(
                "--parameter: goes with --policy; a point has its own",
                "--parameter: dipakai bersama --policy; sebuah titik sudah punya nilainya",
            ),
        ),
    )
    from experiments.common.uncertainty import draws_named
    from experiments.comparing.comparison import Side, Sides, sides_of_points
    from experiments.sweeps.factors import set_over
    from experiments.sweeps.stored_sweep import open_sweep
    from sim.nation.load import load_setting
    from sim.policy import load_policy

    if points:
        sweep = open_sweep(Path(what))
        draws = sweep.uncertainty if parameters is None else draws_named(parameters)
        return sides_of_points(sweep, points, draws, lang), sweep.seed
    place, first = load(load_setting, what, policies[0])
    second = load_policy(policies[1])
    values = set_over(given)
    a, b = Side(first.name, first, values), Side(second.name, second, values)
    return Sides(place, a, b, uncertainty=draws_named(parameters or "posterior")), 1
