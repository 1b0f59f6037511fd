"""The figures of the trainers' lesson, computed anew: what a group sees on the page."""

from functools import cache
from typing import NamedTuple

from experiments.classroom.lessons.own_story import KubeRun, kube_run
from experiments.classroom.luck_spread import luck_alone
from experiments.classroom.story.choice import choice_of
from experiments.classroom.story.link import to_query
from experiments.classroom.story.story import Side, Story
from experiments.common.languages import Lang
from experiments.common.numbers import about_idr
from experiments.reference.markdown import code, table
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
LUCKS = 1000
MONEY = ("kas", "money", "got", "aside")

WORDS: dict[Lang, dict[str, str]] = {
    "en": {
        "left": "left", "right": "right",
        "melati": "Melati, luck 6: left shares everything, right saves first",
        "talawang": "Talawang, luck 10: both asked to set 30 % aside; right, a visit every week",
        "kas": "kas after year {n}", "money": "money of the group after year {n}",
        "got": "received from the Kube so far, for each founding member, after year {n}",
        "yes": "months with a majority for setting aside, of {n}",
        "aside": "set aside in {n} months", "visits": "visits in {n} months",
        "lives": "of 100 lucks, Melati still at work after 3 years",
        "alone": "of 100 lucks, at work under this rule alone",
        "more": "of 100 lucks, more money of the group under this rule",
    },
    "id": {
        "left": "kiri", "right": "kanan",
        "melati": "Melati, keberuntungan 6: kiri bagi habis, kanan menabung dulu",
        "talawang": "Talawang, keberuntungan 10: keduanya diminta menyisihkan 30 %; kanan, "
        "dikunjungi tiap minggu",
        "kas": "kas setelah tahun ke-{n}", "money": "uang kelompok setelah tahun ke-{n}",
        "got": "diterima dari Kube sejauh ini untuk setiap pendiri, setelah tahun ke-{n}",
        "yes": "bulan dengan suara terbanyak untuk menyisihkan, dari {n}",
        "aside": "disisihkan dalam {n} bulan", "visits": "kunjungan dalam {n} bulan",
        "lives": "dari 100 nasib, Melati masih berjalan setelah 3 tahun",
        "alone": "dari 100 nasib, berjalan hanya dengan aturan ini",
        "more": "dari 100 nasib, uang kelompok lebih banyak dengan aturan ini",
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
    said = WORDS[lang]
    parts = (("melati", MELATI, _melati()), ("talawang", TALAWANG, _talawang()))
    rows: list[tuple[str, str, str]] = []
    for part, _, found in parts:
        rows.append((f"**{said[part]}**", "", ""))
        rows += [
            (
                said[it.key].format(n=it.number),
                _text(it.key, it.left, lang),
                _text(it.key, it.right, lang),
            )
            for it in found
        ]
    links = [f"- {said[part]}: {code(to_query(story))}" for part, story, _ in parts]
    return "\n".join((table(("", said["left"], said["right"]), rows), *links))


def _text(key: str, figure: int, lang: Lang) -> str:
    return about_idr(figure, lang) if key in MONEY else str(figure)


@cache
def _melati() -> tuple[Row, ...]:
    choice = choice_of(MELATI)
    left, right = (_run(MELATI, side, YEAR * YEARS[-1]) for side in (0, 1))
    found = []
    for year in YEARS:
        one, other = (run.history[YEAR * year - 1] for run in (left, right))
        found += [
            Row("kas", year, one.kas_idr, other.kas_idr),
            Row("money", year, _money(one), _money(other)),
            Row("got", year, _got(left, year), _got(right, year)),
        ]
    month = choice.founded + YEAR * YEARS[-1] - 1
    spread = luck_alone(choice, month, LUCKS)
    shares = {
        "lives": (spread.sides[0].alive, spread.sides[1].alive),
        "alone": (spread.only_left_alive, spread.only_right_alive),
        "more": (spread.left_ahead, spread.right_ahead),
    }
    found += [Row(key, YEARS[-1], round(100 * a), round(100 * b)) for key, (a, b) in shares.items()]
    return tuple(found)


@cache
def _talawang() -> tuple[Row, ...]:
    left, right = (_run(TALAWANG, side, MEETINGS).history for side in (0, 1))
    least = Parameters().meet.majority
    return (
        Row("visits", MEETINGS, *(sum(it.visits for it in run) for run in (left, right))),
        Row("yes", MEETINGS, *(sum(it.consent >= least for it in run) for run in (left, right))),
        Row("aside", MEETINGS, *(sum(it.aside_idr for it in run) for run in (left, right))),
    )


def _run(story: Story, side: int, months: int) -> KubeRun:
    """Run one side until its Kube is so many months old."""
    choice = choice_of(story)
    return kube_run(choice, side, choice.founded + months)


def _money(it: KubeMonth) -> int:
    return it.kas_idr + it.bank_idr + it.loans_out_idr


def _got(run: KubeRun, year: int) -> int:
    """Return what a founding member received so far, were all of it theirs."""
    until = run.kube.founded + YEAR * year
    paid = run.posted(Flow.SHARE_OUT, Flow.RAID)
    return sum(it.amount_idr for it in paid if it.month < until) // run.kube.row.members
