"""Where the shipped files are: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _shipped(folder: str) -> Path:
    beside = _PACKAGE.parent / folder
    if (_PACKAGE.parent / "pyproject.toml").is_file():
        return beside
    return _PACKAGE / "data" / folder


SCENARIOS = _shipped("scenarios")
POLICIES = SCENARIOS / "policies"
SWEEPS = SCENARIOS / "sweeps"
SETS = SCENARIOS / "sets"
PILOTS = SCENARIOS / "pilots"
NATIONS = SCENARIOS / "nations"
RESULTS = _shipped("results")
DOCS = _shipped("docs")
OBSERVED = _PACKAGE / "observed"


def names(folder: Path) -> list[str]:
    """Return the names of the files shipped in a folder, in alphabetical order."""
    return sorted(path.stem for path in folder.glob("*.toml"))
