"""A design tabulated into one HTML file: the page itself, with a table in the place of the engine.

Only the stops of the design can be chosen, so that nothing is interpolated: every figure is one
that the engine gave. What the table leaves is the error of few worlds, which the file states: half
of the 95 % confidence interval of the mean effect, the widest over the design.
"""

import base64
import gzip
import html
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

from experiments.common.languages import LANGS, Lang
from experiments.common.numbers import number
from experiments.explorer.answer import Answer, Json
from experiments.explorer.budget import row
from experiments.explorer.groups import who_gains
from experiments.explorer.page import FOLDER, page_script
from experiments.explorer.question import Place, Question
from experiments.explorer.running import Running
from experiments.explorer.view import shown, started
from experiments.explorer.words import MAIN, texts
from experiments.pages.scripts import json_in_script

STOPS: Mapping[str, Sequence[float]] = {
    "visits_per_month": (0.0, 1.0, 2.0, 4.0),
    "monitoring_per_year": (0.0, 4.0, 12.0),
    "set_aside_share": (0.1, 0.3, 0.6),
}
"""Stops of the levers that can be moved in the file; the plan's own value is added."""
DRAWS = 100
"""Worlds of every policy of the design."""
Progress = Callable[[int], None]


@dataclass(frozen=True, eq=False)
class Design:
    """Policies that are tabulated, each over so many worlds."""

    place: Place
    draws: int = DRAWS
    seed: int = 1

    @cached_property
    def stops(self) -> dict[str, list[float]]:
        """The stops of every lever, with the plan's own value among them."""
        return {name: sorted({*stops, self.place.plan[name]}) for name, stops in STOPS.items()}

    @cached_property
    def questions(self) -> list[Question]:
        """A question for every policy, the plan's own among them."""
        plan, found = self.place.plan, []
        for values in product(*self.stops.values()):
            chosen = dict(zip(self.stops, values, strict=True))
            levers = {name: value for name, value in chosen.items() if value != plan[name]}
            found.append(Question(levers, draws=self.draws, seed=self.seed))
        return found


def offline_page(design: Design, lang: Lang, progress: Progress = lambda _: None) -> bytes:
    """Return the page as one HTML file that opens from disk, with a table of the design.

    Parameters
    ----------
    lang : {"id", "en"}
        The language shown first.
    progress : callable
        Called with the policies done.
    """
    place = design.place
    running, table, errors = Running(place), {}, []
    for done, question in enumerate(design.questions, start=1):
        answer = Answer(place, question, running.ran(question, design.draws))
        table[key_of(question)] = {one: _entry(answer, one) for one in LANGS}
        errors.append(answer.effects[MAIN].over_all.mean_precision)
        progress(done)
    worst = place.kubes * max(error for error in errors if not math.isnan(error))
    starts = {one: _start(design, one, worst) for one in LANGS}
    packed = base64.b64encode(gzip.compress(json.dumps(table).encode(), 9, mtime=0)).decode()
    return _document(starts, packed, lang)


def key_of(question: Question) -> str:
    """Return what the page looks an answer up by: the levers that are moved, in their order."""
    return "&".join(f"{name}={value:g}" for name, value in question.levers.items())


def _entry(answer: Answer, lang: Lang) -> Json:
    """Return what the page asks about a policy."""
    return {
        "answer": shown(answer, lang),
        "row": row(answer, None, lang),
        "gains": who_gains(answer, lang) if answer.question.levers else [],
    }


def _start(design: Design, lang: Lang, worst: float) -> Json:
    """Return what the page starts from: the levers of the design alone, without prices to move."""
    question = Question(draws=design.draws, seed=design.seed)
    start, stops = started(design.place, question, lang), design.stops
    groups = [
        {
            **group,
            "levers": [_stopped(one, stops) for one in group["levers"] if one["name"] in stops],
        }
        for group in start["groups"]
    ]
    about = texts(lang).say(
        "page.offline",
        policies=len(design.questions),
        draws=design.draws,
        error=number(worst, 1, lang),
    )
    return {
        **start,
        "groups": [group for group in groups if group["levers"]],
        "faults": [],
        "anew": "",
        "room": None,
        "offline": about,
        "other": {"lang": next(one for one in LANGS if one != lang), "path": ""},
    }


def _stopped(lever: Json, stops: Mapping[str, list[float]]) -> Json:
    return {**lever, "stops": stops[lever["name"]], "price": None}


def _document(starts: Mapping[Lang, Json], packed: str, lang: Lang) -> bytes:
    style = (FOLDER / "explorer.css").read_text(encoding="utf-8")
    title = html.escape(texts(lang)["page.title"])
    data: dict[str, Any] = {"starts": starts, "lang": lang, "table": packed}
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{style}</style></head>\n"
        f'<body><main><div id="explorer"></div></main>\n'
        f"<script>window.explorerFile={json_in_script(data)};{CHOOSE}</script>"
        f"<script>{page_script()}</script></body></html>\n"
    ).encode()


CHOOSE = (
    "{const file=window.explorerFile;const asked=location.hash.slice(1);"
    "const lang=file.starts[asked]?asked:file.lang;window.explorerStart=file.starts[lang];"
    "document.documentElement.lang=lang;}"
)
"""The language is chosen by what stands behind # in the address."""
