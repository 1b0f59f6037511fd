"""Run the same simulations under several Pythons and on both engines; compare their digests.

Usage: python tests/digests_agree.py ENVIRONMENT ENVIRONMENT ...
Each ENVIRONMENT is a virtual environment with kubesim in it. The exit status is 0 when every
simulation has one digest everywhere, 1 when two differ or a run fails, 2 when there are not
two environments to compare.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ENGINES = ("fast", "mesa")
SIMULATIONS = (
    ("banjarmasin", "--runs", "2", "--seed", "1"),
    ("forward", "--runs", "1", "--seed", "1"),
)


def digest(environment: Path, simulation: tuple[str, ...]) -> str:
    kubesim = str(environment.resolve() / "bin" / "kubesim")
    command = [kubesim, "run", *simulation, "--json"]
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit(f"{environment.name}: kubesim run {' '.join(simulation)} failed")
    return str(json.loads(done.stdout)["digest"])


def main(environments: list[Path]) -> int:
    if len(environments) < 2:
        print(f"{len(environments)} Python found: nothing to compare")
        return 2
    agree = True
    for simulation in SIMULATIONS:
        digests = set()
        for environment in environments:
            for engine in ENGINES:
                value = digest(environment, (*simulation, "--engine", engine))
                print(f"{environment.name:12} {engine:5} {simulation[0]:12} {value}")
                digests.add(value)
        if len(digests) > 1:
            agree = False
            print(f"DIGESTS DIFFER: {' '.join(simulation)}")
    print(f"{len(environments)} Pythons agree" if agree else "Pythons disagree")
    return 0 if agree else 1


if __name__ == "__main__":
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))
