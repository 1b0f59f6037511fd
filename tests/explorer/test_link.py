"""Links: the whole question and back, another version and crafted ones refused."""

import pytest

from experiments.explorer.link import OtherVersionError, asked_of, question_of, to_query
from experiments.explorer.question import Question
from sim.inputs.strict import InputError
from tests.messages import mentions

WHOLE = Question(
    {"visits_per_month": 4.0, "open_books": True, "bpls_condition": "none", "support_months": 36},
    {"visit_idr": 75_000.0},
    {"learn.visit_learning": 0.1, "structure.visits": 3.0},
    draws=200,
    seed=9,
    pins=({"visits_per_month": 2.5, "open_books": True}, {}, {"bpls_condition": "none"}),
)


@pytest.mark.parametrize("question", [Question(), WHOLE])
def test_a_link_carries_the_whole_question(place, question):
    assert question_of(f"http://127.0.0.1:8080/en?{to_query(question, place)}", place) == question


def test_a_lever_as_in_the_plan_is_not_moved(place):
    assert question_of("visits_per_month=1.0&monitoring_per_year=0", place) == Question()


def test_a_link_of_another_version_is_refused_in_words(place):
    query = to_query(WHOLE, place).replace(place.stamp, "0123456789ab")
    with pytest.raises(OtherVersionError) as refused:
        question_of(query, place)
    assert mentions(str(refused.value), f"0123456789ab {place.stamp}")
    assert asked_of(query, place).question == WHOLE


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("visits_per_month=-1", "visits_per_month"),
        ("visits_per_month=nan", "visits_per_month"),
        ("visits_per_month=1&visits_per_month=2", "visits_per_month"),
        ("visits=1", "visits_per_month"),
        ("draws=9999999", "draws"),
        ("draws=3", "draws"),
        ("draws=-1", "draws"),
        ("seed=1e3", "seed"),
        ("price.visit=1", "visit_idr"),
        ("price.visit_idr=-5", "price.visit_idr"),
        ("price.visit_idr=inf", "price.visit_idr"),
        ("assume.learn.visit_learning=7", "assume.learn.visit_learning"),
        ("assume.structure.visits=some", "nothing"),
        ("assume.nothing=1", "assume.nothing"),
        ("rule=other", "rule"),
        ("scenario=../../etc/passwd", "scenario"),
        ("pin.a=visits_per_month:-1", "pin.a visits_per_month"),
        ("pin.a=visits:1", "pin.a visits visits_per_month"),
        ("pin.a=visits_per_month:1,visits_per_month:2", "pin.a visits_per_month twice"),
        ("pin.b=visits_per_month:2", "pin.b pin.a"),
        ("pin.a=&pin.e=", "pin.e pin.d"),
        ("%ff=%fe", "link"),
        ("x=" + "y" * 9_000, "characters"),
    ],
)
def test_a_crafted_link_gets_a_line_for_every_fault(place, query, named):
    with pytest.raises(InputError) as refused:
        question_of(query, place)
    (line,) = refused.value.faults
    assert mentions(line, named)
    assert len(line) < 400


def test_faults_are_told_together(place):
    with pytest.raises(InputError) as refused:
        question_of("seed=x&draws=x&price.a=1", place)
    assert len(refused.value.faults) == 3
