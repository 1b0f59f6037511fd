"""Each account of failure works by its own chain, and is neutral when off."""

from typing import Any

import numpy as np
import pytest

from sim.ensemble.ensemble import Ensemble
from sim.parameters import declared
from sim.policy import NONE, Policy
from sim.scenario import load_scenario
from tests.worlds import policy

FORWARD = load_scenario("forward")
RUNS = 6
MOTIVATION = {"spirit.others": 0.0}
PAY = {"spirit.others": 1.0, "spirit.pay_share": 1.0}
BOND = {"spirit.others": 1.0, "spirit.pay_share": 0.0}
NO_BUFFER = {
    "trade.volume_without_kas": 1.0, "trade.stop_per_month": 0.0, "trade.repairs_from_kas": 0.0,
}  # fmt: skip
BUFFER = {"trade.volume_without_kas": 0.3, "trade.stop_per_month": 0.05}
SAVERS = policy(rule="set_aside_first", set_aside_share=0.3)
SHARERS = policy(rule="share_everything")


def months(values: dict[str, float], chosen: Policy = NONE) -> Any:
    """Return the months of every Kube, shape (runs, months, Kubes)."""
    city = Ensemble(FORWARD, [chosen], {name: [value] for name, value in values.items()})
    chunks = city.chunks(city.jobs(RUNS, 7), months=range(FORWARD.months), threads=1)
    return np.concatenate([chunk.kubes for chunk in chunks])


def failed(kubes: Any) -> float:
    """Return the share of Kubes that have failed at the horizon."""
    return float((kubes["stage"][:, -1] == 0).mean())


def mean(kubes: Any, field: str) -> float:
    """Return the mean of a field over the months of living Kubes."""
    return float(kubes[field][kubes["stage"] > 0].mean())


@pytest.mark.parametrize(
    ("off", "group", "kept"),
    [
        (MOTIVATION, "spirit", {"spirit.others"}),
        (PAY, "spirit", {"spirit.others", "spirit.pay_share", "spirit.time_share",
                         "spirit.steepness", "spirit.claim", "spirit.credit", "spirit.pay_speed"}),
        (NO_BUFFER, "trade", set()),
    ],
    ids=["pay and bond", "bond", "buffer"],
)  # fmt: skip
def test_an_account_that_is_off_leaves_attendance_and_stages_alone(off, group, kept):
    names = {
        "spirit": [name for name, _, _ in declared() if name.startswith("spirit.")],
        "trade": ["trade.inputs_kept_months", "trade.restart_idr", "trade.restart_help"],
    }[group]
    plan = months(off)
    for name, _, spec in declared():
        if name in names and name not in kept:
            other = months({**off, name: spec.high})
            for field in ("stage", "present", "members", "stopped", "kas_idr"):
                assert np.array_equal(plan[field], other[field]), (name, field)


def test_pay_the_dearer_the_time_the_fewer_come_and_the_more_kubes_fail():
    cheap, dear = (months({**PAY, **NO_BUFFER, "spirit.time_share": it}) for it in (0.03, 0.3))
    assert mean(cheap, "spirit") > mean(dear, "spirit")
    assert mean(cheap, "present") > mean(dear, "present")
    assert failed(cheap) < failed(dear)


def test_pay_what_is_set_aside_unseen_is_not_pay():
    much = policy(rule="set_aside_first", set_aside_share=0.7)
    little = policy(rule="set_aside_first", set_aside_share=0.1)
    blind = {**PAY, **NO_BUFFER, "spirit.claim": 0.0, "spirit.credit": 0.0}
    kept, shared = months(blind, much), months(blind, little)
    assert mean(kept, "spirit") < mean(shared, "spirit")
    assert failed(kept) >= failed(shared)


def test_bond_meeting_and_saving_together_hold_the_group():
    none, two = (months({**BOND, **NO_BUFFER}, policy(meetings_per_month=it)) for it in (0.0, 2.0))
    assert mean(none, "spirit") < mean(two, "spirit")
    assert failed(none) > failed(two)
    savers, sharers = months({**BOND, **NO_BUFFER}, SAVERS), months({**BOND, **NO_BUFFER}, SHARERS)
    assert mean(savers, "spirit") > mean(sharers, "spirit")
    assert failed(savers) < failed(sharers)


def test_buffer_a_kas_starts_a_stopped_business_again_and_saving_changes_survival():
    savers, sharers = (months({**BUFFER, "meet.adopt_rate": 0.0}, one) for one in (SAVERS, SHARERS))
    assert mean(savers, "stopped") < mean(sharers, "stopped")
    assert failed(savers) < failed(sharers)


def test_buffer_a_stopped_kube_rests_and_can_return():
    kubes = months({**BUFFER, "trade.restart_help": 0.3}, SHARERS)
    lives, stopped = kubes["stage"] > 0, kubes["stopped"] > 0
    assert not kubes["present"][lives & stopped].any()
    returned = (lives & stopped)[:, :-1] & (lives & ~stopped)[:, 1:]
    ended = (lives & stopped)[:, :-1] & (kubes["stage"] == 0)[:, 1:]
    assert returned.any()
    assert ended.any()


def test_buffer_who_has_no_kas_does_less_business():
    full, less = (months({**MOTIVATION, **NO_BUFFER, "trade.volume_without_kas": it}, SHARERS)
                  for it in (1.0, 0.1))  # fmt: skip
    assert mean(less, "profit_idr") < mean(full, "profit_idr")
