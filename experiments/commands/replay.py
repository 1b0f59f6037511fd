"""`kubesim replay`: one row of a sweep again, household by household."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments.commands.common import (
    Place,
    console,
    faults,
    place,
    print_json,
    progress,
    refuse,
    say,
    say_saved,
    words,
)
from experiments.commands.help import indonesian
from experiments.commands.options import JsonAlone, LangText, Numbers, Yes, unset
from sim.inputs.said import both

if TYPE_CHECKING:
    from experiments.common.languages import Lang
    from experiments.replaying.replay import Replay

What = Annotated[
    str,
    typer.Argument(
        metavar="DIR|LINK",
        help=both(
            "Folder of a finished sweep, or a link of the classroom, quoted.",
            "Folder rangkaian simulasi yang sudah selesai, atau tautan kelas, di antara tanda "
            "kutip.",
        ),
    ),
]
DIFFERS = 1


@indonesian(
    """Jalankan ulang satu baris rangkaian dalam model Mesa dan cocokkan dengan sidik baris itu.

    Kode keluarnya 1 bila keadaan akhirnya bukan yang disimpan rangkaian; maka tidak ada yang
    disimpan. Dari tautan kelas kedua sisi dijalankan, dan bulan-bulannya dicetak bersama sidik
    yang ditampilkan halaman.
    """
)
def replay(
    what: What,
    row: Annotated[
        int | None,
        unset(both("Row of the sweep, from 0.", "Baris rangkaian simulasi, mulai dari 0."), "K"),
    ] = None,
    out: Annotated[
        Path | None,
        unset(
            both(
                "Folder for the months (CSV), the cash books (buku kas) and the pictures; made "
                "if missing. By default DIR/replay/row-K.",
                "Folder untuk bulan (CSV), buku kas, dan gambar; dibuat bila belum ada. Bawaannya "
                "FOLDER/replay/row-K.",
            ),
            "OUT",
        ),
    ] = None,
    lang: LangText = None,
    json: JsonAlone = False,
    numbers: Numbers = "plain",
    yes: Yes = False,
) -> None:
    """Run one row of a sweep again in the Mesa model and check it against the row's digest.

    Exits with code 1 when the final state is not the one that the sweep stored; then nothing
    is saved. Of a link of the classroom both sides are run, and their months are printed with the
    digests that the page shows.

    Example: kubesim replay results/visits --row 17
    """
    with faults(lang):
        from experiments.common.languages import language

        chosen = language(lang, json=json)
        if "?" in what or what.startswith("scenario="):
            refuse(
                (
                    row is not None,
                    both(
                        "--row: a link is one story, and has no rows",
                        "--row: tautan adalah satu cerita dan tidak punya baris",
                    ),
                ),
                (
                    out is not None,
                    both(
                        "--out: nothing is saved of a link; print it with --json",
                        "--out: tautan tidak disimpan; cetaklah dengan --json",
                    ),
                ),
            )
            _replay_story(what, chosen, json)
            return
        no_row = both(
            "--row: missing; it says which row of the sweep is run again",
            "--row: belum ada; sebutkan baris mana dari rangkaian yang diulang",
        )
        refuse((row is None, no_row))
        assert row is not None
        folder = Path(what)
        from experiments.common.cost import check_cost, cost
        from experiments.common.files import check_own
        from experiments.replaying.replay import replay as run_again
        from experiments.replaying.replay import run_of
        from experiments.sweeps.stored_sweep import open_sweep

        run = run_of(open_sweep(folder), row)
        if not yes:
            check_cost(f"--row {row}", cost(run.scenario, 1), 1, both("rows", "baris"))
        usual = folder / "replay" / f"row-{row}"
        if out is None:
            check_own(usual, folder)
        months = run.scenario.months
        with place(out, usual, json) as at, progress("months", months, chosen) as done:
            replayed = run_again(run, done)
        _report(replayed, row, at, chosen, json, numbers)


def _replay_story(link: str, lang: "Lang", json: bool) -> None:
    """Run a link's story and print its months."""
    from experiments.classroom.telling.link_months import run_link, table
    from experiments.common.tables import on_screen

    months = run_link(link)
    if json:
        print_json(
            {
                "story": months.choice.story.model_dump(mode="json", exclude_defaults=True),
                "kube": months.choice.kube.name,
                "policies": [policy.name for policy in months.choice.policies],
                "digests": months.digests,
                "months": months.rows(),
            }
        )
        return
    console().print(on_screen(table(months, lang)))
    for side, digest in zip(("left", "right"), months.digests, strict=True):
        typer.echo(words(lang).say(f"link.{side}", digest=digest))


def _report(
    replayed: "Replay", row: int, at: Place, lang: "Lang", json: bool, numbers: str
) -> None:
    """Say whether the run agrees with its row; if it does, print and save it."""
    from experiments.common.tables import on_screen
    from experiments.replaying.replay_words import texts
    from experiments.replaying.replayed_months import city_months, save, table

    said = texts(lang)
    paths = save(replayed, at.folder, lang, numbers) if replayed.agrees and at.kept else []
    if json:
        print_json(
            {
                "row": row,
                **replayed.books.run._asdict(),
                "parameters": replayed.run.parameters,
                "digest": replayed.digest,
                "stored": replayed.run.state,
                "agrees": replayed.agrees,
                "months": city_months(replayed),
                "saved": [str(path) for path in paths],
            }
        )
    elif replayed.agrees:
        console().print(on_screen(table(replayed, row, lang)))
        typer.echo(said.say("replay.agrees", row=row, digest=replayed.digest))
        say_saved(paths, lang=lang)
    if not replayed.agrees:
        states = {"digest": replayed.digest, "stored": replayed.run.state}
        say(said.say("replay.differs", row=row, **states))
        raise typer.Exit(DIFFERS)
