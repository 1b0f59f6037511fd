"""Level 3: decide, and tell luck from policy."""

from typing import Any

from experiments.classroom.lessons.class_runs import AFTER_MONTHS, RUNS, class_runs, under
from experiments.classroom.lessons.exercise import Asked, Exercise, Figures
from experiments.classroom.lessons.level2 import FIRST_KUBE, HUNDRED, POOR
from experiments.classroom.lessons.own_story import luck_of, own_story, story_of
from experiments.classroom.story.catalogue import CLASS, kube_names
from experiments.classroom.story.story import Side
from sim.decisions import Decision
from sim.policy import Policy

MANY_RUNS = 1_000
TOLERANCE = 10
AS_GOOD = 0.02
"""So close are two policies as good as each other: runs do not tell them apart."""
FIFTH = 0.2
TWENTIETH = 0.05
START, SECOND_GRANT = "2016-01", "2017-01"
"""Months of the two grants of a class's Kubes."""


def luck(trainee: str) -> Asked:
    """Ask in how many of a hundred runs the Kube that sets aside lives after three years."""
    story, seed = own_story(trainee), luck_of(trainee)
    share, aside = class_runs(
        (under("share", rule="share_everything"), under("aside", rule="set_aside_first")),
        seed,
        MANY_RUNS,
    )
    place = kube_ids().index(story.kube)
    left, right = share.alive[:, place], aside.alive[:, place]
    figures: Figures = {
        "kube": kube_names(CLASS)[story.kube],
        "months": AFTER_MONTHS,
        "runs": MANY_RUNS,
        "left_of_100": in_hundred(left),
        "right_of_100": in_hundred(right),
        "only_right_of_100": in_hundred(right & ~left),
        "only_left_of_100": in_hundred(left & ~right),
        "tolerance": TOLERANCE,
    }
    return Asked(story, figures, in_hundred(right), TOLERANCE)


def in_hundred(share: Any) -> int:
    """Return a share as so many in a hundred."""
    return round(HUNDRED * float(share.mean()))


def kube_ids() -> list[int]:
    """Return the ids of a class's Kubes, in order."""
    return sorted(kube_names(CLASS))


def best(lives: dict[str, float]) -> tuple[str, tuple[str, ...]]:
    """Return the choice with most lives, and those that cannot be told from it."""
    first = max(lives, key=lambda name: lives[name])
    also = tuple(
        name for name in lives if name != first and abs(lives[name] - lives[first]) < AS_GOOD
    )
    return first, also


def matters(trainee: str) -> Asked:
    """Ask which of four changes keeps most Kubes alive."""
    seed = luck_of(trainee)
    changes = {
        "share": under("share", rule="set_aside_first", set_aside_share=0.6),
        "visits": under("visits", visits_per_month=4.0),
        "monitoring": under("monitoring", monitoring_per_year=12.0),
        "books": under("books", open_books=True),
    }
    as_now, *changed = class_runs((under("as now"), *changes.values()), seed)
    lives = {name: runs.lives for name, runs in zip(changes, changed, strict=True)}
    answer, also = best(lives)
    figures: Figures = {"months": AFTER_MONTHS, "runs": RUNS, "now_share": as_now.lives}
    figures |= {f"{name}_share": share for name, share in lives.items()}
    story = story_of(FIRST_KUBE, seed, left=Side(), right=Side(policy="monitoring-monthly"))
    return Asked(story, figures, answer, also=also, choices=tuple(changes))


def spread_of_visits(trainee: str) -> Asked:
    """Ask how four visits a month are best spent on four Kubes."""
    seed = luck_of(trainee)
    first, second, *_ = ids = kube_ids()
    plans = {
        "one": {first: 4},
        "two": {first: 2, second: 2},
        "each": dict.fromkeys(ids, 1),
    }
    decisions = {
        name: [Decision(kube=kube, month=START, visits=plan.get(kube, 0)) for kube in ids]
        for name, plan in plans.items()
    }
    visited = class_runs(tuple(under(name, decisions[name]) for name in plans), seed)
    lives = {name: runs.lives * len(ids) for name, runs in zip(plans, visited, strict=True)}
    answer, also = best({name: number / len(ids) for name, number in lives.items()})
    figures: Figures = {
        "months": AFTER_MONTHS,
        "runs": RUNS,
        **{f"{name}_lives": round(number, 2) for name, number in lives.items()},
        **{
            f"{name}_visited_share": float(runs.alive[:, 0].mean())
            for name, runs in zip(plans, visited, strict=True)
        },
    }
    return Asked(story_of(FIRST_KUBE, seed), figures, answer, also=also, choices=tuple(plans))


