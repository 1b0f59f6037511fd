"""A story told: both sides run to the end and written down for the page (`told_of`)."""

from experiments.classroom.story import SIDES, Side, Story
from experiments.classroom.telling.columns import Json
from experiments.classroom.telling.difference import Titles, differences
from experiments.classroom.telling.places import places_json
from experiments.classroom.telling.side import side_of
from experiments.classroom.texts import say
from experiments.common.languages import LANGS
from sim.calendar import month_number, month_text
from sim.inputs.strict import InputError, Strict
from sim.model import KubeModel
from sim.policy import Policy
from sim.scenario import KubeRow, Scenario


def told_of(
    story: Story,
    scenario: Scenario,
    policies: tuple[Policy, Policy],
    *,
    months: int | None = None,
    link: str = "",
) -> Json:
    """Run both sides of a story in the Mesa model and tell them.

    Parameters
    ----------
    story : Story
    scenario : Scenario
        The story's, with its parameters.
    policies : tuple of Policy
        Of the left and the right side, with their levers and decisions.
    months : int, optional
        Tell so many months of the Kube and no more; else to the scenario's end.
    link : str
        The story as a link, which is handed on.

    Returns
    -------
    dict
        Plain JSON. Arrays run over the months told, from the Kube's founding on; null stands
        where there is nothing, such as after failure. Money is whole nominal rupiah.

        - `story`: `link`, `scenario`, `kube` {id, name, business}, `seed`, `replication`,
          `months` ["2009-04", …], `horizon`, the number of months to the scenario's end.
        - `sides`: left and right, each with
          `title` {id, en}; `digest` of the final state; `failed_month`, index or null;
          `kube` {column: […]}: fields of `KubeMonth` and `columns.kube_columns`;
          `events` [[[code, figure, …], …], …] of the Kube;
          `households` [{`key`, `name` ("0" a founder, "n3" a newcomer), `size`,
          `columns` {column: […]}, `events`}], null or empty where it did not belong to the Kube;
          `book` [[[flow, entries, in_idr, out_idr, balance_idr], …], …] of the kas.
        - `difference`: [{id, en}, …].
        - `places`: `household`, `kube` {code: [rule, section, anchor, figure's name, …]} and
          `book` {flow: [rule, section, anchor]}.

    Raises
    ------
    InputError
        When the scenario has no such Kube.
    """
    row = _row(scenario, story.kube)
    horizon = len(_months(scenario, row))
    if months is not None:
        last = scenario.month(row.founded) + months
        scenario = scenario.model_copy(update={"months": min(scenario.months, last)})
    left, right = (
        side_of(
            KubeModel(
                scenario, policy, seed=story.seed, replication=story.replication, keep_journal=True
            ),
            story.kube,
        )
        for policy in policies
    )
    titles = titles_of(story, policies)
    return {
        "story": {
            "link": link,
            "scenario": story.scenario,
            "kube": {"id": row.id, "name": row.name, "business": row.business},
            "seed": story.seed,
            "replication": story.replication,
            "months": _months(scenario, row),
            "horizon": horizon,
        },
        "sides": [
            {"title": title, **side} for title, side in zip(titles, (left, right), strict=True)
        ],
        "difference": differences((left, right), titles),
        "places": places_json(),
    }


def _row(scenario: Scenario, kube: int) -> KubeRow:
    for row in scenario.kubes:
        if row.id == kube:
            return row
    known = ", ".join(str(row.id) for row in scenario.kubes)
    raise InputError([f"kube {kube}: {scenario.name} has no such Kube; it has {known}"])


def _months(scenario: Scenario, row: KubeRow) -> list[str]:
    start = month_number(scenario.start)
    founded = scenario.month(row.founded)
    return [month_text(start + month) for month in range(founded, scenario.months)]


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
    levers: Strict = side.levers
    changed = any(value is not None for value in levers.model_dump().values())
    title: Titles = {"id": policy.judul, "en": policy.title}
    if side.policy in SHORT:
        title = {lang: say(lang, f"stage.side.{SHORT[side.policy]}") for lang in LANGS}
    if changed:
        return {lang: say(lang, "stage.side.changed", title=title[lang]) for lang in LANGS}
    return title


def _decided(side: Side) -> str:
    """Return what decisions are about: everything, or visits alone, the same to all or not."""
    if any(it.share is not None for it in side.decisions):
        return "decided"
    same = {(it.month, it.visits) for it in side.decisions}
    return "visits_evenly" if len(same) == 1 else "visits_chosen"


SHORT = {"share-everything": "share_everything", "all-set-aside-first": "set_aside_first"}
"""Policies whose titles are known by shorter names in the classroom."""
