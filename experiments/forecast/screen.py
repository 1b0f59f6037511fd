"""A forecast and its scores on the screen."""

from rich.console import Group, RenderableType
from rich.text import Text

from experiments.common.languages import Lang
from experiments.common.numbers import number
from experiments.common.tables import Table, on_screen
from experiments.common.texts import Texts, texts_of
from experiments.forecast.city_forecast import Json
from experiments.forecast.scoring import BETTER, TOO_FEW
from experiments.forecast.stored import event
from experiments.forecast.training import HORIZONS
from experiments.forecast.view import NONE, TEXTS, View


def screen(view: View, lang: Lang) -> RenderableType:
    """Return a forecast for the screen."""
    words = texts_of(TEXTS)[lang]
    parts: list[RenderableType] = [Text(view.title, style="bold"), *map(Text, view.head), Text("")]
    parts += [
        *map(Text, view.totals),
        Text(""),
        on_screen(view.kubes, view.money, view.first),
        Text(""),
    ]
    if view.without.rows:
        parts += [on_screen(view.without), Text("")]
    elif view.without.notes:
        parts += [Text(view.without.title, style="bold"), *map(Text, view.without.notes), Text("")]
    parts += [Text(words["warnings.title"], style="bold"), *map(Text, view.warnings), Text("")]
    return Group(*parts, *map(Text, view.method))


def scores(content: Json, lang: Lang) -> RenderableType:
    """Return the scores of stored forecasts for the screen."""
    words = texts_of(TEXTS)[lang]
    keys = ("horizon", "scored", "unknown", "brier", "brier_base", "log", "log_base")
    rows = [_row(words, months, content[event(months)]) for months in HORIZONS]
    notes = [
        note for months in HORIZONS for note in (_verdict(words, months, content[event(months)]),)
    ]
    notes += [
        f"{words['score.forecast']} {today}, {months} {words['score.horizon']}: "
        f"{words.say('score.due', month=month)}"
        for months in HORIZONS
        for today, month in content[event(months)]["not_due"].items()
    ]
    title = words.say("score.title", file=content["made"]["file"])
    headings = [words[f"score.{key}"] for key in keys]
    return on_screen(Table(title, headings, rows, notes, ()))


def _row(words: Texts, months: int, score: Json) -> tuple[str, ...]:
    figures = ("brier", "brier_base_rate", "log_score", "log_score_base_rate")
    told = (NONE if score[key] is None else number(score[key], 3, words.lang) for key in figures)
    return (str(months), str(score["kubes"]), str(score["unknown"]), *told)


def _verdict(words: Texts, months: int, score: Json) -> str:
    """Return whether the forecasts were better than the base rate."""
    if score["verdict"] == TOO_FEW:
        return words.say(
            "score.too_few", months=months, scored=score["kubes"], least=score["least"]
        )
    if score["verdict"] != BETTER:
        return words.say("score.no_better", months=months, scored=score["kubes"])
    gain = f"{number(100 * score['skill'], 0, words.lang)} %"
    return words.say("score.better", months=months, scored=score["kubes"], gain=gain)
