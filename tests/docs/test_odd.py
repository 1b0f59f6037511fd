"""The ODD does not drift: tables, examples, and names are those of the code."""

import re

import pytest

from sim.levers import Levers
from sim.luck import Purpose
from sim.parameters import declared
from sim.phases import FUNCTIONS
from tests.docs.examples import BLOCK, agrees, evaluate, examples, function_of
from tests.docs.pages import ODD, by_hand, rule_functions, section, text_of

WORDS = set(re.findall(r"\w+", by_hand(ODD)))
EXAMPLES = list(examples(ODD))
PROSE = BLOCK.sub("", by_hand(ODD))

CONCEPTS = (
    "Basic principles",
    "Emergence",
    "Adaptation",
    "Objectives",
    "Learning",
    "Prediction",
    "Sensing",
    "Interaction",
    "Stochasticity",
    "Collectives",
    "Observation",
)
SECTIONS = (
    "Purpose and patterns",
    "Entities, state variables and scales",
    "Process overview and scheduling",
    "Design concepts",
    "Individual decisions",
    "Initialisation",
    "Input data",
    "Submodels",
)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.call[:60])
def test_a_worked_example_gives_what_it_says(example):
    value = evaluate(example.call)
    assert agrees(value, example.gives), f"{example.call} gives {value!r}"


def test_an_example_is_compared_exactly_for_whole_numbers_and_closely_for_real_ones():
    assert agrees(3, 3)
    assert not agrees(3.0, 3)
    assert not agrees(True, 1)
    assert agrees(0.1 + 0.2, 0.3)
    assert not agrees(0.3 + 1e-8, 0.3)


@pytest.mark.parametrize("name", rule_functions())
def test_every_rule_is_named_and_has_an_example(name):
    assert re.search(rf"{name}\b", PROSE)
    assert name in {function_of(example.call) for example in EXAMPLES}


@pytest.mark.parametrize("phase", [phase.__name__ for phase in FUNCTIONS])
def test_every_phase_is_scheduled_and_described(phase):
    assert f"**{phase}.**" in section(ODD, "Process overview and scheduling")
    title = phase.replace("_", " ").capitalize()
    assert f"\n### {title}\n" in text_of(ODD)


def test_the_submodels_come_in_the_order_of_a_step():
    titles = re.findall(r"^### (.+)$", section(ODD, "Submodels"), re.MULTILINE)
    order = [phase.__name__.replace("_", " ").capitalize() for phase in FUNCTIONS]
    assert titles == order


@pytest.mark.parametrize("title", SECTIONS)
def test_every_part_of_the_protocol_is_there(title):
    assert section(ODD, title).strip()


def test_the_eleven_design_concepts_are_there_in_order():
    text = section(ODD, "Design concepts")
    assert re.findall(r"^### (.+)$", text, re.MULTILINE) == list(CONCEPTS)
    assert all(len(section(ODD, f"### {concept}").split()) > 10 for concept in CONCEPTS)


def test_every_parameter_lever_and_purpose_is_used_in_the_text():
    assert not [name for name, _, _ in declared() if name.split(".")[1] not in WORDS]
    assert not [name for name in Levers.model_fields if name not in WORDS]
    assert not [purpose.name for purpose in Purpose if purpose.name not in WORDS]
