"""The answers of experts, strictly: three rising figures a question, a code instead of a name."""

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import Field, ValidationError

from experiments.common.languages import Lang
from experiments.common.texts import Texts
from experiments.evidence.calibration.calibration_file import Listed
from experiments.evidence.elicit.opinions import Opinion, Ruler
from experiments.evidence.elicit.question_file import Asked, Questions, shipped
from sim.inputs.faults import first_of, nearest, shown
from sim.inputs.said import both
from sim.inputs.strict import (
    TOML_BYTES_MOST,
    Fault,
    InputError,
    Strict,
    check_lines,
    faults_of,
    read_text,
    read_toml,
)
from sim.schema import DIALECT, tidied

CODE = r"^[A-Z]{1,3}[0-9]{1,3}$"
FIGURES = 3
IDENTITY = re.compile(r"(?<!\d)\d(?:[ .-]?\d){15}(?!\d)")
"""Sixteen digits: the number of an identity card (NIK) or of a family card."""
TELEPHONE = re.compile(r"(?<![\d.])(?:\+62[ .-]?|62|0)8\d(?:[ .-]?\d){6,11}(?!\d)")
PRIVATE = {
    both("an identity number", "nomor identitas"): IDENTITY,
    both("a telephone number", "nomor telepon"): TELEPHONE,
    both("a mail address", "alamat surel"): re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.\w"),
}

Figure = Annotated[float, Field(ge=0.0, le=1e12)]
Three = Annotated[tuple[Figure, ...], Listed]


class Expert(Strict):
    """One expert's answers."""

    code: Annotated[str, Field(pattern=CODE)] = Field(
        description="one to three capital letters and a number, such as P07; never a name"
    )
    answers: dict[str, Three] = Field(
        description="by the question's id: [not less than, about, not more than]; [] is no answer"
    )


class Answers(Strict):
    """The content of a file of answers.

    Attributes
    ----------
    price_year : int, optional
        The year of all amounts at today's prices; needed where somebody names one.
    """

    price_year: Annotated[int, Field(ge=1990, le=2100)] | None = Field(
        None, description="year in which the experts were asked, whose rupiah amounts are in"
    )
    expert: Annotated[tuple[Expert, ...], Listed, Field(min_length=1, max_length=200)] = Field(
        description="those who answered"
    )


class Elicited(NamedTuple):
    """What experts think.

    Attributes
    ----------
    opinions : mapping
        By code of the expert and id of the question; what was not answered is not there.
    content : bytes
        Of the file of answers.
    """

    questions: Questions
    price_year: int | None
    opinions: Mapping[str, Mapping[str, Opinion]]
    content: bytes

    def of(self, id: str) -> dict[str, Opinion]:
        """Return the opinions on a question, by expert."""
        return {code: own[id] for code, own in self.opinions.items() if id in own}


def load_answers(path: Path, questions: Questions | None = None) -> Elicited:
    """Load the answers of experts.

    Raises
    ------
    InputError
        With one line per fault; also where something looks like an identity or a telephone number.
    """
    asked = questions or shipped()
    private = first_of(_private(path))
    if private:
        raise InputError(private)
    try:
        answers = Answers.model_validate(read_toml(path))
    except ValidationError as error:
        raise InputError(faults_of(error, path, Answers)) from None
    faults = [fault._replace(file=str(path)) for fault in first_of(_clashes(answers, asked))]
    if faults:
        raise InputError(faults)
    opinions = {
        expert.code: {
            id: Opinion(Ruler.of(asked.asked[id]), *figures)
            for id, figures in expert.answers.items()
            if figures
        }
        for expert in answers.expert
    }
    return Elicited(asked, answers.price_year, opinions, path.read_bytes())


def _private(path: Path) -> Iterator[Fault]:
    """Yield lines that hold what could tell who somebody is."""
    text = read_text(path, TOML_BYTES_MOST)
    check_lines(text, path)
    for number, line in enumerate(text.split("\n"), start=1):
        for what, pattern in PRIVATE.items():
            if pattern.search(line):
                why = both(f"looks like {what}", f"tampak seperti {what.indonesian}")
                remedy = both(
                    "take it out: an expert has a code and no name",
                    "hapuslah: seorang ahli punya kode, bukan nama",
                )
                yield Fault(str(path), why, remedy=remedy, line=number)


