"""`kubesim validate`: the validation card."""

from functools import partial
from json import loads
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments.commands.common import (
    console,
    faults,
    place,
    print_json,
    progress,
    refuse,
    say_saved,
    wrong_seed,
    wrong_workers,
)
from experiments.commands.help import indonesian
from experiments.commands.options import JsonAlone, LangText, ParametersText, Seed, Workers, unset
from experiments.common.refusals import at_least, unknown
from sim.inputs.said import both

if TYPE_CHECKING:
    from experiments.common.languages import Lang
    from experiments.evidence.patterns.pattern_card import Trial
    from experiments.evidence.patterns.targets import Pattern

WHOLE, SINGLE = "validation", "patterns"
"""Where in `results` the whole card goes, and where single patterns do."""


@indonesian(
    """Bandingkan model dengan yang teramati; cetak dan simpan kartu validasi.

    Isinya pola yang harus ditunjukkan model, masing-masing dengan sasaran yang ditetapkan
    sebelum hasil pertama dan satu aturan yang bila dihapus harus menjauhkan angka dari sasaran;
    tahap sepuluh Kube, proporsi gagal, kas tiap Kube, kota yang disisihkan untuk uji, dan yang
    diukur orang lain di tempat lain, di samping angka model; dan untuk apa model tidak boleh
    dipakai. Tiap ulangan punya sampel parameternya sendiri. Yang tidak lulus tetap tercantum di
    kartu.
    """
)
def validate(
    runs: Annotated[
        int,
        typer.Option(
            help=both(
                "Replications of every experiment, at least 2.",
                "Banyaknya ulangan tiap percobaan, 2 atau lebih.",
            )
        ),
    ] = 16,
    seed: Seed = 1,
    parameters: ParametersText = "posterior",
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--pattern",
            metavar="ID",
            help=both(
                "Only this pattern of the card; may be given again.",
                "Hanya pola ini dari kartu; dapat ditulis berulang.",
            ),
        ),
    ] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=VALUE",
            help=both(
                "Fix a parameter in all runs, e.g. learn.decay=0.02; may be given again.",
                "Tetapkan parameter dalam semua simulasi, misalnya learn.decay=0.02; dapat ditulis "
                "berulang.",
            ),
        ),
    ] = None,
    workers: Workers = None,
    out: Annotated[
        Path | None,
        unset(
            both(
                f"Folder; by default results/{WHOLE}, and results/{SINGLE} for single patterns.",
                f"Folder; bawaannya results/{WHOLE}, dan results/{SINGLE} untuk pola tersendiri.",
            ),
            "DIR",
        ),
    ] = None,
    lang: LangText = None,
    json: JsonAlone = False,
) -> None:
    """Compare the model with what was observed; print and save the validation card.

    It has the patterns that the model must show, each with a target that was committed before
    the first results and a rule whose removal has to move the figure away from it (ablation);
    the stages of the ten, the failure rates, the kas of each Kube, the city that was held out and
    what others measured elsewhere, beside what the model gives; and what it must not be used for.
    A replication has its own draw of the parameters. What fails stays on the card.

    Example: kubesim validate --runs 4 --pattern 4 --pattern 9
    """
    with faults(lang):
        from experiments.common.files import save_all, usual_folder
        from experiments.common.languages import language
        from experiments.common.uncertainty import draws_named
        from experiments.evidence.patterns.pattern_card import Trial

        spoken_in = language(lang, json=json)
        refuse(
            (runs < 2, at_least(f"--runs {runs}", 2)),
            wrong_workers(workers),
            wrong_seed("--seed", seed),
        )
        draws_named(parameters)
        trial = Trial(runs, seed, parameters, _values(parameter or []))
        chosen = _chosen(only or [])
        with place(out, usual_folder(SINGLE if only else WHOLE), json) as at:
            whole, show = not only, not json
            files = _files(trial, chosen, workers, spoken_in, whole=whole, show=show)
            say_saved(save_all(at.folder, files) if at.kept else [], json, spoken_in)
        if json:
            print_json(loads(files["card.json"]))


def _values(given: list[str]) -> dict[str, float]:
    """Return parameter values given as NAME=VALUE, or say what is wrong with them."""
    from sim.inputs.strict import InputError
    from sim.parameters import with_values

    values: dict[str, float] = {}
    for text in given:
        name, _, value = text.partition("=")
        try:
            values[name] = float(value)
        except ValueError:
            fault = both(
                f"--parameter {text}: give NAME=VALUE with a number",
                f"--parameter {text}: tulis NAMA=NILAI dengan sebuah angka",
            )
            raise InputError([fault]) from None
    try:
        with_values(values)
    except ValueError as error:
        said = error.args[0]
        lines = zip(said.splitlines(), said.indonesian.splitlines(), strict=True)
        faults = [both(f"--parameter {one}", f"--parameter {other}") for one, other in lines]
        raise InputError(faults) from None
    return values


def _chosen(only: list[str]) -> "list[Pattern]":
    """Return the patterns that are asked for."""
    from experiments.evidence.patterns.targets import load_patterns

    patterns = load_patterns()
    known = [pattern.id for pattern in patterns]
    refuse(*((i not in known, unknown(f"--pattern {i}", known)) for i in only))
    return [pattern for pattern in patterns if not only or pattern.id in only]


def _files(
    trial: "Trial",
    chosen: "list[Pattern]",
    workers: int | None,
    lang: "Lang",
    *,
    whole: bool,
    show: bool,
) -> dict[str, bytes]:
    """Simulate the whole card, or some patterns of it; return its files, the manifest last."""
    from experiments.common.files import json_text
    from experiments.common.tables import on_screen, spoken
    from experiments.evidence.card_cities import DRAWS, Setup
    from experiments.evidence.card_content import content, made_of
    from experiments.evidence.card_picture import draw
    from experiments.evidence.card_tables import card_tables
    from experiments.evidence.patterns.pattern_card import judge_all
    from experiments.evidence.patterns.pattern_picture import draw_card
    from experiments.evidence.patterns.pattern_tables import (
        card_json,
        pattern_accounts_table,
        pattern_table,
    )
    from experiments.store.result_manifest import with_manifest
    from experiments.store.workers import cores

    setup = Setup(trial.parameters, trial.seed, DRAWS, trial.values)
    card = content(setup, partial(progress, lang=lang)) if whole else {}
    with progress("experiments", len(chosen) * 2 * trial.runs, lang) as done:
        results = judge_all(chosen, trial, workers or cores(), done)
    patterns = card_json(results, trial)
    if show:
        tables = card_tables(card) if whole else []
        told = [pattern_table(patterns), pattern_accounts_table(patterns)]
        console().print(on_screen(*spoken([*tables, *told], lang)))
    files = {"card.json": json_text({**patterns, **card}).encode()}
    if whole:
        files["card.png"] = draw(card, lang)
    files["patterns.png"] = draw_card(results, trial.runs, lang)
    ids = [pattern.id for pattern in chosen]
    return with_manifest(files, made_of(trial, patterns=ids, **card.get("simulated", {})))
