"""The template's workbook, to be changed cell by cell."""

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from experiments.common.city_workbook import city_workbook
from sim.locations import SCENARIOS
from sim.scenario import load_scenario

TEMPLATE = SCENARIOS / "template" / "my-city.toml"


@cache
def template() -> bytes:
    """Return the workbook that `kubesim new my-city --xlsx` writes."""
    return city_workbook(load_scenario(str(TEMPLATE)))


def changed_book(path: Path, change: Callable[[Any], None]) -> str:
    """Write the template's workbook with changes; return its path."""
    book = openpyxl.load_workbook(io.BytesIO(template()))
    change(book)
    book.save(path)
    return str(path)


def fill(page: Any, *rows: tuple[Any, ...]) -> None:
    """Put rows below the header of a sheet, in the place of those that are there."""
    page.delete_rows(2, page.max_row)
    for number, row in enumerate(rows, start=2):
        for place, value in enumerate(row, start=1):
            page.cell(number, place).value = value


def columns(page: Any) -> dict[str, int]:
    """Return the place of each header."""
    return {cell.value: cell.column for cell in page[1]}
