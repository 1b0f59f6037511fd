"""The evidence that draws rest on: what was observed or said at every step, back to the priors."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field

from experiments.common.json_files import Form, as_written, read_json
from experiments.common.uncertainty import FILES, FOLDER, Uncertainty
from experiments.store.digest import canonical, sha256
from sim.inputs.faults import Fault
from sim.inputs.said import both
from sim.inputs.strict import InputError

Json = dict[str, Any]
Kind = Literal["calibration", "opinions", "not known"]
KEY = "evidence"
"""In a manifest and a report."""
MANIFEST = "manifest.json"
OBSERVED = ("survey", "figure", "stages", "label", "habit", "exposure")
"""Keys of a calibration's settings that hold what was observed."""
SHIPPED = both("the posterior that ships", "posterior bawaan")
REMEDY = both("make the folder again", "buatlah foldernya lagi")


class NamedForm(Form):
    """The form of a file's name and digest."""

    name: str
    sha256: str


class DataForm(NamedForm):
    """The form of what was observed."""

    city: str


class StepForm(Form):
    """The form of `Step`."""

    step: Kind
    data: DataForm
    contrasts: bool
    posterior: NamedForm


class ManifestForm(Form):
    """What the manifest of a posterior holds; one of a first calibration has `settings` alone."""

    files: dict[str, str]
    evidence: Annotated[list[StepForm], Field(min_length=1)] | None = None
    settings: Json | None = None


class Step(NamedTuple):
    """One step from draws to draws.

    Attributes
    ----------
    kind : str
        Of what moved them: what was observed, or what experts think.
    data, data_sha256 : str
        Name of the file, and SHA-256 of what it says; empty where it is not known.
    city : str
        Scenario of the Kubes that were seen one by one; empty of opinions.
    contrasts : bool
        Whether the contrasts that others measured were counted.
    posterior, posterior_sha256 : str
        Where the draws after this step lie, and the SHA-256 of their file.
    """

    kind: Kind
    data: str
    data_sha256: str
    city: str
    contrasts: bool
    posterior: str
    posterior_sha256: str

    def json(self) -> Json:
        """Return it as files have it."""
        return {
            "step": self.kind,
            "data": {"name": self.data, "sha256": self.data_sha256, "city": self.city},
            "contrasts": self.contrasts,
            "posterior": {"name": self.posterior, "sha256": self.posterior_sha256},
        }

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "Step":
        """Return it from what a file has."""
        data, posterior = content["data"], content["posterior"]
        return cls(
            content["step"],
            data["name"],
            data["sha256"],
            data["city"],
            bool(content["contrasts"]),
            posterior["name"],
            posterior["sha256"],
        )


def sha256_observed(settings: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what was observed, from a calibration's settings as JSON has them."""
    return sha256(canonical({key: settings[key] for key in OBSERVED}))


def steps_of(draws: Uncertainty) -> tuple[Step, ...]:
    """Return the steps that lead to stored draws, the oldest first; none to those of the prior.

    Raises
    ------
    InputError
        When the manifest beside them is of other draws, or is not one.
    """
    if draws.kind == "prior":
        return ()
    folder = Path(draws.folder) if draws.folder else FOLDER
    name = draws.folder or SHIPPED
    path = folder / MANIFEST
    if not path.is_file():
        return (Step("not known", "", "", "", True, name, draws.digest),)
    manifest = read_json(path, REMEDY, ManifestForm)
    with as_written(path, REMEDY):
        stored = manifest["files"][FILES["posterior"]]
        steps = _told(manifest, name, draws.digest)
    if stored != draws.digest:
        why = both(
            f"is of other draws than those of {FILES['posterior']}",
            f"berasal dari sampel lain daripada {FILES['posterior']}",
        )
        remedy = both(
            "keep both files of the same calibration",
            "pakailah kedua berkas dari kalibrasi yang sama",
        )
        fault = Fault(str(path), why, "files", f'"{stored[:12]}"', remedy)
        raise InputError([fault])
    return steps


def _told(manifest: Json, name: str, digest: str) -> tuple[Step, ...]:
    """Return the steps of a manifest; one that tells none is of a first calibration."""
    if KEY in manifest:
        *before, last = (Step.of(one) for one in manifest[KEY])
        return (*before, last._replace(posterior=name))
    settings = manifest["settings"]
    main = settings["variant"][0]
    data, city = "calibration.toml", settings["bank"]["ten"]
    observed = sha256_observed(settings)
    return (Step("calibration", data, observed, city, main["contrasts"], name, digest),)
