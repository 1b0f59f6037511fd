"""Cooke's formulas against figures that are published or reckoned by hand."""

import math

import numpy as np
import pytest

from experiments.evidence.elicit.cooke import (
    LEVEL,
    Score,
    calibration,
    fallen_in,
    information,
    intrinsic_range,
    scores,
)
from experiments.evidence.elicit.opinions import Ruler


@pytest.mark.parametrize(
    ("counts", "score"),
    [
        # The best that ten questions allow (Cooke 1991).
        ([1, 4, 4, 1], 0.828),
        # s = (0, 1/2, 1/2, 0): 2 N I = 8 ln(0.5/0.45) = 0.8429.
        ([0, 2, 2, 0], 0.8392),
        # All above: 2 N I = 8 ln 20 = 23.966.
        ([0, 0, 0, 4], 2.539e-5),
        # As often as he says: I = 0.
        ([5, 45, 45, 5], 1.0),
    ],
)
def test_calibration_is_the_tail_of_chi_square(counts, score):
    assert calibration(counts) == pytest.approx(score, rel=2e-3)


def test_information_is_relative_to_an_even_spread():
    by_hand = math.log(10) + 0.1 * math.log(0.05 / 1) + 0.9 * math.log(0.45 / 4)
    assert information(np.array([1.0, 5.0, 9.0]), (0.0, 10.0)) == pytest.approx(by_hand)
    assert by_hand == pytest.approx(0.03669, abs=1e-5)
    assert information(np.array([0.5, 5.0, 9.5]), (0.0, 10.0)) == pytest.approx(0.0, abs=1e-12)


def test_the_range_of_all_answers_is_longer_by_a_tenth_on_both_sides():
    assert intrinsic_range(np.array([12.0, 10.0, 20.0])) == (9.0, 21.0)


def test_a_known_answer_on_a_quantile_lies_below_it():
    figures = np.array([1.0, 2.0, 3.0])
    assert [fallen_in(figures, answer) for answer in (0.5, 1.0, 1.5, 2.0, 3.0, 3.5)] == [
        0, 0, 1, 1, 2, 3,
    ]  # fmt: skip


def test_amounts_are_compared_by_their_logs_and_counts_as_they_are():
    figures = np.array([[[10.0, 100.0, 1000.0]], [[10.0, 20.0, 1000.0]]])
    (by_logs, _), (as_they_are, _) = (
        scores([ruler], figures, [100.0]) for ruler in (Ruler(None, 1e-9), Ruler(2000.0))
    )
    ends = (math.log(10) - math.log(100) * 0.1, math.log(1000) + math.log(100) * 0.1)
    assert by_logs.information == pytest.approx(information(np.log([10, 100, 1000]), ends))
    assert as_they_are.information == pytest.approx(
        information(np.array([10.0, 100.0, 1000.0]), (10.0 - 99.0, 1000.0 + 99.0))
    )


def test_who_is_badly_calibrated_has_no_weight_however_well_informed():
    assert Score(LEVEL / 2, 100.0).weight == 0.0
    assert Score(0.5, 2.0).weight == 1.0
