"""What was observed in a city of one's own: written as a file, checked, calibrated on."""

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

from experiments.common.draws import priors
from experiments.common.uncertainty import FILES, draws_named, uncertainty
from experiments.evidence.calibration.inputs import load_inputs
from sim.locations import OBSERVED, SCENARIOS
from tests.messages import mentions

OWN = "kota-observed.toml"


@pytest.fixture
def place(kubesim):
    """Return a function that changes the new files in this folder, and their check as JSON."""
    assert kubesim("new", "kota").code == 0

    def change(old="", new="", file=OWN):
        text = Path(file).read_text(encoding="utf-8")
        assert old in text
        Path(file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return kubesim("check", f"./{OWN}")

    return change


def test_a_new_file_is_good_and_told(kubesim, place):
    done = place()
    assert (done.code, done.err) == (0, "")
    for text in ("6", "kota", "2", "2025-12", "65,536"):
        assert mentions(done.out, text)
    said = json.loads(kubesim("check", OWN, "--json").out)
    assert (said["kind"], said["seen"], said["counted"]) == ("calibration file", "kota", "kota")
    assert said["variants"] == ["main", "liquid"]


def test_the_shipped_file_is_good(kubesim):
    said = json.loads(kubesim("check", str(OBSERVED / "calibration.toml"), "--json").out)
    assert (said["ok"], said["seen"], said["counted"]) == (
        True,
        "banjarmasin",
        "banjarmasin-cohort",
    )


@pytest.mark.parametrize(
    ("old", "new", "data"),
    [
        ('ten = "kota.toml"', 'ten = "kotta.toml"', 'bank.ten "kotta.toml"'),
        ('ten = "kota.toml"', 'ten = "kota"', 'bank.ten "kota"'),
        ("[survey]", "[surwey]", "surwey survey"),
        ("failed = 7", "failed = 7.0", "exposure[1].failed 7.0"),
        ("failed = 7", "failed = 21", "exposure[1].failed 21 20"),
        ("2022 = 12", "2022 = 13", "exposure[1].founded.2022 13 12"),
        ("value = 4_500_000", "value = 4_500_001", "4500001 4500000 kota"),
        ('month = "2024-12"', 'month = "2041-12"', 'figure[1].month "2041-12" kota'),
        ('first = "2025-12"', 'first = "2024-12"', '"Cempaka" 2025-01 2024-12'),
        ("tumbuh = 4", "tumbuh = 5", "6 kota"),
        ('kubes = ["Mekar Sari"', 'kubes = ["Mekarsari"', '"Mekarsari" Mekar Sari'),
        ('grade = "B"\nsource = "an example: Dinas Sosial"\n', "", "stages[1].grade"),
        ('stages = "survey"', "", 'variant[1].stages "conclusion"'),
        ('why = "so the', 'why = "as in Tomohon, so the', "variant[2].why Tomohon"),
    ],
)
def test_a_fault_is_one_line_with_file_key_value_and_remedy(place, old, new, data):
    done = place(old, new)
    assert (done.code, done.out) == (2, "")
    assert mentions(done.err, data)
    assert all(line.startswith(OWN) for line in done.err.splitlines())


def test_a_cohort_seen_before_its_kubes_were_founded_is_refused(place):
    done = place('seen = "2025-12"', 'seen = "2022-05"', "kota.toml")
    assert done.code == 2
    assert mentions(done.err, 'bank.cohort "Usaha Bersama" 2022-06 2022-05')


def test_faults_of_the_scenario_are_told_in_its_own_name_once(place):
    done = place("months = 120", "months = 0", "kota.toml")
    (line,) = done.err.splitlines()
    assert line.startswith("kota.toml: months = 0")


@pytest.mark.parametrize("key", ["ten", "cohort"])
def test_the_hold_out_is_refused_whatever_it_is_called(place, key):
    table = (SCENARIOS / "tomohon.csv").read_text(encoding="utf-8")
    Path("other.csv").write_text(table, encoding="utf-8")
    text = (SCENARIOS / "tomohon.toml").read_text(encoding="utf-8")
    text = re.sub("tomohon", "other", text, flags=re.IGNORECASE).replace("id = 7173", "id = 1")
    Path("other.toml").write_text(text, encoding="utf-8")
    done = place(f'{key} = "kota.toml"', f'{key} = "other.toml"')
    assert done.code == 2
    assert mentions(done.err, f'{OWN} bank.{key} "other.toml" Tomohon')
    assert len(done.err.splitlines()) == 1


def test_what_the_file_does_not_say_of_the_method_is_as_shipped(place):
    own, shipped = load_inputs(Path(OWN)).settings, load_inputs().settings
    assert (own.fit, own.checks, own.errors) == (shipped.fit, shipped.checks, shipped.errors)
    assert not {figure.kube for figure in own.figure} & {figure.kube for figure in shipped.figure}


FOLDER = Path("results/kota-observed")


@pytest.fixture
def calibrated(kubesim, place):
    """The report of a calibration on the new file."""
    asked = ("--draws", "128", "--workers", "1", "--out", str(FOLDER))
    done = kubesim("calibrate", OWN, *asked, "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_a_city_of_ones_own_is_calibrated(kubesim, calibrated):
    assert [variant["name"] for variant in calibrated["variants"]] == ["main", "liquid"]
    assert calibrated["variants"][0]["failed_share"]["observed"] == 0.35
    assert calibrated["learned"] == []
    saved = json.loads((FOLDER / "calibration.json").read_text(encoding="utf-8"))
    assert saved == calibrated
    assert not Path("results/calibration").exists()
    done = kubesim("calibrate", "nowhere.toml", "--draws", "128")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert mentions(done.err, "nowhere.toml")


def test_a_city_goes_on_from_the_posterior_that_ships_and_commands_take_its_own(
    kubesim, calibrated
):
    shipped = uncertainty("posterior").digest
    assert calibrated["before"]["sha256"] == shipped
    first, second = calibrated["evidence"]
    assert first["posterior"]["sha256"] == shipped
    assert (first["data"]["city"], second["data"]["city"]) == ("banjarmasin", "kota")
    assert second["data"]["name"] == OWN
    own = hashlib.sha256((FOLDER / FILES["posterior"]).read_bytes()).hexdigest()
    assert second["posterior"] == {"name": str(FOLDER), "sha256": own}
    manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["evidence"] == calibrated["evidence"]
    # What was measured elsewhere is in the posterior before, and is not counted again.
    assert [first["contrasts"], second["contrasts"]] == [True, False]
    assert not any(variant["contrasts"] for variant in calibrated["variants"])

    main = calibrated["variants"][0]
    assert [row["name"] for row in main["parameters"]] == list(priors())
    for row in main["parameters"]:
        assert row["prior"]["low"] <= row["before"]["low"] <= row["before"]["high"]
        assert row["before"]["high"] <= row["prior"]["high"]

    for command in (("run",), ("compare", "--policy", "none", "--policy", "monitoring-monthly")):
        name, *more = command
        runs = ("--runs", "2") if name == "run" else ("--runs-most", "4")
        done = kubesim(name, "./kota.toml", *more, *runs, "--parameters", str(FOLDER), "--json")
        assert done.code == 0, done.err
        assert json.loads(done.out)["parameters"]["digest"] == own


def test_what_a_posterior_has_seen_is_refused_again(kubesim, calibrated, place):
    again = ("calibrate", OWN, "--draws", "128", "--parameters", str(FOLDER), "--out", "again")
    done = kubesim(*again)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert mentions(done.err, f'{OWN} bank.ten "kota" {FOLDER}')
    done = kubesim("calibrate", "--draws", "128", "--parameters", "posterior", "--out", "again")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert mentions(done.err, 'bank.ten "banjarmasin" posterior')
    assert not Path("again").exists()


def test_another_city_goes_on_and_the_chain_grows(kubesim, calibrated):
    kubesim("new", "desa")
    file = Path("desa-observed.toml")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("failed = 7", "failed = 9", 1), encoding="utf-8")
    arguments = ("calibrate", "desa-observed.toml", "--draws", "128", "--workers", "1", "--json")
    desa = ("--out", "results/desa-observed")
    done = kubesim(*arguments, *desa, "--parameters", str(FOLDER))
    assert done.code == 0, done.err
    report = json.loads(done.out)
    assert report["evidence"][:2] == calibrated["evidence"]
    assert [step["data"]["city"] for step in report["evidence"]][2:] == ["desa"]
    assert report["before"]["sha256"] == draws_named(str(FOLDER)).digest
    Path("mixed").mkdir()
    for folder, name in ((FOLDER, "manifest.json"), ("results/desa-observed", FILES["posterior"])):
        shutil.copy(Path(folder, name), "mixed")
    done = kubesim(*arguments, "--parameters", "mixed")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert mentions(done.err, f"mixed/manifest.json files {FILES['posterior']}")


@pytest.mark.parametrize(
    ("arguments", "data"),
    [
        (("--parameters", "point"), "--parameters point posterior prior"),
        (("--parameters", "nowhere"), "--parameters nowhere posterior prior"),
        (("--parameters", "."), "posterior-main.parquet"),
    ],
)
def test_a_start_that_is_none_is_refused_in_a_line(kubesim, place, arguments, data):
    done = kubesim("calibrate", OWN, "--draws", "128", *arguments)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert mentions(done.err, data)
    assert not Path("results").exists()


def test_a_variant_that_changes_the_priors_starts_from_the_priors(kubesim, place):
    place('stages = "survey"', 'stages = "survey"\ntransport = 2.0')
    done = kubesim("calibrate", OWN, "--draws", "128")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert mentions(done.err, f"{OWN} variant[1].transport 2.0 --parameters prior")
