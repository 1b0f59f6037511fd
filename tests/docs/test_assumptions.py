"""The register of assumptions: complete, numbered, each with what would overturn it."""

import re

from docs.tools.model_tables import OVERTURNED_BY
from docs.tools.pages import DOCS
from sim.parameters import declared
from tests.docs.pages import by_hand

PAGE = DOCS / "assumptions.md"
ROW = re.compile(r"^\| (A-\d+) \|(.+)\|$", re.MULTILINE)
GRADES = {"A", "B", "C", "D", "-"}


def rows() -> dict[str, list[str]]:
    return {
        number: [cell.strip() for cell in rest.split("|")]
        for number, rest in ROW.findall(by_hand(PAGE))
    }


def test_ids_are_numbered_without_gap():
    numbers = [number for number, _ in ROW.findall(by_hand(PAGE))]
    assert numbers == [f"A-{n:02d}" for n in range(1, len(numbers) + 1)]
    assert len(numbers) >= 40


def test_every_entry_is_whole():
    for number, cells in rows().items():
        statement, grade, source, where, overturned = cells
        assert statement.endswith("."), number
        assert grade in GRADES, number
        assert source, number
        assert "`" in where, number
        assert len(overturned.split()) > 2, number


def test_every_uncertain_parameter_whose_size_has_no_source_is_in_the_register():
    names = [name for name, _, spec in declared() if spec.size_grade == "-" and spec.prior]
    assert names == list(OVERTURNED_BY), "say for each what would overturn it, in order"
