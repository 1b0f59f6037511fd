"""A file of answers: what is refused, in a line each; what an editor is told of it."""

import json

import pytest

from experiments.common.languages import LANGS
from experiments.common.texts import texts_of
from experiments.evidence.calibration.elsewhere_file import shipped as elsewhere
from experiments.evidence.calibration.holdout import texts_held_out
from experiments.evidence.elicit.answers_file import load_answers, template
from experiments.evidence.elicit.question_file import FILE, load_questions, shipped
from experiments.evidence.elicit.sheet import TEXTS
from sim.inputs.strict import InputError
from tests.elicit.answers import KNOWS, LIVES, in_toml
from tests.messages import mentions

GOOD = in_toml({"P01": {**LIVES, **KNOWS}, "P02": {"money": [1, 4.5, 20], "members": []}})
FAULTS = [
    ("living-two-years = [6, 8, 9]", "living-two-years = [6, 8]",
     "expert[1].answers.living-two-years P01 three"),
    ("living-two-years = [6, 8, 9]", "living-two-years = [8, 6, 9]",
     "expert[1].answers.living-two-years P01 [8.0, 6.0, 9.0]"),
    ("living-two-years = [6, 8, 9]", "living-two-years = [8, 8, 9]",
     "expert[1].answers.living-two-years P01"),
    ("living-two-years = [6, 8, 9]", "living-two-years = [6, 8, 11]",
     "expert[1].answers.living-two-years P01 10"),
    ("living-two-years = [6, 8, 9]", "living-two-years = [-6, 8, 9]",
     "expert[1].answers.living-two-years[1] -6"),
    ("living-two-years = [6, 8, 9]", 'living-two-years = "6-9"',
     "expert[1].answers.living-two-years"),
    ("living-two-years =", "living-two-year =", "expert[1].answers.living-two-year P01 living-two"),
    ('code = "P02"', 'code = "P01"', "expert[1].code P01"),
    ('code = "P02"', 'code = "Siti"', "expert[2].code Siti"),
    ("price_year = 2026\n", "", "price_year"),
    ("price_year = 2026", "price_year = 26", "price_year 26"),
    ("price_year = 2026", "price_year = 2026\nname = 1", "name"),
    ("money = [1, 4.5, 20]", "money = []", "expert[2].answers P02"),
]  # fmt: skip
PRIVATE = [
    "# NIK 6371034506780001",
    "# 6371 0345 0678 0001",
    "# telp 0812-3456-7890",
    "# +62 812 3456 7890",
    "# siti@example.org",
]


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a file of answers."""

    def write(text):
        path = tmp_path / "answers.toml"
        path.write_text(text)
        return path

    return write


def test_answers_are_read_and_what_was_not_answered_is_not_there(written):
    answers = load_answers(written(GOOD))
    assert answers.price_year == 2026
    assert set(answers.opinions["P02"]) == {"money"}
    assert answers.of("living-two-years")["P01"].figures.tolist() == [6, 8, 9]
    assert answers.of("attendance") == {}


@pytest.mark.parametrize(("old", "new", "data"), FAULTS)
def test_a_fault_is_a_line_with_file_key_and_value(written, kubesim, old, new, data):
    assert old in GOOD
    path = written(GOOD.replace(old, new, 1))
    done = kubesim("elicit", "pool", str(path))
    lines = done.err.splitlines()
    assert (done.code, done.out) == (2, "")
    assert any(mentions(line, f"{path} {data}") for line in lines), lines


@pytest.mark.parametrize("line", PRIVATE)
def test_what_tells_who_somebody_is_is_refused_wherever_it_stands(written, line):
    with pytest.raises(InputError) as told:
        load_answers(written(f"{line}\n{GOOD}"))
    assert mentions(str(told.value), "line 1")
    load_answers(written("# asked on 30-11-2026, 16 questions, Rp 1.250.000.000\n" + GOOD))


@pytest.mark.parametrize("lang", LANGS)
def test_the_template_asks_everything_and_is_empty(written, lang):
    text = template(lang, texts_of(TEXTS)[lang])
    for one in shipped().asked.values():
        assert one.asked(lang) in text
    with pytest.raises(InputError, match=r"expert\[1\]\.answers.*P01"):
        load_answers(written(text))
    load_answers(written(text.replace("living-two-years = []", "living-two-years = [1, 2, 3]")))


def test_the_schema_has_every_question_with_its_unit_and_bounds(kubesim):
    done = kubesim("schema", "answers")
    told = json.loads(done.out)["$defs"]["Expert"]["properties"]["answers"]["properties"]
    assert list(told) == list(shipped().asked)
    assert told["attendance"]["items"]["maximum"] == 10.0
    assert "maximum" not in told["money"]["items"]
    assert all(one["judul"] and one["unit"] for one in told.values())


@pytest.mark.parametrize(
    ("old", "new", "data"),
    [
        ('statistic = "living"', 'statistic = "livin"', "question[1].statistic livin living"),
        ("window = [24, 24]", "window = [25, 24]", "question[1].window [25, 24]"),
        ('id = "members"', 'id = "money"', "id money"),
        ("most = 12.0\n", "", "question[9].most"),
        ("answer = 45.33", "answer = 145.33", "seed[1].answer 145.33"),
        ("the Kubes of Banjarmasin.", "the Kubes of Tomohon.", "seed[1].question Tomohon"),
    ],
)
def test_faulty_questions_are_refused(tmp_path, old, new, data):
    text = FILE.read_text()
    assert old in text
    path = tmp_path / "questions.toml"
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(InputError) as told:
        load_questions(path)
    assert mentions(str(told.value), f"{path} {data}")


def test_no_seed_question_is_held_out_or_kept_for_the_card():
    seeds = [seed.model_dump() for seed in shipped().seed]
    assert len(seeds) == 4
    assert not list(texts_held_out(seeds))
    kept = {one.source for one in elsewhere().contrast if one.use == "card"}
    assert not kept & {seed["source"] for seed in seeds}
