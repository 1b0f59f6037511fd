"""`kubesim forecast`: a city's living Kubes, from its books; and how earlier forecasts did."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.commands.common import (
    console,
    faults,
    print_json,
    progress,
    refuse,
    say,
    say_saved,
    told_before_runs,
    wrong_seed,
)
from experiments.commands.help import indonesian
from experiments.commands.options import Json, LangOrIndonesian, ParametersText, Seed, unset
from experiments.common.refusals import at_least, no_print, no_such_folder, not_installed, unknown
from sim.inputs.said import both

if TYPE_CHECKING:
    from experiments.common.languages import Lang
    from experiments.common.uncertainty import Uncertainty
    from experiments.forecast.own_books import OwnBooks

PACKAGES = ("sklearn", "jinja2", "weasyprint", "openpyxl")
INSTALL = 'pip install "kubesim[forecast]"'
CITIES_LEAST = 20


@indonesian(
    """Prakirakan Kube yang masih berjalan di sebuah kota dari bukunya, di samping proporsi dasar
    Kube seusianya.

    Untuk tiap Kube: peluang gagal dalam 12 dan 24 bulan, tahap, kas dan pendapatan sebagai
    selang 90 %, sepuluh Kube simulasi yang paling mirip, dan apa yang akan diubah kunjungan,
    monitoring, atau bantuan mulai bulan depan. Kube yang bukunya lebih tua dari tiga bulan,
    atau yang tidak mirip dengan simulasi mana pun, tidak diberi angka. Prakiraan disimpan dan
    dinilai ketika buku berikutnya datang: selama 40 Kube yang dinilai belum mengungguli
    proporsi dasar, jangan menilai satu Kube pun dengan prakiraan ini.

    Memerlukan `kubesim[forecast]`. Dengan --json, berkas disimpan hanya bila --out diberikan.
    """
)
def forecast(
    city: Annotated[
        str,
        typer.Argument(
            metavar="CITY.xlsx",
            help=both(
                "Workbook of a city (`kubesim new --xlsx`).",
                "Buku kerja sebuah kota (`kubesim new --xlsx`).",
            ),
        ),
    ],
    today: Annotated[
        str | None,
        unset(
            both(
                "Month up to which the books are read, such as 2026-10; by default the today of "
                "the workbook, or the last month of which anything is known. An earlier one shows "
                "what would have been forecast then.",
                "Buku dibaca sampai bulan ini, misalnya 2026-10; bawaannya hari ini menurut buku "
                "kerja, atau bulan terakhir yang ada catatannya. Bulan yang lebih awal menunjukkan "
                "prakiraan yang akan dibuat waktu itu.",
            ),
            "MONTH",
        ),
    ] = None,
    aim: Annotated[
        str,
        typer.Option(
            metavar="AIM",
            help=both(
                "By what an action changes Kubes are listed. failing: fewer fail; mandiri: more "
                "are self-reliant. The two lists differ.",
                "Kube diurutkan menurut apa yang diubah tindakan. failing: lebih sedikit yang "
                "gagal; mandiri: lebih banyak yang mandiri. Kedua urutan berbeda.",
            ),
        ),
    ] = "failing",
    score: Annotated[
        Path | None,
        unset(
            both(
                "Forecast nothing; score the forecasts stored in a folder by what these books say "
                "became of their Kubes.",
                "Tanpa prakiraan baru; nilai prakiraan yang tersimpan dalam folder menurut nasib "
                "Kube yang tercatat dalam buku ini.",
            ),
            "DIR",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        unset(
            both(
                "Folder for the stored forecast, its tables (.xlsx) and the facilitator's page; "
                "made if missing. By default results/forecast-CITY. Forecasts that it holds are "
                "scored.",
                "Folder untuk prakiraan yang disimpan, tabelnya (.xlsx), dan halaman pendamping; "
                "dibuat bila belum ada. Bawaannya results/forecast-KOTA. Prakiraan yang sudah ada "
                "di dalamnya dinilai.",
            ),
            "DIR",
        ),
    ] = None,
    cities: Annotated[
        int | None,
        unset(
            both(
                "Simulated cities, at least 20; by default 500 to 2,000, more if the city is "
                "small.",
                "Banyaknya kota simulasi, 20 atau lebih; bawaannya 500 sampai 2.000, lebih banyak "
                "bila kotanya kecil.",
            )
        ),
    ] = None,
    parameters: ParametersText = "posterior",
    seed: Seed = 1,
    lang: LangOrIndonesian = None,
    json: Json = False,
) -> None:
    """Forecast a city's living Kubes from its books, beside the base rate of Kubes of their age.

    For each Kube: the chance of failing within 12 and 24 months, stages, kas and income as 90 %
    intervals, ten simulated Kubes most like it, and what visits, monitoring or a grant from next
    month on would change. Without a figure are Kubes whose books are older than three months and
    those unlike anything simulated. Forecasts are stored and scored when the next book comes:
    until 40 scored Kubes beat the base rate, no single Kube is to be judged by them.

    Needs `kubesim[forecast]`. With --json, files are saved only if --out is given.

    Example: kubesim forecast ./city.xlsx --today 2018-12 --lang en

    Example: kubesim forecast ./city.xlsx --score results/forecast-city
    """
    with faults(lang):
        from importlib.util import find_spec

        from experiments.common.languages import language
        from experiments.common.uncertainty import draws_named
        from experiments.forecast.effects import AIMS
        from experiments.forecast.own_books import load_own_books
        from sim.calendar import is_month
        from sim.inputs.strict import is_workbook

        chosen = language(lang, "id", json=json)
        missing = [name for name in PACKAGES if find_spec(name) is None]
        refuse(
            (bool(missing), not_installed(missing, INSTALL)),
            (
                not is_workbook(Path(city)),
                both(
                    f"{city}: is no workbook (.xlsx) of a city; name one",
                    f"{city}: bukan buku kerja (.xlsx) sebuah kota; sebutkan buku kerja",
                ),
            ),
            (
                today is not None and not is_month(today),
                both(
                    f"--today {today}: is no month; write it as 2026-10",
                    f"--today {today}: bukan bulan; tulis seperti 2026-10",
                ),
            ),
            (aim not in AIMS, unknown(f"--aim {aim}", AIMS)),
            (
                cities is not None and cities < CITIES_LEAST,
                at_least(f"--cities {cities}", CITIES_LEAST),
            ),
            (score is not None and not score.is_dir(), no_such_folder(f"--score {score}")),
            wrong_seed("--seed", seed),
        )
        draws = draws_named(parameters)
        books = load_own_books(Path(city), today)
        if score is not None:
            _score(Path(city), books, score, out or score, chosen, json)
        else:
            told_before_runs(books.scenario, draws, lang=chosen)
            folder = out or (None if json else Path("results") / f"forecast-{Path(city).stem}")
            _forecast(Path(city), books, draws, aim, seed, cities, folder, chosen, json)


def _score(
    city: Path, books: "OwnBooks", folder: Path, out: Path, lang: "Lang", json: bool
) -> None:
    """Score stored forecasts, print and save the scores with their picture."""
    from experiments.common.files import check_writable, json_text, save_all
    from experiments.forecast.calibration_plot import plot
    from experiments.forecast.scoring import scored
    from experiments.forecast.screen import scores
    from experiments.forecast.stored import event, made_from, stored_in
    from sim.calendar import month_text

    check_writable(out)
    stored = stored_in(folder)
    none_stored = both(
        f"--score {folder}: holds no stored forecast; `kubesim forecast` makes it",
        f"--score {folder}: tidak memuat prakiraan; buatlah dengan `kubesim forecast`",
    )
    refuse((not stored, none_stored))
    found = scored(stored, books)
    content: dict[str, Any] = {
        "today": month_text(books.today),
        "made": made_from(city),
        **{event(months): one.json() for months, one in found.items()},
    }
    if json:
        print_json(content)
    else:
        console().print(scores(content, lang))
    files = {f"scores-{content['today']}.json": json_text(content).encode()}
    files |= {
        f"calibration-{content['today']}-{months}-{lang}.png": plot(one, lang)
        for months, one in found.items()
        if one.fates
    }
    say_saved(save_all(out, files), json, lang)


def _forecast(
    city: Path,
    books: "OwnBooks",
    draws: "Uncertainty",
    aim: str,
    seed: int,
    cities: int | None,
    folder: Path | None,
    lang: "Lang",
    json: bool,
) -> None:
    """Forecast, print, and save with the scores of what the folder holds already."""
    from experiments.common.files import check_writable, save_all
    from experiments.forecast.city_forecast import Asked, fitted
    from experiments.forecast.city_forecast import forecast as forecast_of
    from experiments.forecast.files import files_of
    from experiments.forecast.scoring import scored
    from experiments.forecast.screen import screen
    from experiments.forecast.stored import event, made_from, stored_in
    from experiments.forecast.view import view

    stored = []
    if folder is not None:
        check_writable(folder)
        stored = stored_in(folder) if folder.is_dir() else []
    asked = Asked(books, draws, aim, seed, cities)
    with progress("simulated cities", asked.runs, lang) as done:
        model = fitted(asked, done)
    content = forecast_of(asked, model)
    content["made"] = made_from(city)
    content["scored"] = {event(months): one.json() for months, one in scored(stored, books).items()}
    shown = view(content, lang)
    if not json:
        console().print(screen(shown, lang))
    if folder is not None:
        files, no_pdf = files_of(shown, content, lang)
        if no_pdf:
            say(no_print(no_pdf), lang)
        say_saved(save_all(folder, files), json, lang)
    if json:
        print_json(content)
