"""A Kube of a world, opened in the classroom: the same run, behind the same guard."""

import http.client
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from experiments.classroom.story.choice import choice_of
from experiments.classroom.story.link import from_query, to_query
from experiments.commands.kube_in_classroom import story_of
from experiments.common.uncertainty import uncertainty
from experiments.explorer.question import Question, place_of
from experiments.explorer.replayed import replayed
from experiments.explorer.running import Running
from sim.inputs.strict import InputError
from sim.locations import SCENARIOS
from tests.classroom.conftest import stopped, until_told
from tests.explorer.test_server import ask

WORLD, KUBE = 3, 2
MOVED = Question({"visits_per_month": 4.0, "monitoring_per_year": 12.0}, seed=7)


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """The plan that ships with four Kubes for three years, as a file of one's own."""
    folder = tmp_path_factory.mktemp("few")
    text = (SCENARIOS / "forward.toml").read_text(encoding="utf-8")
    rows = (SCENARIOS / "forward.csv").read_text(encoding="utf-8").splitlines()[:5]
    (folder / "few.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    few = text.replace("forward.csv", "few.csv").replace("months = 100", "months = 36")
    (folder / "few.toml").write_text(few, encoding="utf-8")
    return str(folder / "few.toml")


@pytest.mark.parametrize(
    ("assumed", "folder"),
    [({}, ""), ({"learn.visit_learning": 0.1, "structure.visits": 3.0}, ""), ({}, "a folder")],
)
def test_the_story_is_the_run_of_the_world(few, monkeypatch, assumed, folder):
    drawn = uncertainty("posterior")
    if folder:
        # A posterior of one's own: every value has to stand in the link.
        drawn = type(drawn)(drawn.kind, drawn.draws, drawn.digest, drawn.lacks, folder)
    place = place_of(few, drawn)
    question = Question(MOVED.levers, assumed=assumed, seed=MOVED.seed)
    months = replayed(Running(place), question, WORLD)
    number = months["kubes"][KUBE]["id"]
    story = from_query(to_query(story_of(place, question, WORLD, number)))
    choice = choice_of(story)
    for side, name in enumerate(("plan", "moved")):
        kube = choice.kube_in(choice.run(side))
        assert months[name][KUBE][-1] == str(int(kube.stage)), name


def test_a_kube_that_is_not_there_is_refused(few):
    with pytest.raises(InputError, match="999"):
        story_of(place_of(few, uncertainty("posterior")), Question(), 0, 999)


@pytest.fixture(scope="module")
def small(serve, few):
    return serve(few, "--draws", "25")


def fetched(host, port, path, **headers):
    """Return the status at an address, and where it sends on to."""
    line = http.client.HTTPConnection(host, port, timeout=300)
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer.status, urlsplit(answer.getheader("location") or "")


def sent_to(server, path, **headers):
    """Return where the server sends on to."""
    status, told = fetched("127.0.0.1", server.port, path, **headers)
    assert status == 303
    return told


def test_the_classroom_begins_with_the_first_kube_and_is_used_again(small, browser):
    told = sent_to(small, "/classroom?world=1&kube=301&lang=en&visits_per_month=4")
    assert (told.hostname, told.path) == ("127.0.0.1", "/en")
    assert told.port != small.port
    assert vars(from_query(told.query).right.levers)["visits_per_month"] == 4.0
    again = sent_to(small, "/classroom?world=2&kube=302", Host=f"localhost:{small.port}")
    assert (again.hostname, again.port, again.path) == ("localhost", told.port, "/")
    classroom = small._replace(port=told.port)
    assert ask(classroom, "/en", Host="kubesim.example:80")[0] == 403
    assert ask(classroom, "/told?" + told.query, Origin="http://elsewhere.example")[0] == 403
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).hostname))
    page.goto(told.geturl(), wait_until="commit")
    until_told(page, "kube=301")
    assert set(asked) <= {"127.0.0.1", "", None}
    page.close()


def test_what_cannot_be_opened_is_said(small):
    status, text = ask(small, "/classroom?world=1&kube=999")
    assert status == 422
    assert re.search(r"\b999\b", text.decode())


def test_the_classroom_ends_with_the_explorer(serve, few):
    server = serve(few, "--draws", "25")
    told = sent_to(server, "/classroom?world=1&kube=301")
    stopped(server)
    with pytest.raises(OSError):
        ask(server._replace(port=told.port), "/")


def test_in_the_room_the_same_token_lets_into_the_classroom(serve, few):
    shared = serve(few, "--draws", "25", "--lan")
    found = re.search(r"http://\S+token=\S+", "\n".join(shared.said))
    assert found
    link = urlsplit(found[0])
    if str(link.hostname).startswith("127."):
        pytest.skip("this machine has no address in any room")
    cookie = {"Cookie": f"kubesim={parse_qs(link.query)['token'][0]}"}
    path = "/classroom?world=1&kube=301"
    assert fetched(link.hostname, shared.port, path)[0] == 403
    status, told = fetched(link.hostname, shared.port, path, **cookie)
    assert (status, told.hostname) == (303, link.hostname)
    assert fetched(link.hostname, told.port, "/")[0] == 403
    assert fetched(link.hostname, told.port, "/", **cookie)[0] == 200
