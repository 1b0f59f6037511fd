"""A small calibration: three Kubes, a cohort of six, little to simulate and little to fit."""

from experiments.evidence.calibration.calibration_file import Settings
from experiments.evidence.calibration.inputs import Inputs, load_inputs
from tests.worlds import kube, world

TEXT = {"grade": "-", "source": "a test"}
FIGURES = [
    {"kube": "Kube 1", "quantity": "kas_idr", "value": 4_000_000, **TEXT},
    {"kube": "Kube 2", "quantity": "kas_idr", "value": 9_000_000, "month": "2005-12", **TEXT},
    {"kube": "Kube 2", "quantity": "members", "value": 12, "month": "2005-12", **TEXT},
    {"kube": "Kube 3", "quantity": "kas_idr", "value": 2_000_000, **TEXT},
    {"kube": "Kube 3", "quantity": "bank_idr", "value": 500_000, **TEXT},
    {"kube": "Kube 3", "quantity": "iks_idr", "value": 100_000, **TEXT},
]
ROWS = [kube(1), kube(2), kube(3, rule="share_everything")]


def small_settings(**changes) -> Settings:
    content = load_inputs().settings.model_dump()
    content["bank"] |= {"replications_first": 2, "replications_most": 6}
    content["survey"] = {"first": "2005-01", "last": "2005-12"}
    content["fit"] |= {"kept_least": 100, "posterior_draws": 64}
    content["checks"] |= {"fits": 40, "fits_near": 40, "fits_least": 40}
    content["figure"] = FIGURES
    content["stages"] = [
        {"name": "told", "outcome": "ten_findings", "tumbuh": 2, "berkembang": 1, "mandiri": 0}
    ]
    content["label"] = [{"kube": "Kube 3", "stage": "tumbuh", "group": "text", **TEXT}]
    content["habit"] = {"kubes": ["Kube 1", "Kube 2"], **TEXT}
    content["exposure"] = [
        {"name": "even", "outcome": "banjarmasin_failed", "failed": 2, "founded": {"2004": 6}}
    ]
    content["variant"] = [
        {"name": name, "title": name, "why": "a test", "reading": reading, "stages": "told",
         "labels": ["text"], "exposure": "even"}
        for name, reading in (("main", "unknown"), ("cash", "cash"))
    ]  # fmt: skip
    return Settings.model_validate(content | changes)


def small_inputs() -> Inputs:
    cohort = world(6, 36).model_copy(update={"seen": "2005-06"})
    return Inputs(small_settings(), world(ROWS, 24), cohort)
