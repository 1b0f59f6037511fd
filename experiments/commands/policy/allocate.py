"""`kubesim policy allocate`: which policy for which type of Kube, under a budget."""

from functools import partial
from math import inf
from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.common import console, faults, print_json, progress, refuse, say_saved
from experiments.commands.help import indonesian
from experiments.commands.options import Json, LangText
from experiments.common.refusals import at_least
from sim.inputs.said import both

REPORT, PICTURE = "allocate.json", "allocate.png"


@indonesian(
    """Cari pembagian kebijakan atas tipe Kube yang memberi paling banyak Kube mandiri dengan uang
    yang ada.

    Tipe adalah yang dilihat dinas sebelum memutuskan: jenis usaha, aturan laba yang disepakati,
    akses. Pembagian terbaik dihitung tepat; demikian juga untuk setengah sampai dua kali
    anggaran. Lalu: seberapa jauh pembagian itu bertahan dalam semua sampel parameter, dan
    pembagian yang tidak dikalahkan dalam Kube mandiri, biaya, dan sampel yang buruk, pada
    anggaran antara yang termurah dan yang terbaik.

    Pengaruh kebijakan pada satu tipe adalah pengaruhnya di kota yang semua tipenya
    mendapatkannya: pengaruh antartipe dalam kebijakan campuran tidak disimulasikan.
    """
)
def allocate(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help=both(
                "Folder of a finished `kubesim policy rank`.",
                "Folder `kubesim policy rank` yang sudah selesai.",
            ),
        ),
    ],
    budget: Annotated[
        float,
        typer.Option(
            metavar="RP",
            help=both(
                "Of ministry and city for the scenario's Kubes over the whole time, in Rp of the "
                "set's price_year; present value, as the set discounts, not a sum of nominal "
                "budgets.",
                "Dari kementerian dan kota untuk semua Kube dalam skenario selama seluruh waktu, "
                "dalam Rp tahun harga himpunan (price_year); nilai kini menurut diskonto himpunan, "
                "bukan jumlah anggaran nominal.",
            ),
        ),
    ],
    facilitators: Annotated[
        float,
        typer.Option(
            metavar="N",
            help=both(
                "Facilitators there are for the scenario's Kubes.",
                "Banyaknya pendamping yang ada untuk Kube dalam skenario.",
            ),
        ),
    ],
    seed: Annotated[
        int,
        typer.Option(
            hidden=True,
            help=both(
                "Has no effect: all is exact.", "Tidak berpengaruh: semuanya dihitung tepat."
            ),
        ),
    ] = 1,
    lang: LangText = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help=both(
                f"Save {REPORT} and {PICTURE} into this folder.",
                f"Simpan {REPORT} dan {PICTURE} ke folder ini.",
            ),
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Find the mix of policies over types of Kube with most mandiri Kubes for the money.

    Types are what an agency sees before it decides: kind of business, profit rule agreed, access.
    The best mix is exact; so are those of half to twice the budget. Then: how far it holds over
    the draws of the parameters, and the mixes that none beats in mandiri, cost and bad draws, at
    budgets between the cheapest mix and the best.

    What a policy does to a type is what it did in a city in which all types got it: spill-overs
    between types under a mix are not simulated.

    Example: kubesim policy allocate results/policy/support --budget 1500000000 --facilitators 4
    """
    with faults(lang):
        refuse(
            (not 0.0 <= budget < inf, at_least(f"--budget {budget:g}", 0)),
            (not 0.0 <= facilitators < inf, at_least(f"--facilitators {facilitators:g}", 0)),
        )
        from experiments.common.files import check_writable, json_text, save_all
        from experiments.common.languages import language
        from experiments.common.style import png
        from experiments.policy.allocate.allocation import allocate as find
        from experiments.policy.allocate.allocation_picture import draw
        from experiments.policy.allocate.allocation_report import report
        from experiments.policy.allocate.allocation_tables import tables
        from experiments.policy.allocate.integer_programme import Limits
        from experiments.policy.ranking_runs import open_ranked

        chosen = language(lang, json=json)
        if out is not None:
            check_writable(out)
        allocation = find(
            open_ranked(folder), Limits(budget, facilitators), partial(progress, lang=chosen)
        )
        figures = report(allocation, chosen)
        if not json:
            console().print(tables(allocation, figures, chosen))
        if out is not None:
            picture = png(draw(allocation, figures, chosen))
            files = {REPORT: json_text(figures).encode(), PICTURE: picture}
            say_saved(save_all(out, files), json, chosen)
        if json:
            print_json(figures)
