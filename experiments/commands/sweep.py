"""`kubesim sweep`: many points, each run many times."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.commands.common import (
    console,
    faults,
    place,
    print_json,
    say,
    sweeping,
    told_before_runs,
    words,
)
from experiments.commands.help import indonesian
from experiments.commands.options import (
    JsonAlone,
    LangText,
    ParametersText,
    Scheduler,
    Workers,
    Yes,
    unset,
)
from sim.inputs.said import both

if TYPE_CHECKING:
    from experiments.common.languages import Lang
    from experiments.sweeps.sweeping import Swept


@indonesian(
    """Jalankan tiap titik sebuah rangkaian simulasi berkali-kali dengan mesin cepat; simpan
    semuanya sebagai Parquet.

    Pada akhirnya dilaporkan faktor mana yang mengurangi Kube gagal dan menambah Kube mandiri,
    dan dalam berapa dunia yang masuk akal. Bila berkasnya menyebut `draws` sebesar separuh
    `replications`, tiap dunia disimulasikan dua kali, sehingga kebetulan antarsimulasi
    dikeluarkan dari laporan.

    Perintah yang sama melanjutkan pekerjaan yang terhenti. Rangkaian yang diperluas (nilai,
    titik, atau ulangan bertambah) hanya menjalankan yang belum ada. Sidiknya adalah sidik tabel
    semua simulasi: hanya bergantung pada rangkaian, sampel parameter, dan kode model. Parameter
    yang menjadi faktor tidak diambil sampelnya.
    """
)
def sweep(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help=both(
                "Name of a shipped sweep, or path of a file.",
                "Nama rangkaian simulasi bawaan, atau alamat berkas.",
            ),
        ),
    ],
    out: Annotated[
        Path | None,
        unset(
            both(
                "Folder of the results; made if missing. By default results/sweeps/NAME.",
                "Folder hasil; dibuat bila belum ada. Bawaannya results/sweeps/NAMA.",
            ),
            "DIR",
        ),
    ] = None,
    parameters: ParametersText = "posterior",
    workers: Workers = None,
    scheduler: Scheduler = None,
    lang: LangText = None,
    json: JsonAlone = False,
    yes: Yes = False,
) -> None:
    """Run every point of a sweep many times on the fast engine; save all runs as Parquet.

    At the end it says which factors make fewer Kubes fail and more self-reliant, and over how
    many plausible worlds. With `draws` in the file, half of `replications`, every world is run
    twice, so that chance between runs is taken out of what is said.

    The same command again goes on where it stopped. A sweep that was widened (more values,
    points or replications) runs only what is missing. The digest is that of the table of all
    runs: it depends on nothing but the sweep, the draws of the parameters and the model's code.
    A parameter that is a factor is not drawn.

    Example: kubesim sweep share-visits-monitoring --out results/share

    Example: kubesim sweep share-visits-monitoring --out results/share --lang id
    """
    with faults(lang):
        from experiments.common.files import folder_name, usual_folder
        from experiments.common.languages import language
        from experiments.common.uncertainty import draws_named
        from experiments.sweeps.plan import load_plan

        chosen = language(lang, json=json)
        plan = load_plan(file, draws_named(parameters).drawn)
        usual = usual_folder("sweeps", folder_name(plan.spec.name))
        with place(out, usual, json) as at:
            given = [plan.parameters_of(point) for point in plan.points]
            told = told_before_runs(plan.scenario, plan.uncertainty, given, chosen)
            with sweeping(workers, scheduler, yes, at.kept, chosen) as runner:
                swept = runner.run(plan, at.folder)
            _report(swept, told, chosen, at.name, json)


def _report(
    swept: "Swept", told: list[dict[str, Any]], lang: "Lang", folder: str | None, json: bool
) -> None:
    """Print what the folder holds now, if it is kept, and what was found."""
    from experiments.common.numbers import number
    from experiments.sweeps.findings import findings
    from experiments.sweeps.findings_report import findings_json, print_findings
    from experiments.sweeps.sweep_words import counted, runs_and_parameters, texts

    sweep = swept.sweep
    answer = findings(sweep)
    counts = sweep.manifest["counts"]
    if json:
        print_json(
            {
                "sweep": sweep.spec.name,
                "folder": folder,
                "points": len(sweep.points),
                "replications": sweep.replications,
                "parameters": sweep.drawn._asdict(),
                "overruled": told,
                "rows": len(sweep),
                "run": swept.run,
                "reused": swept.there,
                "chunks": counts["chunks"],
                "household_months": counts["household_months"],
                "digest": sweep.digest,
                "findings": findings_json(sweep, answer),
            }
        )
        return
    on_the_way = words(lang)
    if swept.spare_chunks:
        say(on_the_way.say("spare", count=swept.spare_chunks))
    if not swept.run:
        say(on_the_way.say("complete", count=number(len(sweep), 0, lang)))
    said = texts(lang)
    of_runs = runs_and_parameters(said, sweep.replications, sweep.drawn)
    points = counted(said, "points", len(sweep.points))
    rows = number(len(sweep), 0, lang)
    saved = {"folder": sweep.folder, "points": points, "runs": of_runs["runs"], "rows": rows}
    typer.echo(said.say("saved.saved", **saved))
    typer.echo(said.say("saved.parameters", parameters=of_runs["parameters"]))
    typer.echo(said.say("saved.digest", digest=sweep.digest) + "\n")
    print_findings(console(), sweep, answer, lang)
