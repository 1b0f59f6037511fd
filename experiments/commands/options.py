"""Arguments and options that many commands take, each with its help in both languages."""

from pathlib import Path
from typing import Annotated, Any

import typer

from sim.inputs.said import Said, both
from sim.standing import SEEDS


def unset(help: str, metavar: str | None = None) -> Any:
    """Declare an option that has no value unless it is given."""
    return typer.Option(metavar=metavar, help=help, show_default=False)


ScenarioText = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO",
        help=both(
            "Name of a shipped scenario, or path of a file.",
            "Nama skenario bawaan, atau alamat berkas.",
        ),
    ),
]
SettingText = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO",
        help=both(
            "Name of a shipped scenario or nation, or path of a file.",
            "Nama skenario atau negara bawaan, atau alamat berkas.",
        ),
    ),
]
PolicyText = Annotated[
    str,
    typer.Option(
        "--policy",
        help=both(
            "Name of a shipped policy, or path of a file.",
            "Nama kebijakan bawaan, atau alamat berkas.",
        ),
    ),
]
SweepFolder = Annotated[
    Path,
    typer.Argument(
        metavar="DIR",
        help=both("Folder of a finished sweep.", "Folder rangkaian simulasi yang sudah selesai."),
    ),
]
Seed = Annotated[
    int,
    typer.Option(
        help=both(f"Random seed, 0 to {SEEDS - 1}.", f"Nomor acak, 0 sampai {SEEDS - 1}.")
    ),
]
PARAMETERS = both(
    "Values per replication: calibrated `posterior` draws, `prior` draws, fixed defaults "
    "(`point`), the fixed values of the classroom's stories (`class`), or the folder of a "
    "posterior of your own.",
    "Nilai untuk tiap ulangan: sampel `posterior` yang sudah dikalibrasi, sampel `prior`, nilai "
    "bawaan yang tetap (`point`), nilai tetap dari cerita di kelas (`class`), atau folder "
    "posterior Anda sendiri.",
)
ParametersText = Annotated[str, typer.Option("--parameters", metavar="KIND|DIR", help=PARAMETERS)]
Workers = Annotated[
    int | None,
    unset(
        both(
            "Processes, at least 1; by default one a core.",
            "Banyaknya proses, 1 atau lebih; bawaannya satu untuk tiap inti prosesor.",
        )
    ),
]
Scheduler = Annotated[
    str | None,
    unset(
        both(
            "Send the chunks to a Dask cluster: its scheduler, as tcp://HOST:PORT.",
            "Kirim pekerjaan ke klaster Dask: alamat penjadwalnya, seperti tcp://HOST:PORT.",
        ),
        "ADDRESS",
    ),
]
Yes = Annotated[
    bool,
    typer.Option(
        "--yes",
        help=both(
            "Confirm a run that is estimated to take over 10 minutes.",
            "Setujui pekerjaan yang diperkirakan lebih dari 10 menit.",
        ),
    ),
]


def _lang(usual: Said, metavar: str) -> Any:
    """Declare --lang with the language that holds where the environment is of neither."""
    return unset(
        both(
            "Output language, English or Indonesian; by default that of the environment (LC_ALL "
            f"or LANG), where that is another, {usual}.",
            "Bahasa keluaran, Inggris atau Indonesia; bawaannya bahasa lingkungan (LC_ALL atau "
            f"LANG), dan bila itu bahasa lain, bahasa {usual.indonesian}.",
        ),
        metavar,
    )


LangText = Annotated[str | None, _lang(both("English", "Inggris"), "en|id")]
LangOrIndonesian = Annotated[str | None, _lang(both("Indonesian", "Indonesia"), "id|en")]
Numbers = Annotated[
    str,
    typer.Option(
        "--numbers",
        metavar="FORM",
        help=both(
            "Numbers of CSV files: plain, 1234.5 and columns separated by commas; id, 1234,5 and "
            "semicolons, as an Indonesian spreadsheet reads them.",
            "Bentuk angka berkas CSV: plain, 1234.5 dengan kolom dipisah koma; id, 1234,5 dengan "
            "titik koma, seperti dibaca lembar kerja berbahasa Indonesia.",
        ),
    ),
]
SaveAs = Annotated[
    Path | None,
    unset(
        both(
            "Save the whole result as FILE.xlsx or FILE.csv instead of printing it; a CSV with "
            "several tables becomes a file for each.",
            "Simpan seluruh hasil sebagai BERKAS.xlsx atau BERKAS.csv, tanpa mencetaknya; CSV "
            "dengan beberapa tabel menjadi satu berkas untuk tiap tabel.",
        ),
        "FILE",
    ),
]
Json = Annotated[
    bool,
    typer.Option("--json", help=both("Print one JSON object instead.", "Cetak satu objek JSON.")),
]
JsonAlone = Annotated[
    bool,
    typer.Option(
        "--json",
        help=both(
            "Print one JSON object; save files only if --out is given.",
            "Cetak satu objek JSON; berkas disimpan hanya bila --out diberikan.",
        ),
    ),
]
