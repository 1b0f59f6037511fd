"""What makes a start quick leaves all else as it was."""

import subprocess
import sys

from sim.ensemble import first_compile

WITHOUT_SCIPY = """
import sys
from experiments.common.quick_start import import_numba
import_numba()
assert "numba.np.arraymath" in sys.modules
assert "scipy.linalg" not in sys.modules
import scipy.linalg.cython_blas
"""


def test_numba_comes_without_scipy_which_can_still_be_imported():
    done = subprocess.run([sys.executable, "-W", "error", "-c", WITHOUT_SCIPY], check=False)
    assert done.returncode == 0


def test_a_first_compilation_is_announced(monkeypatch, tmp_path, caplog):
    monkeypatch.setattr(first_compile, "DONE", tmp_path / "done")
    monkeypatch.setattr(first_compile, "take", lambda: False)
    monkeypatch.setattr(first_compile, "_compile_for", lambda *_: None)
    monkeypatch.setattr(first_compile, "COMMAND", (sys.executable, "-c", ""))
    first_compile.compile_engine()
    assert caplog.messages == [first_compile.WORD]
    first_compile.compile_engine()
    assert len(caplog.messages) == 1
