"""The commands of the pages made quick: as few runs as they take."""

import re
import shlex
import shutil
from contextlib import nullcontext
from pathlib import Path

import numpy as np

from experiments.books.city_books import city_books, workbook_of
from experiments.common.database import write_table
from experiments.common.draws import DRAWN
from experiments.common.uncertainty import FILES, uncertainty
from experiments.evidence.patterns.pattern_card import EXPERIMENTS
from experiments.policy.learn.learning import DRAWS_LEAST
from experiments.policy.ranking import Ranking
from experiments.policy.ranking_runs import REPORT
from experiments.policy.sets import load_set
from experiments.sweeps.plan import load_plan
from experiments.sweeps.sweep_file import sweep_path
from experiments.sweeps.sweeping import Sweeping
from sim.inputs.said import both
from sim.inputs.strict import resolve
from sim.locations import NATIONS, SETS, names
from sim.policy import NONE
from sim.scenario import load_scenario
from tests.elicit.answers import KNOWS, LIVES, in_toml

QUICKEST_PATTERN = "10"
FEWEST = {
    "run": ("--runs", "1"),
    "validate": ("--runs", "2"),
    "compare": ("--runs-most", "4"),
    "explore": ("--draws", "25"),
    "bench": ("--repeats", "1"),
    "forecast": ("--cities", "20"),
    "plot": ("--outcome", "failed_share"),
    "calibrate": ("--draws", "128"),
    "sensitivity": (
        "--trajectories",
        "2",
        "--base",
        "2",
        "--blocks",
        "2",
        "--replications",
        "2",
    ),  # fmt: skip
}
OF_CONTRASTS = ("--draws", "2", "--replications", "2")
"""Of `sensitivity --contrast`."""
PAGES = ("classroom", "explore")
WRITES = {"--export", "--workbook", "--out"}
"""With these a command of `PAGES` ends by itself; else it serves a page until Ctrl-C."""
OF_A_SWEEP = ("table", "query", "plot", "verify", "replay", "why", "compare", "report")
ENOUGH = 10
"""Replications from which `policy discover` finds rules."""
SHIPPED = "share-visits-monitoring"


def quick(line):
    """Return a command's arguments, with as few runs as it takes."""
    arguments = shlex.split(line.partition(" > ")[0])[1:]
    if "--scheduler" in arguments:
        place = arguments.index("--scheduler")
        del arguments[place : place + 2]
    if arguments[0] in PAGES and not WRITES.intersection(arguments):
        return (arguments[0], "--help")
    if arguments[0] not in FEWEST or "--help" in arguments:
        return tuple(arguments)
    fewest = OF_CONTRASTS if "--contrast" in arguments else FEWEST[arguments[0]]
    for option, value in zip(fewest[::2], fewest[1::2], strict=True):
        if option in arguments:
            arguments[arguments.index(option) + 1] = value
        else:
            arguments += [option, value]
    if arguments[0] == "validate":
        arguments = with_quickest_pattern(arguments)
    return tuple(arguments)


def with_quickest_pattern(arguments):
    """Return arguments with one pattern; that each one runs is tested with the patterns."""
    asked = [at + 1 for at, argument in enumerate(arguments) if argument == "--pattern"]
    assert {arguments[at] for at in asked} <= set(EXPERIMENTS)
    for at in asked:
        arguments[at] = QUICKEST_PATTERN
    return arguments if asked else [*arguments, "--pattern", QUICKEST_PATTERN]


def small_file(name, replications=3):
    """Write a sweep with few replications of few points into this folder; return its path."""
    path = sweep_path(name)
    fewer = f"replications = {replications}"
    text = re.sub(r"^replications = \d+", fewer, path.read_text(), flags=re.MULTILINE)
    text = re.sub(r"^samples = \d+", "samples = 4", text, flags=re.MULTILINE)
    Path(f"small-{path.name}").write_text(text)
    return f"./small-{path.name}"


def small_sweep(folder):
    """Run a small sweep into a folder: for commands on a folder that their page does not make."""
    Sweeping(1, say=lambda _: None).run(load_plan(small_file(SHIPPED)), folder)


