"""A nation's ranking by region, as a table: one policy in every region."""

from collections.abc import Sequence

from experiments.common.languages import Lang, title_of
from experiments.common.numbers import number
from experiments.common.tables import Cell, Table
from experiments.policy.effect_cells import effect_figures
from experiments.policy.effects import AIMS, MEASURES, Json, sign_of
from experiments.policy.ranking_words import level_of, policy_title, quoted, texts
from experiments.policy.regions import OUTCOMES
from experiments.policy.sets import NONE

MOST = 12
"""So many regions stand in a table or a picture; the files have all."""


def has_regions(report: Json) -> bool:
    """Whether a ranking is of a nation of two regions or more, to be told apart."""
    return len(report.get("regions", ())) > 1


def told_policy(report: Json) -> str:
    """Return the policy that is shown by region: the one chosen, or the next to the plan."""
    choice = report["choice"]
    return str(choice["second"] if choice["chosen"] == NONE else choice["chosen"])


def regions_shown(report: Json) -> list[Json]:
    """Return so many regions as are shown, that with the best effect of the policy first."""
    name, policy = report["choice"]["decide_by"], told_policy(report)
    known: list[tuple[float, int]] = []
    for place, region in enumerate(report["regions"]):
        mean = effects_in(region, policy)[name]["mean"] if name in OUTCOMES else None
        known.append((float("inf") if mean is None else -sign_of(name) * mean, place))
    return [report["regions"][place] for _, place in sorted(known)[:MOST]]


def effects_in(region: Json, policy: str) -> Json:
    """Return the effects of a policy against the plan in a region."""
    told = next(row for row in region["policies"] if row["policy"] == policy)
    return dict(told["against_none"])


def regions_table(report: Json, lang: Lang) -> Table:
    """Return failure, income and staying mandiri by region, and which policy is the best there."""
    words, level, choice = texts(lang), level_of(report), report["choice"]
    policy, outcome = told_policy(report), title_of(MEASURES[choice["decide_by"]], lang)
    rows: list[Sequence[Cell]] = []
    for region in regions_shown(report):
        effects = effects_in(region, policy)
        parts = [list(effect_figures(name, effects[name], level, lang))[:2] for name in AIMS]
        rows.append(
            [
                region["name"],
                number(region["kubes"], 0, lang),
                *(cell for pair in parts for cell in pair),
                *_best(report, region, lang),
            ]
        )
    heads = [words["regions.region"], words["regions.kubes"]]
    for name in AIMS:
        heads += [words[f"effects.{name}"], words["rank.interval"]]
    heads += [words["regions.best"], words["regions.ahead"]]
    chosen = quoted(report, choice["chosen"], lang)
    notes = [words.say("regions.note", outcome=outcome, chosen=chosen)]
    hidden = len(report["regions"]) - len(rows)
    if hidden:
        notes.append(words.say("regions.left_out", count=number(hidden, 0, lang)))
    title = words.say("regions.title", policy=quoted(report, policy, lang))
    return Table(title, heads, rows, notes, (0, len(heads) - 2))


def _best(report: Json, region: Json, lang: Lang) -> tuple[str, str]:
    """Return which policy is the best in a region, and how far ahead of the nation's."""
    if region["chosen"] is None:
        return "-", "-"
    if region["lead"] is None:
        return texts(lang)["regions.same"], ""
    name, level = report["choice"]["decide_by"], level_of(report)
    mean, interval, _ = effect_figures(name, region["lead"], level, lang, "mean")
    ahead = texts(lang).say("regions.cell", mean=mean, interval=interval)
    return policy_title(report, region["chosen"], lang), ahead
