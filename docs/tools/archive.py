"""Make the archive that a library of models or of research software keeps.

`python -m docs.tools.archive FOLDER` writes FOLDER/kubesim-VERSION.zip: every file of the last
commit, with code, model description, data with their sources, results and tests, and beside them
what describes the software for machines (codemeta.json) and checksums (SHA256SUMS). The same commit
gives the same bytes.
"""

import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from experiments.common.files import check_writable, save_all
from sim.inputs.strict import InputError

ROOT = Path(__file__).resolve().parents[2]
EXECUTABLE, PLAIN = 0o755, 0o644
REGULAR = 0o100000
"""Of a file's mode in an archive: it is no folder and no link."""
CONTEXT = "https://doi.org/10.5063/schema/codemeta-2.0"
METADATA, SUMS = "codemeta.json", "SHA256SUMS"


class Commit(NamedTuple):
    """The files of the last commit, and when it was made."""

    files: dict[str, tuple[bytes, int]]
    made: datetime


def main(arguments: list[str]) -> int:
    """Write the archive; return the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("give a folder\n")
        return 2
    try:
        check_writable(Path(arguments[0]))
        refuse_changes(ROOT)
        name, content = archive_of(ROOT)
        (path,) = save_all(Path(arguments[0]), {name: content})
    except InputError as error:
        sys.stderr.write("".join(f"{fault}\n" for fault in error.faults))
        return 2
    sys.stdout.write(f"saved {path}: {len(content) / 1e6:,.1f} MB\n")
    return 0


def refuse_changes(root: Path) -> None:
    """Refuse a folder whose files are not those of its last commit.

    Raises
    ------
    InputError
    """
    changed = git(root, "status", "--porcelain").decode().splitlines()
    if changed:
        raise InputError([f"{root}: {len(changed)} files are not committed; commit them first"])


def archive_of(root: Path) -> tuple[str, bytes]:
    """Return name and content of the archive of a folder's last commit.

    Raises
    ------
    InputError
        When the folder is no checkout.
    """
    commit = last_commit(root)
    project = tomllib.loads(commit.files["pyproject.toml"][0].decode())["project"]
    about = json.dumps(codemeta(project, commit.made), indent=2, ensure_ascii=False)
    files = {**commit.files, METADATA: (f"{about}\n".encode(), PLAIN)}
    sums = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, (content, _) in sorted(files.items())
    )
    files[SUMS] = sums.encode(), PLAIN
    top = f"{project['name']}-{project['version']}"
    return f"{top}.zip", zipped(files, top, commit.made)


def last_commit(root: Path) -> Commit:
    """Return the files of the last commit by name, each with its mode."""
    packed = git(root, "archive", "--format=tar", "HEAD")
    files = {}
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        for member in tar:
            content = tar.extractfile(member)
            if content is not None:
                files[member.name] = content.read(), mode_of(member)
    seconds = int(git(root, "log", "-1", "--format=%ct"))
    return Commit(files, datetime.fromtimestamp(seconds, UTC))


def mode_of(member: tarfile.TarInfo) -> int:
    """Return the mode that a file has when it is unpacked."""
    return EXECUTABLE if member.mode & 0o100 else PLAIN


def codemeta(project: dict[str, Any], made: datetime) -> dict[str, Any]:
    """Return what describes the software, as CodeMeta 2.0 has it."""
    return {
        "@context": CONTEXT,
        "@type": "SoftwareSourceCode",
        "name": project["name"],
        "description": project["description"],
        "version": project["version"],
        "dateModified": made.date().isoformat(),
        "license": f"https://spdx.org/licenses/{project['license']}",
        "author": [{"@type": "Organization", "name": one["name"]} for one in project["authors"]],
        "keywords": project["keywords"],
        "programmingLanguage": "Python",
        "runtimePlatform": f"Python {project['requires-python']}",
        "softwareRequirements": project["dependencies"],
        "readme": project["readme"],
    }


def zipped(files: dict[str, tuple[bytes, int]], top: str, made: datetime) -> bytes:
    """Return files in a folder as ZIP; the same files give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, (content, mode) in sorted(files.items()):
            about = zipfile.ZipInfo(f"{top}/{name}", made.timetuple()[:6])
            about.compress_type = zipfile.ZIP_DEFLATED
            about.create_system, about.external_attr = 3, (REGULAR | mode) << 16
            archive.writestr(about, content)
    return packed.getvalue()


def git(root: Path, *arguments: str) -> bytes:
    """Return what git prints of a folder.

    Raises
    ------
    InputError
    """
    try:
        done = subprocess.run(
            ("git", "-C", str(root), *arguments), capture_output=True, check=False
        )
    except OSError:
        raise InputError(["git: is not installed; an archive is made of a commit"]) from None
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise InputError([f"{root}: {' '.join(why)}; make the archive in a git checkout"])
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
