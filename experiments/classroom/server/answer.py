"""One answer: a story's record, or what is wrong with its query, ready to be sent."""

import gzip
import json
import logging
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from experiments.classroom.telling.watching import GivenUpError
from sim.inputs.strict import InputError

BROKEN = (
    "Cerita ini tidak dapat dihitung; jendela server mengatakan mengapa. / "
    "This story cannot be computed; the server's window says why."
)
TOLD, FAULTY, GONE, BROKEN_STATUS, BUSY_STATUS = 200, 422, 499, 500, 503
Tell = Callable[[str, Callable[[], bool]], Mapping[str, Any]]
"""From a query, and whether somebody still waits, to a story's record."""


class Answer(NamedTuple):
    """What is sent: JSON, already compressed."""

    status: int
    body: bytes

    def content(self) -> Any:
        """Return the object that the body holds."""
        return json.loads(gzip.decompress(self.body))


def answer_of(tell: Tell, query: str, wanted: Callable[[], bool]) -> Answer:
    """Return the answer of a query; what is wrong with it is said in its body."""
    try:
        return Answer(TOLD, packed(tell(query, wanted)))
    except GivenUpError:
        return faulty(GONE, [])
    except InputError as error:
        return faulty(FAULTY, list(error.faults))
    except Exception:
        logging.getLogger(__name__).exception("a story that cannot be computed: %r", query)
        return BROKEN_ANSWER


def faulty(status: int, faults: list[str]) -> Answer:
    """Return an answer that says what is wrong."""
    return Answer(status, packed({"faults": faults}))


def packed(answer: Mapping[str, Any]) -> bytes:
    """Return an object as compressed JSON; the same object gives the same bytes."""
    text = json.dumps(answer, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return gzip.compress(text.encode(), compresslevel=5, mtime=0)


BROKEN_ANSWER = faulty(BROKEN_STATUS, [BROKEN])
