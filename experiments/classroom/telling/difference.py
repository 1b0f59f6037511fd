"""The difference between the two sides in one sentence a month, in both languages."""

from experiments.classroom.amounts import about_idr
from experiments.classroom.telling.columns import Json
from experiments.classroom.texts import say
from experiments.common.languages import LANGS, Lang

Titles = dict[Lang, str]


def differences(sides: tuple[Json, Json], titles: tuple[Titles, Titles]) -> list[Titles]:
    """Return a sentence a month: money of the group, and what each member got so far.

    The money of the group is its kas with what is at the bank and lent to members.
    """
    numbers = range(len(sides[0]["kube"]["kas_idr"]))
    return [{lang: _sentence(sides, titles, number, lang) for lang in LANGS} for number in numbers]


def _sentence(
    sides: tuple[Json, Json], titles: tuple[Titles, Titles], number: int, lang: Lang
) -> str:
    after = duration(number + 1, lang)
    gone = [side["kube"]["kas_idr"][number] is None for side in sides]
    if all(gone):
        return say(lang, "stage.difference.both_gone", after=after)
    if any(gone):
        standing = gone.index(False)
        return say(
            lang,
            "stage.difference.one_gone",
            after=after,
            lost=titles[1 - standing][lang],
            standing=titles[standing][lang],
            money=about_idr(_money(sides[standing], number), lang),
        )
    more = [_money(side, number) for side in sides]
    got = [side["kube"]["got_each_idr"][number] for side in sides]
    richer = int(more[1] >= more[0])
    money, over = more[richer] - more[1 - richer], got[richer] - got[1 - richer]
    if not money and not over:
        return say(lang, "stage.difference.same", after=after)
    how = "less" if over < 0 else "more" if over > 0 else "as_much"
    return say(
        lang,
        f"stage.difference.{how}",
        after=after,
        richer=titles[richer][lang],
        money=about_idr(money, lang),
        got=about_idr(abs(over), lang),
    )


def _money(side: Json, number: int) -> int:
    columns = side["kube"]
    return sum(int(columns[name][number]) for name in ("kas_idr", "bank_idr", "loans_out_idr"))


def duration(months: int, lang: Lang) -> str:
    """Return a time in words, such as `2 tahun 3 bulan`."""
    years, rest = divmod(months, 12)
    parts = [
        say(lang, f"stage.difference.{unit}{'' if n == 1 else 's'}", n=n)
        for unit, n in (("year", years), ("month", rest))
        if n
    ]
    return " ".join(parts)
