"""The compiled engine keeps its books as the Mesa model does, and sees every kind of fault."""

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent / "faulty_ledger.py"


def test_a_posting_not_booked_and_a_lost_leg_of_any_flow_are_seen(tmp_path):
    done = subprocess.run(
        [sys.executable, str(SCRIPT)],
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        cwd=SCRIPT.parents[2],
        check=False,
    )
    assert done.stdout.split("\n")[0] == "all seen", done.stderr[-2000:]
