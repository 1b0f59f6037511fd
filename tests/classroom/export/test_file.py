"""The file: small, whole or not there, by the command, and for old phones."""

import re

import pytest

from experiments.classroom import stage
from experiments.classroom.handouts import export
from experiments.classroom.handouts.export import export_to
from experiments.classroom.stage import SCRIPTS
from experiments.classroom.story.link import to_query
from experiments.classroom.story.story import Story
from sim.inputs.strict import InputError
from tests.classroom.export.conftest import STORY, stories_in
from tests.messages import mentions

BYTES_MOST = 4_000_000


def test_the_file_is_small_and_whole(exported):
    assert exported.stat().st_size < BYTES_MOST
    text = exported.read_text(encoding="utf-8")
    assert text.rstrip().endswith("</html>")
    assert not re.search(r'(src|href)="(?!data:)', text)
    assert [path.name for path in exported.parent.iterdir()] == [exported.name]


def test_an_export_that_cannot_be_made_leaves_no_file(tmp_path):
    target = tmp_path / "kelas.html"
    with pytest.raises(InputError, match="nowhere"):
        export_to(target, [STORY, Story(scenario="nowhere")])
    with pytest.raises(InputError):
        export_to(target, [])
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="file"):
        export_to(tmp_path / "file" / "kelas.html", [STORY])


def test_the_command_writes_the_file_and_serves_nothing(kubesim, tmp_path):
    target = tmp_path / "kelas.html"
    link = to_query(Story(scenario="classroom", kube=401, seed=3))
    done = kubesim("classroom", link, "--export", str(target), "--lang", "en")
    assert done.code == 0
    assert str(target) in done.out
    assert '<html lang="en">' in target.read_text(encoding="utf-8")
    assert [record["story"]["seed"] for record in stories_in(target)] == [*range(3, 9)]


@pytest.mark.parametrize(
    ("given", "data"),
    [
        (("--export", "kelas.html", "--lan"), "--lan --port"),
        (("--export", "kelas.html", "--port", "8080"), "--lan --port"),
        (("--export", "."), "."),
        (("scenario=nowhere&kube=1", "--export", "kelas.html"), "scenario nowhere"),
    ],
)
def test_what_an_export_does_not_take_is_refused(kubesim, tmp_path, given, data):
    done = kubesim("classroom", *given)
    assert done.code == 2
    assert mentions(done.err, data)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [*SCRIPTS, "export"])
def test_the_scripts_are_written_for_old_phones(name):
    folder = export.FOLDER if name == "export" else stage.FOLDER
    text = (folder / f"{name}.js").read_text(encoding="utf-8")
    for newer in (
        r"\?\.[\w(\[]",
        r"\?\?",
        r"\.\.\.\w+ *}",
        r"\.at\(",
        r"replaceAll",
        r"^\s*import ",
    ):
        assert not re.search(newer, text, re.MULTILINE), newer
