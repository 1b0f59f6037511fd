"""`kubesim policy discover`: where runs of a sweep end badly or well, in rules."""

from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.common import (
    console,
    faults,
    print_json,
    progress,
    refuse,
    say_saved,
    wrong_seed,
)
from experiments.commands.help import indonesian
from experiments.commands.options import Json, LangText, Seed, unset
from experiments.common.refusals import not_installed, unknown
from sim.inputs.said import both

INSTALL = 'pip install "kubesim[policy]"'


@indonesian(
    """Cari aturan dengan sedikit syarat: di mana simulasi dalam rangkaian berakhir buruk, atau
    baik.

    Ruangnya adalah faktor rangkaian dan parameter yang diambil untuk tiap ulangan. Dua metode
    dipakai: PRIM dan pohon klasifikasi. Aturan dinilai dengan simulasi yang tidak dipakai
    menemukannya, dan dengan seberapa sering sampel ulang menemukannya lagi; tidak ada aturan
    yang kukuh juga sebuah jawaban.

    Satu simulasi adalah seluruh kota. Simulasi itu termasuk kasus bila bagian Kube yang gagal,
    atau yang mandiri sepanjang bulan ke-13 sampai ke-24 sesudah dukungan (atau di akhir
    simulasi, bila bulan itu tidak ada), besar.
    """
)
def discover(
    folder: Annotated[
        str,
        typer.Argument(
            metavar="DIR",
            help=both(
                "Folder of a finished sweep, or name of a sweep in results/sweeps.",
                "Folder rangkaian simulasi yang sudah selesai, atau nama rangkaian dalam "
                "results/sweeps.",
            ),
        ),
    ],
    outcome: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help=both(
                "gagal: where most Kubes fail; mandiri: where most become mandiri.",
                "gagal: di mana paling banyak Kube gagal; mandiri: di mana paling banyak yang "
                "menjadi mandiri.",
            ),
        ),
    ] = "gagal",
    threshold: Annotated[
        float | None,
        unset(
            both(
                "A run is a case where more than this share of its Kubes end so, 0 to 1. By "
                "default the 75th percentile of the sweep's runs.",
                "Satu simulasi termasuk kasus bila lebih dari bagian ini dari Kube-nya berakhir "
                "demikian, 0 sampai 1. Bawaannya persentil ke-75 dari semua simulasi.",
            )
        ),
    ] = None,
    seed: Seed = 1,
    lang: LangText = None,
    out: Annotated[
        Path | None,
        unset(
            both(
                "Folder for cards.json, cards.md, discover.png and a manifest; made if missing.",
                "Folder untuk cards.json, cards.md, discover.png, dan catatan asalnya; dibuat bila "
                "belum ada.",
            ),
            "DIR",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Find rules of few conditions for where the runs of a sweep end badly, or well.

    The space is that of the sweep's factors and of the parameters drawn for each replication. Two
    methods look: PRIM and a classification tree. A rule is judged by runs that did not find it and
    by whether resamples find it again; that no rule is stable is an answer too.

    A run is a whole city. It is a case where the share of its Kubes that failed, or are mandiri
    throughout months 13-24 after support (at the horizon, where a run has none), is large.

    Example: kubesim policy discover results/visits --outcome gagal --out results/rules
    """
    with faults(lang):
        from importlib.util import find_spec

        from experiments.common.files import check_writable, folder_name
        from experiments.common.languages import language
        from experiments.policy.discover.discovery import METHODS, RESAMPLES, ask
        from experiments.policy.discover.discovery_files import report, save
        from experiments.policy.discover.rule_cards import markdown
        from experiments.policy.discover.sweep_cases import OUTCOMES, cases_of, space_of
        from experiments.sweeps.stored_sweep import open_sweep

        endings = [ending for ending in OUTCOMES if ending == outcome]
        refuse(
            (not endings, unknown(f"--outcome {outcome}", OUTCOMES)),
            (
                threshold is not None and not 0.0 <= threshold < 1.0,
                both(
                    f"--threshold {threshold}: must be at least 0 and below 1",
                    f"--threshold {threshold}: harus 0 atau lebih dan di bawah 1",
                ),
            ),
            wrong_seed("--seed", seed),
            (find_spec("sklearn") is None, not_installed(["scikit-learn"], INSTALL)),
        )
        chosen = language(lang, json=json)
        usual = Path("results") / "sweeps" / folder_name(folder)
        sweep = open_sweep(usual if not Path(folder).exists() and usual.is_dir() else Path(folder))
        if out is not None:
            check_writable(out)
        cases = cases_of(sweep, endings[0], threshold)
        space = space_of(sweep, cases)
        with progress("resamples", RESAMPLES * len(METHODS), chosen) as done:
            answer = ask(sweep, cases, space, seed, done)
        if not json:
            from rich.markdown import Markdown

            console().print(Markdown(markdown(answer, chosen)))
        say_saved(save(out, answer, chosen) if out is not None else (), json, chosen)
        if json:
            print_json(report(answer))
