"""`kubesim run`: a city or a nation, many times."""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments.commands.common import (
    faults,
    give,
    load,
    progress,
    refuse,
    told_before_runs,
    wrong_seed,
)
from experiments.commands.help import indonesian
from experiments.commands.options import (
    JsonAlone,
    LangText,
    Numbers,
    ParametersText,
    PolicyText,
    Seed,
    SettingText,
    Yes,
    unset,
)
from experiments.common.refusals import at_least, unknown
from sim.inputs.said import both

if TYPE_CHECKING:
    from experiments.common.languages import Lang
    from sim.nation.records import Nation
    from sim.policy import Policy
    from sim.scenario import Scenario


RUNS = 40
"""Replications of a city where none are asked for."""
NATION_RUNS = 4
"""Likewise of a nation."""
TOO_MANY = both(
    "a nation, which the fast engine alone can run; leave --engine out, or name a city",
    "negara, yang hanya dapat dijalankan mesin cepat; hapus --engine, atau sebutkan sebuah kota",
)


@indonesian(
    """Jalankan skenario dengan sebuah kebijakan berkali-kali; cetak tabel, simpan gambar.

    Hasil negara dilaporkan menurut wilayah; Kube satu per satu tidak disimpan.
    """
)
def run(
    scenario: SettingText = "banjarmasin",
    policy: PolicyText = "none",
    engine: Annotated[
        str,
        typer.Option(
            help=both(
                "fast: compiled; mesa: made of agents. Both give the same figures.",
                "fast: dikompilasi; mesa: terdiri atas agen. Angka keduanya sama.",
            )
        ),
    ] = "fast",
    runs: Annotated[
        int | None,
        unset(
            both(
                "Replications, at least 1; by default 40, of a nation 4.",
                "Banyaknya ulangan, 1 atau lebih; bawaannya 40, untuk negara 4.",
            )
        ),
    ] = None,
    seed: Seed = 1,
    parameters: ParametersText = "posterior",
    lang: LangText = None,
    out: Annotated[
        Path | None,
        unset(
            both(
                "Folder for pictures, summary.json and kubes.csv, of a nation regions.csv; made if "
                "missing. By default results/SCENARIO-POLICY.",
                "Folder untuk gambar, summary.json, dan kubes.csv, untuk negara regions.csv; "
                "dibuat bila belum ada. Bawaannya results/SKENARIO-KEBIJAKAN.",
            ),
            "DIR",
        ),
    ] = None,
    json: JsonAlone = False,
    numbers: Numbers = "plain",
    yes: Yes = False,
) -> None:
    """Run a scenario under a policy many times; print tables, save pictures.

    A nation is reported by region; no single Kube of it is saved.

    Example: kubesim run banjarmasin --policy no-support --runs 20 --seed 7 --out results/trial

    Example: kubesim run indonesia --policy package --runs 2 --lang id
    """
    with faults(lang):
        from experiments.common.cost import check_budget
        from experiments.common.engines import ENGINES
        from experiments.common.files import check_writable, folder_name
        from experiments.common.languages import language
        from experiments.runs.runner import check_size
        from sim.nation.load import load_setting
        from sim.nation.records import Nation

        chosen = language(lang, json=json)
        refuse(
            (engine not in ENGINES, unknown(f"--engine {engine}", ENGINES)),
            (runs is not None and runs < 1, at_least(f"--runs {runs}", 1)),
            wrong_seed("--seed", seed),
        )
        place, levers = load(load_setting, scenario, policy)
        many = runs or (NATION_RUNS if isinstance(place, Nation) else RUNS)
        if isinstance(place, Nation):
            refuse(
                (
                    engine == "mesa",
                    both(
                        f"--engine mesa: {place.name} is {TOO_MANY}",
                        f"--engine mesa: {place.name} adalah {TOO_MANY.indonesian}",
                    ),
                )
            )
        else:
            check_size(place, many)
        check_budget(place, many, yes, engine)
        folder = out
        if folder is None and not json:
            folder = Path("results") / folder_name(place.name, levers.name)
        if folder is not None:
            check_writable(folder)
        if isinstance(place, Nation):
            _run_nation(place, levers, many, seed, parameters, folder, chosen, json, numbers)
        else:
            _run_city(place, levers, many, seed, engine, parameters, folder, chosen, json, numbers)


def _run_city(
    scenario: "Scenario",
    policy: "Policy",
    runs: int,
    seed: int,
    engine: str,
    parameters: str,
    folder: Path | None,
    lang: "Lang",
    json: bool,
    numbers: str,
) -> None:
    """Run a city; a second process gets ready for the pictures meanwhile, if there are any."""
    from experiments.runs.second_process import draw_here, pays, second_process

    in_second = folder is not None and pays(runs * len(scenario.kubes) * scenario.months)
    with second_process() if in_second else nullcontext(draw_here) as draw:
        from experiments.common.uncertainty import draws_named
        from experiments.runs.runner import run_many
        from sim.ensemble.machine_code import load_engine

        draws = draws_named(parameters)
        told = told_before_runs(scenario, draws, lang=lang)
        if engine == "fast":
            load_engine()
        with progress("runs", runs, lang) as done:
            finished = run_many(scenario, policy, runs, seed, engine, done, draws)
        from experiments.common.files import json_text, save_all
        from experiments.runs.run_summary import summarise
        from experiments.runs.run_tables import kubes_csv, tables

        summary = {**summarise(finished), "overruled": told}

        def save() -> list[Path]:
            if folder is None:
                return []
            files = {
                **draw(finished, lang),
                "summary.json": json_text(summary).encode(),
                "kubes.csv": kubes_csv(summary, numbers).encode(),
            }
            return save_all(folder, files)

        give(summary, tables(summary, lang), save, json, lang=lang)


def _run_nation(
    nation: "Nation",
    policy: "Policy",
    runs: int,
    seed: int,
    parameters: str,
    folder: Path | None,
    lang: "Lang",
    json: bool,
    numbers: str,
) -> None:
    """Run a nation."""
    from experiments.common.files import json_text, save_all
    from experiments.common.uncertainty import draws_named
    from experiments.runs.nation import nation_summary, nation_table, regions_csv, run_nation
    from sim.ensemble.machine_code import load_engine
    from sim.nation.load import check_policies

    check_policies([policy])
    draws = draws_named(parameters)
    told = told_before_runs(nation, draws, lang=lang)
    load_engine()
    with progress("cities", runs * nation.cities, lang) as done:
        finished = run_nation(nation, policy, runs, seed, draws, done)
    summary = {**nation_summary(finished), "overruled": told}

    def save() -> list[Path]:
        if folder is None:
            return []
        from experiments.common import style
        from experiments.runs.pictures import regions

        files = {
            "regions.png": style.png(regions.draw(summary, lang)),
            "summary.json": json_text(summary).encode(),
            "regions.csv": regions_csv(summary, numbers).encode(),
        }
        return save_all(folder, files)

    give(summary, nation_table(summary, lang), save, json, lang=lang)
