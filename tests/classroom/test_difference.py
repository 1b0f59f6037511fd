"""The headline and what is received: true in the month in which a Kube fails, and after it."""

import pytest

from experiments.classroom.page.score_sheet import sheet
from experiments.classroom.story.choice import choice_of
from experiments.classroom.story.link import from_query
from experiments.classroom.telling.difference import NEARLY_IDR, closed, differences, funds_idr
from experiments.classroom.telling.story_record import record_story
from experiments.classroom.texts import say
from experiments.common.languages import LANGS
from sim.ledger import Flow
from tests.messages import mentions

FAILING = "scenario=classroom&kube=401&seed=6&left=share-everything&right=all-set-aside-first"


@pytest.fixture(scope="module")
def record():
    return record_story(choice_of(from_query(FAILING)))


def first_closing(record):
    """Return the month in which the first Kube closes, and its side."""
    months = [(side["failed_month"], number) for number, side in enumerate(record["sides"])]
    return min(month for month in months if month[0] is not None)


@pytest.mark.parametrize("lang", LANGS)
def test_the_month_of_failing_says_which_kube_has_closed(record, lang):
    month, number = first_closing(record)
    title = record["sides"][number]["title"][lang]
    said = record["difference"][month][lang]
    both = closed(record["sides"][1 - number], month)
    key = "stage.difference." + ("both_gone" if both else "one_gone")
    expected = say(
        lang, key, after="", lost=title, standing=record["sides"][1 - number]["title"][lang],
        money="",
    )  # fmt: skip
    assert mentions(said, expected.partition(":")[2].partition("“")[0])
    assert both or title in said
    before = record["difference"][month - 1][lang]
    assert not mentions(before, expected.partition(":")[2].partition(";")[0])


def test_what_is_paid_at_winding_up_counts_as_received_by_each(record):
    _, number = first_closing(record)
    side, choice = record["sides"][number], choice_of(from_query(FAILING))
    model = choice.run(number, keep_journal=True)
    kas = choice.kube_in(model).kas
    paid = [
        amount
        for rows in model.city.ledger.kept or []
        for flow, source, _, amount in rows.tolist()
        if flow == Flow.WINDING_UP_SHARE and source == kas
    ]
    assert paid
    assert len(set(paid)) == 1
    month = side["failed_month"]
    got = side["kube"]["got_each_idr"]
    assert side["kube"]["ended_each_idr"][month] == paid[0]
    assert got[month] == got[month - 1] + side["kube"]["each_idr"][month] + paid[0]
    assert got[month:] == [got[month]] * len(got[month:])
    ended = [household["columns"]["share_idr"][month] for household in side["households"]]
    assert sum(amount or 0 for amount in ended) == sum(paid) + side["kube"]["shared_idr"][month]


def test_the_score_sheet_counts_it_too_and_holds_no_money_of_a_closed_kube(record):
    month, number = first_closing(record)
    lines = {line.name: (line.left, line.right) for line in sheet(record, month)}
    before = {line.name: (line.left, line.right) for line in sheet(record, month - 1)}
    for name in ("money", "equipment", "members", "savings"):
        assert lines[name][number] is None
    heirs = [h for h in record["sides"][number]["households"]
             if any(event[0] == "failed" for event in h["events"][month])]  # fmt: skip
    each = record["sides"][number]["kube"]["ended_each_idr"][month]
    shared = record["sides"][number]["kube"]["shared_idr"][month]
    assert lines["got"][number] == before["got"][number] + each * len(heirs) + shared


@pytest.mark.parametrize("lang", LANGS)
def test_a_few_rupiah_are_no_finding(lang):
    columns = {"members": [10], "bank_idr": [0], "loans_out_idr": [0], "got_each_idr": [0]}
    titles = [dict.fromkeys(LANGS, "A"), dict.fromkeys(LANGS, "B")]

    def said(kas, got):
        sides = [
            {"kube": {**columns, "kas_idr": [0]}},
            {"kube": {**columns, "kas_idr": [kas], "got_each_idr": [got]}},
        ]
        assert funds_idr(sides[1], 0) == kas
        return differences(sides, titles)[0][lang]

    assert said(2, 0) == said(0, 0) == said(NEARLY_IDR - 1, 2)
    assert mentions(said(NEARLY_IDR, 0), "B")
    assert said(NEARLY_IDR, NEARLY_IDR) != said(NEARLY_IDR, -NEARLY_IDR)
