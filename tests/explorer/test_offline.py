"""The file from disk: figures of its table are the engine's, it fetches nothing, it is small."""

import math

import pytest

from experiments.explorer import offline
from experiments.explorer.answer import Answer
from experiments.explorer.offline import Design
from experiments.explorer.question import Question
from experiments.explorer.running import Running
from experiments.explorer.words import headline
from tests.classroom.layout import faults_of
from tests.classroom.test_accessible import violations
from tests.explorer.conftest import SIZES

FEW = 25
BYTES_MOST = 3_000_000


@pytest.fixture(scope="module")
def file(place, tmp_path_factory):
    path = tmp_path_factory.mktemp("offline") / "explorer.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(offline, "STOPS", {"monitoring_per_year": (0.0, 12.0)})
        path.write_bytes(offline.offline_page(Design(place, FEW), "id"))
    return path


def test_the_shipped_design_has_the_plan_among_its_policies(place):
    design = Design(place, FEW)
    assert len(design.questions) == math.prod(map(len, design.stops.values()))
    assert Question(draws=FEW) in design.questions


@pytest.mark.parametrize("width", SIZES)
def test_a_file_from_disk_answers_as_the_engine_does(file, place, browser, width):
    page = browser.new_page(viewport={"width": width, "height": SIZES[width]})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.wait_for_selector(f'#explorer[data-draws="{FEW}"]', state="attached")
    if width < 900:
        page.click("#tab-levers")
    page.locator("#lever-monitoring_per_year").fill("1")
    question = Question({"monitoring_per_year": 12.0}, draws=FEW)
    answer = Answer(place, question, Running(place).ran(question, FEW))
    wanted = headline(answer, "id").strong
    page.wait_for_function(
        "text => document.querySelector('#headline b')?.textContent === text", arg=wanted
    )
    assert violations(page) == []
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    if width > 900:
        assert faults_of(page) == []
        page.click("#pin")
        page.click("#compare")
        page.wait_for_selector("#gains table")
        page.click("#language")
        page.wait_for_function("() => document.documentElement.lang === 'en'")
    page.close()


def test_the_same_question_gives_the_same_bytes(file, place, monkeypatch):
    policies = len(Design(place).questions)
    monkeypatch.setattr(offline, "STOPS", {"monitoring_per_year": (0.0, 12.0)})
    assert offline.offline_page(Design(place, FEW), "id") == file.read_bytes()
    assert len(file.read_bytes()) * policies / 2 < BYTES_MOST
