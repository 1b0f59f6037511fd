"""Answers: each story is computed once, faults are said, and the rest waits its turn."""

import asyncio
import gzip
import json
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from experiments.classroom.server import answers
from experiments.classroom.server.answer import BROKEN, answer_of
from experiments.classroom.server.answers import BUSY, WAITING_MOST, Answers
from experiments.classroom.server.app import PATHS
from experiments.classroom.server.storytellers import Storytellers, Telling
from experiments.classroom.telling.watching import GivenUpError
from experiments.common.languages import LANGS
from experiments.pages.guard import SESSIONS_MOST, Guard
from sim.inputs.strict import InputError


class Threads:
    """Tells one story after the other, in this process."""

    def __init__(self, tell):
        self._tell = tell
        self._pool = ThreadPoolExecutor(1)

    def begin(self, query):
        telling = Telling()
        self._pool.submit(self._run, query, telling)
        return telling

    def _run(self, query, telling):
        if telling.answer.set_running_or_notify_cancel():
            answer = answer_of(lambda asked, _: self._tell(asked), query, lambda: True)
            telling.answer.set_result(answer)

    def close(self):
        self._pool.shutdown(wait=False, cancel_futures=True)


def asked(tell, *queries, after=()):
    """Ask for all queries at once, then for others one by one; return statuses and objects."""

    async def run():
        kept = Answers(Threads(tell))
        given = list(await asyncio.gather(*(kept.get(query) for query in queries)))
        given += [await kept.get(query) for query in after]
        kept.close()
        return [(answer.status, json.loads(gzip.decompress(answer.body))) for answer in given]

    return asyncio.run(run())


def test_whoever_asks_the_same_at_once_or_later_gets_the_same_from_one_run():
    runs = []

    def tell(query):
        runs.append(query)
        return {"query": query}

    answers = asked(tell, "a", "a", "b", "a", after=("a", "b"))
    assert [body["query"] for _, body in answers] == ["a", "a", "b", "a", "a", "b"]
    assert sorted(runs) == ["a", "b"]


def test_faults_are_told_and_what_breaks_says_so_without_details(caplog):
    def tell(query):
        if query == "broken":
            raise ZeroDivisionError("a secret")
        raise InputError(["kube 9: unknown", "seed: unknown"])

    faulty, broken = asked(tell, "faulty", "broken")
    assert faulty == (422, {"faults": ["kube 9: unknown", "seed: unknown"]})
    assert broken == (500, {"faults": [BROKEN]})
    assert "a secret" in caplog.text


def test_the_queue_has_an_end_and_goes_on():
    gate = threading.Event()

    def tell(query):
        gate.wait(30)
        return {}

    async def run():
        answers = Answers(Threads(tell))
        waiting = [asyncio.ensure_future(answers.get(str(n))) for n in range(WAITING_MOST)]
        await asyncio.sleep(0)
        refused = await answers.get("one more")
        gate.set()
        statuses = [answer.status for answer in await asyncio.gather(*waiting)]
        again = await answers.get("one more")
        answers.close()
        return refused, statuses, again

    refused, statuses, again = asyncio.run(run())
    assert refused.status == 503
    assert json.loads(gzip.decompress(refused.body)) == {"faults": [BUSY]}
    assert statuses == [200] * WAITING_MOST
    assert again.status == 200


def test_the_oldest_makes_room(monkeypatch):
    monkeypatch.setattr(answers, "KEPT_BYTES_MOST", 100)
    runs = []

    def tell(query):
        runs.append(query)
        return {"query": query}

    asked(tell, after=("a", "b", "c", "d", "e", "a"))
    assert runs.count("a") == 2


def test_one_who_goes_away_takes_the_answer_from_nobody():
    gate = threading.Event()

    def tell(query):
        gate.wait(30)
        return {}

    async def run():
        answers = Answers(Threads(tell))
        first, second = (asyncio.ensure_future(answers.get("a")) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        gate.set()
        answer = await second
        answers.close()
        return answer

    assert asyncio.run(run()).status == 200


def test_what_nobody_waits_for_any_more_is_not_computed():
    gate, runs = threading.Event(), []

    def tell(query):
        runs.append(query)
        gate.wait(30)
        return {}

    async def run():
        answers = Answers(Threads(tell))
        first, left, last = (asyncio.ensure_future(answers.get(query)) for query in "abc")
        await asyncio.sleep(0.1)
        left.cancel()
        await asyncio.sleep(0)
        gate.set()
        statuses = [(await first).status, (await last).status, (await answers.get("b")).status]
        answers.close()
        return statuses

    assert asyncio.run(run()) == [200, 200, 200]
    assert runs == ["a", "c", "b"]


def test_a_full_classroom_says_so_in_both_languages():
    async def inside(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"told"})

    def visit(path, sessions):
        sent = []
        scope = {
            "type": "http", "method": "GET", "path": path, "query_string": b"",
            "headers": [(b"host", b"127.0.0.1:8080")], "server": ("127.0.0.1", 8080),
            "client": ("127.0.0.1", 5000),
        }  # fmt: skip

        async def receive():
            return {"type": "http.request"}

        async def send(message):
            sent.append(message)

        asyncio.run(Guard(inside, None, lambda: sessions, PATHS)(scope, receive, send))
        return sent[0]["status"], sent[1]["body"].decode()

    status, text = visit("/", SESSIONS_MOST)
    assert status == 503
    assert text.count(str(SESSIONS_MOST)) == len(LANGS)
    assert visit("/en", SESSIONS_MOST)[0] == 503
    assert visit("/told", SESSIONS_MOST) == (200, "told")
    assert visit("/", SESSIONS_MOST - 1) == (200, "told")


def test_a_process_that_tells_stories_loads_neither_the_compiler_nor_the_page():
    """Each of them would hold these for itself."""
    code = "import sys; from experiments.classroom.server import storytellers; print(*sys.modules)"
    done = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "mesa" in loaded
    assert not loaded & {"numba", "llvmlite", "nicegui", "fastapi", "matplotlib", "weasyprint"}


def slow(query, wanted):
    """Tell who tells, as long as somebody waits; or die."""
    if query.startswith("dies"):
        os.kill(os.getpid(), signal.SIGKILL)
    end = time.monotonic() + float(query.partition("=")[2])
    while time.monotonic() < end:
        if not wanted():
            raise GivenUpError
        time.sleep(0.01)
    return {"process": os.getpid()}


def test_stories_are_told_in_parallel_and_what_nobody_waits_for_frees_its_process():
    tellers = Storytellers(slow, 2)

    async def run():
        answers = Answers(tellers)
        both = await asyncio.gather(answers.get("a=1"), answers.get("b=1"))
        left = [asyncio.ensure_future(answers.get(f"{name}=600")) for name in "cd"]
        await asyncio.sleep(0.3)
        for one in left:
            one.cancel()
        again = await asyncio.wait_for(answers.get("e=0"), 60)
        answers.close()
        return {answer.content()["process"] for answer in both}, again.status

    processes, status = asyncio.run(run())
    assert len(processes) == 2 and os.getpid() not in processes
    assert status == 200


def test_a_story_whose_process_is_killed_says_so_and_the_next_one_is_told():
    async def run():
        answers = Answers(Storytellers(slow, 1))
        statuses = [(await answers.get(query)).status for query in ("dies=0", "a=0")]
        answers.close()
        return statuses

    assert asyncio.run(run()) == [500, 200]
