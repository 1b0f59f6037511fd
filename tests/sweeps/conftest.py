"""Small sweeps: a file's text, and a sweep that has been run."""

import pytest

from experiments.sweeps.plan import load_plan
from experiments.sweeps.sweeping import Sweeping

POINT = ("--parameters", "point")
"""Options of a command that sweeps as `Files.plan` does."""
SHARES = """
[[factors]]
name = "set_aside_share"
values = [0.1, 0.5]
"""
FACTORS = f"""{SHARES}
[[factors]]
name = "meet.raid"
values = [0.01, 0.1, 0.3]
"""


class Files:
    """Writes sweep files beside each other."""

    def __init__(self, folder, scenario):
        self.folder = folder
        self.scenario = scenario

    def text(self, factors=FACTORS, **keys):
        """Return a sweep's text; keys are put over the usual ones, None takes one away."""
        head = {
            "name": '"small"',
            "title": '"A small sweep"',
            "scenario": f'"{self.scenario}"',
            "design": '"full"',
            "replications": "4",
            **keys,
        }
        lines = [f"{key} = {value}" for key, value in head.items() if value is not None]
        return "\n".join(lines) + "\n" + factors

    def write(self, text, name="small.toml"):
        path = self.folder / name
        path.write_text(text)
        return str(path)

    def plan(self, factors=FACTORS, **keys):
        return load_plan(self.write(self.text(factors, **keys)))


@pytest.fixture
def files(tmp_path, small):
    return Files(tmp_path, small)


@pytest.fixture
def lines():
    """What a sweep said on the way."""
    return []


@pytest.fixture
def run(tmp_path, lines):
    """Return a function that runs a plan into a folder of that name."""

    def run(plan, folder="out", workers=1, chunk_rows=None):
        sweeping = Sweeping(workers, say=lines.append, chunk_rows=chunk_rows)
        return sweeping.run(plan, tmp_path / folder)

    return run
