"""Priors: quantiles and their inverse, ends, what is centred on a figure measured elsewhere."""

import numpy as np
import pytest

from experiments.common.draws import priors, rounded, unit_of, value_at
from sim.parameters.spec import TRANSPORT, log_normal, logit_normal, measured

UNIT = np.linspace(0.0, 1.0, 201)


def prior_of(spec):
    assert spec.prior is not None
    return spec.prior


NORMAL = {
    "log-normal": prior_of(log_normal(3.0e6, 0.7, "Rp")),
    "logit-normal": prior_of(logit_normal(0.02, 1.5, "chance a month")),
}
ALL = {**priors(), **NORMAL}


@pytest.mark.parametrize("name", ALL)
def test_a_quantile_lies_within_the_prior_and_leads_back_to_where_it_came_from(name):
    prior = ALL[name]
    values = rounded(value_at(prior, UNIT), prior, 6)
    assert (np.diff(values) >= 0.0).all()
    assert prior.low <= values.min() < values.max() <= prior.high
    step = 0.5 / (prior.high - prior.low + 1.0) if prior.shape == "whole" else 0.0
    assert unit_of(prior, values) == pytest.approx(UNIT, abs=step + 1e-4)
    assert value_at(prior, np.array([0.5]))[0] == pytest.approx(prior.median)


@pytest.mark.parametrize("name", NORMAL)
def test_a_normal_prior_is_normal_on_its_own_scale(name):
    prior = NORMAL[name]
    values = value_at(prior, (np.arange(20_000) + 0.5) / 20_000)
    scale = np.log(values if name == "log-normal" else values / (1.0 - values))
    assert scale.std() == pytest.approx(prior.sd, rel=0.02)


def test_a_measured_prior_has_the_error_of_its_figure_and_of_its_way():
    near = prior_of(measured(0.3, "same", "share"))
    far = prior_of(measured(0.3, "other kind", "share", error=0.75))
    assert (near.median, near.sd, near.shape) == (0.3, TRANSPORT["same"], "logit-normal")
    assert far.sd == pytest.approx(1.25)
    assert prior_of(measured(5.0, "same", "visits a month")).shape == "log-normal"


def test_twice_the_error_of_the_way_widens_what_is_measured_and_nothing_else():
    for name, prior in priors().items():
        wider = prior.carried(2.0)
        assert prior.carried(1.0).median == wider.median, name
        if prior.transport is None:
            assert wider == prior, name
        else:
            assert wider.low < prior.low < prior.high < wider.high, name