def stages(trainee: str) -> Asked:
    """Ask whether income rises as stages do when visits are weekly."""
    seed = luck_of(trainee)
    none, weekly = class_runs(
        (under("none", visits_per_month=0.0), under("weekly", visits_per_month=4.0)), seed
    )
    rise = weekly.income_idr / none.income_idr - 1.0
    figures: Figures = {
        "months": AFTER_MONTHS,
        "none_grown_of_1000": round(10 * HUNDRED * float(none.grown.mean())),
        "weekly_grown_of_1000": round(10 * HUNDRED * float(weekly.grown.mean())),
        "none_alive_share": none.lives,
        "weekly_alive_share": weekly.lives,
        "none_income_idr": int(none.income_idr),
        "weekly_income_idr": int(weekly.income_idr),
        "rise_percent": round(HUNDRED * rise, 1),
        "none_unmet_idr": int(none.unmet_idr),
        "weekly_unmet_idr": int(weekly.unmet_idr),
    }
    return Asked(story_of(FIRST_KUBE, seed), figures, "yes" if rise > TWENTIETH else "no")


def hurts(trainee: str) -> Asked:
    """Ask whether members take home much less when nearly everything is to be set aside."""
    seed = luck_of(trainee)
    little = under("little", rule="set_aside_first", set_aside_share=0.1)
    much = under("much", rule="set_aside_first", set_aside_share=0.9)
    low, high = class_runs((little, much), seed)
    poor_low, poor_high = class_runs((little, much), seed, income_mean=POOR)
    loss = 1.0 - high.received_idr / low.received_idr
    figures: Figures = {
        "months": AFTER_MONTHS,
        "low_idr": int(low.received_idr),
        "high_idr": int(high.received_idr),
        "loss_percent": round(HUNDRED * loss),
        "low_alive_share": low.lives,
        "high_alive_share": high.lives,
        "high_realised_share": high.realised_share,
        "poor_realised_share": poor_high.realised_share,
        "poor_low_unmet_idr": int(poor_low.unmet_idr),
        "poor_high_unmet_idr": int(poor_high.unmet_idr),
    }
    return Asked(story_of(FIRST_KUBE, seed), figures, "yes" if loss > FIFTH else "no")


def grant(trainee: str) -> Asked:
    """Ask which of the two grants costs more Kubes their life when it is shared out at once."""
    seed = luck_of(trainee)
    policies = (
        under("kept"),
        sharing_out("first", START, SECOND_GRANT),
        sharing_out("second", SECOND_GRANT),
    )
    kept, first, second = class_runs(policies, seed)
    lost = {"first": kept.lives - first.lives, "second": kept.lives - second.lives}
    apart = abs(lost["first"] - lost["second"]) >= AS_GOOD
    figures: Figures = {
        "months": AFTER_MONTHS,
        "runs": RUNS,
        "kept_share": kept.lives,
        "first_share": first.lives,
        "second_share": second.lives,
        "kept_group_idr": kept.group_idr,
        "second_group_idr": second.group_idr,
    }
    answer = max(lost, key=lambda name: lost[name]) if apart else "same"
    left = Side(decisions=shared_out(FIRST_KUBE, START, SECOND_GRANT))
    story = story_of(FIRST_KUBE, seed, left=left, right=Side())
    return Asked(story, figures, answer, choices=("first", "second", "same"))


def sharing_out(name: str, since: str, until: str = "") -> Policy:
    """Return the policy that all Kubes share out what is granted from a month to another one."""
    return under(
        name, [decision for kube in kube_ids() for decision in shared_out(kube, since, until)]
    )


def shared_out(kube: int, since: str, until: str = "") -> tuple[Decision, ...]:
    """Return the decisions of one Kube to share out its grants from a month to another one."""
    begun = Decision(kube=kube, month=since, grant="share_out")
    return (begun, Decision(kube=kube, month=until, grant="as_given")) if until else (begun,)


LEVEL_3 = (
    Exercise("luck", 3, "number", luck),
    Exercise("matters", 3, "choice", matters),
    Exercise("spread", 3, "choice", spread_of_visits),
    Exercise("stages", 3, "yes_no", stages),
    Exercise("hurts", 3, "yes_no", hurts),
    Exercise("grant", 3, "choice", grant),
)