def _clashes(answers: Answers, asked: Questions) -> Iterator[Fault]:
    """Yield what does not agree with the questions or with itself."""
    counts = Counter(expert.code for expert in answers.expert)
    for number, expert in enumerate(answers.expert, start=1):
        key = f"expert[{number}]"
        if counts[expert.code] > 1:
            twice = both("is there twice", "ada dua kali")
            own = both("give each its own", "beri masing-masing sendiri")
            yield Fault("", twice, f"{key}.code", shown(expert.code), own)
        if not any(expert.answers.values()):
            why = both("answers nothing", "tidak menjawab apa pun")
            remedy = both(
                "write an answer, or take the expert out", "tulis jawaban, atau hapus ahli ini"
            )
            yield Fault("", why, f"{key}.answers", about=expert.code, remedy=remedy)
        for id, figures in expert.answers.items():
            one = asked.asked.get(id)
            place = f"{key}.answers.{id}"
            if one is None:
                near = nearest(id, list(asked.asked))
                why = both("is no question", "bukan pertanyaan")
                yield Fault("", why, place, about=expert.code, remedy=near)
            else:
                about = Fault("", "", place, str(list(figures)), about=expert.code)
                yield from (
                    about._replace(why=why, remedy=remedy) for why, remedy in _wrong(figures, one)
                )
    if answers.price_year is None and _amounts(answers, asked):
        why = both(
            "is missing, and amounts of money are answered",
            "belum ada, padahal ada jawaban berupa uang",
        )
        remedy = both(
            "add price_year = 2026, the year in which the experts were asked",
            "tambahkan price_year = 2026, tahun para ahli ditanyai",
        )
        yield Fault("", why, "price_year", remedy=remedy)


def _wrong(figures: tuple[float, ...], asked: Asked) -> Iterator[tuple[str, str]]:
    """Yield why figures are no answer, and the remedy."""
    if figures and len(figures) != FIGURES:
        yield (
            both("has not three figures", "tidak terdiri atas tiga angka"),
            both(
                "write [not less than, about, not more than], or [] for none",
                "tulis [paling sedikit, kira-kira, paling banyak], atau [] bila tidak dijawab",
            ),
        )
    elif any(after <= before for before, after in pairwise(figures)):
        yield (
            both("does not rise", "tidak menaik"),
            both(
                "write the smallest figure first; no two may be the same",
                "tulis angka terkecil lebih dahulu; tidak boleh ada yang sama",
            ),
        )
    if asked.most is not None and any(figure > asked.most for figure in figures):
        yield (
            both(f"is over {asked.most:g}", f"lebih dari {asked.most:g}"),
            both(f"an answer is {asked.unit}", f"satuan jawaban: {asked.satuan}"),
        )


def _amounts(answers: Answers, asked: Questions) -> bool:
    """Whether somebody names an amount at today's prices."""
    amounts = {one.id for one in asked.question if one.unit_idr is not None}
    return any(
        figures and id in amounts
        for expert in answers.expert
        for id, figures in expert.answers.items()
    )


def template(lang: Lang, texts: Texts, questions: Questions | None = None) -> str:
    """Return a file of answers to fill in, with every question as a comment."""
    asked = (questions or shipped()).asked
    lines = [f"# {line}" for line in texts["template.head"].strip().split("\n")]
    lines += ["", f"price_year = {datetime.date.today().year}", "", "[[expert]]"]
    lines += ['code = "P01"', "[expert.answers]"]
    for one in asked.values():
        lines += [f"# {one.asked(lang)}", f"{one.id} = []  # {one.unit_in(lang)}"]
    return "\n".join(lines) + "\n"


def answers_schema() -> dict[str, Any]:
    """Return the JSON Schema of a file of answers."""
    schema = tidied(Answers.model_json_schema())
    own = schema["$defs"]["Expert"]["properties"]
    own["answers"] = {
        "type": "object",
        "description": own["answers"]["description"],
        "properties": {id: _schema_of(one) for id, one in shipped().asked.items()},
        "additionalProperties": False,
    }
    return {"$schema": DIALECT, **schema}


def _schema_of(asked: Asked) -> dict[str, Any]:
    figure = {"type": "number", "minimum": 0.0}
    if asked.most is not None:
        figure["maximum"] = asked.most
    return {
        "type": "array",
        "title": asked.title,
        "judul": asked.judul,
        "description": asked.question,
        "pertanyaan": asked.pertanyaan,
        "unit": asked.unit,
        "items": figure,
        "oneOf": [{"maxItems": 0}, {"minItems": FIGURES, "maxItems": FIGURES}],
    }
