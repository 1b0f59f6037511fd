"""The calibration's file is strict, agrees with what is observed, and holds nothing held out."""

import re

import pytest

from experiments.evidence.calibration.calibration_file import Variant
from experiments.evidence.calibration.holdout import held_out, why_held_out
from experiments.evidence.calibration.inputs import FILE, Inputs, load_inputs
from sim.inputs.strict import InputError
from sim.locations import SCENARIOS, names
from sim.scenario import load_scenario
from tests.messages import mentions

TEXT = FILE.read_text(encoding="utf-8")


def refused(tmp_path, text):
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_inputs(path)
    assert all(line.startswith(str(path)) for line in error.value.faults)
    return "\n".join(error.value.faults)


def test_the_shipped_file_carries_every_reading_stage_label_denominator_and_age():
    settings = load_inputs().settings
    assert settings.bank.draws >= 2**17
    assert settings.checks.fits >= settings.checks.fits_least >= 1_000
    variants = settings.variant
    assert {variant.reading for variant in variants} == {
        "unknown",
        "cash",
        "liquid",
        "received",
        "saved",
    }
    assert {variant.stages for variant in variants} == {"findings", "conclusion"}
    assert {settings.exposure_of(variant).total for variant in variants} == {75, 150}
    assert {variant.exposure for variant in variants} == {"even", "of-150", "early", "late"}
    assert any(variant.leave_out == ("Mawar",) for variant in variants)
    assert any(variant.inferred for variant in variants)
    assert {group for variant in variants for group in variant.labels} >= {"age", "lines"}


def test_the_main_variant_takes_what_is_stated_and_leaves_the_reading_open():
    main = load_inputs().settings.variant[0]
    assert main == Variant(name="main", title=main.title, why=main.why)


@pytest.mark.parametrize(
    ("old", "new", "data"),
    [
        ("seed = 6371", "sed = 6371", "bank.sed"),
        ("label = 0.1", "label = nan", "errors.label"),
        ("label = 0.1", "label = 1.5", "errors.label"),
        ("draws = 131_072", "draws = 131_073", "bank.draws 131073"),
        ("replications_most = 24", "replications_most = 25", "bank.replications_most 25"),
        ('first = "2011-01"', 'first = "2004-03"', '"2004-03" banjarmasin'),
        ("value = 4_017_000", "value = 4_018_000", "4018000 4017000 banjarmasin"),
        ("value = 33\n", "value = 34\n", "members 34 33 banjarmasin"),
        ('kube = "Melati"', 'kube = "Melatti"', '"Melatti" Melati'),
        ('reading = "saved"', 'reading = "saves"', '"saves" saved'),
        ('labels = ["text"]', 'labels = ["txt"]', '"txt" text'),
        ('exposure = "early"', 'exposure = "earlier"', '"earlier" early'),
        ('outcome = "ten_findings"', 'outcome = "ten_finding"', '"ten_finding" ten_findings'),
        ("failed = 68", "failed = 69", "0.4600 0.4533"),
        ("2004 = 25, 2005 = 20", "2004 = 40, 2005 = 5", "2004 40 30"),
        ("tumbuh = 5\n", "tumbuh = 6\n", "10 banjarmasin"),
        ('labels = ["text", "age"]', 'labels = ["text", "age", "lines"]', '"labels-by-age" Rakat'),
        ('name = "liquid"', 'name = "cash"', 'variant "cash"'),
        ('cohort = "banjarmasin-cohort"', 'cohort = "banjarmasin"', 'bank.cohort "banjarmasin"'),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_key_and_remedy(tmp_path, old, new, data):
    assert TEXT.count(old) >= 1
    assert mentions(refused(tmp_path, TEXT.replace(old, new, 1)), data)


def test_the_held_out_place_is_known():
    (place,) = held_out()
    assert (place.place, place.share) == ("Tomohon", 0.4727)
    assert place.cities


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('cohort = "banjarmasin-cohort"', 'cohort = "tomohon"'),
        ('ten = "banjarmasin"', 'ten = "tomohon"'),
        ('outcome = "banjarmasin_failed"', 'outcome = "tomohon_failed"'),
        ('why = "reading a"', 'why = "as in Tomohon"'),
    ],
)
def test_the_hold_out_is_refused_by_name(tmp_path, old, new):
    assert mentions(refused(tmp_path, TEXT.replace(old, new, 1)), "Tomohon")


def test_the_hold_out_is_refused_by_its_figure(tmp_path):
    founded = "2004 = 11, 2005 = 11, 2006 = 11, 2007 = 11, 2008 = 11"
    text = re.sub(r"failed = 68\nfounded = \{.*\}", f"failed = 26\nfounded = {{ {founded} }}", TEXT)
    assert mentions(refused(tmp_path, text), "Tomohon")


def test_no_inputs_can_be_made_of_the_hold_out():
    inputs, tomohon = load_inputs(), load_scenario("tomohon")
    for ten, cohort in ((tomohon, inputs.cohort), (inputs.ten, tomohon)):
        with pytest.raises(InputError, match="Tomohon"):
            Inputs(inputs.settings, ten, cohort)


def test_the_hold_out_is_refused_under_another_name():
    tomohon = load_scenario("tomohon")
    city = tomohon.city.model_copy(update={"name": "Kota"})
    other = tomohon.model_copy(update={"name": "kota", "title": "Kota", "city": city})
    assert "Tomohon" in why_held_out(other)
    inputs = load_inputs()
    with pytest.raises(InputError, match="Tomohon"):
        Inputs(inputs.settings, inputs.ten, other)


def test_only_the_hold_out_is_refused():
    refused = {name for name in names(SCENARIOS) if why_held_out(load_scenario(name))}
    assert refused == {"tomohon"}
