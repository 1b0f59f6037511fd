"""`kubesim table`: the points of a sweep, a line each."""

from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.common import console, faults, print_json, refuse
from experiments.commands.help import indonesian
from experiments.commands.options import Json, LangText
from experiments.common.refusals import unlike
from sim.inputs.said import both

IN_REGIONS = 2
"""Of a nation so many outcomes are shown by region unless some are named: failure and mandiri."""


@indonesian(
    """Cetak tiap titik rangkaian simulasi: faktornya, dan hasilnya dengan selang kredibel 90 %.

    Selang itu menyangkut dunia-dunia yang masuk akal, dan tidak menyempit bila dihitung lebih
    lama; ketelitian rata-ratanya tertulis di bawah. Untuk negara menyusul tabel menurut
    wilayah. Bila tidak ada hasil yang disebut, temuan rangkaian menyusul dalam kalimat, dan
    --json memuat semua hasil.
    """
)
def table(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help=both("Folder of a sweep.", "Folder sebuah rangkaian simulasi.")
        ),
    ],
    outcome: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help=both(
                "Show this outcome; may be given again.",
                "Tampilkan hasil ini; dapat ditulis berulang.",
            ),
        ),
    ] = None,
    lang: LangText = None,
    json: Json = False,
) -> None:
    """Print every point of a sweep: its factors, and outcomes with their 90 % credible intervals.

    Intervals are over plausible worlds, and do not narrow by computing longer; how precise the
    means are stands below. Of a nation tables by region follow. Unless outcomes are named, what the
    sweep found follows in words, and --json gives all outcomes.

    Example: kubesim table results/share --outcome mandiri_share --outcome unmet_need_idr
    """
    with faults(lang):
        from experiments.common.languages import language
        from experiments.common.spread import HOLDS
        from experiments.common.tables import on_screen
        from experiments.sweeps.by_region import (
            levels_by_region,
            points_tables,
            points_with_regions,
            regions_of,
        )
        from experiments.sweeps.findings import findings
        from experiments.sweeps.findings_report import findings_json, print_findings
        from experiments.sweeps.stored_sweep import open_sweep
        from experiments.sweeps.sweep_tables import MAIN, SCHEMA, levels_of, points_json
        from experiments.sweeps.sweep_tables import table as lay_out
        from sim.inputs.faults import nearest

        chosen, sweep = language(lang, json=json), open_sweep(folder)
        known = sweep.outcomes
        asked = outcome or []
        refuse(
            *(
                (name not in known, unlike(f"--outcome {name}", nearest(name, known)))
                for name in asked
            )
        )
        names = asked or (known if json else [name for name in MAIN if name in known])
        columns = levels_of(sweep, names)
        if json:
            points = points_json(sweep, columns)
            if regions_of(sweep):
                points = points_with_regions(sweep, points, levels_by_region(sweep, names))
            print_json(
                {
                    "schema": SCHEMA,
                    "sweep": sweep.spec.name,
                    "scenario": sweep.scenario.name,
                    "replications": sweep.replications,
                    "seed": sweep.seed,
                    "parameters": sweep.drawn._asdict(),
                    "level": HOLDS,
                    "findings": findings_json(sweep, findings(sweep)),
                    "points": points,
                }
            )
            return
        screen = console()
        tables = [lay_out(sweep, columns, screen.width, chosen)]
        if regions_of(sweep):
            of_regions = levels_by_region(sweep, asked or names[:IN_REGIONS])
            tables += points_tables(sweep, of_regions, screen.width, chosen)
        screen.print(on_screen(*tables))
        if not asked:
            typer.echo()
            print_findings(screen, sweep, findings(sweep), chosen)
