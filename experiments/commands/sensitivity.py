"""`kubesim sensitivity`: which parameters matter, which structures, and how much is chance."""

from collections.abc import Iterable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from experiments.commands.common import (
    Place,
    faults,
    give,
    place,
    progress,
    refuse,
    resumable,
    say,
    told_before_runs,
    wrong_seed,
    wrong_workers,
)
from experiments.commands.help import indonesian
from experiments.commands.options import (
    JsonAlone,
    LangText,
    ScenarioText,
    Seed,
    Workers,
    Yes,
    unset,
)
from experiments.common.refusals import at_least, not_installed, unknown
from sim.inputs.said import Said, both, dotted

if TYPE_CHECKING:
    from experiments.common.cost import Cost
    from experiments.common.languages import Lang
    from experiments.common.uncertainty import Uncertainty
    from experiments.evidence.sensitivity.analysis import Findings, Question
    from experiments.evidence.sensitivity.contrast_screen import Screen

MAIN = ("failed_share", "mandiri_share", "household_income_idr", "kube_income_idr")
OF_CONTRASTS = ("failed_share", "sustained_mandiri_share", "household_income_idr")
CONTRASTS = (
    "monitoring-monthly", "visits-weekly", "package", "all-set-aside-first", "second-grants-none",
)  # fmt: skip
"""One a lever, and all together."""
ALL = "all"
KINDS = ("prior", "posterior")
SIZES = TRAJECTORIES, BASE, BLOCKS, REPLICATIONS = 40, 256, 256, 8
DRAWS, REPLICATIONS_OF_CONTRASTS = 48, 2
"""What runs unless something else is asked for."""
RUNS_ASKED = both("runs", "simulasi")
INSTALL = "pip install 'kubesim[sensitivity]'"


