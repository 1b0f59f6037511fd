"""`kubesim verify`: every byte and row of a sweep, and rows run again."""

from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.common import counted, faults, one_line, print_json, refuse, say, words
from experiments.commands.help import indonesian
from experiments.commands.options import Json, LangText
from experiments.common.refusals import at_least
from sim.inputs.said import both


@indonesian(
    """Periksa tiap bita dan baris rangkaian simulasi; cetak sidik tabel semua simulasi.

    Kode keluarnya 0 bila semuanya baik dan 1 bila ada kesalahan, masing-masing satu baris di
    stderr.
    """
)
def verify(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help=both("Folder of a sweep.", "Folder sebuah rangkaian simulasi.")
        ),
    ],
    rerun: Annotated[
        int,
        typer.Option(
            help=both(
                "Number of evenly spaced rows to rerun and compare.",
                "Banyaknya baris, berjarak sama, yang dijalankan ulang dan dibandingkan.",
            )
        ),
    ] = 0,
    lang: LangText = None,
    json: Json = False,
) -> None:
    """Check every byte and row of a sweep; print the digest of the table of all runs.

    The exit code is 0 where all is well and 1 where there are faults, one line each on stderr.

    Example: kubesim verify results/share --rerun 20
    """
    with faults(lang):
        from experiments.common.languages import language, line_of
        from experiments.sweeps.verifying import verify as look
        from sim.inputs.strict import InputError

        chosen = language(lang, json=json)
        refuse((rerun < 0, at_least(f"--rerun {rerun}", 0)))
        verified = look(folder, rerun)
        if json:
            print_json(vars(verified))
        else:
            said = words(chosen)
            for fault in InputError(verified.faults).records:
                say(one_line(line_of(fault, chosen)))
            if verified.rows is not None:
                chunks = counted("chunks", verified.chunks, chosen)
                runs = counted("runs", verified.rows, chosen)
                typer.echo(said.say("verify.there", runs=runs, chunks=chunks))
            if verified.rerun is not None:
                runs = counted("runs", verified.rerun, chosen)
                typer.echo(said.say("verify.repeated", runs=runs))
            if verified.digest is not None:
                typer.echo(said.say("verify.digest", digest=verified.digest))
        if verified.faults:
            raise typer.Exit(1)
