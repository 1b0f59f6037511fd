"""A city's workbook is calibrated on as its books tell what was seen."""

import json
from pathlib import Path

import pytest

from experiments.common.city_workbook import city_workbook
from experiments.evidence.calibration.workbook_inputs import inputs_of_workbook
from sim.inputs.strict import InputError
from sim.locations import SCENARIOS
from sim.scenario import load_scenario
from sim.workbook.records import KubeSeen, MonthSeen
from tests.messages import mentions

BOOK = Path("kota.xlsx")


def listed(number, founded, status=None, ended=None, rule=None):
    name = f"Kube {number}"
    return KubeSeen(str(number), number, name, founded, status=status, ended=ended, rule=rule)


KUBES = [
    listed(1, "2022-06", "active", rule="set_aside_first"),
    listed(2, "2022-06", "active", rule="share_everything"),
    listed(3, "2022-09", "dissolved", "2024-03"),
    listed(4, "2023-02", "inactive"),
    listed(5, "2023-02", "active"),
    listed(6, "2023-05"),
]
MONTHS = [
    MonthSeen("1", "2023-12", members=10, kas_idr=2_000_000, stage="tumbuh"),
    MonthSeen(
        "1",
        "2024-11",
        members=9,
        attended=7.5,
        kas_idr=4_500_000,
        bank_idr=500_000,
        stage="berkembang",
    ),
    MonthSeen("1", "2024-12", members=9),
    MonthSeen("2", "2022-12", kas_idr=800_000),  # too early
    MonthSeen("2", "2024-10", members=8, grade="C"),
    MonthSeen("3", "2023-10", members=7, kas_idr=100_000, stage="tumbuh"),
    MonthSeen("4", "2024-12", stage="gagal", kas_idr=0),
]


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Return a function that writes a workbook of Kubes and months, and what is read off it."""
    monkeypatch.chdir(tmp_path)
    template = load_scenario(str(SCENARIOS / "template" / "my-city.toml"))
    template = template.model_copy(update={"today": None})
    business = template.kubes[0].business

    def write(kubes=KUBES, months=MONTHS):
        rows = [kube._replace(business=business) for kube in kubes]
        BOOK.write_bytes(city_workbook(template, rows, months, grants=[]))
        return inputs_of_workbook(BOOK)

    return write


def test_kubes_are_seen_in_their_last_month_and_counted_by_status(written):
    inputs = written()
    months = {figure.kube: figure.month for figure in inputs.settings.figure}
    assert months == {"Kube 1": "2024-11", "Kube 2": "2024-10", "Kube 3": "2023-10"}
    values = {
        name: {quantity: figure.value for quantity, figure in inputs.figures(name).items()}
        for name in inputs.kubes
    }
    assert values["Kube 1"] == {"kas_idr": 4_500_000, "bank_idr": 500_000, "members": 9}
    assert values["Kube 2"] == {"members": 8}
    assert inputs.figures("Kube 2")["members"].grade == "C"
    (main,) = inputs.settings.variant
    told = {label.kube: label.stage for label in inputs.settings.labels_of(main)}
    assert told == {"Kube 1": "berkembang", "Kube 3": "tumbuh"}
    assert inputs.settings.habit.kubes == ("Kube 1",)
    counted = inputs.settings.exposure_of(main)
    assert (counted.failed, counted.founded) == (2, {"2022": 3, "2023": 2})
    assert {kube.name for kube in inputs.cohort.kubes} == {f"Kube {n}" for n in range(1, 6)}
    assert inputs.cohort.seen == "2024-12"


def test_a_workbook_is_calibrated_and_its_folder_is_a_posterior(written, kubesim):
    written()
    asked = ("--draws", "128", "--workers", "1", "--out", "results/kota")
    done = kubesim("calibrate", str(BOOK), *asked, "--json")
    assert done.code == 0, done.err
    report = json.loads(done.out)
    assert [step["data"]["name"] for step in report["evidence"]] == [
        "calibration.toml",
        "kota.xlsx",
    ]
    (main,) = report["variants"]
    assert main["failed_share"]["observed"] == 0.4
    names = {figure["name"] for figure in main["figures"]}
    assert {"failed", "Kube 1: money", "Kube 2: members", "Kube 3: tumbuh"} <= names
    assert "berkembang" not in names
    done = kubesim("run", str(BOOK), "--runs", "2", "--parameters", "results/kota", "--json")
    assert json.loads(done.out)["parameters"]["folder"] == "results/kota"


def test_what_a_workbook_lacks_is_one_line_each(written):
    with pytest.raises(InputError) as refused:
        written([kube._replace(status=None, ended=None) for kube in KUBES], MONTHS[3:4])
    assert len(refused.value.faults) == 2
    for line, data in zip(refused.value.faults, ("bulanan kas", "kube status"), strict=True):
        assert mentions(line, f"{BOOK} {data}")
