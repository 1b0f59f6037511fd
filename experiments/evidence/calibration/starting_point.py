"""Where a calibration starts: from the priors, or from a posterior that has not seen its data.

What two steps have both seen would count twice. The chain of evidence tells what a posterior has
seen; a city is seen once, for what its Kubes do later hangs on what they did before.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from experiments.common.refusals import fault_of
from experiments.common.uncertainty import Uncertainty, draws_named
from experiments.evidence.calibration.inputs import Inputs
from experiments.evidence.calibration.known_before import PRIORS, PosteriorBefore
from experiments.evidence.evidence_chain import Step, sha256_observed, steps_of
from experiments.store.result_manifest import plain
from sim.inputs.faults import Fault, shown
from sim.inputs.said import both
from sim.inputs.strict import InputError

OPTION = "--parameters"


def starting_from(inputs: Inputs, text: str) -> Inputs:
    """Return inputs with what is known before the data.

    Parameters
    ----------
    text : str
        `prior`, `posterior` for the one that ships, or the folder of one.

    Raises
    ------
    InputError
        When there is none, or it cannot be gone on from with these data.
    """
    draws = draws_named(text)
    if draws.drawn.alone:
        why = both(
            "is one set of values; name posterior, prior, or the folder of a posterior",
            "hanya satu set nilai; sebutkan posterior, prior, atau folder sebuah posterior",
        )
        raise InputError([fault_of(f"{OPTION} {text}", why)])
    if draws.kind == "prior":
        return replace(inputs, before=PRIORS)
    steps = steps_of(draws)
    seen = list(_seen_already(inputs, text, steps))
    faults: list[Fault | str] = [*seen] if seen else [*_unfit(draws, text), *_carried(inputs, text)]
    if faults:
        raise InputError(faults)
    return replace(inputs, before=PosteriorBefore(draws, steps))


def _unfit(draws: Uncertainty, text: str) -> Iterator[str]:
    """Yield structures that stored draws lack: nothing is known of them."""
    if draws.lacks:
        lacks = ", ".join(draws.lacks)
        why = both(f"has no {lacks}; make it again", f"tidak punya {lacks}; buatlah lagi")
        yield fault_of(f"{OPTION} {text}", why)


def _carried(inputs: Inputs, text: str) -> Iterator[Fault]:
    """Yield variants that ask for another prior, which a posterior has in it already."""
    for number, variant in enumerate(inputs.settings.variant, start=1):
        if variant.transport != 1.0:
            key, value = f"variant[{number}].transport", shown(variant.transport)
            why = both(
                f"changes the priors, which are in {text} already",
                f"mengubah prior, yang sudah tercakup dalam {text}",
            )
            remedy = both(
                f"leave it out, or start with {OPTION} prior",
                f"hapuslah, atau mulai dengan {OPTION} prior",
            )
            yield Fault(inputs.file, why, key, value, remedy)


def _seen_already(inputs: Inputs, text: str, steps: tuple[Step, ...]) -> Iterator[Fault]:
    """Yield that the data, or the city that they are of, are in a posterior already."""
    remedy = both(
        "put all that was seen into one file, and start from the posterior before it",
        "satukan semua yang terlihat dalam satu berkas, dan mulai dari posterior sebelumnya",
    )
    city, observed = inputs.ten.name, observed_sha256(inputs)
    for step in steps:
        if observed == step.data_sha256 or city == step.city:
            why = both(
                f"is in {text} already, from {step.data}, and would count twice",
                f"sudah tercakup dalam {text}, dari {step.data}, dan akan dihitung dua kali",
            )
            yield Fault(inputs.file, why, "bank.ten", shown(city), remedy)
            return


def observed_sha256(inputs: Inputs) -> str:
    """Return the SHA-256 of what was observed."""
    return sha256_observed(plain(inputs.settings.model_dump()))


def step_of(inputs: Inputs, contrasts: bool, posterior: str, digest: str) -> Step:
    """Return the step from what was known before to a posterior.

    Parameters
    ----------
    posterior, digest : str
        Its folder, and the SHA-256 of its draws.
    """
    data, observed, city = Path(inputs.file).name, observed_sha256(inputs), inputs.ten.name
    return Step("calibration", data, observed, city, contrasts, posterior, digest)
