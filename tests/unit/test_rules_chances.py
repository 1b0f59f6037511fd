"""What happens by luck happens in the declared share of all draws: never at 0, always at 1."""

from collections import Counter

import pytest

from sim.parameters import Parameters
from sim.rules import basics, founding, invest, live, meet, membership, support, trade

P = Parameters()
DRAWS = [k / 1024 for k in range(1024)]
"""Evenly from 0 to below 1; shares of 1/1024 are exact, in Python too."""


def opens_line(draw, chance, *, organisation=0.5, effect=0.5):
    p = P.invest._replace(line_courage=chance, courage_of_visits=1.0)
    return invest.opens_line(10**9, 1, organisation, 1.0, effect, 1.0, draw, p)


def founds_lkm(draw, chance):
    p = P.invest._replace(lkm_rate=chance)
    return invest.founds_lkm(1.0, 1.0, 1.0, 20, 10**9, 10**7, draw, p)


CHANCES = {
    "a business stops": lambda draw, c: trade.stops(draw, 1.0, P.trade._replace(stop_per_month=c)),
    "a business that wears less stops": lambda draw, c: trade.stops(
        draw, 0.5, P.trade._replace(stop_per_month=2.0 * c)
    ),
    "others help to start again": lambda draw, c: trade.is_helped(
        draw, P.trade._replace(restart_help=c)
    ),
    "equipment is lost": lambda draw, c: (
        trade.lost_idr(10**6, draw, 0.5, P.trade._replace(loss_per_month=c)) > 0
    ),
    "a Kube is drawn for monitoring": lambda draw, c: support.is_drawn_for_monitoring(
        draw, P.support._replace(monitored_at_random=c)
    ),
    "a household plans a business": lambda draw, c: live.plans_business(
        draw, c, 1.0, P.live._replace(business_plan=1.0)
    ),
    "a less skilled household plans one": lambda draw, c: live.plans_business(
        draw, 1.0, c, P.live._replace(business_plan=1.0)
    ),
    "a failed Kube starts again": lambda draw, c: membership.starts_again(draw, 12.0 * c),
    "a newcomer joins": lambda draw, c: (
        membership.joiners(1.0, draw, P.membership._replace(join_rate=2.0 * c, join_half=1.0)) > 0
    ),
    "a group turns to setting aside": lambda draw, c: meet.turns_to_setting_aside(
        1.0, 1.0, draw, P.meet._replace(adopt_rate=c)
    ),
    "a group that is visited less turns": lambda draw, c: meet.turns_to_setting_aside(
        1.0, 0.5, draw, P.meet._replace(adopt_rate=2.0 * c)
    ),
    "a line is opened": opens_line,
    "an unorganised Kube opens a line": lambda draw, c: opens_line(
        draw, 2.0 * c, organisation=0.5, effect=0.0
    ),
    "an LKM is founded": founds_lkm,
    "a household brings a business along": lambda draw, c: (
        founding.starting_business_idr(draw, 1.0, P.founding._replace(own_business_share=c)) > 0
    ),
    "something happens once": lambda draw, c: basics.times(c, draw) == 1,
    "a Kube is monitored": lambda draw, c: support.monitoring_visits(12.0 * c, draw) == 1,
}


@pytest.mark.parametrize("chance", [0.0, 0.25, 0.75, 1.0])
@pytest.mark.parametrize("what", CHANCES)
def test_it_happens_in_the_declared_share_of_draws(what, chance):
    happens = [CHANCES[what](draw, chance) for draw in DRAWS]
    assert sum(happens) == chance * len(DRAWS)
    assert happens == sorted(happens, reverse=True)


@pytest.mark.parametrize("rate", [0.0, 0.25, 2.0, 3.75])
def test_what_happens_several_times_does_so_as_often_as_its_rate_on_average(rate):
    assert sum(basics.times(rate, draw) for draw in DRAWS) == rate * len(DRAWS)


def test_a_years_monitoring_is_a_twelfth_a_month():
    for per_year in (0, 3, 12, 30):
        visits = sum(support.monitoring_visits(per_year, draw) for draw in DRAWS)
        assert visits * 12 == per_year * len(DRAWS)


@pytest.mark.parametrize(
    ("ours", "others", "share"), [(0, 3, 0), (1, 3, 1 / 4), (2, 6, 1 / 4), (3, 1, 3 / 4), (1, 0, 1)]
)
def test_a_place_falls_to_us_by_our_share_of_those_who_compete(ours, others, share):
    won = sum(support.place_is_ours(ours, float(others), draw) for draw in DRAWS)
    assert won == share * len(DRAWS)


@pytest.mark.parametrize(
    ("places", "others", "share"), [(0, 3, 0), (1, 3, 1 / 4), (2, 3, 1 / 2), (3, 1, 1), (1, 0, 1)]
)
def test_who_competes_with_the_background_alone_wins_by_places_to_competitors(
    places, others, share
):
    won = sum(support.wins_alone(places, float(others), draw) for draw in DRAWS)
    assert won == share * len(DRAWS)


def test_types_of_households_come_in_the_declared_shares():
    p = P.founding._replace(free_riders=0.25, conditional_free_riders=0.125)
    kinds = Counter(founding.social_type(draw, p) for draw in DRAWS)
    assert kinds[founding.FREE_RIDER] == len(DRAWS) / 4
    assert kinds[founding.CONDITIONAL_FREE_RIDER] == len(DRAWS) / 8
    assert kinds[founding.COOPERATOR] == len(DRAWS) * 5 / 8


@pytest.mark.parametrize("chance", [0.0, 0.25, 0.5, 1.0])
def test_a_second_newcomer_joins_at_the_square_of_the_chance_and_never_a_third(chance):
    p = P.membership._replace(join_rate=2.0 * chance, join_half=1.0)
    came = Counter(membership.joiners(1.0, draw, p) for draw in DRAWS)
    assert came[2] == chance * chance * len(DRAWS)
    assert came[1] == (chance - chance * chance) * len(DRAWS)
    assert came[0] == (1.0 - chance) * len(DRAWS)


def test_the_most_attractive_kube_takes_two_at_most():
    p = P.membership._replace(join_rate=15.0)
    assert {membership.joiners(1.0, draw, p) for draw in DRAWS} == {2}


def test_nobody_joins_a_kube_without_attraction():
    assert {membership.joiners(0.0, draw, P.membership) for draw in DRAWS} == {0}
