"""JSON files from a stranger: read as they are or refused in a line, and never a traceback."""

import json
from pathlib import Path

import pytest

from experiments.common.json_files import BYTES_MOST
from experiments.common.uncertainty import FILES, FOLDER, uncertainty
from experiments.evidence.evidence_chain import MANIFEST, steps_of
from experiments.forecast.city_forecast import SCHEMA
from experiments.forecast.stored import stored_in
from experiments.policy.ranking_file import report_in
from experiments.reporting.of_exploration import ANSWER, report_of_exploration
from experiments.reporting.of_ranking import REPORT, report_of_ranking
from experiments.reporting.of_run import SUMMARY, report_of_run
from sim.inputs.strict import InputError
from sim.locations import RESULTS
from tests.messages import mentions

RANKED = RESULTS / "policy" / "support" / REPORT
NO_JSON = {
    "empty": b"",
    "text": b"ranked",
    "list": b"[]",
    "number": b"7",
    "deep": b'{"a":' + b"[" * 200_000,
    "infinite": b'{"schema": Infinity}',
    "long number": b'{"schema": ' + b"9" * 100_000 + b"}",
    "half": RANKED.read_bytes()[:100_000],
    "bytes": b"\xff\xfe\x00\x01",
    "object": b"{}",
}
READERS = {
    REPORT: report_in,
    ANSWER: lambda folder: report_of_exploration(folder, "en"),
    SUMMARY: lambda folder: report_of_run(folder, "en"),
    "forecast-2025-01.json": stored_in,
}
"""What reads a file of each name in a folder."""
FORGED: tuple[object, ...] = (None, [], {}, "", "x", -1, 10**400, True)
PLACES = (
    ("schema",), ("set",), ("set", "title"), ("sweep",), ("sweep", "draws"), ("money",),
    ("money", "fiscal_years"), ("policies",), ("policies", 3), ("policies", 3, "policy"),
    ("policies", 3, "levers"), ("policies", 3, "against_none", "failed_share", "low"),
    ("policies", 3, "worlds"), ("policies", 3, "paid"), ("policies", 0, "outcomes"),
    ("choice", "order"), ("economics", "sustained_mandiri_share"), ("recommended",),
    ("flips",), ("equal_cost",), ("regret",), ("prices", 0),
)  # fmt: skip


def refused(read, folder):
    """Return the one line with which a file is refused."""
    with pytest.raises(InputError) as caught:
        read(folder)
    (fault,) = caught.value.faults
    assert len(fault) < 1_000
    return fault


@pytest.mark.parametrize("content", NO_JSON.values(), ids=NO_JSON)
@pytest.mark.parametrize("name", READERS)
def test_what_no_command_wrote_is_refused(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    assert mentions(refused(READERS[name], tmp_path), name)


@pytest.mark.parametrize("name", READERS)
def test_too_large_a_file_is_not_read(tmp_path, name, monkeypatch):
    with (tmp_path / name).open("wb") as file:
        file.truncate(BYTES_MOST + 1)
    monkeypatch.setattr(json, "loads", None)
    assert mentions(refused(READERS[name], tmp_path), name)


def forged(place, value):
    """Return the shipped ranking's report with another value at a place."""
    report = json.loads(RANKED.read_bytes())
    *above, last = place
    holder = report
    for key in above:
        holder = holder[key]
    holder[last] = value
    return report


@pytest.mark.parametrize("place", PLACES, ids=lambda place: ".".join(map(str, place)))
def test_a_forged_ranking_is_shown_or_refused(tmp_path, place):
    for value in FORGED:
        (tmp_path / REPORT).write_text(json.dumps(forged(place, value)))
        try:
            assert report_of_ranking(tmp_path, "en")
        except InputError as error:
            (fault,) = error.faults
            assert mentions(fault, REPORT)


@pytest.mark.parametrize(
    ("place", "value", "key"),
    [
        (("sweep", "draws"), "many", "sweep.draws"),
        (("policies", 3, "against_none", "failed_share", "low"), [], "failed_share.low"),
        (("recommended",), "elsewhere", "policies"),
        (("policies", 3, "policy"), "none", "policies"),
        (("schema",), 1, "schema"),
    ],
)
def test_the_place_of_a_fault_is_named(tmp_path, place, value, key):
    (tmp_path / REPORT).write_text(json.dumps(forged(place, value)))
    assert mentions(refused(report_in, tmp_path), f"{REPORT} {key}")


@pytest.mark.parametrize("what", ["prices", "brief"])
def test_commands_refuse_a_forged_ranking_in_a_line(kubesim, tmp_path, what):
    (tmp_path / "ranked").mkdir()
    (tmp_path / "ranked" / REPORT).write_text(json.dumps(forged(("policies", 0), [])))
    done = kubesim("policy", what, "ranked")
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    "change",
    [{"today": 5}, {"today": None}, {"kubes": {}, "today": "x"}, {"kubes": [1]}, {"kubes": 5},
     {"kubes": [{"code": "1"}]}, {"schema": []}],
)  # fmt: skip
def test_a_forged_forecast_is_refused(tmp_path, change):
    content = {"schema": SCHEMA, "today": "2025-01", "kubes": [], **change}
    (tmp_path / "forecast-2025-01.json").write_text(json.dumps(content))
    refused(stored_in, tmp_path)


@pytest.mark.parametrize(
    "manifest",
    [{}, {"files": []}, {"files": {FILES["posterior"]: 5}},
     {"files": {FILES["posterior"]: "x"}, "evidence": []},
     {"files": {FILES["posterior"]: "x"}, "evidence": [{"step": "guessed"}]},
     {"files": {FILES["posterior"]: "x"}, "settings": {"variant": []}}],
    ids=range(6),
)  # fmt: skip
def test_a_forged_manifest_of_a_posterior_is_refused(tmp_path, manifest):
    content = (FOLDER / FILES["posterior"]).read_bytes()
    (tmp_path / FILES["posterior"]).write_bytes(content)
    (tmp_path / MANIFEST).write_text(json.dumps(manifest))
    draws = uncertainty("posterior", Path(tmp_path))
    assert mentions(refused(lambda _: steps_of(draws), tmp_path), MANIFEST)
