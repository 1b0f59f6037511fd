"""A number that moves is seen."""

import json

from tests.back.baseline import FILE, baseline


def test_the_shipped_scenarios_give_what_the_baseline_says():
    assert baseline() == json.loads(FILE.read_text()), (
        "numbers moved: if that is meant, run `python -m tests.back.baseline` and say in "
        "CHANGELOG.md what moved and why"
    )
