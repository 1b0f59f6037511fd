"""Many figures: which stay surprising."""

import pytest

from experiments.evidence.calibration.surprising import holm


def test_the_smallest_tails_count_for_as_many_as_are_left():
    # Holm (1979): 4 x .01, 3 x .015, 2 x .03, 1 x .6; the order of the figures stays.
    assert holm([0.03, 0.01, 0.6, 0.015]).tolist() == pytest.approx([0.06, 0.04, 0.6, 0.045])


def test_none_is_less_surprising_than_one_with_a_larger_tail_and_none_is_above_one():
    assert holm([0.01, 0.0101, 0.9]).tolist() == pytest.approx([0.03, 0.03, 0.9])
    assert holm([0.5, 0.6]).tolist() == [1.0, 1.0]
    assert holm([]).tolist() == []
