"""Level 2: predict, and compare two choices."""

from experiments.classroom.lessons.class_runs import INCOME, class_runs, under
from experiments.classroom.lessons.exercise import Asked, Exercise, Figures
from experiments.classroom.lessons.level1 import NEARLY_IDR
from experiments.classroom.lessons.own_story import (
    MONTHS,
    SAVING_KUBES,
    first_months,
    luck_of,
    own_story,
    story_of,
)
from sim.ledger import Flow

FIRST_KUBE = SAVING_KUBES[0]
NEARLY_SAME, TENTH = 0.05, 0.1
HUNDRED = 100
POOR, LESS_POOR = 0.5, 0.85
"""Income from outside the Kube, of the poverty line: both ends of what the prior allows, nearly."""
BIG_PART, SMALL_PART = 0.8, 0.5


def takes_home(trainee: str) -> Asked:
    """Ask which group's members received more of the Kube in two years."""
    story = own_story(trainee)
    left, right = (first_months(story, side) for side in ("left", "right"))
    paid = (Flow.SHARE_OUT, Flow.RAID, Flow.WINDING_UP_SHARE)
    got = [run.total_idr(*paid) for run in (left, right)]
    group = [kube.kas_idr + kube.bank_idr + kube.loans_out_idr for kube in (left.kube, right.kube)]
    figures: Figures = {
        "kube": left.kube.name,
        "months": MONTHS,
        "left_got_idr": got[0],
        "right_got_idr": got[1],
        "left_group_idr": group[0],
        "right_group_idr": group[1],
    }
    answer = more(*got)
    turn = "both" if left.kube.alive else "gone"
    return Asked(story, figures, answer, choices=("left", "right", "same"), turn=turn)


def more(left: float, right: float, nearly: float = NEARLY_SAME) -> str:
    """Return which side is larger, or that they are nearly the same."""
    if abs(left - right) <= nearly * max(left, right):
        return "same"
    return "left" if left > right else "right"


def missing(trainee: str) -> Asked:
    """Ask how much of what was lent has not come back."""
    story = own_story(trainee)
    run = first_months(story, "right")
    lent, back = run.total_idr(Flow.LOAN), run.total_idr(Flow.REPAYMENT)
    figures: Figures = {
        "kube": run.kube.name,
        "months": MONTHS,
        "loans": len(run.posted(Flow.LOAN)),
        "lent_idr": lent,
        "back_idr": back,
        "missing_idr": lent - back,
        "owed_idr": run.kube.loans_out_idr,
        "gone_idr": lent - back - run.kube.loans_out_idr,
    }
    turn = "back" if lent == back else "why"
    return Asked(story, figures, lent - back, NEARLY_IDR, turn=turn)


def leak(trainee: str) -> Asked:
    """Ask which group ate up more of the same cash grant."""
    story = own_story(trainee)
    sides = [first_months(story, side) for side in ("left", "right")]
    eaten = [run.total_idr(Flow.LEAK_OF_CASH) for run in sides]
    grants = [run.posted(Flow.GRANT_CASH) for run in sides]
    before = grants[0][0].month - 1
    figures: Figures = {
        "kube": sides[0].kube.name,
        "grant_month": sides[0].text(grants[0][0].month),
        "grant_idr": grants[0][0].amount_idr,
        "left_idr": eaten[0],
        "right_idr": eaten[1],
        "left_share": sides[0].history[before].discipline,
        "right_share": sides[1].history[before].discipline,
    }
    turn = "shared" if more(eaten[0], grants[0][0].amount_idr) == "same" else "why"
    return Asked(story, figures, more(*eaten), choices=("left", "right", "same"), turn=turn)


def meetings(trainee: str) -> Asked:
    """Ask whether loans are late less often where a group meets every week."""
    seed = luck_of(trainee)
    seldom, often = class_runs(
        (
            under("monthly", rule="set_aside_first", meetings_per_month=1.0),
            under("weekly", rule="set_aside_first", meetings_per_month=4.0),
        ),
        seed,
    )
    # Of a hundred loans, those that were owed two months after they were due.
    seldom_late, often_late = (
        HUNDRED * runs.defaults / max(1, runs.loans) for runs in (seldom, often)
    )
    figures: Figures = {
        "loans": seldom.loans,
        "monthly": round(seldom_late, 1),
        "weekly": round(often_late, 1),
        "ratio": round(seldom_late / often_late, 1) if often_late else 0.0,
    }
    answer = {"left": "fewer", "right": "more", "same": "same"}[
        more(seldom_late, often_late, TENTH)
    ]
    return Asked(story_of(FIRST_KUBE, seed), figures, answer, choices=("fewer", "same", "more"))


def need(trainee: str) -> Asked:
    """Ask how far a very poor group holds to the same rule, and whether reminding helps."""
    seed = luck_of(trainee)
    rule = under("as asked", rule="set_aside_first", set_aside_share=0.3)
    weekly = under("weekly", rule="set_aside_first", set_aside_share=0.3, visits_per_month=4.0)
    (better,) = class_runs((rule,), seed, income_mean=LESS_POOR)
    poor, reminded = class_runs((rule, weekly), seed, income_mean=POOR)
    part = poor.realised_share / better.realised_share
    figures: Figures = {
        "proposed_share": 0.3,
        "better_share": better.realised_share,
        "poor_share": poor.realised_share,
        "reminded_share": reminded.realised_share,
        "poor_income_share": POOR,
        "better_income_share": LESS_POOR,
    }
    answer = "same" if part >= BIG_PART else "half" if part >= SMALL_PART else "less"
    story = story_of(FIRST_KUBE, seed).model_copy(update={"parameters": {INCOME: POOR}})
    return Asked(story, figures, answer, choices=("same", "half", "less"))


LEVEL_2 = (
    Exercise("takes_home", 2, "choice", takes_home),
    Exercise("missing", 2, "amount", missing),
    Exercise("leak", 2, "choice", leak),
    Exercise("meetings", 2, "choice", meetings),
    Exercise("need", 2, "choice", need),
)
