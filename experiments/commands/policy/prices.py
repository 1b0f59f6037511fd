"""`kubesim policy prices`: what support is assumed to cost, and where to say what it does."""

from pathlib import Path
from typing import Annotated, Any

import typer

from experiments.commands.common import console, faults, print_json
from experiments.commands.help import indonesian
from experiments.commands.options import Json, LangText
from sim.inputs.said import both


@indonesian(
    """Tampilkan biaya satuan (asumsi) untuk dukungan: satuan, rentang, sumber, tahun harga, dan
    tempat mengubahnya.

    Dengan folder peringkat yang sudah selesai, ditampilkan juga yang dibayar kementerian, kota,
    dan anggota dalam tiap tahun anggaran menurut kebijakan yang disarankan dan menurut rencana
    tetap, dalam rupiah tahun itu, seperti dalam APBD.
    """
)
def prices(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="SET|DIR",
            help=both(
                "A policy set by name or path: in rupiah of its price year, with those that it "
                "gives. The folder of a ranking: also what was paid in each fiscal year.",
                "Himpunan kebijakan, dengan nama atau alamat: dalam rupiah tahun harganya, dengan "
                "biaya yang disebutnya. Folder sebuah peringkat: juga yang dibayar dalam tiap "
                "tahun anggaran.",
            ),
            show_default=False,
        ),
    ] = None,
    lang: LangText = None,
    json: Json = False,
) -> None:
    """Show the assumed unit costs: units, ranges, sources, price year, and where to set them.

    With the folder of a finished ranking also what ministry, city and members pay in each fiscal
    year under the recommended policy and under the plan, in rupiah of that year, as an APBD has it.

    Example: kubesim policy prices support --lang id
    """
    with faults(lang):
        from experiments.common.json_files import as_written
        from experiments.common.languages import language
        from experiments.common.tables import on_screen
        from experiments.policy.money_tables import paid_table, prices_table
        from experiments.policy.ranking_file import REMEDY, report_in
        from experiments.policy.ranking_runs import REPORT
        from experiments.policy.sets import NONE
        from experiments.policy.unit_costs import unit_costs, unit_costs_of

        chosen = language(lang, json=json)
        report = report_in(Path(what)) if what is not None and Path(what).is_dir() else None
        if report is not None:
            costs = report["prices"]
        else:
            costs = unit_costs() if what is None else unit_costs_of(what)
        answer: dict[str, Any] = {
            "price_year": costs[0]["price_year"],
            "set_in": "a policy set's file, under [accounting.prices] with price_year",
            "prices": costs,
        }
        with as_written(Path(what or "") / REPORT, REMEDY):
            tables = [prices_table(costs, chosen)]
            if report is not None:
                answer["money"] = report["money"]
                answer["paid"] = {row["policy"]: row["paid"] for row in report["policies"]}
                names = dict.fromkeys((report["recommended"], NONE))
                tables += [paid_table(report, name, chosen, alone=True) for name in names]
    if json:
        print_json(answer)
    else:
        console().print(on_screen(*tables))
