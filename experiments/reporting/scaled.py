"""In which unit figures of an outcome are drawn in a report, and policies as files."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from experiments.common.differences import is_money, is_share
from experiments.common.files import is_own
from experiments.common.languages import Lang, headed, title_of
from experiments.common.outcomes import BY_NAME, Measure
from experiments.common.texts import Texts
from experiments.reporting.charts import Chart
from experiments.reporting.document import picture
from experiments.reporting.interval_plot import Plot, Row, interval_chart
from experiments.reporting.words import texts

THOUSAND = 1e-3
Json = dict[str, Any]


def chart_of(
    outcome: Measure,
    spreads: Iterable[tuple[str, Mapping[str, Any]]],
    words: Texts,
    lang: Lang,
    difference: bool,
) -> Chart:
    """Return the chart of an outcome: labels with medians and intervals, those unknown left out.

    Parameters
    ----------
    spreads : iterable of (str, mapping)
        A spread may hold single worlds as `shown`.
    """
    rows = [
        Row(label, spread["low"], spread["median"], spread["high"], spread.get("shown", ()))
        for label, spread in spreads
        if spread["median"] is not None
    ]
    times, unit = 1.0, outcome.unit
    if is_share(outcome):
        times, unit = 100.0, words["report.share"]
    elif is_money(outcome):
        times, unit = THOUSAND, words["report.thousand"]
    key = "report.effects" if difference else "report.levels"
    title = words.say(key, outcome=headed(title_of(outcome, lang)))
    return interval_chart(Plot(title, unit, times, rows, 0.0 if difference else None), lang)


def pictures(folder: Path, within: Path, lang: Lang) -> list[str]:
    """Return the pictures that stand in a folder of results itself."""
    return [
        picture(path, _picture_called(path.stem, lang))
        for path in sorted(folder.glob("*.png"))
        if is_own(path, within)
    ]


def _picture_called(stem: str, lang: Lang) -> str:
    """Return what a picture shows: an outcome, or what its file's name stands for."""
    if stem in BY_NAME:
        return headed(title_of(BY_NAME[stem], lang))
    plain = stem.replace("-", " ").replace("_", " ")
    return texts(lang).flat.get(f"report.picture.{stem}", plain)


def policy_text(name: str, title: str, judul: str, levers: Mapping[str, Any]) -> str:
    """Return a policy as its file has it."""
    lines = [f'name = "{name}"', f'title = "{title}"', f'judul = "{judul}"', "", "[levers]"]
    return "\n".join([*lines, *(f"{key} = {toml_value(value)}" for key, value in levers.items())])


def toml_value(value: Any) -> str:
    """Return a lever's value as TOML has it."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else repr(value)
