"""What the card says of each lever: its effect before and after the data, and what is untold."""

from contextlib import contextmanager

import numpy as np
import pytest

from experiments.common.draws import STRUCTURES
from experiments.common.uncertainty import FIRST_VALUES, Uncertainty
from experiments.evidence import lever_effects as module
from experiments.evidence.accounts import ACCOUNTS, accounts_of, weights
from experiments.evidence.lever_effects import COMPARED, OUTCOMES, lever_effects, nothing_in, untold
from sim.policy import load_policy
from sim.structures import FACTOR_OF_LEVER, NOTHING

COLUMN = STRUCTURES["monitoring"]
NUMBER = [level.name for level in FACTOR_OF_LEVER["monitoring"].levels].index(NOTHING)


def drawn(kind, levels, **changes):
    """Return draws at first values, but for the level of monitoring and some parameters."""
    count = len(levels)
    draws = {name: np.repeat(values, count) for name, values in FIRST_VALUES.draws.items()}
    draws[COLUMN] = np.array(levels)
    draws |= {name: np.array(values) for name, values in changes.items()}
    return Uncertainty(kind, draws, "")


def test_each_lever_is_compared_by_two_policies_that_ship():
    assert COMPARED.keys() == FACTOR_OF_LEVER.keys()
    for pair in COMPARED.values():
        assert len({load_policy(name).name for name in pair}) == 2


def test_draws_in_which_a_lever_does_nothing_have_no_effect_and_are_counted(monkeypatch):
    kinds = {
        "prior": drawn("prior", [NUMBER, NUMBER, NUMBER, 0]),
        "posterior": drawn("posterior", [0, 0, 0, NUMBER]),
    }
    monkeypatch.setattr(module, "uncertainty", kinds.__getitem__)
    monkeypatch.setattr(module, "RUNS", 1)
    told = lever_effects(4, 1, {}, no_bar)["monitoring"]
    assert told["nothing"] == {"prior": 0.75, "posterior": 0.25}
    assert told["compared"] == list(COMPARED["monitoring"])
    before, after = told["failed_share"]["prior"], told["failed_share"]["posterior"]
    assert before["median"] == before["p95"] == 0.0
    assert before["better"] <= 0.25
    assert after["p05"] <= after["median"] <= after["p95"] <= 0.0
    assert told.keys() == {"compared", "nothing", *OUTCOMES, "by_account"}


@contextmanager
def no_bar(_what, _count):
    """Stand for a progress bar."""
    yield lambda _: None


def test_a_draw_belongs_to_its_heaviest_account_and_to_the_buffer_or_not():
    draws = drawn(
        "prior",
        [0, 0, 0],
        **{"spirit.others": [0.2, 0.9, 0.9], "spirit.pay_share": [0.5, 0.8, 0.1]},
        **{STRUCTURES["buffer"]: [0, 1, 0]},
    ).draws
    assert np.allclose(weights(draws).sum(axis=1), 1.0)
    rows = {name: np.flatnonzero(mask).tolist() for name, mask in accounts_of(draws).items()}
    assert rows == {"motivation": [0], "pay": [1], "bond": [2], "buffer": [0, 2], "no_buffer": [1]}
    assert rows.keys() == ACCOUNTS.keys()


@pytest.mark.parametrize(
    ("verdict", "named"),
    [
        ("inconclusive", "cannot tell"),
        ("fails check", "cannot tell"),
        ("", "cannot tell"),
        ("nothing favoured", "nothing favoured"),
        ("own favoured", "own favoured"),
    ],
)
def test_the_first_words_say_what_the_data_cannot_tell(verdict, named):
    levers = {"visits": {"nothing": {"prior": 0.5, "posterior": 0.05}}}
    told = untold(levers, {"visits": verdict})
    assert named in told
    assert ("cannot tell" in told) == (named == "cannot tell")


def test_a_lever_works_in_all_draws_but_those_of_nothing():
    some = drawn("posterior", [0, NUMBER, 1, NUMBER])
    assert nothing_in("monitoring", some) == 0.5
    assert some.working("monitoring").draws[COLUMN].tolist() == [0, 1]
    assert len(some.working("")) == 4
