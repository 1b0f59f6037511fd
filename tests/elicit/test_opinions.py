"""Three figures as a distribution, and several as one."""

import numpy as np
import pytest

from experiments.evidence.elicit.opinions import LEVELS, Opinion, Pool, Ruler

OF_TEN, AMOUNT = Ruler(10.0), Ruler(None, 0.1)
OPINIONS = [
    Opinion(OF_TEN, 0.0, 1.0, 9.0),
    Opinion(OF_TEN, 4.0, 9.5, 10.0),
    Opinion(AMOUNT, 0.0, 2.0, 300.0),
    Opinion(AMOUNT, 5.0, 5.1, 5.2),
]


@pytest.mark.parametrize("opinion", OPINIONS)
def test_an_opinion_holds_the_three_figures_and_stays_within_what_can_be(opinion):
    pool = Pool([opinion], np.ones(1))
    top = opinion.ruler.most or np.inf
    for level, figure in zip(LEVELS, opinion.figures, strict=True):
        if 0.0 < figure < top:
            assert opinion.below(figure) == pytest.approx(level)
        assert pool.quantiles(level) == pytest.approx(figure, abs=1e-6)
    assert opinion.below(-1e-9) == 0.0
    assert opinion.below(opinion.ruler.most or 1e15) == pytest.approx(1.0)
    even = pool.quantiles(np.linspace(0.01, 0.99, 50))
    assert (np.diff(even) >= 0.0).all()
    assert 0.0 <= even[0] <= even[-1] <= top


@pytest.mark.parametrize("ruler", [OF_TEN, AMOUNT])
def test_a_scale_is_there_and_back(ruler):
    values = np.array([0.0, 0.3, 5.0, 10.0])
    assert ruler.back(ruler.along(values)) == pytest.approx(values)


def test_a_pool_is_the_weighted_mean_of_probabilities():
    one, other = Opinion(OF_TEN, 1.0, 2.0, 3.0), Opinion(OF_TEN, 7.0, 8.0, 9.0)
    pool = Pool([one, other], np.array([0.25, 0.75]))
    at = np.array([2.0, 5.0, 8.0])
    assert pool.below(at) == pytest.approx(0.25 * one.below(at) + 0.75 * other.below(at))
    assert pool.below(5.0) == pytest.approx(0.25, abs=1e-3)
    assert pool.quantiles(0.1) < 3.0
    assert pool.quantiles(0.5) > 7.0
