"""Draws before and after they are weighed by what experts think, and the folder that holds them."""

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.database import about, write_table
from experiments.common.draws import DRAWN
from experiments.common.files import save_all
from experiments.common.uncertainty import FILES, FOLDER, Drawn, Uncertainty
from experiments.evidence.elicit.opinions import LEVELS, Pool
from experiments.evidence.elicit.pooling import By, Pooled, told
from experiments.evidence.elicit.question_file import FILE
from experiments.evidence.elicit.reweighing import Margin, Weighed, chosen, weighed
from experiments.evidence.elicit.simulated import runs_of, simulated
from experiments.evidence.evidence_chain import KEY as EVIDENCE
from experiments.evidence.evidence_chain import Step, steps_of
from experiments.store.disk import sha256_of
from experiments.store.result_manifest import as_json, with_manifest
from sim.inputs.said import both
from sim.inputs.strict import InputError
from sim.structures import SET_BY

Reals = NDArray[np.float64]
Json = dict[str, Any]
Bar = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]
PRIOR_DRAWS = 512
"""Draws of the prior that are simulated, to be shown beside the others."""
BEFORE = "draw_before"
"""The column with the number of the draw that each draw was before it was weighed."""
REPORT, PICTURE, ANSWERS = "elicit.json", "elicit.png", "answers.toml"


@dataclass(frozen=True, eq=False)
class Weighing:
    """What experts think, brought into draws.

    Attributes
    ----------
    answers, prior_answers : mapping of NDArray, shape (draws,)
        What the model says to each question, draw by draw.
    pools : mapping of Pool
        Of the questions that experts answered.
    chosen : NDArray of int, shape (draws,)
        Which draws there are afterwards.
    """

    pooled: Pooled
    by: By
    before: Uncertainty
    answers: Mapping[str, Reals]
    prior_answers: Mapping[str, Reals]
    pools: Mapping[str, Pool]
    margins: Mapping[str, Margin]
    weighed: Weighed
    chosen: NDArray[np.int64]

    @property
    def after(self) -> Uncertainty:
        """The draws afterwards, all of the same weight."""
        draws = {name: values[self.chosen] for name, values in self.before.draws.items()}
        return Uncertainty("posterior", draws, "", self.before.lacks)

    def answers_after(self, id: str) -> Reals:
        """Return what the model says to a question afterwards, shape (draws,)."""
        return np.asarray(self.answers[id][self.chosen])


def weigh(
    pooled: Pooled,
    by: By,
    before: Uncertainty,
    prior: Uncertainty,
    bar: Bar,
    threads: int | None = None,
) -> Weighing:
    """Simulate what experts were asked in every draw, and weigh the draws by what they think.

    Parameters
    ----------
    by : str
        With which weights of the experts.
    prior : Uncertainty
        Shown beside the others; its first draws are taken.
    threads : int, optional
        By default as many as there are cores; the result is the same.

    Raises
    ------
    InputError
        When no question was answered, or the prices of the year are not known.
    """
    elicited = pooled.elicited
    questions = elicited.questions
    pools = {
        question.id: pool
        for question in questions.question
        if (pool := pooled.pool(question.id, by)) is not None
    }
    if not pools:
        fault = both(
            "the answers are to seed questions alone; there is nothing to weigh by",
            "jawabannya hanya untuk pertanyaan uji; tidak ada yang dapat dipakai memberi bobot",
        )
        raise InputError([fault])
    first = prior.first(min(PRIOR_DRAWS, len(prior)))
    with bar("runs", runs_of(before, questions)) as done:
        answers = simulated(before, questions, elicited.price_year, done, threads)
    with bar("runs of the prior", runs_of(first, questions)) as done:
        prior_answers = simulated(first, questions, elicited.price_year, done, threads)
    margins = {id: Margin.of(answers[id], pool) for id, pool in pools.items()}
    result = weighed(list(margins.values()))
    taken = chosen(result.weights, questions.setting.seed)
    return Weighing(pooled, by, before, answers, prior_answers, pools, margins, result, taken)


def report(weighing: Weighing) -> Json:
    """Return every outcome before and after, with how much of the opinions, as JSON has it."""
    weights = weighing.weighed
    return {
        "pooled_by": weighing.by,
        "before": weighing.before.drawn._asdict(),
        "draws": len(weighing.before),
        "effective": weights.effective,
        "part": weights.part,
        "levers_do_nothing": {
            lever: {
                "before": _nothing(weighing.before, lever),
                "after": _nothing(weighing.after, lever),
            }
            for lever in SET_BY
        },
        "outcomes": [_outcome(weighing, id) for id in weighing.answers],
    }


def _nothing(draws: Uncertainty, lever: str) -> float:
    """Return the share of draws in which a lever does nothing."""
    return 1.0 - len(draws.working(lever)) / len(draws)


def _outcome(weighing: Weighing, id: str) -> Json:
    """Return the distributions of one outcome; what nobody was asked moves with the others."""
    pool, margin = weighing.pools.get(id), weighing.margins.get(id)
    before = weighing.answers[id]
    return {
        "id": id,
        "prior": _quantiles(weighing.prior_answers[id]),
        "before": _quantiles(before),
        "opinion": None if pool is None else told(pool.quantiles(LEVELS)),
        "after": _quantiles(weighing.answers_after(id)),
        "out_of_reach": None if margin is None else margin.out_of_reach,
        "without_answer": float(np.isnan(before).mean()),
    }


def _quantiles(values: Reals) -> Json | None:
    known = values[~np.isnan(values)]
    return told(np.quantile(known, LEVELS)) if len(known) else None


def save(
    folder: Path, weighing: Weighing, content: Json, picture: bytes
) -> tuple[list[Path], Drawn]:
    """Save draws, report, picture and a copy of the answers into a folder, the manifest last.

    Returns
    -------
    list of Path
    Drawn
        The draws as `--parameters` takes them.

    Raises
    ------
    InputError
        When the folder cannot be written to.
    """
    elicited, before = weighing.pooled.elicited, weighing.before
    chain: Json = {
        "answers": hashlib.sha256(elicited.content).hexdigest(),
        "questions": sha256_of(FILE),
        "pooled_by": weighing.by,
        "posterior_before": before.drawn._asdict(),
    }
    table = _table(weighing, {"elicited": json.dumps(chain)})
    digest = hashlib.sha256(table).hexdigest()
    step = Step("opinions", ANSWERS, chain["answers"], "", False, str(folder), digest)
    evidence = [one.json() for one in (*steps_of(before), step)]
    files = {
        FILES["posterior"]: table,
        REPORT: as_json(content),
        PICTURE: picture,
        ANSWERS: elicited.content,
    }
    after = Drawn("posterior", len(before), digest, str(folder))
    made_of = {**chain, "posterior": after._asdict(), EVIDENCE: evidence}
    return save_all(folder, with_manifest(files, made_of)), after


def _table(weighing: Weighing, chain: Mapping[str, str]) -> bytes:
    """Return the draws afterwards as Parquet, in the form of a posterior."""
    drawn = weighing.before.drawn
    path = Path(drawn.folder or FOLDER) / FILES[drawn.kind]
    made_of = about(path) if path.is_file() else {}
    columns = {
        DRAWN: np.arange(len(weighing.chosen)),
        BEFORE: weighing.chosen,
        **weighing.after.draws,
    }
    with TemporaryDirectory() as folder:
        written = Path(folder) / "table.parquet"
        write_table(columns, written, {**made_of, **chain})
        return written.read_bytes()
