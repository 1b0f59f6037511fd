"""The files of a discovery: cards as JSON and Markdown, the picture, a manifest."""

import datetime
import hashlib
import importlib.metadata
import json
import platform
from collections.abc import Mapping
from pathlib import Path

from experiments.common.files import save_all
from experiments.common.languages import Lang
from experiments.common.style import png
from experiments.policy.discover.answer import Answer
from experiments.policy.discover.cards import markdown
from experiments.policy.discover.picture import draw
from experiments.policy.discover.report import Json, report

SCHEMA = 1
PACKAGES = ("kubesim", "numpy", "scipy", "scikit-learn", "matplotlib")


def save(folder: Path, answer: Answer, lang: Lang) -> list[Path]:
    """Save everything into a folder, the manifest last; return the paths.

    Raises
    ------
    InputError
        When the folder cannot be written to.
    """
    files = {
        "cards.json": _text(report(answer)),
        "cards.md": markdown(answer, lang).encode(),
        "discover.png": png(draw(answer, lang)),
    }
    return save_all(folder, {**files, "manifest.json": _text(_manifest(answer, lang, files))})


def _manifest(answer: Answer, lang: Lang, files: Mapping[str, bytes]) -> Json:
    """Tell what the files are made of, and their SHA-256."""
    return {
        "schema": SCHEMA,
        "made": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "sweep": {"name": answer.sweep, "digest": answer.digest},
        "parameters": answer.drawn._asdict(),
        "outcome": answer.cases.ending,
        "threshold": answer.cases.threshold,
        "seed": answer.seed,
        "language": lang,
        "versions": {"python": platform.python_version(), **_versions()},
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }


def _versions() -> dict[str, str]:
    installed = {it.metadata["Name"].lower() for it in importlib.metadata.distributions()}
    return {name: importlib.metadata.version(name) for name in PACKAGES if name in installed}


def _text(content: Json) -> bytes:
    return (json.dumps(content, indent=1, allow_nan=False) + "\n").encode()
