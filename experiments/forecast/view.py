"""A forecast in words and tables, for the screen and for the printed page alike."""

from pathlib import Path
from typing import NamedTuple

from experiments.common.languages import Lang, headed
from experiments.common.numbers import MILLION, THOUSAND, month_name, number
from experiments.common.tables import Cell, Table, strong
from experiments.common.texts import Texts, texts_of
from experiments.forecast.city_forecast import ENDED, IDLE, NOT_FOUNDED, UNLIKE, Json
from experiments.forecast.effects import AIMS
from experiments.forecast.scoring import BETTER, NO_BETTER, TOO_FEW
from experiments.forecast.stored import event
from experiments.forecast.training import HORIZONS
from sim.calendar import month_number, month_text
from sim.rules.stages import MANDIRI, STAGES

TEXTS = Path(__file__).parent / "texts"
FIRST_MOST = 12
"""Kubes that are listed by what an action changes."""
NONE = "-"
NOT_RUNNING = (ENDED, NOT_FOUNDED)
"""Reasons of Kubes that are named in a line, since nobody asks for their figures."""
BANS = {BETTER: "lifted", NO_BETTER: "no_better", TOO_FEW: "not_yet"}
"""What is said of single Kubes, by the verdict on the scored ones."""


class View(NamedTuple):
    """What is shown.

    Attributes
    ----------
    head : tuple of str
        Whether single Kubes may be judged by it, and that its skill is a ceiling.
    kubes, money, first, without : Table
        Chances of the Kubes with figures; their kas, income, stage and Kubes like them; those for
        which an action changes most; those without figures.
    """

    title: str
    head: tuple[str, ...]
    totals: tuple[str, ...]
    kubes: Table
    money: Table
    first: Table
    without: Table
    warnings: tuple[str, ...]
    method: tuple[str, ...]


def view(content: Json, lang: Lang) -> View:
    """Return a forecast in a language."""
    words = texts_of(TEXTS)[lang]
    return View(
        words.say("title", city=content["city"], today=month_name(content["today"], lang)),
        _head(words, content),
        _totals(words, content),
        _kubes(words, content),
        _money(words, content),
        _first(words, content),
        _without(words, content),
        _warnings(words, content),
        _method(words, content),
    )


def reason_text(words: Texts, kube: Json) -> str:
    """Return why a Kube has no figure."""
    key = kube["reason"]
    if key == UNLIKE and kube["reason_of"]:
        key = f"{UNLIKE}_{kube['reason_of']}"
    return words[f"reason.{key}"]


def _head(words: Texts, content: Json) -> tuple[str, ...]:
    """Return the ban or what lifts it, and what the skill is worth."""
    score, lang = content["scored"][event(HORIZONS[0])], words.lang
    gain = _percent(score["skill"] or 0.0, lang)
    ban = words.say(
        f"ban.{BANS[score['verdict']]}", scored=score["kubes"], least=score["least"], gain=gain
    )
    skills = {
        f"skill{months}": _percent(
            content["method"][f"fails_within_{months}_months"]["skill_on_simulated"], lang
        )
        for months in HORIZONS
    }
    return ban, words.say("ban.ceiling", **skills)


def _totals(words: Texts, content: Json) -> tuple[str, ...]:
    totals, lang = content["totals"], words.lang
    lines = []
    for months in HORIZONS:
        total = totals[f"fail_within_{months}_months"]
        lines.append(
            words.say(
                "totals.line",
                kubes=totals["kubes"],
                months=months,
                expected=number(total["expected"], 1, lang),
                low=total["low"],
                high=total["high"],
            )
        )
        seen = content["base_rates"][f"ended_in_last_{months}_months"]
        key = "totals.seen" if seen["of"] else "totals.none_seen"
        lines.append(words[key].format(**seen, months=months))
    return tuple(lines)


def _kubes(words: Texts, content: Json) -> Table:
    """Return the chances of the Kubes with figures."""
    rows = [_kube(words, kube) for kube in content["kubes"] if kube["reason"] is None]
    keys = ("kube", "age", "state", "within12", "base12", "within24", "base24")
    headings = [words[f"kubes.{key}"] for key in keys]
    notes = [words["kubes.legend" if rows else "kubes.none"]]
    return Table(words["kubes.title"], headings, rows, notes, (0, 2))


def _kube(words: Texts, kube: Json) -> tuple[Cell, ...]:
    lang = words.lang
    state = words[f"state.{kube['state']}"]
    if kube["state"] == IDLE:
        state = words.say("state.idle", months=kube["quiet_months"])
    cells = []
    for months in HORIZONS:
        figure = kube[event(months)]
        ends = _range(figure["low"], figure["high"], lang)
        cells += [f"{_percent(figure['chance'], lang)} ({ends})"]
        cells += [_percent(figure["base_rate"], lang)]
    return (kube["name"], str(kube["age_months"]), state, *cells)


def _money(words: Texts, content: Json) -> Table:
    """Return kas, income and stage of the Kubes with figures, and the fate of Kubes like each."""
    lang, rows = words.lang, []
    for kube in content["kubes"]:
        if kube["reason"] is None:
            rows.append(
                (
                    kube["name"],
                    _amounts(kube["kas_in_12_months_idr"], MILLION, lang),
                    _amounts(kube["income_from_kube_idr"], THOUSAND, lang),
                    _percent(kube["stages_in_24_months"]["mandiri"], lang),
                    _alike(kube["alike"]),
                )
            )
    keys = ("kubes.kube", "kubes.kas", "kubes.income", "kubes.mandiri", "alike.heading")
    headings = [words[key] for key in keys]
    return Table(words["kubes.money"], headings, rows, [words["kubes.legend_money"]])


