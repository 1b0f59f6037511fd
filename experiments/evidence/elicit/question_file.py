"""What those who know are asked, strictly: questions about outcomes of the model, and seeds.

The file that ships is `questions.toml` beside this one; it holds every choice, with its reason.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from experiments.common.kube_statistics import STATISTICS
from experiments.common.languages import Lang
from experiments.evidence.calibration.calibration_file import Listed, Name, Text
from experiments.evidence.calibration.elsewhere_file import Setting as Cities
from experiments.evidence.calibration.holdout import texts_held_out
from sim.inputs.faults import nearest, shown
from sim.inputs.said import both
from sim.inputs.strict import Fault, InputError, Strict, faults_of, read_toml
from sim.parameters.spec import Grade

FILE = Path(__file__).parent / "questions.toml"
Month = Annotated[int, Field(ge=1, le=600)]
Positive = Annotated[float, Field(gt=0.0, le=1e12)]


class Setting(Cities):
    """Where the outcomes are simulated: Kubes founded together, so many cities of each draw."""

    inflation_after_percent: Annotated[float, Field(ge=0.0, le=100.0)]


class Asked(Strict):
    """Something that is asked.

    Attributes
    ----------
    most : float, optional
        The highest answer that there can be.
    least : float, optional
        Where there is no highest: the smallest amount of which it matters whether there is more.
    """

    id: Name
    title: Text
    judul: Text
    question: Text
    pertanyaan: Text
    unit: Text
    satuan: Text
    most: Positive | None = None
    least: Positive | None = None

    def asked(self, lang: Lang) -> str:
        """Return the question in a language."""
        return self.question if lang == "en" else self.pertanyaan

    def unit_in(self, lang: Lang) -> str:
        """Return the unit of the answer in a language."""
        return self.unit if lang == "en" else self.satuan


class Question(Asked):
    """A question about an outcome of the model.

    Attributes
    ----------
    statistic : str
        What is counted (`experiments.common.kube_statistics.STATISTICS`).
    window : (int, int)
        From which to which month after founding, the first being 1.
    policy : str
        Name of a shipped policy under which the Kubes live.
    unit_idr : int, optional
        An answer is in so many rupiah of the year in which the experts were asked.
    """

    statistic: str
    window: Annotated[tuple[Month, Month], Listed]
    policy: str = "none"
    unit_idr: Annotated[int, Field(ge=1, le=1_000_000_000)] | None = None


class Seed(Asked):
    """A question whose answer is known."""

    answer: float
    source: Text
    grade: Grade


class Questions(Strict):
    """The whole file."""

    setting: Setting
    question: Annotated[tuple[Question, ...], Listed, Field(min_length=1, max_length=40)]
    seed: Annotated[tuple[Seed, ...], Listed, Field(max_length=40)] = ()

    @property
    def asked(self) -> dict[str, Asked]:
        """Everything that is asked, by id, in the order of the sheet."""
        return {one.id: one for one in (*self.question, *self.seed)}


def load_questions(path: Path = FILE) -> Questions:
    """Load what is asked.

    Raises
    ------
    InputError
        With one line per fault.
    """
    try:
        questions = Questions.model_validate(read_toml(path))
    except ValidationError as error:
        raise InputError(faults_of(error, path, Questions)) from None
    faults = [fault._replace(file=str(path)) for fault in _clashes(questions)]
    if faults:
        raise InputError(faults)
    return questions


@cache
def shipped() -> Questions:
    """Return what ships, read once."""
    return load_questions()


def _clashes(questions: Questions) -> Iterator[Fault]:
    """Yield what does not agree with itself, with the model, or with what is held out."""
    everything = [
        *(("question", number, one) for number, one in enumerate(questions.question, start=1)),
        *(("seed", number, one) for number, one in enumerate(questions.seed, start=1)),
    ]
    counts = Counter(one.id for _, _, one in everything)
    for table, number, one in everything:
        key = f"{table}[{number}]"
        if counts[one.id] > 1:
            twice = both("is there twice", "ada dua kali")
            own = both("give each its own", "beri masing-masing sendiri")
            yield Fault("", twice, f"{key}.id", shown(one.id), own)
        if (one.most is None) == (one.least is None):
            why = both("needs either most or least", "memerlukan most atau least")
            remedy = both("write one of them", "tulis salah satu")
            yield Fault("", why, f"{key}.most", remedy=remedy)
        if isinstance(one, Question):
            yield from _of_question(key, one)
        elif isinstance(one, Seed) and not 0.0 <= one.answer <= (one.most or one.answer):
            why = both("is no answer that can be given", "bukan jawaban yang mungkin")
            remedy = both("correct it or most", "perbaiki, atau perbaiki most")
            yield Fault("", why, f"{key}.answer", shown(one.answer), remedy)
    seeds = {"seed": [seed.model_dump() for seed in questions.seed]}
    for key, text, place in texts_held_out(seeds):
        why = both(
            f"names {place}, which is held out", f"menyebut {place}, yang disisihkan untuk uji"
        )
        remedy = both("ask something else", "tanyakan hal lain")
        yield Fault("", why, key, shown(text), remedy)


def _of_question(key: str, question: Question) -> Iterator[Fault]:
    if question.statistic not in STATISTICS:
        remedy = nearest(question.statistic, list(STATISTICS))
        value = shown(question.statistic)
        why = both("is nothing that is counted", "bukan sesuatu yang dihitung")
        yield Fault("", why, f"{key}.statistic", value, remedy)
    first, last = question.window
    if first > last:
        why = both("ends before it begins", "berakhir sebelum mulai")
        remedy = both("write the first month first", "tulis bulan pertama lebih dahulu")
        yield Fault("", why, f"{key}.window", f"[{first}, {last}]", remedy)
