"""Sentences stand in both languages with the same figures; numbers as each language writes them."""

from pathlib import Path

import pytest

import experiments
from experiments.common import numbers
from experiments.common.languages import headed
from experiments.common.texts import texts_of
from sim.inputs.strict import InputError
from tests.messages import mentions

FOLDERS = sorted(path.parent for path in Path(experiments.__file__).parent.rglob("*texts/en.toml"))


def written(folder, **texts):
    for lang, text in texts.items():
        (folder / f"{lang}.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.parent.name)
def test_every_sentence_is_there_in_both_languages(folder):
    texts = texts_of(folder)
    assert texts["en"].flat and all(text for lang in texts.values() for text in lang.flat.values())


def test_a_missing_key_and_a_missing_figure_are_named_at_once(tmp_path):
    folder = written(
        tmp_path,
        en='[a]\nboth = "{n} runs"\nlist = ["one", "two"]\n',
        id='[a]\nboth = "simulasi"\nlist = ["satu"]\n',
    )
    with pytest.raises(InputError) as fault:
        texts_of(folder)
    first, second = str(fault.value).splitlines()
    assert mentions(first, "a.list.1")
    assert mentions(second, "a.both")


def test_a_sentence_takes_its_figures(tmp_path):
    texts = texts_of(written(tmp_path, en='[a]\nb = "{n:.1f} %"\n', id='[a]\nb = "{n} persen"\n'))
    assert texts["en"].say("a.b", n=2) == "2.0 %"
    assert texts["id"].tables["a"] == {"b": "{n} persen"}


@pytest.mark.parametrize(
    ("value", "unit", "english", "indonesian"),
    [
        (1_250_000, "Rp", "Rp 1.25 million", "Rp 1,25 juta"),
        (950_000, "Rp", "Rp 950,000", "Rp 950.000"),
        (0.3, "share", "0.3 (share)", "0,3 (share)"),
        (0.00771, "", "0.00771", "0,00771"),
        (0, "", "0", "0"),
    ],
)
def test_numbers_with_units(value, unit, english, indonesian):
    assert numbers.with_unit(value, unit, "en") == english
    assert numbers.with_unit(value, unit, "id") == indonesian


def test_a_count_agrees_with_its_noun():
    counts = [numbers.counted(n, "run") for n in (0, 1, 2_000)]
    assert counts == ["0 runs", "1 run", "2,000 runs"]
    assert numbers.counted(3, "city") == "3 cities"


def test_shares_money_and_months():
    shares = (0.0, 0.051, 0.5, 1.0)
    assert [numbers.percent(share, "id") for share in shares] == ["0 %", "5,1 %", "50 %", "100 %"]
    assert [numbers.whole_percent(share, "id") for share in shares] == [
        "0 %",
        "5 %",
        "50 %",
        "100 %",
    ]
    assert numbers.exact_idr(-1_234_567, "id") == "−Rp 1.234.567"
    assert numbers.about_idr(1_250_000, "id") == "Rp 1,3 juta"
    assert numbers.about_idr(949, "en") == "Rp 1,000"
    assert numbers.millions(-123_456_789.0, "id") == "-123"
    assert numbers.number(-0.0001, 2, "en") == "0.00"
    assert numbers.short(0.05, "id") == "0,05"
    assert numbers.short(12_345, "id") == "12.345"
    assert numbers.month_name("2016-05", "id") == "Mei 2016"
    assert headed("kas") == "Kas"
