"""The ranges of the fixed constants: all of them, within bounds, by the rule or with a reason."""

import pytest

from experiments.evidence.sensitivity import constant_ranges
from experiments.evidence.sensitivity.constant_ranges import by_rule, constants, ranges, reasons
from sim.inputs.strict import InputError
from tests.messages import mentions


def test_every_range_is_that_of_the_rule_or_has_a_reason():
    departs = {
        name
        for name, ends in ranges().items()
        if ends != pytest.approx(by_rule(*constants()[name]))
    }
    assert departs == set(reasons())


def test_a_whole_number_stays_one():
    for name, ends in ranges().items():
        if isinstance(constants()[name][0], int):
            assert all(end == int(end) for end in ends), name


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        ('"live.ceremony_need" = [0.1, 0.3]\n', "", "live.ceremony_need add [0.1, 0.3]"),
        ("[ranges]\n", '[ranges]\n"live.no_such" = [0.1, 0.3]\n', "live.no_such take out"),
        ("[ranges]\n", '[ranges]\n"meet.raid" = [0.1, 0.3]\n', "meet.raid take out"),
        ("ceremony_need\" = [0.1, 0.3]", "ceremony_need\" = [0.3, 0.4]", "live.ceremony_need 0.2"),
        ("ceremony_need\" = [0.1, 0.3]", "ceremony_need\" = [0.1, 9.0]", "live.ceremony_need 2"),
        ("ceremony_need\" = [0.1, 0.3]", "ceremony_need\" = [0.1]", "live.ceremony_need two"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_of_the_constants_is_refused(tmp_path, monkeypatch, now, then, said):
    text = constant_ranges.FILE.read_text(encoding="utf-8")
    assert now in text
    path = tmp_path / "ranges.toml"
    path.write_text(text.replace(now, then), encoding="utf-8")
    monkeypatch.setattr(constant_ranges, "FILE", path)
    with pytest.raises(InputError) as fault:
        ranges()
    assert len(fault.value.faults) == 1
    assert mentions(fault.value.faults[0], said)
