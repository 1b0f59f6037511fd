"""Functions that return the faults of a text."""

import pytest

from sim.inputs.strict import InputError
from sim.scenario import load_scenario
from tests.inputs.texts import SCENARIO


@pytest.fixture
def refused(tmp_path):
    """Return a function: the faults of a scenario (or policy) text, each a line with the file."""

    def faults_of(text, load=load_scenario, named="input.toml"):
        path = tmp_path / "input.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        with pytest.raises(InputError) as caught:
            load(str(path))
        assert caught.value.faults
        assert named in caught.value.faults[0]
        assert all(fault.isprintable() and len(fault) < 1000 for fault in caught.value.faults)
        return "\n".join(caught.value.faults)

    return faults_of


@pytest.fixture
def refused_csv(tmp_path, refused):
    """Return a function: the faults of a CSV that a valid scenario names."""

    def faults_of(content, named="kubes.csv"):
        (tmp_path / "kubes.csv").write_bytes(
            content if isinstance(content, bytes) else content.encode()
        )
        return refused('kubes_csv = "kubes.csv"\n' + SCENARIO, named=named)

    return faults_of
