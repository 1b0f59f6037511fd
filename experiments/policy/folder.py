"""How a ranking lies on disk: the set, the runs, the runs on fresh luck, the split, the report."""

import json
from pathlib import Path

from pydantic import ValidationError

from experiments.common.files import make_folder, save
from experiments.policy.ranked import Ranked, ranked_of
from experiments.policy.sets import PolicySet
from experiments.store.disk import in_words
from experiments.sweeps.stored_sweep import Sweep, open_sweep
from sim.inputs.strict import InputError

SET = "set.json"
RUNS = "runs"
FRESH = "fresh"
"""Sweeps: all policies of the set; the winners again, on luck that chose none of them."""
SPLIT = "split.parquet"
REPORT = "rank.json"


def check_free(folder: Path, found: PolicySet) -> None:
    """Refuse a folder that is of another set.

    Raises
    ------
    InputError
    """
    if (folder / SET).exists() and (earlier := _set_in(folder)).name != found.name:
        why = f"holds the ranking of another set ({earlier.name}, not {found.name})"
        raise InputError([f"{folder}: {why}; name another folder with --out"])


def save_set(folder: Path, found: PolicySet) -> None:
    """Save the set that a folder is of.

    Raises
    ------
    InputError
        When the folder cannot be written to.
    """
    with in_words(folder):
        make_folder(folder)
        save(folder / SET, found.model_dump_json(indent=1).encode())


def _set_in(folder: Path) -> PolicySet:
    """Return the set that a folder is of."""
    path = folder / SET
    try:
        return PolicySet.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise InputError(
            [f"{folder}: holds no ranking (no {SET}); run `kubesim policy rank`"]
        ) from None
    except ValidationError:
        raise InputError([f"{path}: is damaged or of another version; rank again"]) from None


def open_ranked(folder: Path) -> Ranked:
    """Open the runs of a ranking.

    Raises
    ------
    InputError
        When there is none, or it is not finished.
    """
    found, sweep = _set_in(folder), open_sweep(folder / RUNS)
    if sweep.spec != found.sweep(found.seed):
        raise InputError([f"{folder}: {SET} and {RUNS} are not of one set; rank again"])
    return ranked_of(found, sweep)


def open_fresh(folder: Path) -> Sweep:
    """Open the runs of the winners on fresh luck."""
    return open_sweep(folder / FRESH)


def report_in(folder: Path) -> dict[str, object]:
    """Return the report of a finished ranking.

    Raises
    ------
    InputError
        When there is none.
    """
    path = folder / REPORT
    try:
        return dict(json.loads(path.read_bytes()))
    except FileNotFoundError:
        raise InputError(
            [f"{folder}: holds no finished ranking; run `kubesim policy rank`"]
        ) from None
    except ValueError:
        raise InputError([f"{path}: is damaged; rank again"]) from None
