"""What makes a start quick: no Numba where code was compiled; a first compilation is announced."""

import subprocess
import sys

from sim.ensemble import first_compile, machine_code

COMPILED_BEFORE = """
import sys
from sim.ensemble.ensemble import Ensemble
from sim.scenario import load_scenario
city = Ensemble(load_scenario("banjarmasin"))
city.run(city.jobs(1), threads=1)
assert not {"numba", "scipy"} & set(sys.modules), "what was compiled runs without its compiler"
"""


def test_a_run_needs_no_numba_once_it_is_compiled():
    machine_code.load_engine()
    done = subprocess.run([sys.executable, "-W", "error", "-c", COMPILED_BEFORE], check=False)
    assert done.returncode == 0


def test_a_first_compilation_is_announced_once(monkeypatch, caplog):
    made = dict.fromkeys(machine_code.SOURCES)
    monkeypatch.setattr(machine_code, "kept", dict)
    monkeypatch.setattr(machine_code, "_Loaded", lambda _: None)
    monkeypatch.setattr(first_compile, "_compile_phases", lambda *_, **__: None)
    monkeypatch.setattr(first_compile, "THERE", "")
    monkeypatch.setattr(first_compile, "compile_functions", lambda: made)
    machine_code._functions.cache_clear()
    try:
        machine_code.load_engine()
        machine_code.load_engine()
        assert caplog.messages == [first_compile.WORD]
    finally:
        machine_code._functions.cache_clear()
