"""What is taken away from the page: the policy as a file, a workbook, a report."""

from collections.abc import Callable

from fastapi.responses import Response

from experiments.common.languages import Lang
from experiments.explorer.answer import Answer
from experiments.explorer.running import Running
from experiments.explorer.server.questions import Asking, packed, replied
from experiments.explorer.taking import policy_toml, workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Report = Callable[[Answer, Lang], bytes]
"""What makes an HTML file of an answer."""
TYPES = {"/policy.toml": "application/toml", "/result.xlsx": XLSX, "/report.html": "text/html"}
"""By path, the type of the file."""
OPENED = "/report.html"
"""What the browser shows; the others it saves."""


def take_away(path: str, running: Running, query: str, report: Report) -> Response:
    """Return a file of an answer over all its worlds; faults are lines of text."""

    def reply() -> bytes:
        asking = Asking(running, query, lambda: True)
        answer = asking.answer()
        if path == OPENED:
            return report(answer, asking.lang)
        if path == "/result.xlsx":
            return workbook(answer, asking.lang)
        return policy_toml(answer.question).encode()

    status, content = replied(reply)
    if not isinstance(content, bytes):
        return Response(packed(content), status, media_type="application/json")
    how = "inline" if path == OPENED else "attachment"
    headers = {"content-disposition": f'{how}; filename="{path.lstrip("/")}"'}
    return Response(content, 200, headers, TYPES[path])
