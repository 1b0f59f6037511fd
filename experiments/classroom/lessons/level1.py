"""Level 1: read the book and the picture of one's own story."""

from experiments.classroom.lessons.exercise import Asked, BookRow, Exercise, Figures
from experiments.classroom.lessons.own_story import MONTHS, YEAR, first_months, own_story
from sim.ledger import Flow

CENT = 100
NEARLY_IDR = 1_000


def closing(trainee: str) -> Asked:
    """Ask for the balance at the end of the second year's fullest month.

    Of the first year every balance stands in the table of `fall`.
    """
    story = own_story(trainee)
    run = first_months(story, "right")
    month = max(
        (page for page in run.book() if YEAR <= page.month < MONTHS),
        key=lambda page: len(page.lines),
    )
    figures: Figures = {
        "kube": run.kube.name,
        "the_month": run.text(month.month),
        "opening_idr": month.opening_idr,
        "in_idr": sum(line.in_idr for line in month.lines),
        "out_idr": sum(line.out_idr for line in month.lines),
        "closing_idr": month.closing_idr,
    }
    rows = tuple(row._replace(balance_idr=None) for row in run.rows(month))
    return Asked(story, figures, month.closing_idr, rows=rows)


def aside(trainee: str) -> Asked:
    """Ask how much was set aside in a month, from profit, proposal and votes."""
    story = own_story(trainee)
    run = first_months(story, "right")
    # Who votes is who was a member at the end of the month before.
    best = max(run.history[1:YEAR], key=lambda month: month.aside_idr)
    heads = run.history[best.month - run.history[0].month - 1].members
    figures: Figures = {
        "kube": run.kube.name,
        "the_month": run.text(best.month),
        "profit_idr": best.profit_idr,
        "proposed_share": best.proposed_share,
        "yes": round(best.consent * heads),
        "members": heads,
        "aside_idr": best.aside_idr,
        "shared_idr": best.profit_idr - best.aside_idr,
    }
    return Asked(story, figures, best.aside_idr, max(NEARLY_IDR, best.aside_idr // CENT))


def shared(trainee: str) -> Asked:
    """Ask what the sharing Kube has in its box after a year."""
    story = own_story(trainee)
    left, right = (first_months(story, side) for side in ("left", "right"))
    profit = sum(month.profit_idr for month in left.history[:YEAR])
    kas = left.history[YEAR - 1].kas_idr
    figures: Figures = {
        "kube": left.kube.name,
        "the_month": left.text(left.history[YEAR - 1].month),
        "profit_idr": profit,
        "kas_idr": kas,
        "other_kas_idr": right.history[YEAR - 1].kas_idr,
        "other_aside_idr": sum(month.aside_idr for month in right.history[:YEAR]),
        "tolerance_idr": 10 * NEARLY_IDR,
    }
    return Asked(story, figures, kas, 10 * NEARLY_IDR)


def fall(trainee: str) -> Asked:
    """Ask in which month of the first year the kas fell most."""
    story = own_story(trainee)
    run = first_months(story, "right")
    drop, number = run.falls(YEAR)[0]
    fallen = run.history[number].month
    lines = next(page.lines for page in run.book() if page.month == fallen)
    lent, bought, raided = (
        sum(line.out_idr for line in lines if line.flow == flow)
        for flow in (Flow.LOAN, Flow.EQUIPMENT_BOUGHT, Flow.RAID)
    )
    ends = tuple(
        BookRow(run.text(month.month), "", 0, 0, month.kas_idr) for month in run.history[:YEAR]
    )
    figures: Figures = {
        "kube": run.kube.name,
        "the_month": run.text(fallen),
        "drop_idr": drop,
        "lent_idr": lent,
        "bought_idr": bought,
        "raided_idr": raided,
        "other_idr": sum(line.out_idr for line in lines) - lent - bought - raided,
    }
    return Asked(story, figures, run.text(fallen), rows=ends)


def owed(trainee: str) -> Asked:
    """Ask how much of a loan is still owed after its first instalment."""
    story = own_story(trainee)
    run = first_months(story, "right")
    loans = run.loans()
    partly = (pair for pair in loans if pair[1].amount_idr < pair[0].amount_idr)
    loan, paid = next(partly, loans[0])
    owed_idr = loan.amount_idr - paid.amount_idr
    figures: Figures = {
        "kube": run.kube.name,
        "loan_month": run.text(loan.month),
        "loan_idr": loan.amount_idr,
        "tenor": run.model.city.levers.loan_tenor_months,
        "paid_month": run.text(paid.month),
        "paid_idr": paid.amount_idr,
        "owed_idr": owed_idr,
    }
    return Asked(story, figures, owed_idr)


LEVEL_1 = (
    Exercise("closing", 1, "amount", closing),
    Exercise("aside", 1, "amount", aside),
    Exercise("shared", 1, "amount", shared),
    Exercise("fall", 1, "month", fall),
    Exercise("owed", 1, "amount", owed),
)
