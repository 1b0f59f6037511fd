"""The file from disk: figures of its table are the engine's, it fetches nothing, it is small."""

import numpy as np
import pytest

from experiments.explorer import offline
from experiments.explorer.answer import Answer
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
        patch.setattr(offline, "DESIGN", {"monitoring_per_year": (0.0, 12.0)})
        patch.setattr(offline, "DRAWS", FEW)
        path.write_bytes(offline.offline_page(place, 1, "id"))
    return path


def test_the_shipped_design_has_the_plan_among_its_policies(place):
    asked = list(offline.questions(place, FEW, 1))
    assert (
        len(asked)
        == offline.policies(place)
        == int(np.prod([len(stops) for stops in offline.stops_of(place).values()]))
    )
    assert Question(draws=FEW) in asked


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
    monkeypatch.setattr(offline, "DESIGN", {"monitoring_per_year": (0.0, 12.0)})
    monkeypatch.setattr(offline, "DRAWS", FEW)
    assert offline.offline_page(place, 1, "id") == file.read_bytes()
    policies = 36
    assert len(file.read_bytes()) * policies / 2 < BYTES_MOST
