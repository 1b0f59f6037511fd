"""Cities of a nation: each drawn alone, the same in any order, with ids of the whole nation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.lib.recfunctions import repack_fields

from sim.business import BUSINESSES
from sim.ensemble.drawn_city import DrawnCities
from sim.ensemble.ensemble import Ensemble
from sim.luck import IDS_MOST
from sim.nation.cities import city_of, draw, sizes
from sim.nation.load import load_nation
from sim.policy import NONE
from tests.nation.small import REGIONS, nation
from tests.worlds import policy

FIRST, SECOND = REGIONS
POLICIES = (
    NONE,
    policy(rule="set_aside_first", set_aside_share=0.6, support_months=12),
    policy(rule="share_everything", honorarium_idr=700_000),
)


def same_bits(a, b):
    """Say whether all fields are equal bit for bit; the bytes between two fields are no state."""
    return all(
        repack_fields(one).tobytes() == repack_fields(other).tobytes()
        if isinstance(one, np.ndarray)
        else one == other
        for one, other in zip(a, b, strict=True)
    )


@settings(max_examples=25)
@given(
    seed=st.integers(0, 2**32 - 1),
    order=st.permutations(range(7)),
    members=st.tuples(st.integers(1, 20), st.integers(0, 20)),
    share=st.floats(0.0, 1.0),
)
def test_any_city_in_any_order_is_encoded_as_its_scenario_is(seed, order, members, share):
    low, more = members
    whole = nation(seed=seed)
    kubes = whole.kubes.model_copy(
        update={
            "members": whole.kubes.members.model_copy(update={"low": low, "high": low + more}),
            "set_aside_first": share,
        }
    )
    whole = whole.model_copy(update={"kubes": kubes})
    cities = DrawnCities(whole, POLICIES, {})
    for number in order:
        assert same_bits(cities.given(number), Ensemble(city_of(whole, number), POLICIES).given)


def test_every_shipped_city_is_encoded_as_its_scenario_is():
    whole = load_nation("indonesia")
    cities = DrawnCities(whole, POLICIES, {"meet.raid": [0.1, 0.3]})
    for number in range(0, whole.cities, 57):
        alone = Ensemble(city_of(whole, number), POLICIES, {"meet.raid": [0.1, 0.3]})
        assert same_bits(cities.given(number), alone.given)


@settings(max_examples=30)
@given(seed=st.integers(0, 2**32 - 1), more=st.integers(1, 30))
def test_more_cities_another_region_or_another_order_move_no_city(seed, more):
    whole = nation(seed=seed)
    before = {city.city.id: city for city in (city_of(whole, k) for k in range(7))}
    longer = {**FIRST, "cities": 4 + more}
    third = {**FIRST, "code": 9, "name": "West", "first_kube": 5000}
    wider = nation([third, SECOND, longer], seed=seed)
    after = {city.city.id: city for city in (city_of(wider, k) for k in range(wider.cities))}
    assert len(after) == wider.cities
    assert before.items() <= after.items()


@settings(max_examples=30)
@given(seed=st.integers(0, 2**32 - 1))
def test_ids_are_unique_over_the_nation_and_every_feature_is_within_its_bounds(seed):
    whole = nation(seed=seed)
    drawn = [draw(whole, number) for number in range(whole.cities)]
    ids = np.concatenate([city.ids for city in drawn])
    assert len(set(ids.tolist())) == len(ids) == sizes(whole).sum()
    assert [len(city.ids) for city in drawn] == sizes(whole).tolist()
    posts = [
        city.city.first_facilitator + n
        for city in (city_of(whole, number) for number in range(whole.cities))
        for n in range(city.city.facilitators)
    ]
    assert len(set(posts)) == len(posts)
    for city in drawn:
        region = city.place.region
        assert region.kubes.low <= len(city.ids) <= region.kubes.high
        assert region.poverty_line_idr.low <= city.poverty_line_idr <= region.poverty_line_idr.high
        assert ((city.founded >= 0) & (city.founded < 12)).all()
        assert ((city.members >= 6) & (city.members <= 12)).all()
        assert BUSINESSES["sewing"].number not in city.business


def test_shares_and_weights_are_those_declared():
    whole = load_nation("indonesia")
    drawn = [draw(whole, number) for number in range(0, whole.cities, 4)]
    first = np.concatenate([city.sets_aside for city in drawn])
    business = np.concatenate([city.business for city in drawn])
    founded = np.concatenate([city.founded for city in drawn])
    assert first.mean() == pytest.approx(0.8, abs=0.01)
    assert (business == BUSINESSES["tent_rental"].number).mean() == pytest.approx(0.2, abs=0.01)
    assert (business == BUSINESSES["catering"].number).sum() == 0
    assert np.bincount(founded) / len(founded) == pytest.approx(np.full(12, 1 / 12), abs=0.01)


def test_the_shipped_nation_is_as_large_as_it_says():
    whole = load_nation("indonesia")
    assert whole.cities == 514
    assert 115_000 < sizes(whole).sum() < 125_000
    assert max(
        region.first_kube + region.cities * region.kubes.high for region in whole.regions
    ) < (IDS_MOST)


def test_there_is_no_city_beyond_the_last():
    with pytest.raises(IndexError, match="cities 0 to 6"):
        city_of(nation(), 7)
