"""What is observed and judged in English has words in Indonesian, and tables use them."""

import json
import re
from typing import get_args

import pytest

from experiments.common.readings import READINGS
from experiments.common.tables import parts_of, spoken
from experiments.evidence.calibration.calibration_file import Variant
from experiments.evidence.calibration.calibration_tables import calibration_tables
from experiments.evidence.calibration.inputs import load_inputs
from experiments.evidence.calibration.verdicts import Verdict
from experiments.evidence.card_tables import card_tables
from experiments.evidence.figures import VERDICTS, VERDICTS_AFTER_OTHERS
from experiments.evidence.patterns.pattern_tables import pattern_accounts_table, pattern_table
from experiments.evidence.patterns.targets import load_patterns
from experiments.evidence.sensitivity.contrast_tables import contrast_tables
from experiments.evidence.sensitivity.sensitivity_tables import sensitivity_tables
from experiments.evidence.words import known, parameter, words
from sim.inputs.said import in_indonesian
from sim.locations import RESULTS

ENGLISH = re.compile(r"\b(the|of|and|is|are|not|with|from|which|to|draws?|runs?|none|under|over)\b")
"""Words that no table in Indonesian has."""
SHIPPED = {
    "card": (RESULTS / "validation" / "card.json", card_tables),
    "patterns": (
        RESULTS / "validation" / "card.json",
        lambda card: [pattern_table(card), pattern_accounts_table(card)],
    ),
    "calibration": (RESULTS / "calibration" / "calibration.json", calibration_tables),
    "sensitivity": (RESULTS / "sensitivity" / "sensitivity.json", sensitivity_tables),
    "contrasts": (RESULTS / "sensitivity" / "contrast.json", contrast_tables),
}


def test_every_text_that_ships_in_english_has_words():
    patterns = load_patterns()
    variants: tuple[Variant, ...] = load_inputs().settings.variant
    texts = {
        *(pattern.title for pattern in patterns),
        *(one.meaning for pattern in patterns for one in pattern.statistic),
        *(pattern.knock_out.rule for pattern in patterns),
        *(variant.title for variant in variants),
        *(variant.name for variant in variants),
        *VERDICTS.values(), *VERDICTS_AFTER_OTHERS.values(), *get_args(Verdict), *READINGS,
    }  # fmt: skip
    assert texts <= words().keys()
    assert known("a title of one's own").indonesian == "a title of one's own"


def test_a_parameter_is_called_by_its_title_in_indonesian_alone():
    cell = parameter("learn.decay")
    assert cell.text == "learn.decay"
    assert in_indonesian(cell.text) not in ("", "learn.decay")


@pytest.mark.parametrize("name", SHIPPED)
def test_tables_of_what_ships_hold_no_english(name):
    path, made = SHIPPED[name]
    if not path.is_file():
        pytest.skip(f"{path} is not made yet")
    report = json.loads(path.read_text(encoding="utf-8"))
    for table in made(report):
        (other,) = spoken([table], "id")
        cells = [
            part if isinstance(part, str) else part.text
            for row in other.rows
            for cell in row
            for part in parts_of(cell)
        ]
        texts = [other.title, *other.headings, *cells]
        # Sentences that an analysis stored are in English in its file, in both in memory.
        texts += [] if name == "sensitivity" else other.notes
        assert not [text for text in texts if ENGLISH.search(text)], table.title
        assert len(other.rows) == len(table.rows)
