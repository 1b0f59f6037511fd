"""Put the classroom on a stick: `python -m docs.tools.stick FOLDER [PYTHON …]`.

FOLDER must not be there yet, or be empty. For each PYTHON, such as 3.12, the wheels for 64-bit
Windows are put beside those of this machine; by default for the version that runs this.
"""

import hashlib
import platform
import re
import shutil
import sys
import tempfile
from pathlib import Path

from docs.tools.stick import wheels
from experiments.classroom.handouts.export import export_to, with_seeds
from experiments.classroom.handouts.workbook import workbook
from experiments.classroom.story.story import Story
from experiments.common.files import check_writable
from experiments.common.languages import LANGS
from experiments.common.printing import NoPrinterError
from sim.inputs.strict import InputError

ROOT = Path(__file__).resolve().parents[3]
HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"
PYTHON = re.compile(r"3\.\d{1,2}")
SCRIPTS = ("mulai.sh", "mulai.bat", "BACA-DULU.txt", "README.txt")
GUIDES = ("pelatih.md", "trainer.md")
WINDOWS_LINES = (".bat", ".txt")
CLASS = Story(scenario="classroom", kube=401)


def main(arguments: list[str]) -> int:
    """Make the folder of a stick; return the exit code."""
    if not arguments or not all(PYTHON.fullmatch(python) for python in arguments[1:]):
        sys.stderr.write("give a folder, and Pythons of Windows such as 3.12\n")
        return 2
    try:
        make(Path(arguments[0]), tuple(arguments[1:]) or (HERE,))
    except InputError as error:
        sys.stderr.write("".join(f"{fault}\n" for fault in error.faults))
        return 2
    except wheels.NoWheelsError as error:
        sys.stderr.write(f"pip: {error}\n")
        return 1
    return 0


def make(folder: Path, windows: tuple[str, ...]) -> None:
    """Make the folder of a stick, whole or not at all.

    Raises
    ------
    InputError
        When the folder holds something, or cannot be written to.
    wheels.NoWheelsError
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError([f"{folder}: is there already; remove it, or name another folder"])
    check_writable(folder.parent)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as name:
        made = Path(name) / "stick"
        made.mkdir()
        stamp = put_wheels(made / "wheels", windows)
        put_scripts(made, stamp, windows)
        put_files(made)
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    _say(f"saved {folder}: {size / 1e6:,.0f} MB")


def put_wheels(folder: Path, windows: tuple[str, ...]) -> str:
    """Fill the folder of wheels; return the stamp that tells one stick from another."""
    folder.mkdir()
    constraints = ROOT / "constraints.txt"
    _say("Building kubesim's wheel")
    own = wheels.own_wheel(ROOT, folder)
    _say(f"Fetching what it needs on this machine, Python {HERE}")
    wheels.for_here(own, constraints, folder)
    for python in windows:
        _say(f"Fetching what it needs on Windows, Python {python}")
        wheels.for_windows(folder, python)
    return hashlib.sha256(own.read_bytes()).hexdigest()[:16]


def put_scripts(folder: Path, stamp: str, windows: tuple[str, ...]) -> None:
    """Write the start scripts and what is to be read first."""
    values = {
        "@HERE@": HERE,
        "@WINDOWS@": " ".join(windows),
        "@STAMP@": stamp,
        "@MACHINE@": platform.machine(),
    }
    for name in SCRIPTS:
        text = (Path(__file__).parent / name).read_text(encoding="utf-8")
        for key, value in values.items():
            text = text.replace(key, value)
        ends = "\r\n" if name.endswith(WINDOWS_LINES) else "\n"
        place = folder / name
        place.write_text(text, encoding="utf-8", newline=ends)
    (folder / "mulai.sh").chmod(0o755)


def put_files(folder: Path) -> None:
    """Write what needs no installing: the page for phones, workbooks, the trainers' guides."""
    _say("Recording stories, printing workbooks")
    export_to(folder / "kelas.html", with_seeds(CLASS))
    for lang in LANGS:
        try:
            pdf = workbook(CLASS, "1", lang)
        except NoPrinterError as error:
            _say(f"no workbook: {error}")
            break
        (folder / f"buku-kerja-{lang}.pdf").write_bytes(pdf)
    for name in GUIDES:
        shutil.copy(ROOT / "docs" / name, folder / name)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
