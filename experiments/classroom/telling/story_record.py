"""A story's record: both sides run in the Mesa model and written down as JSON for the page."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs

from experiments.classroom.story.choice import Choice, choice_of
from experiments.classroom.story.link import from_query, to_query
from experiments.classroom.story.story import SIDES, Side, Story
from experiments.classroom.telling.difference import differences
from experiments.classroom.telling.places import places_json
from experiments.classroom.telling.side_record import Json, record_side
from experiments.classroom.telling.split import split_of
from experiments.classroom.texts import say
from experiments.common.engines import free
from experiments.common.languages import LANGS, Lang
from sim.calendar import month_number, month_text
from sim.inputs.said import both
from sim.inputs.strict import InputError
from sim.luck import MONTHS_MOST
from sim.policy import Policy

Titles = dict[Lang, str]
KEPT = 8
"""Records that are kept in memory."""
SHORT = {"share-everything": "share_everything", "all-set-aside-first": "set_aside_first"}
"""Policies whose titles are known by shorter names in the classroom."""


def until_of(query: str) -> int | None:
    """Return how many months of the Kube a link tells; None: all.

    Raises
    ------
    InputError
        When that is no number of months.
    """
    text = parse_qs(query).get("until", [""])[-1]
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) < MONTHS_MOST):
        fault = both(
            f"link: until={text[:20]!a}: must be a number of months",
            f"tautan: until={text[:20]!a}: harus banyaknya bulan",
        )
        raise InputError([fault])
    return int(text)


def record_until(story: Story, until: int | None) -> Mapping[str, Any]:
    """Return a story's record; of the last few, without running them again.

    Raises
    ------
    InputError
        With one line per fault of the story.
    """
    return _record(to_query(story), until)


@lru_cache(KEPT)
def _record(query: str, until: int | None) -> Mapping[str, Any]:
    return record_story(choice_of(from_query(query)), until)


def record_story(
    choice: Choice, months: int | None = None, wanted: Callable[[], bool] = lambda: True
) -> Json:
    """Run both sides of a story in the Mesa model and write them down.

    Parameters
    ----------
    choice : Choice
    months : int, optional
        Tell so many months of the Kube and no more; else to the scenario's end.
    wanted : callable
        Asked every month: whether somebody still waits.

    Raises
    ------
    GivenUpError
        When nobody does.

    Returns
    -------
    dict
        Plain JSON. Arrays run over the months told, from the Kube's founding on; null stands
        where there is nothing, such as after failure. Money is whole nominal rupiah.

        - `story`: `link`, `scenario`, `kube` {id, name, business}, `seed`, `replication`,
          `months` ["2009-04", …], `horizon`, the number of months to the scenario's end.
        - `sides`: left and right, each with
          `title` {id, en}; `digest` of the final state; `failed_month`, index or null;
          `failure`, how it ended, or null (`failure_of`);
          `kube` {column: […]}: `side_record.KUBE_COLUMNS` and what is shared out;
          `events` [[[code, figure, …], …], …] of the Kube;
          `households` [{`key`, `name` ("0" a founder, "n3" a newcomer), `size`,
          `columns` {column: […]}, `events`}], null or empty where it did not belong to the Kube;
          `book` [[[flow, entries, in_idr, out_idr, balance_idr], …], …] of the kas.
        - `difference`: [{id, en}, …].
        - `split`: where the twins part, or null (`split_of`).
        - `places`: `household`, `kube` {code: [rule, section, anchor, figure's name, …]} and
          `book` {flow: [rule, section, anchor]}.
    """
    horizon = choice.kube_months
    if months is not None:
        until = min(choice.scenario.months, choice.founded + months)
        shorter = choice.scenario.model_copy(update={"months": until})
        choice = choice._replace(scenario=shorter)
    left, right = (_side(choice, side, wanted) for side in (0, 1))
    story, kube = choice.story, choice.kube
    founded = month_number(kube.founded)
    titles = titles_of(story, choice.policies)
    return {
        "story": {
            "link": to_query(story),
            "scenario": story.scenario,
            "kube": {"id": kube.id, "name": kube.name, "business": kube.business},
            "seed": story.seed,
            "replication": story.replication,
            "months": [month_text(founded + month) for month in range(choice.kube_months)],
            "horizon": horizon,
        },
        "sides": [
            {"title": title, **side} for title, side in zip(titles, (left, right), strict=True)
        ],
        "difference": differences((left, right), titles),
        "split": split_of((left, right)),
        "places": places_json(),
    }


def _side(choice: Choice, side: int, wanted: Callable[[], bool]) -> Json:
    """Return the record of a side; its model is gone before the other one's is made."""
    model = choice.start(side, keep_journal=True)
    try:
        return record_side(model, choice.kube.id, wanted)
    finally:
        free(model)


def titles_of(story: Story, policies: tuple[Policy, Policy]) -> tuple[Titles, Titles]:
    """Return the titles of the two sides; equal ones are told apart as left and right."""
    left, right = (
        _title(getattr(story, name), policy) for name, policy in zip(SIDES, policies, strict=True)
    )
    if left == right:
        left, right = (
            {lang: f"{title[lang]} ({say(lang, f'stage.side.{name}')})" for lang in LANGS}
            for name, title in zip(SIDES, (left, right), strict=True)
        )
    return left, right


def _title(side: Side, policy: Policy) -> Titles:
    """Return what a side is called: short for what is taught, else as the policy is titled."""
    if side.decisions:
        return {lang: say(lang, f"stage.side.{_decided(side)}") for lang in LANGS}
    title: Titles = {"id": policy.judul, "en": policy.title}
    if side.policy in SHORT:
        title = {lang: say(lang, f"stage.side.{SHORT[side.policy]}") for lang in LANGS}
    if side.overrides():
        return {lang: say(lang, "stage.side.changed", title=title[lang]) for lang in LANGS}
    return title


def _decided(side: Side) -> str:
    """Return what decisions are about: everything, or visits alone, the same to all or not."""
    if any(decision.share is not None for decision in side.decisions):
        return "decided"
    visits = {(decision.month, decision.visits) for decision in side.decisions}
    return "visits_evenly" if len(visits) == 1 else "visits_chosen"