def _alike(alike: list[Json]) -> str:
    """Return of how many the fate was failing by each horizon, and being mandiri at the last."""
    counts = [
        sum((one["failed_after_months"] or months + 1) <= months for one in alike)
        for months in HORIZONS
    ]
    mandiri = sum(one[f"stage_in_{HORIZONS[-1]}_months"] == STAGES[MANDIRI] for one in alike)
    return " / ".join(map(str, (*counts, mandiri)))


def _amounts(amounts: Json, unit: float, lang: Lang) -> str:
    low, high = (number(amounts[key] / unit, 0, lang) for key in ("low", "high"))
    return f"{number(amounts['median'] / unit, 0, lang)} ({low}\u2013{high})"


def _first(words: Texts, content: Json) -> Table:
    """Return the Kubes for which an action changes most, with what each action changes."""
    lang, aim = words.lang, content["aim"]
    kubes = {kube["code"]: kube for kube in content["kubes"]}
    titles = {
        action["name"]: action["judul"] if lang == "id" else action["title"]
        for action in content["actions"]
    }
    rows = []
    for code in content["first"][:FIRST_MOST]:
        effects = kubes[code]["effects"]
        best = max(effects, key=lambda effect: effect["change"])
        cells = [
            strong(_points(effect, lang)) if effect is best else _points(effect, lang)
            for effect in effects
        ]
        nothing = min(effect["changes_nothing"] for effect in effects)
        rows.append((kubes[code]["name"], *cells, _percent(nothing, lang)))
    following = month_name(month_text(month_number(content["today"]) + 1), lang)
    other = next(one for one in AIMS if one != aim)
    notes = [words.say("effects.legend", aim=words[f"aim.{aim}"], other=other)]
    notes += [_about_action(words, action, titles) for action in content["actions"]]
    return Table(
        words.say(f"effects.title_{aim}", next=following),
        (words["kubes.kube"], *map(headed, titles.values()), words["effects.nothing"]),
        rows,
        notes if titles else [words["effects.none"]],
    )


def _points(effect: Json, lang: Lang) -> str:
    change, low, high = (number(100 * effect[key], 0, lang) for key in ("change", "low", "high"))
    return f"{change} ({low} \u2026 {high})"


def _about_action(words: Texts, action: Json, titles: dict[str, str]) -> str:
    """Return in how many worlds an action does nothing, and what of it is postponement."""
    title = headed(titles[action["name"]])
    share = _percent(action["worlds"]["does_nothing"]["drawn"], words.lang)
    said = (
        words.say("effects.assumed", action=title)
        if action["assumed"]
        else (words.say("effects.worlds", action=title, share=share))
    )
    if action["postponed"] is None:
        return said
    later = words.say("effects.postponed", share=_percent(action["postponed"], words.lang))
    return f"{said} {later}"


def _without(words: Texts, content: Json) -> Table:
    """Return the Kubes without figures; those that do not run are named in a line."""
    without = [kube for kube in content["kubes"] if kube["reason"] is not None]
    rows = [
        (kube["name"], kube["last_known"] or NONE, reason_text(words, kube))
        for kube in without
        if kube["reason"] not in NOT_RUNNING
    ]
    notes = []
    for reason in NOT_RUNNING:
        named = [kube["name"] for kube in without if kube["reason"] == reason]
        if named:
            key = f"without.{reason}"
            notes.append(words[key].format(count=len(named), kubes=", ".join(named)))
    headings = (words["kubes.kube"], words["without.last"], words["without.why"])
    return Table(words["without.title"], headings, rows, notes, (0, 1, 2))


def _warnings(words: Texts, content: Json) -> tuple[str, ...]:
    """Return which Kubes are outside what was expected of the last month."""
    seen, today = content["warnings"], content["today"]
    month = month_name(today, words.lang)
    lines = []
    for side in ("below", "above"):
        found: dict[str, list[str]] = {}
        for one in seen["outside"]:
            if one["month"] == today and one["side"] == side:
                found.setdefault(one["name"], []).append(words[f"warnings.{one['what']}"])
        named = ", ".join(f"{name} ({', '.join(what)})" for name, what in found.items())
        if named:
            lines.append(words[f"warnings.{side}"].format(month=month, kubes=named))
    lines = lines or [words.say("warnings.none", month=month)]
    expected = number(0.1 * seen["compared"], 0, words.lang)
    return (*lines, words.say("warnings.chance", compared=seen["compared"], expected=expected))


def _method(words: Texts, content: Json) -> tuple[str, ...]:
    method, lang = content["method"], words.lang
    drawn = method["parameters"]
    parameters = (
        words["parameters_point"]
        if drawn["draws"] == 1
        else (words.say("parameters", draws=number(drawn["draws"], 0, lang), kind=drawn["kind"]))
    )
    made = words.say(
        "figures_from",
        cities=number(method["cities"], 0, lang),
        kubes=number(method["kubes"], 0, lang),
        parameters=parameters,
    )
    return made, words["page.goes_on"]


def _percent(share: float, lang: Lang) -> str:
    """Return a share in whole per cent, below 1 % and above 99 % as such."""
    if 0.0 < share < 0.01:
        return "< 1 %"
    if 0.99 < share < 1.0:
        return "> 99 %"
    return f"{number(100 * share, 0, lang)} %"


def _range(low: float, high: float, lang: Lang) -> str:
    ends = (number(100 * end, 0, lang) for end in (low, high))
    return "\u2013".join(ends)
