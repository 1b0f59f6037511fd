"""The notebook runs from top to bottom, in any folder, without a warning; no output is stored."""

import json

import pytest

from docs.tools.pages import DOCS, ROOT

NOTEBOOKS = sorted(DOCS.rglob("*.ipynb"))
NO_WARNING = "import warnings\n\nwarnings.simplefilter('error')"
SECONDS_MOST = 120
"""For one cell; the first that needs the fast engine may compile it."""


def test_there_is_one():
    assert [path.name for path in NOTEBOOKS] == ["from-scenario-to-card.ipynb"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_no_output_is_stored(path):
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        assert (cell.get("outputs", []), cell.get("execution_count")) == ([], None)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_it_runs(path, tmp_path, monkeypatch):
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    monkeypatch.setenv("PYTHONPATH", str(ROOT), prepend=":")
    # A command that was called in this process has set it, and a notebook would show no picture.
    monkeypatch.delenv("MPLBACKEND", raising=False)
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(NO_WARNING))
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    place = {"metadata": {"path": str(folder)}}
    nbclient.NotebookClient(notebook, timeout=SECONDS_MOST, resources=place).execute()
    pictures = [
        output
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    assert len(pictures) == 4
    assert not list(folder.iterdir())