@indonesian(
    """Laporkan parameter tidak pasti mana yang mengubah hasil, dan berapa bagian aturan pesaing
    atau kebetulan.

    Metode Morris memeriksa semua parameter dalam sebaran prior-nya; lalu indeks Sobol' untuk
    dua belas yang paling berpengaruh, di samping semua yang lain bersama-sama. Lalu ragam satu
    simulasi dibagi atas parameter, aturan pesaing, dan kebetulan. Perintah yang sama
    melanjutkan pekerjaan yang terhenti.

    Semua titik memakai angka acak yang sama, dan kebetulan yang tersisa dalam rata-ratanya
    dikeluarkan. Untuk empat puluh Kube diperlukan sekitar 54.000 simulasi: lima menit dengan
    dua inti prosesor yang tidak dipakai pekerjaan lain.

    Dengan --contrast yang diperiksa adalah pengaruh kebijakan: dari sampel prior, tiap
    parameter, juga tetapan, dan tiap aturan pesaing diubah sendiri-sendiri dalam rentangnya.
    Mana yang mengubah pengaruh lebih dari yang berarti? Untuk `all` diperlukan sekitar 245.000
    simulasi: sepuluh menit dengan dua inti yang tidak dipakai pekerjaan lain.
    """
)
def sensitivity(
    scenario: ScenarioText = "forward",
    outcome: Annotated[
        list[str] | None,
        unset(
            both(
                f"Outcome to explain; may be given again. By default {', '.join(MAIN)}; of "
                f"contrasts {', '.join(OF_CONTRASTS)}.",
                f"Hasil yang dijelaskan; dapat ditulis berulang. Bawaannya {', '.join(MAIN)}; "
                f"untuk kontras {', '.join(OF_CONTRASTS)}.",
            ),
            "NAME",
        ),
    ] = None,
    contrast: Annotated[
        list[str] | None,
        unset(
            both(
                "Screen what moves the effect of this policy against the plan; may be given again. "
                f"{ALL} stands for {', '.join(CONTRASTS)}.",
                "Periksa apa yang mengubah pengaruh kebijakan ini dibandingkan dengan rencana "
                f"tetap; dapat ditulis berulang. {ALL} berarti {', '.join(CONTRASTS)}.",
            ),
            "POLICY",
        ),
    ] = None,
    draws: Annotated[
        int | None,
        unset(
            both(
                f"Draws from which contrasts are screened, by default {DRAWS}.",
                f"Banyaknya sampel parameter untuk memeriksa kontras, bawaannya {DRAWS}.",
            )
        ),
    ] = None,
    parameters: Annotated[
        str | None,
        unset(
            both(
                "prior or posterior: what the variance is split under, by default prior.",
                "prior atau posterior: sebaran yang dipakai untuk membagi ragam, bawaannya prior.",
            ),
            "KIND",
        ),
    ] = None,
    trajectories: Annotated[
        int | None,
        unset(
            both(
                f"Trajectories of Morris, at least 2; by default {TRAJECTORIES}.",
                f"Lintasan Morris, 2 atau lebih; bawaannya {TRAJECTORIES}.",
            )
        ),
    ] = None,
    base: Annotated[
        int | None,
        unset(
            both(
                f"Base points of Sobol', a power of two; by default {BASE}.",
                f"Titik dasar Sobol', pangkat dua; bawaannya {BASE}.",
            )
        ),
    ] = None,
    blocks: Annotated[
        int | None,
        unset(
            both(
                f"Blocks of 32 runs for the split, by default {BLOCKS}.",
                f"Kelompok 32 simulasi untuk membagi ragam, bawaannya {BLOCKS}.",
            )
        ),
    ] = None,
    replications: Annotated[
        int | None,
        unset(
            both(
                f"Runs averaged at each point, at least 2; by default {REPLICATIONS}, of contrasts "
                f"{REPLICATIONS_OF_CONTRASTS}.",
                "Simulasi yang dirata-ratakan di tiap titik, 2 atau lebih; bawaannya "
                f"{REPLICATIONS}, untuk kontras {REPLICATIONS_OF_CONTRASTS}.",
            )
        ),
    ] = None,
    seed: Seed = 1,
    out: Annotated[
        Path | None,
        unset(
            both(
                "Folder of figures, pictures and runs; by default results/sensitivity.",
                "Folder angka, gambar, dan simulasi; bawaannya results/sensitivity.",
            ),
            "DIR",
        ),
    ] = None,
    workers: Workers = None,
    lang: LangText = None,
    json: JsonAlone = False,
    yes: Yes = False,
) -> None:
    """Report which uncertain parameters move the outcomes, and how much is structure or chance.

    Morris screens all parameters over their priors; Sobol' indices follow for the twelve that do
    most, beside the others together. Then the variance of one run is split into parameters,
    rival structures and chance. The same command again goes on where it stopped.

    Points share random numbers, and the chance left in their averages is removed. For
    forty Kubes it is about 54,000 runs: five minutes on two idle cores.

    With --contrast it screens policies' effects instead: from draws of the prior every parameter,
    the fixed constants too, and every rival structure goes alone over its range. Which of them
    change an effect by more than what matters? For `all` it is about 245,000 runs: ten minutes on
    two idle cores.

    Example: kubesim sensitivity forward --out results/sensitivity

    Example: kubesim sensitivity forward --contrast monitoring-monthly --contrast visits-weekly
    """
    of_levels = {
        "parameters": parameters, "trajectories": trajectories, "base": base, "blocks": blocks,
    }  # fmt: skip
    with faults(lang):
        from experiments.common.files import usual_folder
        from experiments.common.languages import language
        from experiments.store.workers import cores

        spoken_in = language(lang, json=json)
        chosen = tuple(dict.fromkeys(outcome or (OF_CONTRASTS if contrast else MAIN)))
        refuse(
            *_wrong_outcomes(chosen),
            _too_few("replications", replications),
            wrong_seed("--seed", seed),
            wrong_workers(workers),
        )
        many, usual = workers or cores(), usual_folder("sensitivity")
        if contrast:
            refuse(
                *(
                    (
                        value is not None,
                        both(
                            f"--{option} {value}: does not go with --contrast",
                            f"--{option} {value}: tidak dapat bersama --contrast",
                        ),
                    )
                    for option, value in of_levels.items()
                ),
                _too_few("draws", draws),
            )
            runs = REPLICATIONS_OF_CONTRASTS if replications is None else replications
            size = DRAWS if draws is None else draws
            screen = _screen(scenario, contrast, chosen, size, runs, seed)
            with place(out, usual, json) as at:
                _screen_contrasts(screen, at, many, yes, spoken_in, json)
        else:
            alone = both(
                f"--draws {draws}: goes with --contrast alone",
                f"--draws {draws}: hanya bersama --contrast",
            )
            refuse((draws is not None, alone))
            sizes = tuple(
                default if given is None else given
                for given, default in zip(
                    (trajectories, base, blocks, replications), SIZES, strict=True
                )
            )
            question = _question(scenario, chosen, parameters or "prior", sizes, seed)
            with place(out, usual, json) as at:
                told = told_before_runs(question.scenario, _draws_of(question), lang=spoken_in)
                _report(_find(question, at, many, yes, spoken_in), told, at, spoken_in, json)


def _wrong_outcomes(chosen: Iterable[str]) -> Iterator[tuple[bool, str]]:
    """Yield whether each outcome is unknown, and what to say then."""
    from experiments.common.outcomes import BY_NAME

    for name in chosen:
        yield name not in BY_NAME, unknown(f"--outcome {name}", BY_NAME)


def _too_few(option: str, value: int | None) -> tuple[bool, str]:
    """Return whether a number is given and too small, and what to say then."""
    return value is not None and value < 2, at_least(f"--{option} {value}", 2)


