"""The headline: a sentence a month on what the two sides have, and what members have received."""

from collections.abc import Sequence
from typing import Any

from experiments.classroom.texts import say
from experiments.common.languages import LANGS, Lang
from experiments.common.numbers import about_idr

Json = dict[str, Any]
Titles = dict[Lang, str]
NEARLY_IDR = 10_000
"""Differences of less are told as nearly none."""
FUNDS = ("kas_idr", "bank_idr", "loans_out_idr")


def closed(side: Json, month: int) -> bool:
    """Whether a side's Kube has closed by the end of a month; the month of failing counts."""
    return not side["kube"]["members"][month]


def funds_idr(side: Json, month: int) -> int:
    """Return the group's money: kas, bank and what members have borrowed; 0 once it has closed."""
    return 0 if closed(side, month) else sum(int(side["kube"][name][month]) for name in FUNDS)


def stage_of(side: Json, month: int) -> int:
    """Return the number of the Kube's stage; 0, failed, once it has closed."""
    return int(side["kube"]["stage"][month] or 0)


def differences(sides: Sequence[Json], titles: Sequence[Titles]) -> list[Titles]:
    """Return a sentence for each month in both languages.

    It compares the money of the group with what each member has received so far, which includes
    the parts paid when a Kube was wound up.
    """
    return [
        {lang: _difference(sides, titles, month, lang) for lang in LANGS}
        for month in range(len(sides[0]["kube"]["members"]))
    ]


def _difference(sides: Sequence[Json], titles: Sequence[Titles], month: int, lang: Lang) -> str:
    after = duration(month + 1, lang)
    gone = [closed(side, month) for side in sides]
    got = [side["kube"]["got_each_idr"][month] for side in sides]
    if any(gone):
        return f"{_closed(sides, titles, gone, month, lang)} {_received(got, titles, lang)}".strip()
    money = [funds_idr(side, month) for side in sides]
    richer = int(money[1] >= money[0])
    more, over = money[richer] - money[1 - richer], got[richer] - got[1 - richer]
    if more < NEARLY_IDR:
        same = say(lang, "stage.difference.same", after=after)
        return f"{same} {_received(got, titles, lang)}".strip()
    how = "as_much" if abs(over) < NEARLY_IDR else "less" if over < 0 else "more"
    return say(
        lang,
        f"stage.difference.{how}",
        after=after,
        richer=titles[richer][lang],
        money=about_idr(more, lang),
        got=about_idr(abs(over), lang),
    )


def _closed(
    sides: Sequence[Json], titles: Sequence[Titles], gone: list[bool], month: int, lang: Lang
) -> str:
    after = duration(month + 1, lang)
    if all(gone):
        return say(lang, "stage.difference.both_gone", after=after)
    standing = gone.index(False)
    return say(
        lang,
        "stage.difference.one_gone",
        after=after,
        lost=titles[1 - standing][lang],
        standing=titles[standing][lang],
        money=about_idr(funds_idr(sides[standing], month), lang),
    )


def _received(got: Sequence[int], titles: Sequence[Titles], lang: Lang) -> str:
    """Return on which side each member has received more so far; nothing where nearly the same."""
    fuller = int(got[1] > got[0])
    over = got[fuller] - got[1 - fuller]
    if over < NEARLY_IDR:
        return ""
    return say(
        lang, "stage.difference.received", fuller=titles[fuller][lang], got=about_idr(over, lang)
    )


def duration(months: int, lang: Lang) -> str:
    """Return a time in words, such as `2 tahun 3 bulan`."""
    years, rest = divmod(months, 12)
    parts = [
        say(lang, f"stage.difference.{unit}{'' if n == 1 else 's'}", n=n)
        for unit, n in (("year", years), ("month", rest))
        if n
    ]
    return " ".join(parts)
