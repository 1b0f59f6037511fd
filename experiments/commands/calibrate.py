"""`kubesim calibrate`: posteriors of the uncertain parameters from what was observed."""

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments.commands.common import (
    Place,
    console,
    faults,
    hands,
    place,
    print_json,
    progress,
    refuse,
    resumable,
    say,
    say_saved,
    wrong_workers,
)
from experiments.commands.help import indonesian
from experiments.commands.options import JsonAlone, LangText, Scheduler, Workers, Yes, unset
from experiments.common.refusals import fault_of
from sim.inputs.said import both

if TYPE_CHECKING:
    from experiments.common.languages import Lang
    from experiments.evidence.calibration.bank import Bank
    from experiments.evidence.calibration.inputs import Inputs
    from experiments.evidence.calibration.variants import Fitted

DRAWS = [2**power for power in range(7, 21)]
ONE_THREAD = (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


@indonesian(
    """Cocokkan parameter yang tidak pasti dengan Kube yang teramati dan bagian yang gagal.

    Yang teramati di kota Anda sendiri melanjutkan posterior yang disertakan program, atau
    posterior Anda sendiri. Posterior demikian membentuk rantai; datanya disebut bersama
    SHA-256-nya, dan urutan datangnya data tidak mengubah posterior akhir. Yang lebih sempit
    dibandingkan dengan posterior sebelumnya. Folder hasilnya adalah posterior yang dapat
    dipakai semua perintah yang punya --parameters.

    Satu kumpulan data simulasi melayani semua cara membaca data nyata, yang hasilnya
    ditampilkan berdampingan. Tiap pencocokan diuji pada data buatan yang parameternya
    diketahui; yang tidak lulus, atau tetap seperti prior, disebut. Pencocokan utama
    dibandingkan dengan prediksinya sendiri, dan dengan tiap Kube yang tidak dilihatnya.
    Perintah yang sama melanjutkan pekerjaan yang terhenti, dan sampel tambahan menambah sampel
    yang sudah ada.
    """
)
def calibrate(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            help=both(
                "What was observed in a city of your own: a calibration file or a workbook; by "
                "default, what was in Banjarmasin.",
                "Yang teramati di kota Anda sendiri: berkas kalibrasi atau buku kerja; bawaannya "
                "yang teramati di Banjarmasin.",
            ),
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        unset(
            both(
                "Folder of the bank, the posteriors and the report; by default "
                "results/calibration, or results/ and FILE's name.",
                "Folder kumpulan simulasi, posterior, dan laporan; bawaannya results/calibration, "
                "atau results/ dengan nama BERKAS.",
            ),
            "DIR",
        ),
    ] = None,
    draws: Annotated[
        int | None,
        unset(
            both(
                "Draws of the parameters, a power of two; by default as the file says.",
                "Banyaknya sampel parameter, pangkat dua; bawaannya menurut berkas.",
            )
        ),
    ] = None,
    parameters: Annotated[
        str | None,
        unset(
            both(
                "What is known before the data: posterior, the one that ships; prior; or the "
                "folder of a posterior. By default posterior for a FILE of your own, and prior "
                "for Banjarmasin.",
                "Yang diketahui sebelum ada data: posterior (bawaan program), prior, atau folder "
                "sebuah posterior. Bawaannya posterior untuk BERKAS Anda sendiri, dan prior untuk "
                "Banjarmasin.",
            ),
            "KIND|DIR",
        ),
    ] = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    cross_check: Annotated[
        bool,
        typer.Option(
            "--cross-check",
            help=both(
                "Fit the main variant with a second method too, neural posterior estimation.",
                "Cocokkan varian utama dengan metode kedua juga: taksiran posterior dengan "
                "jaringan saraf.",
            ),
        ),
    ] = False,
    inference_data: Annotated[
        Path | None,
        unset(
            both(
                "Save draws and data as ArviZ's InferenceData as well.",
                "Simpan juga sampel dan data sebagai InferenceData untuk ArviZ.",
            ),
            "FILE.nc",
        ),
    ] = None,
    lang: LangText = None,
    json: JsonAlone = False,
    yes: Yes = False,
) -> None:
    """Fit the uncertain parameters to Kubes that were seen and to the share that had failed.

    What was observed in a city of your own goes on from the posterior that ships, or from one of
    your own: so posteriors form a chain, whose data are named with their SHA-256, and in whatever
    order data arrive, they end in the same posterior. What is narrower is so relative to the
    posterior before. The folder is a posterior that every command with --parameters takes.

    One bank of simulated data serves all readings of the real ones, which stand side by side.
    Every fit is checked on pseudo-data whose parameters are known; what fails, or stays at its
    prior, is named. The main one is held against what it predicts, and against every Kube that
    it has not seen. The same command again goes on where it stopped, and more draws only add
    to fewer.

    Example: kubesim calibrate --out results/calibration --yes

    Example: kubesim calibrate my-city-observed.toml --parameters results/elicited
    """
    with faults(lang):
        from experiments.common.languages import language

        spoken_in = language(lang, json=json)
        refuse(
            wrong_workers(workers),
            (
                draws is not None and draws not in DRAWS,
                both(
                    f"--draws {draws}: must be a power of two from {DRAWS[0]} to {DRAWS[-1]}",
                    f"--draws {draws}: harus pangkat dua dari {DRAWS[0]} sampai {DRAWS[-1]}",
                ),
            ),
        )
        _pin_threads()
        from experiments.common.files import check_writable, usual_folder
        from experiments.evidence.calibration import cross_check as neural
        from experiments.evidence.calibration import inference_data as arviz

        inputs = _inputs(file, parameters)
        usual = usual_folder(file.stem if file else "calibration")
        own, named = inputs.before.folder, out or usual
        why = both(
            "is where the posterior before lies; name another folder",
            "adalah folder posterior sebelumnya; sebutkan folder lain",
        )
        same = bool(own) and named.resolve() == Path(own).resolve()
        refuse((same, fault_of(f"--out {named}", why)))
        if inference_data is not None:
            check_writable(inference_data.parent)
            arviz.check_installed()
        if cross_check:
            neural.check_installed()
        with place(out, usual, json) as at:
            asked = draws or inputs.settings.bank.draws
            bank = _fill(inputs, at, asked, workers, scheduler, yes, spoken_in)
            _fit(bank, at, workers, inference_data, cross_check, spoken_in, json)


