"""Shares of runs by the stage that a Kube or a region has reached, as a chart of Vega-Lite."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from experiments.common.languages import Lang
from experiments.common.numbers import whole_percent
from experiments.reporting.charts import Chart
from experiments.reporting.words import texts
from sim.rules.stages import STAGES

COLORS = ("#b3400a", "#e3b93f", "#1f9c82", "#14508f")
LINE = 24


class Reached(NamedTuple):
    """A Kube or a region, and the shares by stage."""

    name: str
    shares: Mapping[str, float]


def stage_chart(title: str, several: Sequence[Reached], lang: Lang) -> Chart:
    """Return stacked shares, a row each, in their order."""
    words = texts(lang)
    titles = [f"{stage} ({words[f'report.stage.{stage}']})" if lang == "en" else stage
              for stage in STAGES]  # fmt: skip
    values = [
        {"name": one.name, "stage": stage_title, "order": number,
         "percent": 100.0 * one.shares[stage], "text": whole_percent(one.shares[stage], lang)}
        for one in several
        for number, (stage, stage_title) in enumerate(zip(STAGES, titles, strict=True))
    ]  # fmt: skip
    spec = {
        "data": {"values": values},
        "height": LINE * len(several),
        "params": [
            {"name": "looked", "bind": "legend", "select": {"type": "point", "fields": ["stage"]}}
        ],
        "mark": {"type": "bar", "stroke": "white"},
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": None, "title": None},
            "x": {"field": "percent", "type": "quantitative", "title": words["report.share"],
                  "scale": {"domain": [0, 100]}},
            "color": {"field": "stage", "type": "nominal", "sort": None,
                      "scale": {"domain": titles, "range": list(COLORS)}},
            "order": {"field": "order"},
            "opacity": {"condition": {"param": "looked", "value": 1}, "value": 0.25},
            "tooltip": [{"field": "name", "title": words["report.row"]},
                        {"field": "stage", "title": words["report.stage_reached"]},
                        {"field": "text", "title": words["report.value"]}],
        },
    }  # fmt: skip
    rows = [(one.name, *(whole_percent(one.shares[stage], lang) for stage in STAGES))
            for one in several]  # fmt: skip
    return Chart(title, words["report.share"], spec, (words["report.row"], *titles), rows)
