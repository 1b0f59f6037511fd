"""The months of a replayed run: a table of the city, and a folder of CSV, buku kas, pictures."""

from pathlib import Path
from typing import Any

from experiments.common.files import Cell, csv_text, folder_name, save_all
from experiments.common.languages import Lang
from experiments.common.numbers import number
from experiments.common.tables import Table
from experiments.replaying.replay import FIELDS, Replay, run_set
from experiments.replaying.replay_words import texts
from experiments.runs.books import book_of
from experiments.runs.pictures import draw_all
from sim.calendar import month_number, month_text
from sim.months import KubeMonth
from sim.rules.stages import STAGES

Json = dict[str, Any]
MILLION = 1e6
BOOKS = "buku-kas"
"""Folder of the cash books, one a Kube."""


def city_months(done: Replay) -> list[Json]:
    """Return every month of the city.

    Returns
    -------
    list of dict
        Kubes by stage, members and other households; visits of facilitators and of the agency;
        profit, set aside and kas of all Kubes in nominal Rp; income, unmet need and savings of
        all households in nominal Rp a household.
    """
    by_month: list[list[KubeMonth]] = [[] for _ in done.model.city.history]
    for kube in done.model.city.kubes:
        for month in kube.history:
            by_month[month.month].append(month)
    start = month_number(done.books.scenario.start)
    rows = []
    for kubes, city in zip(by_month, done.model.city.history, strict=True):
        households = city.members + city.others
        rows.append(
            {
                "month": month_text(start + city.month),
                **{
                    stage: sum(kube.stage == number for kube in kubes)
                    for number, stage in enumerate(STAGES)
                },
                "members": city.members,
                "others": city.others,
                "visits": sum(kube.visits for kube in kubes),
                "monitored": sum(kube.monitored for kube in kubes),
                "profit_idr": sum(kube.profit_idr for kube in kubes),
                "aside_idr": sum(kube.aside_idr for kube in kubes),
                "kas_idr": sum(kube.kas_idr for kube in kubes),
                "income_idr": _each(city.income_idr, households),
                "unmet_idr": _each(city.unmet_idr, households),
                "savings_idr": _each(city.savings_idr, households),
            }
        )
    return rows


def _each(amount: int, households: int) -> int | None:
    return amount // households if households else None


def table(done: Replay, row: int, lang: Lang) -> Table:
    """Return the months of the city as a table."""
    words = texts(lang)
    title = words.say("replay.title", row=row, run=done.books.run.text(lang))
    months = [[_cell(key, value, lang) for key, value in row.items()] for row in city_months(done)]
    return Table(title, words.tables["replay"]["heads"], months)


def _cell(key: str, value: Any, lang: Lang) -> str:
    if value is None:
        return "-"
    if key in ("profit_idr", "aside_idr", "kas_idr"):
        return number(value / MILLION, 1, lang)
    return number(value // 1000, 0, lang) if key.endswith("_idr") else str(value)


def kubes_csv(done: Replay, numbers: str = "plain") -> str:
    """Return every month of every Kube as CSV, a line each, from founding on."""
    start = month_number(done.books.scenario.start)
    rows: list[list[Cell]] = []
    for kube in done.model.city.kubes:
        for month in kube.history:
            rows.append([kube.id, kube.name, month_text(start + month.month), *month[1:]])
    return csv_text(["id", "name", *KubeMonth._fields], rows, numbers)


def households_csv(done: Replay, numbers: str = "plain") -> str:
    """Return every month of every household as CSV, a line each."""
    start = month_number(done.books.scenario.start)
    rows = [(month_text(start + int(row[0] or 0)), *row[1:]) for row in done.households]
    return csv_text(["month", "born_into", "household", "kube", "role", *FIELDS], rows, numbers)


def save(done: Replay, folder: Path, lang: Lang, numbers: str = "plain") -> list[Path]:
    """Save months, cash books and pictures of the run; return the paths."""
    months = city_months(done)
    files = {
        "months.csv": csv_text(
            list(months[0]), [[*row.values()] for row in months], numbers
        ).encode(),
        "kubes.csv": kubes_csv(done, numbers).encode(),
        "households.csv": households_csv(done, numbers).encode(),
        **draw_all(run_set(done), lang),
    }
    whole = range(done.books.scenario.months)
    books = {
        f"{folder_name(str(kube.id), kube.name)}.csv": book_of(done.books, kube.name, None, whole)
        for kube in done.model.city.kubes
    }
    cash_books = {name: book.csv(numbers).encode() for name, book in books.items()}
    return [*save_all(folder, files), *save_all(folder / BOOKS, cash_books)]
