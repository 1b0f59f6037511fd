"""Every declared thing has a title in English and one in Indonesian, and a unit in both."""

from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin

import pytest

from experiments.policy.accounting import LINES, PRICES
from experiments.policy.effects import MEASURES
from sim.business import BUSINESSES
from sim.cells import ACCESS, BANDS, KINDS, RULES, SOCIAL_TYPES, TITLES
from sim.ledger import Account, Flow
from sim.levers import LEVERS, Levers
from sim.parameters import declared
from sim.schedule import PHASES
from sim.schema import policy_schema
from sim.state import AGENCY, FACILITATOR, HOUSEHOLD, KUBE
from sim.structures import FACTORS
from sim.units import UNITS

LONGEST = 80
PARAMETERS = {name: spec for name, _, spec in declared()}
LEVELS = {level.name: level for factor in FACTORS for level in factor.levels}
CHOICES = {
    f"{name}.{word}": titles
    for name, lever in LEVERS.items()
    for word, titles in lever.levels.items()
}
STATE = {
    f"{kind}.{name}": variable
    for kind, variables in (
        ("household", HOUSEHOLD),
        ("kube", KUBE),
        ("facilitator", FACILITATOR),
        ("agency", AGENCY),
    )
    for name, variable in variables.items()
}
KINDS_OF_THINGS: dict[str, Mapping[Any, Any]] = {
    "parameters": PARAMETERS,
    "levers": LEVERS,
    "choices": CHOICES,
    "structures": {factor.name: factor for factor in FACTORS},
    "levels": LEVELS,
    "accounts": Account.__members__,
    "flows": Flow.__members__,
    "cells": TITLES,
    "businesses": BUSINESSES,
    "phases": {phase.name: phase for phase in PHASES},
    "state": STATE,
    "outcomes": MEASURES,
    "prices": {price.name: price for price in PRICES},
    "costs": {line.name: line for line in LINES},
}
SAME_IN_BOTH = {"kas", "bank", "id"}


@pytest.mark.parametrize("kind", KINDS_OF_THINGS)
def test_everything_has_a_title_in_both_languages(kind):
    for name, thing in KINDS_OF_THINGS[kind].items():
        for title in (thing.title, thing.judul):
            assert title.strip() == title != "", name
            assert len(title) <= LONGEST or kind == "levels", name
        assert thing.title != thing.judul or thing.title in SAME_IN_BOTH, name


@pytest.mark.parametrize("kind", ["parameters", "levers", "structures"])
def test_no_two_inputs_have_the_same_title(kind):
    things = KINDS_OF_THINGS[kind].values()
    for titles in ([thing.title for thing in things], [thing.judul for thing in things]):
        assert len(set(titles)) == len(titles)


def test_every_unit_is_in_both_languages():
    declared_units = {
        thing.unit
        for kind in ("parameters", "levers", "state", "outcomes")
        for thing in KINDS_OF_THINGS[kind].values()
    }
    assert declared_units - set(UNITS) == set()


def test_nothing_is_left_without_a_title():
    assert set(TITLES) == {*KINDS, *RULES, *ACCESS, *BANDS, *SOCIAL_TYPES}
    for name, field in Levers.model_fields.items():
        words = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
        assert set(LEVERS[name].levels) == set(words), name


def test_the_schema_of_a_policy_carries_them():
    levers = policy_schema()["$defs"]["LeverOverrides"]["properties"]
    for name, lever in LEVERS.items():
        assert (levers[name]["title"], levers[name]["judul"]) == (lever.title, lever.judul)
    in_kind = LEVERS["starter_form"].levels["in_kind"]
    assert levers["starter_form"]["levels"]["in_kind"].items() <= in_kind._asdict().items()
