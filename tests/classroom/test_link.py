"""A link tells the same story everywhere, and a crafted one tells what is wrong with it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.classroom.story.choice import choice_of
from experiments.classroom.story.link import from_query, to_query
from experiments.classroom.story.story import Side, Story
from sim.course import LeverOverrides
from sim.decisions import GRANT_USES, Decision
from sim.inputs.strict import InputError
from sim.locations import POLICIES, names
from sim.model import KubeModel
from tests.messages import mentions

SHARES = st.floats(0.0, 1.0)
DECISIONS = st.lists(
    st.builds(
        Decision,
        kube=st.sampled_from([401, 402, 403, 404]),
        month=st.sampled_from(["2016-01", "2017-07", "2019-12"]),
        share=SHARES,
        lend=st.none() | st.booleans(),
        grant=st.none() | st.sampled_from(GRANT_USES),
        visits=st.none() | st.integers(0, 30),
    ),
    max_size=5,
).map(tuple)
LEVERS = st.builds(
    LeverOverrides,
    set_aside_share=st.none() | SHARES,
    open_books=st.none() | st.booleans(),
    loan_cap_idr=st.none() | st.integers(0, 10**12),
    visits_per_month=st.none() | st.floats(0.0, 30.0),
    starter_form=st.sampled_from([None, "cash", "in_kind"]),
)
SIDES = st.builds(Side, policy=st.sampled_from(names(POLICIES)), levers=LEVERS, decisions=DECISIONS)
STORIES = st.builds(
    Story,
    scenario=st.just("classroom"),
    kube=st.sampled_from([401, 404]),
    seed=st.integers(0, 2**32 - 1),
    replication=st.integers(0, 1000),
    draws=st.sampled_from(["class", "point", "posterior"]),
    parameters=st.dictionaries(st.just("meet.raid"), SHARES),
    left=SIDES,
    right=SIDES,
)


@given(story=STORIES)
def test_a_link_holds_the_whole_story(story):
    assert from_query(to_query(story)) == story
    assert from_query(f"http://127.0.0.1:8080/?{to_query(story)}&lang=en&month=7#x") == story
    choice_of(story)


def test_a_link_of_a_story_ends_in_the_same_state():
    story = Story(
        scenario="classroom",
        kube=401,
        left=Side(decisions=(Decision(kube=401, month="2016-05", share=0.6, lend=False),)),
    )
    ends = []
    for same in (story, from_query(to_query(story))):
        choice = choice_of(same)
        model = KubeModel(choice.scenario, choice.policies[0], seed=same.seed)
        model.run()
        ends.append(model.digest())
    assert ends[0] == ends[1]


@pytest.mark.parametrize(
    ("query", "data"),
    [
        ("scenario=/etc/passwd", "scenario /etc/passwd"),
        ("scenario=banjarmasim", "banjarmasim banjarmasin"),
        ("scenario=banjarmasin-cohort&kube=1", "banjarmasin-cohort 60,000"),
        ("left=nome", "left nome policy"),
        ("kube=77", "kube 77 banjarmasin 1 Talawang"),
        ("kube=two", "link kube two"),
        ("kube=٣", "link kube ٣"),
        ("seed=-1", "link seed -1"),
        ("seed=1&seed=2", "link seed"),
        ("sed=1", "sed seed"),
        ("left=none&left.visits=3", "left.visits set_aside_share"),
        ("left.visits_per_month=99", "link left.visits_per_month 99"),
        ("left.visits_per_month=nan", "link left.visits_per_month nan"),
        ("left.open_books=both", "left.open_books both true false"),
        ("right.decide=7", "right.decide 1 7"),
        ("right.decide=2@2009-05:s3", "right.decide 1"),
        ("right.decide=2@1999-05:s.3", "1999-05 banjarmasin 2004-01 2015-12"),
        ("p.meet.rade=1", "meet.rade meet.raid"),
        ("p.meet.raid=1e9", "parameter meet.raid 1e+09 0 1"),
        ("draws=all", "link draws all"),
        ("a=" + "x" * 9000, "link 8,000"),
        ("&".join(f"k{n}=1" for n in range(300)), "link"),
        ("left=%ff%fe", "link"),
        ("left=<script>alert(1)</script>", "left policy"),
    ],
)
def test_a_crafted_link_is_told_what_is_wrong(query, data):
    with pytest.raises(InputError) as error:
        choice_of(from_query(query))
    assert any(mentions(line, data) for line in error.value.faults), error.value.faults
    assert all(len(line) < 900 and line.isprintable() for line in error.value.faults)


@given(st.text(max_size=200))
@settings(max_examples=300)
def test_no_link_gives_a_traceback(text):
    try:
        choice_of(from_query(text))
    except InputError as error:
        assert error.faults
