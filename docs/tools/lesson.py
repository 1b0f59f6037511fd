"""The figures of the trainers' lesson: what a group sees on the classroom's page."""

from functools import cache
from typing import NamedTuple

from docs.tools.markdown import code, table
from experiments.classroom.lessons.own_story import KubeRun, kube_run
from experiments.classroom.luck_spread import luck_alone
from experiments.classroom.story.choice import choice_of
from experiments.classroom.story.link import to_query
from experiments.classroom.story.story import Side, Story
from experiments.common.languages import Lang
from experiments.common.numbers import about_idr
from sim.ledger import Flow
from sim.months import KubeMonth
from sim.parameters import Parameters

MELATI = Story()
"""The story that the page opens with."""
TALAWANG = Story(
    kube=1,
    seed=10,
    left=Side(policy="all-set-aside-first"),
    right=Side(policy="set-aside-first-weekly"),
)
"""A very poor group that is asked to set aside, without and with a visit every week."""
YEARS, YEAR = (1, 2, 3), 12
MEETINGS = 48
RUNS = 1000
MONEY = ("kas", "money", "got", "aside")

WORDS: dict[Lang, dict[str, str]] = {
    "en": {
        "left": "left", "right": "right",
        "melati": "Melati, luck 6: left shares everything, right sets aside first",
        "talawang": "Talawang, luck 10: both asked to set 30 % aside; right, a visit every week",
        "kas": "kas after year {n}", "money": "money of the group after year {n}",
        "got": "received from the Kube so far, for each founding member, after year {n}",
        "yes": "months with a majority for setting aside, of {n}",
        "aside": "set aside in {n} months", "visits": "visits in {n} months",
        "lives": "of 100 runs, Melati still at work after 3 years",
        "alone": "of 100 runs, at work under this rule alone",
        "more": "of 100 runs, more money of the group under this rule",
    },
    "id": {
        "left": "kiri", "right": "kanan",
        "melati": "Melati, keberuntungan 6: kiri bagi habis, kanan menyisihkan dulu",
        "talawang": "Talawang, keberuntungan 10: keduanya diminta menyisihkan 30 %; kanan, "
        "dikunjungi tiap minggu",
        "kas": "kas setelah tahun ke-{n}", "money": "uang kelompok setelah tahun ke-{n}",
        "got": "diterima dari Kube sejauh ini untuk setiap pendiri, setelah tahun ke-{n}",
        "yes": "bulan dengan suara terbanyak untuk menyisihkan, dari {n}",
        "aside": "disisihkan dalam {n} bulan", "visits": "kunjungan dalam {n} bulan",
        "lives": "dari 100 simulasi, Melati masih berjalan setelah 3 tahun",
        "alone": "dari 100 simulasi, berjalan hanya dengan aturan ini",
        "more": "dari 100 simulasi, uang kelompok lebih banyak dengan aturan ini",
    },
}  # fmt: skip


class Row(NamedTuple):
    """A figure of both sides: which, after how many years or months, and the two."""

    key: str
    number: int
    left: int
    right: int


def lesson(lang: Lang) -> str:
    """Return the table of a lesson's figures in a language, and the links of its stories."""
    words = WORDS[lang]
    stories = (("melati", MELATI, _melati()), ("talawang", TALAWANG, _talawang()))
    rows: list[tuple[str, ...]] = []
    for name, _, figures in stories:
        rows.append((f"**{words[name]}**", "", ""))
        for row in figures:
            both = (_text(row.key, figure, lang) for figure in (row.left, row.right))
            rows.append((words[row.key].format(n=row.number), *both))
    links = [f"- {words[name]}: {code(to_query(story))}" for name, story, _ in stories]
    return "\n".join((table(("", words["left"], words["right"]), rows), *links))


def _text(key: str, figure: int, lang: Lang) -> str:
    return about_idr(figure, lang) if key in MONEY else str(figure)


@cache
def _melati() -> tuple[Row, ...]:
    choice = choice_of(MELATI)
    sides = [_run(MELATI, side, YEAR * YEARS[-1]) for side in (0, 1)]
    rows = []
    for year in YEARS:
        left, right = (side.history[YEAR * year - 1] for side in sides)
        rows += [
            Row("kas", year, left.kas_idr, right.kas_idr),
            Row("money", year, _money(left), _money(right)),
            Row("got", year, *(_got(side, year) for side in sides)),
        ]
    month = choice.founded + YEAR * YEARS[-1] - 1
    spread = luck_alone(choice, month, RUNS)
    shares = {
        "lives": (spread.sides[0].alive, spread.sides[1].alive),
        "alone": (spread.only_left_alive, spread.only_right_alive),
        "more": (spread.left_ahead, spread.right_ahead),
    }
    rows += [
        Row(key, YEARS[-1], round(100 * left / RUNS), round(100 * right / RUNS))
        for key, (left, right) in shares.items()
    ]
    return tuple(rows)


@cache
def _talawang() -> tuple[Row, ...]:
    sides = [_run(TALAWANG, side, MEETINGS).history for side in (0, 1)]
    least = Parameters().meet.majority
    return (
        Row("visits", MEETINGS, *(sum(month.visits for month in side) for side in sides)),
        Row("yes", MEETINGS, *(sum(month.consent >= least for month in side) for side in sides)),
        Row("aside", MEETINGS, *(sum(month.aside_idr for month in side) for side in sides)),
    )


def _run(story: Story, side: int, months: int) -> KubeRun:
    """Run one side until its Kube is so many months old."""
    choice = choice_of(story)
    return kube_run(choice, side, choice.founded + months)


def _money(month: KubeMonth) -> int:
    return month.kas_idr + month.bank_idr + month.loans_out_idr


def _got(run: KubeRun, year: int) -> int:
    """Return what a founding member received so far, were all of it theirs."""
    until = run.kube.founded + YEAR * year
    paid = run.posted(Flow.SHARE_OUT, Flow.RAID)
    return sum(flow.amount_idr for flow in paid if flow.month < until) // run.kube.row.members