def _screen(
    scenario: str, contrast: list[str], outcomes: tuple[str, ...], draws: int, runs: int, seed: int
) -> "Screen":
    """Return the screen of contrasts that is asked for."""
    from experiments.evidence.sensitivity.contrast_screen import Screen
    from sim.policy import NONE, load_policy
    from sim.scenario import load_scenario

    names = [name for given in contrast for name in (CONTRASTS if given == ALL else (given,))]
    policies = {name: load_policy(name) for name in dict.fromkeys(names)}
    called = [policy.name for policy in policies.values()]
    refuse(
        *(
            (
                policy.name == NONE.name,
                both(
                    f"--contrast {name}: is the plan, which others are held to",
                    f"--contrast {name}: adalah rencana tetap, pembanding bagi yang lain",
                ),
            )
            for name, policy in policies.items()
        ),
        *(
            (
                called.count(name) > 1,
                both(
                    f"--contrast {name}: two policies have this name",
                    f"--contrast {name}: dua kebijakan bernama sama",
                ),
            )
            for name in dict.fromkeys(called)
        ),
    )
    place = load_scenario(scenario)
    return Screen(place, tuple(policies.values()), outcomes, draws, runs, seed)


def _screen_contrasts(
    screen: "Screen", at: Place, workers: int, yes: bool, lang: "Lang", json: bool
) -> None:
    """Run what is missing of a screen, unless it is over the budget; report and save."""
    from experiments.common.cost import check_cost
    from experiments.common.tables import on_screen, spoken
    from experiments.evidence.sensitivity.contrast_report import contrast_report, save_contrasts
    from experiments.evidence.sensitivity.contrast_screen import screen_contrasts
    from experiments.evidence.sensitivity.contrast_tables import contrast_tables
    from experiments.evidence.sensitivity.points import RUNS

    estimate = screen.cost(workers)
    if not yes:
        check_cost(_runs(screen.runs), estimate, screen.runs, RUNS_ASKED)
    say(_in_all(screen.runs, estimate, workers), lang)
    bar, tell = partial(progress, lang=lang), partial(say, lang=lang)
    with resumable(at.kept, lang):
        screened = screen_contrasts(screen, at.folder / RUNS, workers, bar, tell)
    content = contrast_report(screened)
    screen_text = on_screen(*spoken(contrast_tables(content), lang))

    def save() -> list[Path]:
        return save_contrasts(at.folder, screened, content, lang)

    give(content, screen_text, save, json, at.kept, lang)


def _runs(runs: int) -> Said:
    return both(f"{runs:,} runs", f"{dotted(runs)} simulasi")


def _in_all(runs: int, estimate: "Cost", workers: int) -> Said:
    """Say how many runs there are, and what they are estimated to cost."""
    from experiments.common.numbers import counted

    counts = _runs(runs)
    return both(
        f"{counts} in all: {estimate.text()} on {counted(workers, 'worker')}",
        f"{counts.indonesian} seluruhnya: {estimate.text('id')} dengan {dotted(workers)} proses",
    )


def _question(
    scenario: str, outcomes: tuple[str, ...], parameters: str, sizes: tuple[int, ...], seed: int
) -> "Question":
    """Return the analysis of levels that is asked for."""
    trajectories, base, blocks, _ = sizes
    refuse(
        (
            parameters not in KINDS,
            unknown(f"--parameters {parameters}", KINDS),
        ),
        _too_few("trajectories", trajectories),
        (
            base < 2 or base.bit_count() > 1,
            both(
                f"--base {base}: must be a power of two, 2 or more",
                f"--base {base}: harus pangkat dua, 2 atau lebih",
            ),
        ),
        _too_few("blocks", blocks),
        (find_spec("SALib") is None, not_installed(["SALib"], INSTALL)),
    )
    from experiments.evidence.sensitivity.analysis import Question, Sizes
    from sim.scenario import load_scenario

    return Question(
        load_scenario(scenario),
        outcomes,
        "posterior" if parameters == "posterior" else "prior",
        Sizes(*sizes),
        seed,
    )


def _draws_of(question: "Question") -> "Uncertainty":
    """Return the draws with whose rival structures an analysis runs."""
    from experiments.common.overruled import EVERY_LEVEL
    from experiments.common.uncertainty import uncertainty

    return uncertainty("posterior") if question.kind == "posterior" else EVERY_LEVEL


def _find(question: "Question", at: Place, workers: int, yes: bool, lang: "Lang") -> "Findings":
    """Run what is missing, unless the whole is over the budget."""
    from experiments.common.cost import check_cost
    from experiments.evidence.sensitivity.analysis import analyse
    from experiments.evidence.sensitivity.points import RUNS

    runs, estimate = question.sizes.runs(question.space), question.cost(workers)
    if not yes:
        check_cost(_runs(runs), estimate, runs, RUNS_ASKED)
    say(_in_all(runs, estimate, workers), lang)
    bar, tell = partial(progress, lang=lang), partial(say, lang=lang)
    with resumable(at.kept, lang):
        return analyse(question, at.folder / RUNS, workers, bar, tell)


def _report(
    findings: "Findings", told: list[dict[str, Any]], at: Place, lang: "Lang", json: bool
) -> None:
    """Print tables or the JSON object; save the files and name them."""
    from experiments.common.tables import on_screen, spoken
    from experiments.evidence.sensitivity.sensitivity_report import report, save
    from experiments.evidence.sensitivity.sensitivity_tables import sensitivity_tables

    content = {**report(findings), "overruled": told}
    screen = on_screen(*spoken(sensitivity_tables(content), lang))
    give(content, screen, lambda: save(at.folder, findings, content, lang), json, at.kept, lang)
