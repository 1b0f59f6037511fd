"""What `kubesim sweep` and `table` say of the findings: sentences and tables, or a JSON object."""

import shlex
from collections.abc import Iterator
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from experiments.common.languages import Lang, headed, title_of
from experiments.common.numbers import number
from experiments.common.outcomes import BY_NAME
from experiments.common.spread import HOLDS, Verdict
from experiments.common.spread_tables import Row
from experiments.common.spread_words import condition, sentence, verdict_text
from experiments.common.tables import Table, on_screen
from experiments.common.texts import Texts
from experiments.sweeps.by_region import effect_json, effects_table, outcomes_json, regions_of
from experiments.sweeps.findings import Effect, Extreme, Findings, Found
from experiments.sweeps.names import named, point_name, settings_text, value_text
from experiments.sweeps.plan import Point
from experiments.sweeps.stored_sweep import Sweep
from experiments.sweeps.sweep_tables import MAIN, outcome_columns
from experiments.sweeps.sweep_words import runs_and_parameters, texts, worlds_text

EFFECTS_MOST = 6
"""So many are printed; `--json` has all."""
TOLD = ("failed_share", "mandiri_share")
"""What an effect comes to is said of these; all outcomes are in its table."""

SCHEMA = 4
"""Of the findings in JSON. Since 2 `low` and `high` are of worlds, and not of the mean; since 3 the
best and the worst point have `outcomes` over worlds in place of `means`, every outcome has `words`,
and `level` is what an interval holds."""
Json = dict[str, Any]


def print_findings(console: Console, sweep: Sweep, findings: Findings, lang: Lang = "en") -> None:
    """Print the findings; nothing where no point has a case."""
    if findings.best is None or findings.worst is None:
        return
    console.print(_screen(sweep, findings, findings.best, findings.worst, lang))
    fresh = _fresh(sweep, findings.worst.point, findings.best.point, lang)
    console.print(Text(fresh), soft_wrap=True)


def _screen(
    sweep: Sweep, findings: Findings, best: Extreme, worst: Extreme, lang: Lang
) -> RenderableType:
    """Return the method, the largest effects, and the best and the worst point."""
    words = texts(lang)
    shown, smaller = findings.effects[:EFFECTS_MOST], findings.effects[EFFECTS_MOST:]
    count = number(len(smaller), 0, lang)
    more = [Text(words.say("findings.smaller", count=count)), Text("")] if smaller else []
    return Group(
        Text(words["findings.head"], style="bold"),
        *map(_indented, _method(words, sweep, findings)),
        Text(""),
        *(part for effect in shown for part in _effect(words, sweep, effect)),
        *more,
        *_extremes(words, sweep, best, worst),
    )


def _indented(text: str) -> RenderableType:
    return Padding(Text(text), (0, 0, 0, 2), expand=False)


def _method(words: Texts, sweep: Sweep, findings: Findings) -> Iterator[str]:
    """Say what is compared with what, and what the figures are."""
    if not findings.effects:
        yield words["findings.sampled"]
        return
    alone = sweep.spec.design == "one-at-a-time"
    what = words["findings.alone" if alone else "findings.averaged"]
    of_runs = runs_and_parameters(words, sweep.replications, sweep.drawn)
    yield words.say("findings.method", what=what, **of_runs)
    yield words.say("findings.note", worlds=worlds_text(words, sweep.replications, sweep.drawn))


def _fresh(sweep: Sweep, worst: Point, best: Point, lang: Lang) -> str:
    """Return the command that compares two points on luck that did not choose them."""
    points = f"--point {worst.number} --point {best.number}"
    seed = 2 if sweep.seed == 1 else 1
    spoken = "" if lang == "en" else f" --lang {lang}"
    return f"  kubesim compare {shlex.quote(str(sweep.folder))} {points} --seed {seed}{spoken}"


def _effect(words: Texts, sweep: Sweep, effect: Effect) -> Iterator[RenderableType]:
    """Yield what an effect comes to, sentences on the main outcomes, and a table of all."""
    yield Text(effect_title(sweep, effect, words.lang), style="bold")
    for name in TOLD:
        if effect.spreads[name].over_all.draws:
            yield _indented(_sentence(effect, name, words.lang))
    regions = regions_of(sweep)
    by_region = [effects_table(words, regions, effect)] if regions else []
    yield Padding(on_screen(_table(words, effect), *by_region), (0, 0, 1, 2), expand=False)


def _sentence(effect: Effect, name: str, lang: Lang) -> str:
    return sentence(BY_NAME[name], effect.spreads[name], effect.worlds, lang)


