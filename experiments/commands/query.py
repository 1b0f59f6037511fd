"""`kubesim query`: SQL over the runs of a sweep."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.commands.common import console, faults, print_json, say, words
from experiments.commands.help import indonesian
from experiments.commands.options import Json, LangText
from sim.inputs.said import both

if TYPE_CHECKING:
    from experiments.common.languages import Lang


@indonesian(
    """Tanyai simulasi dalam rangkaian dengan DuckDB; tidak ada yang dapat diubah.

    Tabel runs punya satu baris untuk tiap simulasi: row, point, replication, seed, satu kolom
    untuk tiap faktor, household_months, satu kolom untuk tiap hasil (NULL bila simulasi itu
    tidak punya kasus), dan state, SHA-256 keadaan akhir. Nama yang memuat titik ditulis di
    antara tanda kutip ganda.
    """
)
def query(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help=both("Folder of a sweep.", "Folder sebuah rangkaian simulasi.")
        ),
    ],
    sql: Annotated[
        str,
        typer.Argument(
            metavar="SQL",
            help=both("One SELECT over the view runs.", "Satu SELECT atas tabel runs."),
        ),
    ],
    lang: LangText = None,
    json: Json = False,
) -> None:
    """Ask DuckDB about the runs of a sweep; nothing can be changed.

    The view runs has a line a run: row, point, replication, seed, a column for each factor,
    household_months, a column for each outcome (NULL where a run has no case), and state, the
    SHA-256 of the final state. A name with a dot stands in double quotes.

    Example: kubesim query results/share "select point, avg(mandiri_share) from runs group by all"
    """
    with faults(lang):
        from experiments.common.languages import language
        from experiments.sweeps.stored_sweep import open_sweep

        chosen, sweep = language(lang, json=json), open_sweep(folder, partly=True)
        if sweep.digest is None:
            say(words(chosen).say("query.unfinished", folder=folder))
        with sweep.connect() as connection:
            columns, rows = _selected(connection, sql)
        if json:
            print_json([dict(zip(columns, map(_value, row), strict=True)) for row in rows])
        else:
            _print(columns, rows, chosen)


def _selected(connection: Any, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Run one query that only reads; return its columns and rows.

    Raises
    ------
    InputError
        When it is not one SELECT, or DuckDB refuses it.
    """
    import duckdb

    from sim.inputs.strict import InputError

    try:
        statements = connection.extract_statements(sql)
        if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
            fault = both(
                "query: give one SELECT; a sweep is only read",
                "query: tulis satu SELECT; rangkaian simulasi hanya dibaca",
            )
            raise InputError([fault])
        result = connection.execute(statements[0])
        return [column[0] for column in result.description], result.fetchall()
    except duckdb.Error as error:
        why = f"query: {' '.join(str(error).split())}"
        raise InputError([both(why, why)]) from None


def _value(value: Any) -> Any:
    """Return a value that JSON can hold; not a number is null."""
    if isinstance(value, float):
        return value if abs(value) < float("inf") else None
    return value if isinstance(value, int | str | bool | None) else str(value)


def _print(columns: list[str], rows: list[tuple[Any, ...]], lang: "Lang") -> None:
    """Print a table."""
    from experiments.common.tables import Table, on_screen
    from sim.inputs.faults import printable

    texts = [
        place
        for place in range(len(columns))
        if not rows or not isinstance(rows[0][place], int | float)
    ]
    heads = list(map(printable, columns))
    table = Table(
        "", heads, [[_text(value, lang) for value in row] for row in rows], text_columns=texts
    )
    console().print(on_screen(table))


def _text(value: Any, lang: "Lang") -> str:
    """Return a value as a table shows it, every character of it visible."""
    from experiments.common.numbers import LANGUAGES
    from sim.inputs.faults import printable

    if value is None:
        return "-"
    text = f"{value:.6g}" if isinstance(value, float) else printable(str(value))
    return LANGUAGES[lang].signs(text) if isinstance(value, float) else text
