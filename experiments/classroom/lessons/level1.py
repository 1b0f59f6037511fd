"""Level 1: read the book and the picture of one's own story."""

from experiments.classroom.lessons.exercise import Asked, BookRow, Exercise, Figures
from experiments.classroom.lessons.running import Ran, ran
from experiments.classroom.lessons.trainee import YEAR, own_story
from sim.book import BookMonth
from sim.ledger import Flow

CENT = 100
NEARLY_IDR = 1_000


def rows_of(run: Ran, month: BookMonth, *, balances: bool) -> tuple[BookRow, ...]:
    """Return a month of the cash book as it is shown, with its balances or without."""
    return tuple(
        BookRow(
            run.text(month.month),
            line.flow.name,
            line.in_idr,
            line.out_idr,
            line.balance_idr if balances else None,
        )
        for line in month.lines
    )


def closing(trainee: str) -> Asked:
    """Ask for the balance at the end of the first year's fullest month."""
    story = own_story(trainee)
    run = ran(story, "right")
    month = max((it for it in run.book() if 0 < it.month < YEAR), key=lambda it: len(it.lines))
    money_in = sum(line.in_idr for line in month.lines)
    money_out = sum(line.out_idr for line in month.lines)
    figures: Figures = {
        "kube": run.kube.name,
        "the_month": run.text(month.month),
        "opening_idr": month.opening_idr,
        "in_idr": money_in,
        "out_idr": money_out,
        "closing_idr": month.closing_idr,
    }
    rows = rows_of(run, month, balances=False)
    return Asked(story, figures, month.closing_idr, rows=rows)


def aside(trainee: str) -> Asked:
    """Ask how much was set aside in a month, from profit, proposal and votes."""
    story = own_story(trainee)
    run = ran(story, "right")
    # Who votes is who was a member at the end of the month before.
    it = max(run.history[1:YEAR], key=lambda one: one.aside_idr)
    heads = run.history[it.month - run.history[0].month - 1].members
    figures: Figures = {
        "kube": run.kube.name,
        "the_month": run.text(it.month),
        "profit_idr": it.profit_idr,
        "proposed_share": it.proposed_share,
        "yes": round(it.consent * heads),
        "members": heads,
        "aside_idr": it.aside_idr,
        "shared_idr": it.profit_idr - it.aside_idr,
    }
    return Asked(story, figures, it.aside_idr, max(NEARLY_IDR, it.aside_idr // CENT))


def shared(trainee: str) -> Asked:
    """Ask what the sharing Kube has in its box after a year."""
    story = own_story(trainee)
    left, right = (ran(story, side) for side in ("left", "right"))
    profit = sum(it.profit_idr for it in left.history[:YEAR])
    kas = left.history[YEAR - 1].kas_idr
    figures: Figures = {
        "kube": left.kube.name,
        "the_month": left.text(left.history[YEAR - 1].month),
        "profit_idr": profit,
        "kas_idr": kas,
        "other_kas_idr": right.history[YEAR - 1].kas_idr,
        "other_aside_idr": sum(it.aside_idr for it in right.history[:YEAR]),
        "tolerance_idr": 10 * NEARLY_IDR,
    }
    return Asked(story, figures, kas, 10 * NEARLY_IDR)


def fall(trainee: str) -> Asked:
    """Ask in which month of the first year the kas fell most."""
    story = own_story(trainee)
    run = ran(story, "right")
    drop, month = run.falls(YEAR)[0]
    of_month = next(it for it in run.book() if it.month == run.history[month].month)
    lent = sum(it.out_idr for it in of_month.lines if it.flow == Flow.LOAN)
    bought = sum(it.out_idr for it in of_month.lines if it.flow == Flow.EQUIPMENT_BOUGHT)
    raided = sum(it.out_idr for it in of_month.lines if it.flow == Flow.RAID)
    ends = tuple(BookRow(run.text(it.month), "", 0, 0, it.kas_idr) for it in run.history[:YEAR])
    figures: Figures = {
        "kube": run.kube.name,
        "the_month": run.text(run.history[month].month),
        "drop_idr": drop,
        "lent_idr": lent,
        "bought_idr": bought,
        "raided_idr": raided,
        "other_idr": sum(it.out_idr for it in of_month.lines) - lent - bought - raided,
    }
    return Asked(story, figures, run.text(run.history[month].month), rows=ends)


def owed(trainee: str) -> Asked:
    """Ask how much of a loan is still owed after its first instalment."""
    story = own_story(trainee)
    run = ran(story, "right")
    loans = run.loans()
    loan = next((it for it in loans if it.paid[0][1] < it.amount_idr), loans[0])
    when, paid = loan.paid[0]
    figures: Figures = {
        "kube": run.kube.name,
        "loan_month": run.text(loan.month),
        "loan_idr": loan.amount_idr,
        "tenor": run.model.city.levers.loan_tenor_months,
        "paid_month": run.text(when),
        "paid_idr": paid,
        "owed_idr": loan.amount_idr - paid,
    }
    return Asked(story, figures, loan.amount_idr - paid)


LEVEL_1 = (
    Exercise("closing", 1, "amount", closing),
    Exercise("aside", 1, "amount", aside),
    Exercise("shared", 1, "amount", shared),
    Exercise("fall", 1, "month", fall),
    Exercise("owed", 1, "amount", owed),
)
