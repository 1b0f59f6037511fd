"""`kubesim book`: cash books (buku kas) and flows of money."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments.commands.common import (
    console,
    faults,
    load,
    print_json,
    refuse,
    say_saved,
    told_before_runs,
    wrong_seed,
)
from experiments.commands.help import indonesian
from experiments.commands.options import (
    Json,
    LangText,
    Numbers,
    ParametersText,
    PolicyText,
    ScenarioText,
    Seed,
    Yes,
    unset,
)
from experiments.common.refusals import ends_in, is_a_folder, needs, unknown
from sim.inputs.said import both

if TYPE_CHECKING:
    from experiments.books.city_books import CityBooks
    from experiments.common.languages import Lang
    from experiments.runs.books import Run


@indonesian(
    """Cetak buku kas sebuah Kube atau keluarga, atau aliran uang seluruh kota.

    Dengan --xlsx buku semua Kube masuk ke satu buku kerja, seperti buku kota Anda sendiri:
    perintah lain menerimanya sebagai skenario, dan isinya diketahui dari simulasi. Jumlahnya
    dibulatkan ke Rp 100.
    """
)
def book(
    scenario: ScenarioText,
    kube: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help=both(
                "Name or id of the Kube whose kas is shown.",
                "Nama atau nomor Kube yang kasnya ditampilkan.",
            ),
        ),
    ] = None,
    household: Annotated[
        str | None,
        typer.Option(
            metavar="N",
            help=both(
                "Show a household of the Kube instead: 0, 1, ... for its founders, n0, n1, ... "
                "for newcomers in the order in which they came.",
                "Tampilkan satu keluarga dari Kube itu: 0, 1, ... untuk pendirinya, n0, n1, ... "
                "untuk anggota baru menurut urutan masuknya.",
            ),
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            metavar="PERIOD",
            help=both(
                "Only a year (2009) or a month (2009-05).",
                "Hanya satu tahun (2009) atau satu bulan (2009-05).",
            ),
        ),
    ] = None,
    flows: Annotated[
        str | None,
        typer.Option(
            metavar="PERIOD",
            help=both(
                "Show what flowed between all kinds of accounts of the city in a year (2009) or "
                "a month (2009-05), instead of one book.",
                "Tampilkan aliran uang antara semua jenis rekening di kota dalam satu tahun (2009) "
                "atau satu bulan (2009-05), bukan satu buku.",
            ),
        ),
    ] = None,
    policy: PolicyText = "none",
    seed: Seed = 1,
    replication: Annotated[
        int,
        typer.Option(
            help=both(
                "Which replication of `kubesim run` with this seed, from 0.",
                "Ulangan yang mana dari `kubesim run` dengan nomor acak ini, mulai dari 0.",
            )
        ),
    ] = 0,
    parameters: ParametersText = "posterior",
    csv: Annotated[
        bool,
        typer.Option(
            "--csv", help=both("Print CSV instead of a table.", "Cetak CSV, bukan tabel.")
        ),
    ] = False,
    json: Json = False,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.csv",
            help=both("Save CSV instead of printing a table.", "Simpan CSV, tanpa mencetak tabel."),
        ),
    ] = None,
    xlsx: Annotated[
        Path | None,
        unset(
            both(
                "Write the books of the whole city as a workbook instead: months, cash books, "
                "grants.",
                "Tulis buku seluruh kota sebagai buku kerja: bulan, buku kas, bantuan.",
            ),
            "FILE.xlsx",
        ),
    ] = None,
    damage: Annotated[
        str | None,
        unset(
            both(
                "How treasurers kept the books of --xlsx: gaps, months are missing, more of them "
                "in bad times; sums, wrong sums and balances; columns, few of them; yearly, a "
                "month a year; all, a mix. --seed decides where.",
                "Cara bendahara mengisi buku --xlsx: gaps, ada bulan yang hilang, lebih banyak "
                "pada masa sulit; sums, jumlah dan saldo salah; columns, kolomnya sedikit; "
                "yearly, satu bulan setahun; all, campuran. --seed menentukan letaknya.",
            ),
            "KIND",
        ),
    ] = None,
    until: Annotated[
        str | None,
        unset(
            both(
                "The last month of the books of --xlsx (2019-05), or a year.",
                "Bulan terakhir buku --xlsx (2019-05), atau satu tahun.",
            ),
            "PERIOD",
        ),
    ] = None,
    numbers: Numbers = "plain",
    lang: LangText = None,
    yes: Yes = False,
) -> None:
    """Print the cash book (buku kas) of a Kube or a household, or the flows of the whole city.

    With --xlsx the books of all Kubes go into a workbook, as a city of your own has them: commands
    take it for a scenario, and what is in it is known from the run. Its sums are in whole coins of
    Rp 100.

    Example: kubesim book banjarmasin --kube Rakat --period 2010

    Example: kubesim book banjarmasin --flows 2009-05

    Example: kubesim book forward --xlsx city.xlsx --until 2020-12 --damage gaps --seed 7
    """
    with faults(lang):
        from experiments.books.city_books import city_books
        from experiments.books.city_books import until as cut_books
        from experiments.books.damage import KINDS
        from experiments.common.cost import check_budget
        from experiments.common.files import check_writable, save_all
        from experiments.common.languages import language
        from experiments.common.uncertainty import draws_named
        from experiments.runs.books import (
            CashBook,
            FlowMatrix,
            Run,
            book_of,
            flows_of,
            keep_books,
            period_of,
        )
        from sim.calendar import month_number, month_text
        from sim.scenario import load_scenario

        chosen = language(lang, json=json)
        refuse(
            (
                sum(given is not None for given in (kube, flows, xlsx)) != 1,
                both(
                    "book: give one of --kube NAME, --flows PERIOD and --xlsx FILE.xlsx",
                    "book: tulis salah satu dari --kube NAMA, --flows WAKTU, --xlsx BERKAS.xlsx",
                ),
            ),
            (household is not None and kube is None, needs("--household", "--kube")),
            (period is not None and kube is None, needs("--period", "--kube")),
            (
                csv + json + (out is not None) > 1,
                both(
                    "book: give one of --csv, --json and --out",
                    "book: tulis salah satu dari --csv, --json, dan --out",
                ),
            ),
            (out is not None and out.is_dir(), is_a_folder(f"--out {out}")),
            (
                xlsx is not None and (csv or out is not None),
                both(
                    "--xlsx: goes with no --csv or --out",
                    "--xlsx: tidak dapat bersama --csv atau --out",
                ),
            ),
            (
                xlsx is not None and (xlsx.suffix.lower() != ".xlsx" or xlsx.is_dir()),
                ends_in(f"--xlsx {xlsx}", ".xlsx"),
            ),
            (damage is not None and xlsx is None, needs("--damage", "--xlsx")),
            (
                damage is not None and damage not in KINDS,
                unknown(f"--damage {damage}", KINDS),
            ),
            (until is not None and xlsx is None, needs("--until", "--xlsx")),
            wrong_seed("--seed", seed),
            wrong_seed("--replication", replication),
        )
        place, levers = load(load_scenario, scenario, policy)
        check_budget(place, 1, yes)
        asked = next((text for text in (period, flows, until) if text is not None), None)
        months = range(place.months) if asked is None else period_of(place, asked)
        for file in (out, xlsx):
            if file is not None:
                check_writable(file.parent)
        draws = draws_named(parameters)
        told_before_runs(place, draws, lang=chosen)
        if xlsx is not None:
            last = month_text(month_number(place.start) + months[-1])
            whole = city_books(place, levers, seed, replication, draws)
            run = Run(place.name, levers.name, seed, replication, draws.kind)
            _save_workbook(xlsx, cut_books(whole, last), run, damage, chosen, json)
            return
        books = keep_books(place, levers, seed, replication, draws)
        shown: CashBook | FlowMatrix
        if kube is None:
            shown = flows_of(books, asked or "")
        else:
            shown = book_of(books, kube, household, months)
        if out is not None:
            saved = save_all(out.parent, {out.name: shown.csv(numbers).encode()})
            say_saved(saved, lang=chosen)
        elif csv:
            typer.echo(shown.csv(numbers), nl=False)
        elif json:
            print_json(shown.json())
        else:
            console().print(shown.table(chosen))


def _save_workbook(
    path: Path, books: "CityBooks", run: "Run", damage: str | None, lang: "Lang", json: bool
) -> None:
    """Save the books of a city, damaged or not, as a workbook."""
    from experiments.books.city_books import as_kept, workbook_of
    from experiments.common.files import save_all

    kept = books if damage is None else as_kept(books, damage, run.seed)
    paths = save_all(path.parent, {path.name: workbook_of(kept, path.stem)})
    say_saved(paths, json, lang)
    if json:
        print_json(
            {
                **run._asdict(),
                "files": [str(path) for path in paths],
                "damage": damage,
                "kubes": len(kept.panel.codes),
                "months_of_kubes": int(kept.panel.known.sum()),
                "months_left_out": int((books.panel.known & ~kept.panel.known).sum()),
                "cash_entries": len(kept.cash),
            }
        )
