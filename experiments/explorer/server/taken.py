"""What is taken away from the page: the policy as a file, a workbook, a report."""

from collections.abc import Callable, Mapping
from urllib.parse import quote

from fastapi.responses import Response

from experiments.explorer.answer import Answer
from experiments.explorer.running import Running
from experiments.explorer.server.questions import Asking, packed, replied
from experiments.explorer.taking import policy_toml, workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Made = Callable[[Answer, Asking], bytes]
FILES: Mapping[str, tuple[str, Made]] = {
    "/policy.toml": (
        "application/toml",
        lambda answer, asking: policy_toml(answer.question).encode(),
    ),
    "/result.xlsx": (XLSX, lambda answer, asking: workbook(answer, asking.lang)),
}
"""By path, the type of the file and what makes it."""


def take_away(path: str, running: Running, query: str) -> Response:
    """Return a file of an answer over all its worlds; faults are lines of text."""
    kind, make = FILES[path]

    def reply() -> bytes:
        asking = Asking(running, query, lambda: True)
        return make(asking.answer(), asking)

    status, content = replied(reply)
    if isinstance(content, bytes):
        name = quote(path.lstrip("/"))
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return Response(content, 200, headers, kind)
    return Response(packed(content), status, media_type="application/json")