def small_set(name, draws=12):
    """Write a policy set with few runs of few policies into this folder; return its path."""
    path = resolve(name, SETS, both("set", "himpunan"))
    text = re.sub(r"^draws = \d+", f"draws = {draws}", path.read_text(), flags=re.MULTILINE)
    text = re.sub(r"^luck = \d+", "luck = 2", text, flags=re.MULTILINE)
    few = 'policies = ["visits-weekly", "package"]'
    text = re.sub(r"^policies = \[.*?^\]", few, text, flags=re.MULTILINE | re.DOTALL)
    Path(f"small-{path.name}").write_text(text)
    return f"./small-{path.name}"


def small_ranking(folder, draws=12):
    """Rank a small set into a folder: for commands on a folder that their page does not make."""
    policies, path = load_set(small_set("support", draws))
    drawn = uncertainty("posterior").drawn
    sweeping = Sweeping(1, say=lambda _: None)
    Ranking(policies, path, drawn, sweeping, lambda *_: nullcontext(lambda __: None)).run(folder)


def small_nation(name):
    """Write a nation with a city of few Kubes in every region into this folder; return its path."""
    text = (NATIONS / f"{name}.toml").read_text(encoding="utf-8")
    text = re.sub(r"^cities = \d+", "cities = 1", text, flags=re.MULTILINE)
    text = re.sub(r"^kubes = .*", "kubes = { low = 3, high = 6 }", text, flags=re.MULTILINE)
    Path(f"small-{name}.toml").write_text(text, encoding="utf-8")
    return f"./small-{name}.toml"


def small_posterior(folder, draws=16):
    """Write the first draws of the posterior into a folder, as one that somebody fitted."""
    folder.mkdir(parents=True, exist_ok=True)
    few = uncertainty("posterior").first(draws).draws
    write_table({DRAWN: np.arange(draws), **few}, folder / FILES["posterior"], {})
    return str(folder)


def small_books(path):
    """Write the books of a simulated city of few Kubes to the end of 2020."""
    whole = load_scenario("forward")
    few = whole.model_copy(update={"kubes": whole.kubes[:6], "months": 60})
    path.write_bytes(workbook_of(city_books(few, NONE, 1, 0, uncertainty("posterior")), path.stem))


def elicited(arguments):
    """Return arguments with the answers or the posterior that they name, and few draws to weigh."""
    if "--parameters" in arguments:
        named = arguments[arguments.index("--parameters") + 1]
        if "/" in named:
            small_posterior(Path(named))
    if arguments[:2] in {("elicit", "pool"), ("elicit", "weigh")} and len(arguments) > 2:
        answers = Path(arguments[2])
        if not answers.exists():
            answers.write_text(in_toml({"P01": {**LIVES, **KNOWS}}))
        if arguments[1] == "weigh":
            return (*arguments, "--parameters", small_posterior(Path("fitted")))
    return arguments


def prepared(arguments, swept):
    """Return arguments ready to run in this folder: of a small sweep, set, ranking or nation."""
    arguments = elicited(arguments)
    if arguments[0] in ("run", "compare") and arguments[1] in names(NATIONS):
        return (arguments[0], small_nation(arguments[1]), *arguments[2:])
    if arguments[:2] == ("policy", "rank"):
        return (*arguments[:2], small_set(arguments[2]), *arguments[3:])
    if arguments[:2] in {("policy", "allocate"), ("policy", "brief")}:
        folder = Path(arguments[2]) if "/" in arguments[2] else Path("results/policy/support")
        if not (folder / REPORT).exists():
            small_ranking(folder)
    if arguments[:2] in {("policy", "learn"), ("policy", "pilot")}:
        small_ranking(Path("results/policy/support"), DRAWS_LEAST)
        asked = "support" if arguments[1] == "learn" else arguments[2]
        return (*arguments[:2], asked, *arguments[3:])
    if arguments[0] == "sweep":
        return (arguments[0], small_file(arguments[1]), *arguments[2:])
    if arguments[:2] == ("policy", "discover"):
        folder = Path("enough-to-find-rules")
        Sweeping(1, say=lambda _: None).run(load_plan(small_file(SHIPPED, ENOUGH)), folder)
        return (*arguments[:2], str(folder), *arguments[3:])
    if arguments[0] == "forecast" and not Path(arguments[1]).exists():
        small_books(Path(arguments[1]))
    if arguments[0] in OF_A_SWEEP and "/" in arguments[1] and not Path(arguments[1]).exists():
        shutil.copytree(swept, arguments[1])
    return arguments
