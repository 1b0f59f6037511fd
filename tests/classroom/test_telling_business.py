"""What is told of the business and of the spirit is what the model did, and why."""

from functools import cache
from typing import Any

import pytest

from experiments.classroom.story.choice import choice_of
from experiments.classroom.story.story import SIDES, Story
from experiments.classroom.telling.story_record import record_story
from experiments.classroom.telling.watching import MonthSeen, watched
from sim.agents import Kube
from sim.ledger import Flow
from sim.rules import trade

KUBES = (401, 402, 404)


def that_stops() -> Story:
    """The first story at the first values in which the business stands still."""
    for seed in range(40):
        for kube in KUBES:
            story = Story(scenario="classroom", kube=kube, seed=seed, draws="point")
            choice = choice_of(story)
            if any(month.stopped for month in choice.kube_in(choice.run(0)).history):
                return story
    raise LookupError("no business stands still")


OF_THE_CLASS = [Story(), *(Story(scenario="classroom", kube=kube) for kube in KUBES)]
"""In the class's world business goes on whatever the kas holds, and profit pays for repairs."""
WITH_A_BUFFER = [
    *(story.model_copy(update={"draws": "point"}) for story in OF_THE_CLASS),
    that_stops(),
]
"""At the first values the kas pays for inputs, repairs and new starts."""
STORIES = [*OF_THE_CLASS, *WITH_A_BUFFER]
EACH = pytest.mark.parametrize(
    ("number", "side"), [(number, side) for number in range(len(STORIES)) for side in (0, 1)]
)
GOES_ON = {"trade.volume_without_kas": 1.0, "trade.stop_per_month": 0.0}
OF_STOPS = {
    "broke_down", "stands_still", "helped_to_start", "started_from_bank", "started_again",
}  # fmt: skip


@cache
def recorded(number: int) -> Any:
    return record_story(choice_of(STORIES[number]))


@cache
def seen(number: int, side: int) -> tuple[Kube, list[MonthSeen]]:
    choice = choice_of(STORIES[number])
    model = choice.start(side, keep_journal=True)
    kube = choice.kube_in(model)
    return kube, list(watched(model, kube))


def by_code(events: list[list[Any]]) -> dict[str, list[Any]]:
    return {code: figures for code, *figures in events}


@EACH
def test_a_new_start_is_told_as_it_was_paid(number: int, side: int) -> None:
    shown = recorded(number)["sides"][side]
    was = False
    for month, events in enumerate(shown["events"]):
        told = by_code(events)
        stopped = bool(shown["kube"]["stopped"][month])
        paid = [line[3] for line in shown["book"][month] if line[0] == Flow.RESTART.name]
        by_kas = told.get("started_again") or told.get("started_from_bank")
        assert paid == ([by_kas[0]] if by_kas else [])
        if shown["failed_month"] is None or month < shown["failed_month"]:
            assert stopped == ("stands_still" in told)
        if told.keys() & OF_STOPS:
            assert was or "broke_down" in told
        if "stands_still" in told:
            price, had = told["stands_still"]
            assert had < price
            assert not shown["kube"]["present"][month]
            codes = {e[0] for h in shown["households"] for e in h["events"][month]}
            assert "stood_still" in codes
            assert not codes & {"worked", "absent"}
        was = "stands_still" in told


@EACH
def test_the_share_of_full_business_makes_the_inputs(number: int, side: int) -> None:
    kube, months = seen(number, side)
    for month in months:
        business = month.business
        if business is not None:
            planned = business.planned_idr * business.volume
            revenue = month.sum_idr(Flow.REVENUE, kube.kas)
            inputs = month.sum_idr(Flow.INPUTS, kube.kas)
            expected = trade.inputs_idr(planned, revenue, business.kas_idr)
            assert inputs == pytest.approx(expected, abs=1)
            repaired = month.sum_idr(Flow.REPAIR, kube.kas)
            by_kas = business.repaired_idr
            assert 0 <= by_kas <= min(repaired, max(0, business.kas_idr))
            if number >= len(OF_THE_CLASS):
                assert by_kas == repaired


def test_stories_of_a_class_tell_of_everything_that_a_kas_is_for() -> None:
    sides = [side for number in range(len(STORIES)) for side in recorded(number)["sides"]]
    codes = {event[0] for side in sides for month in side["events"] for event in month}
    assert codes >= {"small_business", "repaired", "unrepaired", "stands_still", "started_again"}


def test_an_empty_kas_means_less_business_and_no_repairs() -> None:
    left, right = recorded(len(OF_THE_CLASS))["sides"]
    small, unrepaired, repaired = (
        [sum(code in by_code(month) for month in side["events"]) for side in (left, right)]
        for code in ("small_business", "unrepaired", "repaired")
    )
    assert small[0] > small[1]
    assert unrepaired[0] > unrepaired[1]
    assert repaired[0] < repaired[1]


def test_where_business_goes_on_whatever_the_kas_holds_nothing_is_told_of_it() -> None:
    story = STORIES[1].model_copy(update={"parameters": GOES_ON})
    for side in record_story(choice_of(story))["sides"]:
        codes = {event[0] for month in side["events"] for event in month}
        assert not codes & {*OF_STOPS, "small_business"}


@EACH
def test_why_a_member_came_is_a_mixture_that_makes_the_spirit(number: int, side: int) -> None:
    shown = recorded(number)["sides"][side]
    for month, mean in enumerate(shown["kube"]["spirit"]):
        spirits = []
        for household in shown["households"]:
            columns = household["columns"]
            if columns["role"][month] in ("chair", "treasurer", "member"):
                spirits.append(columns["spirit"][month])
            told = by_code(household["events"][month])
            for code in ("worked", "absent", "left"):
                if code in told:
                    chance, spirit, *parts = told[code][:5]
                    if code == "left":
                        spirit, *parts = told[code][:4]
                    assert min(parts) - 1e-3 <= spirit <= max(parts) + 1e-3
                    assert 0.0 <= chance <= 1.0
        if spirits:
            assert mean == pytest.approx(sum(spirits) / len(spirits), abs=2e-4)


def test_those_who_came_had_the_better_chances() -> None:
    chances: dict[str, list[float]] = {"worked": [], "absent": []}
    for number in range(len(STORIES)):
        for name in range(len(SIDES)):
            for household in recorded(number)["sides"][name]["households"]:
                for events in household["events"]:
                    for code, *figures in events:
                        if code in chances:
                            chances[code].append(figures[0])
    came, stayed = (sum(each) / len(each) for each in chances.values())
    assert came > stayed
    share = len(chances["worked"]) / sum(map(len, chances.values()))
    everybody = [*chances["worked"], *chances["absent"]]
    assert share == pytest.approx(sum(everybody) / len(everybody), abs=0.05)
