"""A forecast as a workbook for the office: Kubes, effects, Kubes alike, early warnings."""

from collections.abc import Iterator

from experiments.common.languages import Lang
from experiments.common.spreadsheet import Sheet, Value, xlsx
from experiments.common.texts import Texts, texts_of
from experiments.forecast.city_forecast import Json
from experiments.forecast.stored import event
from experiments.forecast.training import HORIZONS
from experiments.forecast.view import TEXTS, reason_text
from sim.rules.stages import STAGES

ENDS = ("low", "high")


def workbook(content: Json, lang: Lang) -> bytes:
    """Return a forecast as .xlsx.

    Raises
    ------
    InputError
        When openpyxl is not installed.
    """
    words = texts_of(TEXTS)[lang]
    return xlsx([_kubes(words, content), _effects(words, content), _alike(words, content),
                 _warnings(words, content)])  # fmt: skip


def _titled(words: Texts, name: str) -> str:
    return words[f"sheets.{name}"]


def _kubes(words: Texts, content: Json) -> Sheet:
    """Return a row for every Kube."""
    header = [_titled(words, name) for name in ("code", "name", "age", "state", "quiet", "last")]
    for months in HORIZONS:
        header += [
            f"{_titled(words, f'within_{months}')}{_titled(words, part)}"
            for part in ("chance", "low", "high", "base")
        ]
    header += [f"{_titled(words, 'stage_24')} {stage}" for stage in STAGES]
    for amount in ("kas", "income"):
        parts = ("low", "median", "high")
        header += [f"{_titled(words, amount)}{_titled(words, part)}" for part in parts]
    rows = [tuple(_row(words, kube)) for kube in content["kubes"]]
    return Sheet("kube", [*header, words["without.why"]], rows)


def _row(words: Texts, kube: Json) -> Iterator[Value]:
    yield from (kube["code"], kube["name"], kube["age_months"])
    yield _titled(words, f"state_{kube['state']}")
    yield from (kube["quiet_months"], kube["last_known"])
    for months in HORIZONS:
        figures = kube[event(months)] or {}
        yield from (figures.get(key) for key in ("chance", "low", "high", "base_rate"))
    stages = kube[f"stages_in_{HORIZONS[-1]}_months"] or {}
    yield from (stages.get(stage) for stage in STAGES)
    for name in ("kas_in_12_months_idr", "income_from_kube_idr"):
        yield from ((kube[name] or {}).get(key) for key in ("low", "median", "high"))
    yield reason_text(words, kube) if kube["reason"] else None


def _effects(words: Texts, content: Json) -> Sheet:
    """Return a row for every Kube and action."""
    titles = {
        action["name"]: action["judul"] if words.lang == "id" else action["title"]
        for action in content["actions"]
    }
    keys = ("change", "low", "high", "changes_nothing")
    rows = [
        (kube["code"], kube["name"], titles[effect["action"]], *(effect[key] for key in keys))
        for kube in content["kubes"]
        for effect in kube["effects"] or ()
    ]
    names = ("code", "name", "action", f"change_{content['aim']}", "low", "high", "nothing")
    return Sheet(words["sheets.effects"], [_titled(words, name) for name in names], rows)


def _alike(words: Texts, content: Json) -> Sheet:
    """Return a row for every simulated Kube that is like one."""
    rows = [
        (kube["code"], kube["name"], *alike.values())
        for kube in content["kubes"]
        for alike in kube["alike"] or ()
    ]
    names = (
        "code", "name", "distance", "age", "members", "attendance", "quiet", "failed_after",
        "stage_12", "stage_24", "kas",
    )  # fmt: skip
    return Sheet(words["sheets.alike"], [_titled(words, name) for name in names], rows)


def _warnings(words: Texts, content: Json) -> Sheet:
    """Return a row for every figure outside what was expected."""
    rows = [
        (one["code"], one["name"], one["month"], words[f"warnings.{one['what']}"],
         _titled(words, one["side"]), one["value"], *(one[end] for end in ENDS))
        for one in content["warnings"]["outside"]
    ]  # fmt: skip
    names = ("code", "name", "month", "what", "side", "value", "low", "high")
    return Sheet(words["warnings.title"], [_titled(words, name) for name in names], rows)
