"""`kubesim calibrate` as a user has it."""

import hashlib
import json

import duckdb
import pytest

from experiments.common.draws import priors
from tests.messages import mentions

DRAWS = "128"


@pytest.fixture
def calibrated(kubesim):
    done = kubesim("calibrate", "--draws", DRAWS, "--out", "out", "--workers", "1", "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_it_reports_saves_and_goes_on(kubesim, calibrated, tmp_path):
    main = calibrated["variants"][0]
    assert len(calibrated["variants"]) == 16
    assert [row["name"] for row in main["parameters"]] == list(priors())
    for row in main["parameters"]:
        assert row["prior"]["low"] <= row["low"] <= row["median"] <= row["high"]
        assert row["high"] <= row["prior"]["high"]
    assert calibrated["not_checked"] == list(priors())  # far fewer fits than a check needs
    assert calibrated["learned"] == []

    folder = tmp_path / "out"
    assert json.loads((folder / "calibration.json").read_text()) == calibrated
    manifest = json.loads((folder / "manifest.json").read_text())
    for name, sha256 in manifest["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256
    with duckdb.connect() as connection:
        sql = "SELECT * FROM read_parquet(?)"
        rows = connection.execute(sql, [str(folder / "posterior-main.parquet")]).fetchnumpy()
    assert set(priors()) < set(rows)

    again = kubesim("calibrate", "--draws", DRAWS, "--out", "out", "--workers", "1")
    assert again.code == 0
    assert "simulated" not in again.err
    for name in (*priors(), *(variant["name"] for variant in calibrated["variants"])):
        assert name in again.out
    assert max(map(len, again.out.splitlines())) <= 100
    after = json.loads((folder / "manifest.json").read_text())
    assert after["files"] == manifest["files"]


@pytest.mark.parametrize(
    ("arguments", "data"),
    [
        (("--draws", "100"), "--draws 100 128"),
        (("--draws", "64"), "--draws 64 128"),
        (("--workers", "0"), "--workers 0 1"),
        ((), "10 min --yes"),
    ],
)
def test_what_cannot_be_is_refused_in_a_line(kubesim, tmp_path, arguments, data):
    done = kubesim("calibrate", "--out", "out", *arguments)
    assert done.code == 2
    assert mentions(done.err, data)
    assert len(done.err.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()
