"""What a ranking comes to, in sentences of both languages."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from experiments.common.differences import is_money, size
from experiments.common.languages import Lang, Titled, title_of
from experiments.common.numbers import millions, number, short
from experiments.common.spread_words import in_short, listed, percent, sentence, what_differs
from experiments.common.texts import Texts, texts_of
from experiments.common.worlds import told_worlds
from experiments.policy.accounting import BY_NAME as PRICES
from experiments.policy.economics import EFFECT
from experiments.policy.effects import AIMS, MEASURES, Json, in_price_year
from experiments.sweeps.names import named

FOLDER = Path(__file__).parent / "texts"
FLIPS_MOST = 5
NAMES_MOST = 12
"""So many regions are named in a sentence."""
TITLES: Mapping[Lang, str] = {"en": "title", "id": "judul"}


def texts(lang: Lang) -> Texts:
    """Return what a ranking says in a language."""
    return texts_of(FOLDER)[lang]


def policy_title(report: Json, name: str, lang: Lang) -> str:
    """Return what a policy of a ranking is called."""
    return str(_policy(report, name)[TITLES[lang]])


def quoted(report: Json, name: str, lang: Lang) -> str:
    """Return what a policy is called, as a sentence names it."""
    return texts(lang).say("rank.quoted", title=policy_title(report, name, lang))


def level_of(report: Json) -> float:
    """Return prices of the price year over those of the base month, in whose rupiah effects are."""
    return float(report["money"]["price_year_over_base_month"])


def _policy(report: Json, name: str) -> Json:
    return next(row for row in report["policies"] if row["policy"] == name)


def sentences(report: Json, lang: Lang) -> list[str]:
    """Return what a ranking comes to: the choice, what it does, and what would change it."""
    return [
        *_choice(report, lang),
        *_elsewhere(report, lang),
        *_worth(report, lang),
        *_flips(report, lang),
        *_discounts(report, lang),
    ]


def told(report: Json, policy: str, lang: Lang) -> list[str]:
    """Return in words what a policy does against the plan, and what of it is assumed."""
    row = _policy(report, policy)
    worlds = told_worlds(row["worlds"]["against_none"])
    names = dict.fromkeys((*AIMS, report["choice"]["decide_by"]))
    level = level_of(report)
    return [
        what_differs(worlds, row["worlds"]["against_none"]["moved"], lang),
        *(
            sentence(*in_price_year(name, row["against_none"][name], level), worlds, lang)
            for name in names
        ),
    ]


def short_effect(report: Json, name: str, effect: Json, lang: Lang) -> str:
    """Return the median and the interval of an effect in words."""
    outcome, found = in_price_year(name, effect, level_of(report))
    return in_short(outcome, found.over_all, lang)


def _choice(report: Json, lang: Lang) -> Iterator[str]:
    """Yield which policy is the best on average, how probably, and how far ahead."""
    words, choice, sweep = texts(lang), report["choice"], report["sweep"]
    outcome, chosen = MEASURES[choice["decide_by"]], choice["chosen"]
    money = level_of(report) if is_money(outcome) else 1.0
    yield words.say(
        "choice.best",
        outcome=title_of(outcome, lang),
        policy=quoted(report, chosen, lang),
        share=percent(choice["probability_of_best"][chosen], lang),
    )
    lead = short_effect(report, outcome.name, choice["lead"], lang)
    second = quoted(report, choice["second"], lang)
    yield words.say("choice.lead", second=second, lead=lead)
    others = [quoted(report, name, lang) for name in choice["as_good"] if name != chosen]
    if others:
        yield words.say("choice.as_good", policies=listed(others, "and", lang))
    if choice["optimism"] > 0.0:
        yield words.say("choice.optimism", size=size(money * choice["optimism"], outcome, lang))
    never = report["never_mandiri"]
    if never["draws"]:
        yield words.say(
            "choice.never",
            share=percent(never["share"], lang),
            draws=number(never["draws"], 0, lang),
            of=number(sweep["draws"], 0, lang),
        )


def _elsewhere(report: Json, lang: Lang) -> Iterator[str]:
    """Yield in which regions of a nation another policy would be chosen than in all of it."""
    words, regions = texts(lang), report.get("regions", ())
    if len(regions) < 2:
        return
    outcome = MEASURES[report["choice"]["decide_by"]]
    unknown = [region["name"] for region in regions if region["chosen"] is None]
    others = [region for region in regions if region["lead"] is not None]
    if others:
        parts = [
            words.say("choice.there", policy=quoted(report, name, lang), regions=_few(there, lang))
            for name, there in best_elsewhere(report).items()
        ]
        count, of = (number(len(some), 0, lang) for some in (others, regions))
        yield words.say("choice.elsewhere", count=count, of=of, parts=", ".join(parts))
        yield _elsewhere_by(report, others, lang)
    elif len(unknown) < len(regions):
        same = number(len(regions) - len(unknown), 0, lang)
        yield words.say("choice.everywhere", count=same)
    if unknown:
        title = title_of(outcome, lang)
        yield words.say("choice.nowhere", regions=_few(unknown, lang), outcome=title)


def best_elsewhere(report: Json) -> dict[str, list[str]]:
    """Return the regions in which another policy would be chosen than in the nation, by policy."""
    by_policy: dict[str, list[str]] = {}
    for region in report.get("regions", ()):
        if region["lead"] is not None:
            by_policy.setdefault(region["chosen"], []).append(region["name"])
    return by_policy


def _elsewhere_by(report: Json, others: Sequence[Json], lang: Lang) -> str:
    """Say in which regions the other policy is better by more than what matters."""
    words, outcome = texts(lang), MEASURES[report["choice"]["decide_by"]]
    money = level_of(report) if is_money(outcome) else 1.0
    least = size(money * outcome.matters, outcome, lang)
    ahead = [region["name"] for region in others if region["ahead"] > outcome.matters]
    if not ahead:
        return words.say("choice.none_matters", size=least)
    return words.say("choice.some_matter", size=least, regions=_few(ahead, lang))


def _few(names: Sequence[str], lang: Lang) -> str:
    """Return the first names in a row, and how many more there are."""
    row = "; ".join(names[:NAMES_MOST])
    more = len(names) - NAMES_MOST
    if more <= 0:
        return row
    return texts(lang).say("choice.more", names=row, count=number(more, 0, lang))


def _worth(report: Json, lang: Lang) -> Iterator[str]:
    """Yield what is the best once costs are weighed, by what a mandiri Kube is worth."""
    words, year, rate = texts(lang), report["money"]["price_year"], report["willing_idr"]
    if rate is None:
        yield words["choice.open"]
    else:
        policy = quoted(report, report["recommended"], lang)
        yield words.say("choice.weighed", worth=millions(rate, lang), year=year, policy=policy)
    rows = report["economics"][EFFECT]["thresholds"]
    yield words.say("choice.by_worth", year=year, parts=best_by_worth(report, rows, lang))
    until = report["no_support_until_idr"]
    if until:
        yield words.say("choice.no_support", worth=millions(until, lang))


def best_by_worth(report: Json, thresholds: Sequence[Json], lang: Lang) -> str:
    """Return which policy has the highest net benefit, by what one more mandiri Kube is worth."""
    words = texts(lang)
    first, *others = ((row, quoted(report, row["policy"], lang)) for row in thresholds)
    if not others:
        return words.say("choice.whatever", policy=first[1])
    least = millions(others[0][0]["from_idr"], lang)
    parts = [words.say("choice.below", worth=least, policy=first[1])]
    parts += [
        words.say("choice.from", worth=millions(row["from_idr"], lang), policy=policy)
        for row, policy in others
    ]
    return "; ".join(parts)


def _flips(report: Json, lang: Lang) -> Iterator[str]:
    """Yield at which values another policy is the better one."""
    words, best = texts(lang), quoted(report, report["recommended"], lang)
    for flip in report["flips"][:FLIPS_MOST]:
        side = "above" if flip["above"] else "below"
        other = quoted(report, flip["other"], lang)
        if flip["what"] == "willing":
            at = millions(flip["at"], lang)
            yield words.say(f"choice.flip_worth_{side}", at=at, policy=other)
            continue
        price = flip["what"] == "price"
        thing: Titled | None = PRICES[flip["name"]] if price else None
        yield words.say(
            f"choice.flip_{side}",
            name=title_of(thing, lang) if thing else named(flip["name"], lang).title,
            at=short(flip["at"], lang, 4),
            policy=other,
            chance=percent(flip["probability"], lang),
        )
    if not report["flips"]:
        key = "no_flip" if report["willing_idr"] is None else "no_flip_priced"
        yield words.say(f"choice.{key}", policy=best)


def _discounts(report: Json, lang: Lang) -> Iterator[str]:
    """Yield what other discounts change."""
    words, rows, best = texts(lang), report["discounts"], report["recommended"]
    if report["willing_idr"] is None:
        for row in (rows[0], rows[-1]):
            parts = best_by_worth(report, row["thresholds"], lang)
            yield words.say("choice.discount", percent=short(row["percent"], lang), parts=parts)
        return
    moved = [row for row in rows if row["recommended"] != best]
    for row in moved:
        policy = quoted(report, row["recommended"], lang)
        yield words.say("choice.discount_moved", percent=short(row["percent"], lang), policy=policy)
    if not moved:
        low, high = (short(rows[place]["percent"], lang) for place in (0, -1))
        yield words.say("choice.discount_same", low=low, high=high)
