"""Stages: each published criterion is needed, its mark counts as met, what is reached is kept."""

import math
from typing import Any

import pytest

from sim.parameters import Parameters
from sim.rules import stages
from sim.rules.stages import BERKEMBANG, GAGAL, MANDIRI, TUMBUH

P = Parameters().stages
BARELY_MANDIRI: dict[str, Any] = {
    "books": P.mandiri_books,
    "organisation": P.mandiri_organisation,
    "market": P.berkembang_market,
    "access": P.mandiri_access,
    "assets_idr": P.mandiri_assets_idr,
    "bank_idr": P.mandiri_bank_idr,
    "iks_idr": P.least_iks_idr,
    "has_lkm": True,
}
BARELY_BERKEMBANG: dict[str, Any] = {
    "books": P.berkembang_books,
    "organisation": P.berkembang_organisation,
    "market": P.berkembang_market,
    "access": P.berkembang_access,
    "assets_idr": P.berkembang_assets_idr,
    "bank_idr": 0,
    "iks_idr": P.least_iks_idr,
    "has_lkm": False,
}
OF_MANDIRI = ("books", "organisation", "access", "assets_idr", "bank_idr", "iks_idr", "has_lkm")
OF_BERKEMBANG = ("books", "organisation", "market", "access", "assets_idr", "iks_idr")
NOTHING = {name: type(value)(0) for name, value in BARELY_MANDIRI.items()}


def stage_of(values, before=TUMBUH, p=P):
    return stages.stage(before=before, **values, price=1.0, p=p)


def a_hair_less(value):
    """Return the next lower number, rupiah or share; no LKM in the place of one."""
    return math.nextafter(value, 0.0) if isinstance(value, float) else value - 1


def without(values, criterion):
    return {**values, criterion: type(values[criterion])(a_hair_less(values[criterion]))}


def test_stages_rise_from_failed_to_self_reliant():
    assert stages.STAGES[GAGAL] == "gagal"
    assert stages.STAGES[TUMBUH] == "tumbuh"
    assert stages.STAGES[BERKEMBANG] == "berkembang"
    assert stages.STAGES[MANDIRI] == "mandiri"
    assert not GAGAL


def test_who_meets_each_mark_exactly_has_the_stage():
    assert stage_of(BARELY_MANDIRI) == MANDIRI
    assert stage_of(BARELY_BERKEMBANG) == BERKEMBANG
    assert stage_of(NOTHING) == TUMBUH


@pytest.mark.parametrize("criterion", OF_MANDIRI)
def test_each_criterion_of_mandiri_is_needed(criterion):
    assert stage_of(without(BARELY_MANDIRI, criterion)) < MANDIRI


@pytest.mark.parametrize("criterion", OF_BERKEMBANG)
def test_each_criterion_of_berkembang_is_needed(criterion):
    assert stage_of(without(BARELY_BERKEMBANG, criterion)) == TUMBUH


def test_market_reach_is_no_criterion_of_mandiri_and_a_bank_and_an_lkm_none_of_berkembang():
    assert stage_of({**BARELY_MANDIRI, "market": 0.0}) == MANDIRI
    rich = {**BARELY_BERKEMBANG, "bank_idr": 10**9, "has_lkm": True}
    assert stage_of(rich) == BERKEMBANG
    assert stage_of({**rich, "books": 1.0, "organisation": 1.0}) == BERKEMBANG


def kept_at(values, kept, criteria):
    """Return values that lie at so much of the marks, all but yes or no and dues."""
    return {
        name: kept * value if name in criteria and name not in ("has_lkm", "iks_idr") else value
        for name, value in values.items()
    }


@pytest.mark.parametrize(
    ("stage", "values", "criteria"),
    [(MANDIRI, BARELY_MANDIRI, OF_MANDIRI), (BERKEMBANG, BARELY_BERKEMBANG, OF_BERKEMBANG)],
    ids=["mandiri", "berkembang"],
)
def test_a_stage_is_kept_down_to_a_part_of_its_marks_and_no_further(stage, values, criteria):
    low = kept_at(values, P.kept, criteria)
    assert stage_of(low, before=stage) == stage
    assert stage_of(low, before=TUMBUH) < stage
    for criterion in criteria:
        assert stage_of(without(low, criterion), before=stage) < stage


def test_a_berkembang_kube_does_not_become_mandiri_below_its_marks():
    low = kept_at(BARELY_MANDIRI, P.kept, OF_MANDIRI)
    assert stage_of(low, before=BERKEMBANG) < MANDIRI


def test_a_mandiri_kube_that_falls_keeps_berkembang_as_one_that_had_it():
    low = kept_at(BARELY_BERKEMBANG, P.kept, OF_BERKEMBANG)
    assert stage_of(low, before=MANDIRI) == BERKEMBANG


def test_a_stage_is_lost_at_once_where_nothing_is_kept_below_the_marks():
    p = P._replace(kept=1.0)
    for criterion in OF_MANDIRI:
        assert stage_of(without(BARELY_MANDIRI, criterion), before=MANDIRI, p=p) < MANDIRI


def test_assets_are_all_that_the_kube_has_and_of_the_solidarity_fund_what_is_put_to_use():
    parts = {"kas_idr": 1, "bank_idr": 20, "loans_out_idr": 300, "lkm_idr": 4000}
    whole = stages.assets_idr(**parts, equipment_idr=50_000, iks_idr=600_000, set_aside_used=1.0)
    assert whole == 654_321
    half = stages.assets_idr(**parts, equipment_idr=50_000, iks_idr=600_000, set_aside_used=0.5)
    assert half == 354_321
