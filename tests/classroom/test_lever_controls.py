"""Every lever can be set on the page, as it is declared."""

import pytest
from pydantic import ValidationError

from experiments.classroom.page.lever_controls import SLIDER_MOST, controls, value_text
from experiments.classroom.texts import words
from experiments.common.languages import LANGS
from sim.course import LeverOverrides
from sim.levers import LEVERS, Levers


def test_every_lever_has_one_control():
    assert sorted(control.name for control in controls()) == sorted(Levers.model_fields)


@pytest.mark.parametrize("control", controls(), ids=lambda control: control.name)
def test_a_control_reaches_both_bounds_and_no_further(control):
    if control.kind in ("switch", "choice"):
        for value in control.options or (False, True):
            LeverOverrides.model_validate({control.name: value})
        return
    assert control.kind == ("range" if control.high - control.low <= SLIDER_MOST else "number")
    assert 0 < control.step <= (control.high - control.low) / 10
    for bound, beyond in ((control.low, -1), (control.high, 1)):
        LeverOverrides.model_validate({control.name: bound})
        with pytest.raises(ValidationError):
            LeverOverrides.model_validate({control.name: bound + beyond})


@pytest.mark.parametrize("lang", LANGS)
def test_payers_grades_and_values_have_words(lang):
    said = words("page")[lang]["levers"]
    for control in controls():
        assert said["payer"][LEVERS[control.name].payer]
        assert said["grade"][LEVERS[control.name].grade]
        default = Levers.model_fields[control.name].default
        assert value_text(control, default, lang)
