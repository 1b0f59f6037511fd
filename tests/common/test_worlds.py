"""In which worlds the levers work that differ between two policies."""

import numpy as np
import pytest

from experiments.common.draws import STRUCTURES
from experiments.common.uncertainty import FIRST_VALUES, Uncertainty
from experiments.common.worlds import moved_between, worlds_of
from sim.policy import NONE, load_policy
from sim.structures import FACTOR_OF_LEVER, NOTHING
from tests.worlds import kube, policy, world

NUMBER = {
    lever: [level.name for level in factor.levels].index(NOTHING)
    for lever, factor in FACTOR_OF_LEVER.items()
}


def drawn(**levels):
    """Return draws at first values, but for the levels of some structures."""
    count = len(next(iter(levels.values())))
    draws = {name: np.repeat(values, count) for name, values in FIRST_VALUES.draws.items()}
    return Uncertainty("prior", draws | {STRUCTURES[n]: np.array(v) for n, v in levels.items()}, "")


VISITS, MONITORING = NUMBER["visits"], NUMBER["monitoring"]
FOUR = drawn(visits=[0, 1, VISITS, VISITS], monitoring=[0, MONITORING, MONITORING, 0])


def test_a_policy_moves_what_it_changes_and_nothing_else():
    place = world(2, programme={"visits_per_month": 2.0})
    assert moved_between(place, NONE, policy(visits_per_month=2.0)) == ()
    assert moved_between(place, NONE, policy(visits_per_month=4.0)) == ("visits_per_month",)
    assert moved_between(place, NONE, policy(visits_per_month=4.0, active=False)) == ()
    later = policy().model_copy(update={"from": "2005-01"}).setting({"open_books": True})
    assert moved_between(place, later, NONE) == ("open_books",)
    both = load_policy("package")
    assert moved_between(place, both, both) == ()


def test_what_single_kubes_agreed_and_were_promised_counts():
    grants = [{"kind": "bpls", "month": "2005-01", "amount_idr": 1_000_000, "form": "cash"}]
    place = world([kube(1, set_aside_share=0.6, grants=grants)])
    own = place.programme.set_aside_share
    assert moved_between(place, NONE, policy(set_aside_share=own)) == ("set_aside_share",)
    same = policy(bpls_idr=place.programme.bpls_idr)
    assert set(moved_between(place, NONE, same)) == {"bpls_idr"}


def test_a_lever_works_but_where_it_does_nothing():
    told = worlds_of(["visits_per_month"], FOUR, 4)
    assert told.works.tolist() == [True, True, False, False]
    assert (told.levers, told.prior, told.drawn) == (("visits",), 0.5, 0.5)
    assert not told.assumed


def test_of_two_levers_one_that_works_is_enough():
    told = worlds_of(["visits_per_month", "monitoring_per_year", "open_books"], FOUR, 4)
    assert told.works.tolist() == [True, True, False, True]
    assert told.without_rival == ("open_books",)
    assert (told.prior, told.drawn, told.assumed) == (0.25, 0.25, False)
    assert worlds_of(["visits_per_month"], FOUR, 2).works.tolist() == [True, True]


def test_without_a_rival_every_world_is_assumed_to_work():
    told = worlds_of(["open_books"], FOUR, 4)
    assert told.works.all()
    assert told.assumed
    assert not worlds_of([], FOUR, 4).assumed


def test_a_structure_that_is_set_is_not_drawn():
    given = {STRUCTURES["visits"]: VISITS}
    assert not worlds_of(["visits_per_month"], FOUR, 4, [given, given]).works.any()
    assert worlds_of(["visits_per_month"], FOUR, 4, [given, {}]).works.sum() == 2


@pytest.mark.parametrize("weight", [0.0, 0.2, 0.5, 0.99, 1.0])
def test_a_weight_before_the_data_is_the_same_where_the_data_say_nothing(weight):
    told = worlds_of(["visits_per_month"], FOUR, 4)
    assert told.before_data(weight) == pytest.approx(weight)
