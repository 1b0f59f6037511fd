"""`kubesim forecast` as a user has it."""

import json
import shutil

import openpyxl
import pytest

from tests.forecast.conftest import KUBES, TODAY
from tests.messages import mentions

QUICK = ("--cities", "24")


@pytest.fixture
def city(folder, tmp_path):
    for name in ("city.xlsx", "next.xlsx"):
        shutil.copy(folder / name, tmp_path / name)
    return tmp_path


def test_a_forecast_is_printed_stored_and_scored_when_the_next_book_comes(kubesim, city):
    done = kubesim("forecast", "city.xlsx", "--out", "kept", "--lang", "en", *QUICK)
    assert done.code == 0, done.err
    files = {path.name for path in (city / "kept").iterdir()}
    assert files >= {
        f"forecast-{TODAY}.json", f"kubes-{TODAY}-en.xlsx", f"page-{TODAY}-en.html",
    }  # fmt: skip
    stored = json.loads((city / "kept" / f"forecast-{TODAY}.json").read_text())
    assert len(stored["kubes"]) == KUBES
    assert stored["made"]["file"] == "city.xlsx"
    assert len(stored["made"]["sha256"]) == 64
    book = openpyxl.load_workbook(city / "kept" / f"kubes-{TODAY}-en.xlsx")
    assert book.worksheets[0].max_row == KUBES + 1
    page = (city / "kept" / f"page-{TODAY}-en.html").read_text()
    assert 'lang="en"' in page
    assert all(kube["name"] in page for kube in stored["kubes"])
    done = kubesim("forecast", "next.xlsx", "--score", "kept", "--lang", "id", "--json")
    assert done.code == 0, done.err
    score = json.loads(done.out)["fails_within_12_months"]
    with_figures = [kube for kube in stored["kubes"] if kube["reason"] is None]
    assert score["kubes"] + score["unknown"] == len(with_figures)
    assert score["verdict"] == "too_few"
    assert (city / "kept" / "scores-2020-12.json").exists()


def test_the_same_forecast_has_the_same_bytes(kubesim, city):
    one, other = (kubesim("forecast", "city.xlsx", "--json", *QUICK).out for _ in range(2))
    assert one == other
    said = json.loads(one)
    assert said["scored"]["fails_within_12_months"]["kubes"] == 0
    assert sorted(path.name for path in city.iterdir()) == ["city.xlsx", "next.xlsx"]


def test_what_is_wrong_is_said_at_once(kubesim, city):
    for arguments, *said in (
        (("city.toml",), "city.toml", "xlsx"),
        (("city.xlsx", "--today", "December"), "--today", "2026-10"),
        (("city.xlsx", "--today", "2031-01"), "--today 2031-01", "2020-12"),
        (("city.xlsx", "--aim", "rich"), "--aim rich", "mandiri"),
        (("city.xlsx", "--cities", "3"), "--cities 3", "20"),
        (("city.xlsx", "--lang", "fr"), "--lang fr", "en"),
        (("city.xlsx", "--score", "nowhere"), "--score nowhere"),
        (("city.xlsx", "--score", "."), "--score", "no stored forecast"),
    ):
        done = kubesim("forecast", *arguments)
        assert (done.code, done.out) == (2, ""), arguments
        assert all(mentions(done.err, text) for text in said), done.err


def test_a_file_that_is_no_forecast_is_refused_before_anything_is_run(kubesim, city):
    (city / "kept").mkdir()
    (city / "kept" / "forecast-2018-06.json").write_text('{"schema": 1, "today": "2018-06"}')
    done = kubesim("forecast", "city.xlsx", "--out", "kept", *QUICK)
    assert done.code == 2
    assert mentions(done.err, "forecast-2018-06.json")