def _fit(
    bank: "Bank",
    at: Place,
    workers: int | None,
    inference_data: Path | None,
    cross_check: bool,
    lang: "Lang",
    json: bool,
) -> None:
    """Fit all variants to a bank, check them, report and save."""
    from experiments.common.tables import on_screen, spoken
    from experiments.evidence.calibration import inference_data as arviz
    from experiments.evidence.calibration.calibration_report import report, save
    from experiments.evidence.calibration.calibration_tables import calibration_tables
    from experiments.evidence.calibration.main_checks import check_main, steps
    from experiments.evidence.calibration.variants import fit_all
    from experiments.store.workers import cores

    threads = workers or cores()
    checks = bank.inputs.settings.checks
    fits = len(bank.inputs.settings.variant) * (checks.fits + checks.fits_near)
    with progress("fits", fits, lang) as done:
        fitted = fit_all(bank, done, threads)
        done(fits)
    with progress("predictions", steps(bank), lang) as done:
        checked, predicted = check_main(bank, fitted, threads, done)
        done(steps(bank))
    content = report(bank, fitted, checked, at.folder if at.kept else Path(at.folder.name))
    if not json:
        console().print(on_screen(*spoken(calibration_tables(content), lang)))
    saved = save(at.folder, bank, fitted, content, lang) if at.kept else []
    if cross_check:
        saved += _cross_check(at, bank, fitted[0], lang, json)
    if inference_data is not None:
        arviz.save_inference_data(inference_data, bank, fitted[0], predicted)
        saved.append(inference_data)
    say_saved(saved, json, lang)
    if json:
        print_json(content)


def _inputs(file: Path | None, parameters: str | None) -> "Inputs":
    """Load what was observed, with what is known before it: what ships starts from the priors."""
    from experiments.evidence.calibration.inputs import FILE, load_inputs
    from experiments.evidence.calibration.starting_point import starting_from
    from experiments.evidence.calibration.workbook_inputs import inputs_of_workbook
    from sim.inputs.strict import is_workbook

    path = file or FILE
    start = "prior" if path.resolve() == FILE.resolve() else "posterior"
    load = inputs_of_workbook if is_workbook(path) else load_inputs
    return starting_from(load(path), parameters or start)


def _pin_threads() -> None:
    """Pin the libraries behind numpy to one thread; it has to be called before numpy is loaded.

    Fits are many and small: more threads only wait for each other, ten times as long as the work
    takes. With one thread they come out the same byte for byte. Workers inherit it.
    """
    for name in ONE_THREAD:
        os.environ[name] = "1"


def _cross_check(at: Place, bank: "Bank", main: "Fitted", lang: "Lang", quiet: bool) -> list[Path]:
    """Fit with the second method, show and save how far it agrees."""
    from experiments.common.files import save_all
    from experiments.common.tables import on_screen, spoken
    from experiments.evidence.calibration.calibration_tables import cross_check_table
    from experiments.evidence.calibration.cross_check import NAME, cross_check
    from experiments.store.result_manifest import as_json

    training = both(
        "cross-check: training the second method, some minutes",
        "uji silang: melatih metode kedua, beberapa menit",
    )
    say(training, lang)
    compared = cross_check(bank, main)
    if not quiet:
        console().print(on_screen(*spoken([cross_check_table(compared)], lang)))
    return save_all(at.folder, {NAME: as_json(compared)}) if at.kept else []


def _fill(
    inputs: "Inputs",
    at: Place,
    draws: int,
    workers: int | None,
    scheduler: str | None,
    yes: bool,
    lang: "Lang",
) -> "Bank":
    """Simulate what the folder lacks of the bank, unless that is over the budget."""
    from experiments.common.cost import check_cost
    from experiments.evidence.calibration.bank import count_there, fill_bank
    from experiments.evidence.calibration.calibration_report import BANK
    from experiments.evidence.calibration.simulate import estimate

    folder = at.folder / BANK
    missing = draws - count_there(inputs, folder, draws)
    with hands(workers, scheduler, lang) as (many, run_all), resumable(at.kept, lang):
        if not yes:
            more = both("more draws", "sampel parameter lagi")
            check_cost(f"--draws {draws}", estimate(inputs, missing, many), missing, more)
        return fill_bank(
            inputs, folder, draws, many, partial(say, lang=lang), partial(progress, lang=lang),
            run_all=run_all,
        )  # fmt: skip
