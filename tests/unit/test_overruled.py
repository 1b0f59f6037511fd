"""What a scenario overrules of the rival structures is told."""

from experiments.common.overruled import EVERY_LEVEL, lines, overruled
from experiments.common.uncertainty import FIRST_VALUES
from tests.draws import one_rival
from tests.messages import mentions
from tests.worlds import world

BIAS, RIVAL = "live.present_bias", "structure.present_bias"


def test_a_parameter_of_a_scenario_that_a_drawn_level_sets_is_told():
    scenario, draws = world(parameters={BIAS: 0.5, "meet.raid": 0.5}), one_rival("present_bias")
    (told,) = overruled(scenario, draws.draws)
    assert (told.structure, told.level, told.parameter) == (RIVAL, "patient", BIAS)
    assert draws.sets(scenario, [1]).get(BIAS) is None
    (line,) = lines(scenario.name, draws, [told])
    assert mentions(line, f"{scenario.name} {BIAS} 0.5 {RIVAL} patient")


def test_what_no_drawn_level_sets_or_sets_alike_is_not():
    assert not overruled(world(parameters={BIAS: 0.5}), FIRST_VALUES.draws)
    assert not overruled(world(parameters={BIAS: 1.0}), EVERY_LEVEL.draws)
    assert not overruled(world(parameters={"meet.raid": 0.5}), EVERY_LEVEL.draws)


def test_a_level_that_a_point_sets_is_told_and_a_parameter_that_it_sets_is_not():
    scenario = world(parameters={BIAS: 0.5})
    assert overruled(scenario, FIRST_VALUES.draws, [{RIVAL: 1.0}])
    assert not overruled(scenario, EVERY_LEVEL.draws, [{BIAS: 0.7}, {BIAS: 0.8}])
