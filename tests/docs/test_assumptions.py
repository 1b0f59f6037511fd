"""The register of assumptions: complete, numbered, each with what would overturn it."""

import re

from experiments.reference.priors import OVERTURNED_BY, open_parameters
from sim.parameters import declared
from tests.docs.pages import DOCS, by_hand, text_of

PAGE = DOCS / "assumptions.md"
ROW = re.compile(r"^\| (A-\d+) \|(.+)\|$", re.MULTILINE)
GRADES = {"A", "B", "C", "D", "-"}


def rows() -> dict[str, list[str]]:
    return {
        number: [cell.strip() for cell in rest.split("|")]
        for number, rest in ROW.findall(by_hand(PAGE))
    }


def test_ids_are_numbered_without_gap():
    found = [number for number, _ in ROW.findall(by_hand(PAGE))]
    assert found == [f"A-{n:02d}" for n in range(1, len(found) + 1)]
    assert len(found) >= 40


def test_every_entry_is_whole():
    for number, cells in rows().items():
        statement, grade, source, where, overturned = cells
        assert statement.endswith("."), number
        assert grade in GRADES, number
        assert source, number
        assert "`" in where, number
        assert len(overturned.split()) > 2, number


def test_every_uncertain_parameter_without_a_source_is_in_the_register():
    names = open_parameters()
    assert names == list(OVERTURNED_BY), "say for each what would overturn it, in order"
    text = text_of(PAGE)
    assert all(f"| A-{name} |" in text for name in names)


def test_fixed_constants_without_a_source_are_listed():
    text = text_of(PAGE)
    for name, _, spec in declared():
        if spec.grade == "-":
            assert f"| A-{name} |" in text
