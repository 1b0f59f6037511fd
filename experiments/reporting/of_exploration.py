"""The report of an exploration: the answer with its spread, what it rests on, what repeats it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from experiments.common.called import place_called
from experiments.common.json_files import Form, as_written, read_json
from experiments.common.languages import LANGS, Lang
from experiments.common.numbers import LANGUAGES, Order, number
from experiments.common.outcomes import BY_NAME
from experiments.explorer.answer import COUNTED, SHOWN, Answer
from experiments.explorer.budget import row
from experiments.explorer.sheets import marked
from experiments.explorer.taking import commands, policy_toml
from experiments.explorer.view import lever_rows, shown
from experiments.explorer.words import texts as explorer_texts
from experiments.reporting import document as doc
from experiments.reporting.charts import charts, table
from experiments.reporting.document import Section
from experiments.reporting.scaled import chart_of
from experiments.reporting.words import texts
from experiments.store.result_manifest import versions
from sim.inputs.said import both

ANSWER = "exploration.json"
REMEDY = both("explore again", "jelajahi lagi")
TENTHS = Order(1.0, 1)
ENDS = ("low", "median", "high")
Json = dict[str, Any]


class _Column(NamedTuple):
    """A column of the policies side by side; a difference has its sign."""

    name: str
    order: Order
    signed: bool = False


COLUMNS = (
    _Column("failed", TENTHS),
    _Column("mandiri", TENTHS),
    _Column("income", Order(1e3, 1), signed=True),
    _Column("cost", Order(1e9, 2)),
)


class KeptForm(Form):
    """The form of what a folder keeps of an exploration."""

    scenario: str
    version: str
    parameters: Json
    seed: int
    versions: Json
    policy: str
    commands: dict[str, str]
    moved: dict[Lang, list[tuple[str, str]]]
    answer: dict[Lang, Json]
    side_by_side: list[Json]


def stored(answer: Answer, pinned: Sequence[Answer]) -> Json:
    """Return what a folder keeps of an exploration: its answer in both languages, its origin.

    Parameters
    ----------
    pinned : sequence of Answer
        Of the policies put beside it, over the same worlds.
    """
    place, question = answer.place, answer.question
    return {
        "schema": 3,
        "scenario": place.name,
        "version": place.stamp,
        "parameters": place.uncertainty.drawn._asdict(),
        "seed": question.seed,
        "versions": versions(),
        "policy": policy_toml(question),
        "commands": commands(place, question),
        "moved": {lang: lever_rows(question.levers, lang) for lang in LANGS},
        "answer": {lang: shown(answer, lang) for lang in LANGS},
        "side_by_side": [
            {
                "mark": mark,
                "policy": policy_toml(one.question),
                "row": {lang: row(one, None, lang) for lang in LANGS},
            }
            for mark, one in marked(answer, pinned)
        ],
    }


def report_of_answer(answer: Answer, pinned: Sequence[Answer], lang: Lang) -> bytes:
    """Return the report of an answer, with the policies put beside it."""
    return report(stored(answer, pinned), lang)


def report_of_exploration(folder: Path, lang: Lang) -> bytes:
    """Return the report of a folder of `kubesim explore --out`.

    Raises
    ------
    InputError
        When the answer is damaged or of another version.
    """
    path = folder / ANSWER
    kept = read_json(path, REMEDY, KeptForm)
    with as_written(path, REMEDY):
        return report(kept, lang)


def report(kept: Json, lang: Lang) -> bytes:
    """Return the report of what is kept of an exploration."""
    words, answer = texts(lang), kept["answer"][lang]
    head, left = answer["head"], answer["left"]
    lead = [doc.lead(head["strong"], head["rest"])]
    lead += [doc.paragraph(left["text"], "left" if left["beyond"] else "soft")] if left else []
    lead += [doc.paragraph(head["note"], "left")] if head["note"] else []
    about = {"draws": answer["draws"], "runs": answer["runs_per_draw"], "seed": kept["seed"]}
    moved = (
        [table(words["report.moved"], ("", ""), kept["moved"][lang])] if kept["moved"][lang] else []
    )
    facts = {key: kept[key] for key in ("scenario", "version", "parameters", "seed", "versions")}
    sections = [
        Section(
            words["report.moved"], moved or [doc.paragraph(words["report.nothing_moved"])]
        ),
        Section(
            words["report.answer"],
            [*lead, doc.listed(answer["below"]),
             doc.paragraph(words.say("report.worlds", **about), "soft")],
        ),
        Section(
            words["report.plots"],
            [doc.paragraph(words["report.interval"]), charts(_plots(answer, lang), lang)],
        ),
        Section(words["report.side_by_side"], _side_by_side(kept, lang)),
        Section(words["report.cost"], [_cost(answer["cost"], lang)]),
        Section(words["report.basis"], _basis(answer["basis"], lang)),
        Section(words["report.policy"], [doc.code(kept["policy"]), *_pinned_policies(kept, lang)]),
        Section(words["report.repeat"], _commands(kept["commands"], lang)),
        Section(words["report.provenance"], [doc.provenance(words, facts)]),
    ]  # fmt: skip
    title = words.say("report.of_exploration", scenario=place_called(kept["scenario"], lang))
    return doc.document(title, sections, lang)


def _plots(answer: Json, lang: Lang) -> list[Any]:
    """Return plan beside policy for every outcome, and the effects."""
    words, said = texts(lang), explorer_texts(lang)
    levels = [
        chart_of(
            BY_NAME[name],
            [(said[f"page.{side}"], _with_worlds(answer, name, side))
             for side in ("plan", "moved")],
            words, lang, difference=False,
        )
        for name in SHOWN
    ]  # fmt: skip
    effects = [
        chart_of(
            BY_NAME[name],
            [(said["page.difference"], _with_worlds(answer, name, "effect"))],
            words,
            lang,
            difference=True,
        )
        for name in SHOWN
    ]
    return [*levels, *effects]


def _with_worlds(answer: Json, name: str, part: str) -> Json:
    """Return a spread with its single worlds, in the unit of the spread."""
    outcome = answer["outcomes"][name]
    spread = outcome if part == "effect" else outcome[part]
    times = 1.0 / answer["kubes"] if name in COUNTED else 1.0
    worlds = [None if value is None else times * value for value in answer["shown"][name][part]]
    return {**spread, "shown": worlds}


def _side_by_side(kept: Json, lang: Lang) -> list[str]:
    """Return the policy that was asked about and those put beside it as a table."""
    words, said, language = texts(lang), explorer_texts(lang), LANGUAGES[lang]
    kubes, several = kept["answer"][lang]["kubes"], kept["side_by_side"]
    if len(several) == 1:
        return []
    headings = (
        words["report.policy_column"],
        *(f"{said[f'short.{name}']} ({said.say('page.of_kubes', kubes=kubes)})"
          for name in ("failed_share", "mandiri_share")),
        f"{said['pin.income']} ({language.thousand} Rp)",
        f"{said['pin.cost']} ({language.billion} Rp)",
    )  # fmt: skip
    named = [(said["page.plan"], _plan_row(kept["answer"][lang]))]
    named += [(f"{one['mark']} {one['row'][lang]['name']}", one["row"][lang]) for one in several]
    rows = [(name, *(_spread(told, column, lang) for column in COLUMNS)) for name, told in named]
    return [table(words["report.side_by_side"], headings, rows)]


def _plan_row(answer: Json) -> Json:
    """Return the plan as a row of the policies side by side, from an answer beside it."""
    kubes, outcomes = answer["kubes"], answer["outcomes"]
    counted = {
        name: {end: kubes * outcomes[f"{name}_share"]["plan"][end] for end in ENDS}
        for name in ("failed", "mandiri")
    }
    return {**counted, "income": dict.fromkeys(ENDS, 0.0), "cost": answer["cost"]["plan"]}


def _spread(told: Json, column: _Column, lang: Lang) -> str:
    """Return a median with its interval."""
    low, median, high = (
        LANGUAGES[lang].bare(told[column.name][end], column.order, column.signed) for end in ENDS
    )
    return f"{median} ({low} … {high})"


def _commands(commands: Json, lang: Lang) -> list[str]:
    """Return the commands, each under what it repeats."""
    said = explorer_texts(lang)
    parts = (
        (doc.paragraph(said[f"take.{what}"]), doc.typed(one)) for what, one in commands.items()
    )
    return [part for pair in parts for part in pair]


def _pinned_policies(kept: Json, lang: Lang) -> list[str]:
    """Return the policies that were pinned as files, each under its letter."""
    pinned = kept["side_by_side"][1:]
    named = ((f"{one['mark']} {one['row'][lang]['name']}", one["policy"]) for one in pinned)
    parts = ((doc.paragraph(name), doc.code(policy)) for name, policy in named)
    return [part for pair in parts for part in pair]


def _cost(cost: Json, lang: Lang) -> str:
    """Return what each payer pays in every fiscal year: the plan, and what is moved."""
    said, language = explorer_texts(lang), LANGUAGES[lang]
    rows = [
        (
            f"{said[f'payer.{payer}']}: {said[f'page.{side}']}",
            *(number(idr / 1e6, 0, lang) for idr in values),
        )
        for payer, sides in cost["by_year"].items()
        for side, values in zip(("plan", "moved"), sides, strict=True)
    ]
    return table(
        texts(lang)["report.cost"], (f"{language.million} Rp", *map(str, cost["years"])), rows
    )


def _basis(basis: Json, lang: Lang) -> list[str]:
    """Return what carries the answer, and what was measured elsewhere."""
    said = explorer_texts(lang)
    parts = [doc.paragraph(basis["weights"])] if basis["weights"] else []
    parts += [doc.paragraph(said["basis.no_rival"])] if basis["assumed"] else []
    key = "basis.carry_effect" if basis["of_effect"] else "basis.carry_level"
    parts.append(doc.paragraph(said[key]))
    parts.append(doc.listed(_carrier(one, lang) for one in basis["carriers"]))
    if basis["elsewhere"]:
        heading = f"{said['basis.elsewhere']} ({said['basis.elsewhere_note']}):"
        parts.append(doc.paragraph(heading))
        parts.append(doc.listed(f"{one['text']}. {one['source']}" for one in basis["elsewhere"]))
    return parts


def _carrier(carrier: Json, lang: Lang) -> str:
    """Say an assumption with the mean effect in groups of worlds."""
    means = (
        f"{one['name']} {LANGUAGES[lang].bare(one['mean'], TENTHS)}" for one in carrier["groups"]
    )
    return f"{carrier['title']}: {'; '.join(means)} ({carrier['part']})"