def effect_title(sweep: Sweep, effect: Effect, lang: Lang = "en") -> str:
    """Say which levels of which factor are compared, and what that comes to."""
    words, factor = texts(lang), effect.contrast.factor
    a, b = (
        value_text(factor, value, lang, sweep.policies)
        for value in (effect.contrast.a, effect.contrast.b)
    )
    title = headed(named(factor, lang).title)
    return words.say("findings.effect", factor=title, a=a, b=b, gist=_gist(words, effect))


def _gist(words: Texts, effect: Effect) -> str:
    """Say what an effect comes to, in failure and in self-reliance; what is known comes first."""
    failed, mandiri = (effect.spreads[name].over_all.verdict for name in TOLD)
    if failed == mandiri and failed in ("not known", "no difference that matters"):
        return verdict_text(failed, words.lang)
    gists = {
        _gist_of(words, name, judged): judged.startswith(("likely", "leaning"))
        for name, judged in zip(TOLD, (failed, mandiri), strict=True)
    }
    first, second = sorted(gists, key=lambda gist: not gists[gist])
    return words.say("findings.both", first=first, second=second)


def _gist_of(words: Texts, name: str, judged: Verdict) -> str:
    """Say the verdict on an outcome; a direction is said as what becomes more or fewer."""
    direction = words.flat.get(f"gist.{judged.replace(' ', '.')}.{name}")
    if direction is not None:
        return direction
    verdict = verdict_text(judged, words.lang)
    return words.say("gist.other", what=words[f"gist.of.{name}"], verdict=verdict)


def _table(words: Texts, effect: Effect) -> Table:
    """Return the effect on every outcome, where it works and over all worlds."""
    share, lang = effect.spreads[TOLD[0]].worlds, words.lang
    works = [] if share is None else [headed(condition(share, effect.worlds, lang))]
    of_all = (words["findings.all_worlds"], words["findings.better"], words["findings.worse"])
    rows = []
    for name, told in effect.spreads.items():
        if not told.over_all.draws:
            continue
        row = Row(BY_NAME[name], lang, in_thousands=True)
        parts = [told.if_it_works, told.over_all] if works else [told.over_all]
        cells = [
            words.say("findings.cell", median=row.signed(part.median), range=row.interval(part))
            if part is not None
            else "-"
            for part in parts
        ]
        title = title_of(BY_NAME[name], lang)
        rows.append((title, *cells, *row.chances(told.over_all), row.mean(told.over_all)))
    return Table("", ("", *works, *of_all, words["findings.mean"]), rows)


def _extremes(
    words: Texts, sweep: Sweep, best: Extreme, worst: Extreme
) -> Iterator[RenderableType]:
    """Yield the best and the worst point with their outcomes, and why not to trust them."""
    points = number(len(sweep.points), 0, words.lang)
    yield Text(words.say("findings.extremes", count=points), style="bold")
    ends = {"best": best, "worst": worst}
    names = [
        words.say(f"findings.{key}", point=_point(words, sweep, end.point))
        for key, end in ends.items()
    ]
    levels = {name: [end.levels[name] for end in ends.values()] for name in MAIN}
    columns = outcome_columns(words, levels)
    rows = list(zip(names, *(cells for _, cells in columns), strict=True))
    table = Table("", ("", *(heading for heading, _ in columns)), rows)
    yield Padding(on_screen(table), (0, 0, 0, 2), expand=False)
    yield _indented(words["findings.too_good"])


def _point(words: Texts, sweep: Sweep, point: Point) -> str:
    """Name a point by its number and its factors."""
    name, settings = point_name(point, words.lang), settings_text(sweep, point, words.lang)
    return words.say("point.whole", name=name, settings=settings)


def findings_json(sweep: Sweep, findings: Findings) -> Json:
    """Return the findings for a JSON object; what is not known is None.

    Returns
    -------
    dict
        A difference is b less a, of the levels `a` and `b` of a factor. Verdicts are codes, the
        same in every language. In a nation every effect has `regions`, with the same outcomes.
    """
    regions = regions_of(sweep)
    return {
        "schema": SCHEMA,
        "level": HOLDS,
        "effects": [_effect_json(effect, regions) for effect in findings.effects],
        "best": _extreme(findings.best),
        "worst": _extreme(findings.worst),
    }


def _effect_json(effect: Effect, regions: list[Json]) -> Json:
    by_region = {"regions": effect_json(regions, effect)} if regions else {}
    return {
        "factor": effect.contrast.factor,
        "a": effect.contrast.a,
        "b": effect.contrast.b,
        "pairs_of_points": len(effect.contrast.pairs),
        "outcomes": outcomes_json(Found(effect.differences, effect.spreads)),
        **by_region,
    }


def _extreme(end: Extreme | None) -> Json | None:
    if end is None:
        return None
    return {
        "point": end.point.number,
        "factors": end.point.values,
        "outcomes": {name: level.json() for name, level in end.levels.items()},
    }
