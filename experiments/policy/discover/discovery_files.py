"""The files of a discovery: cards as JSON and Markdown, the picture, a manifest."""

from pathlib import Path

from experiments.common.files import save_all
from experiments.common.languages import LANGS, Lang
from experiments.common.style import png
from experiments.policy.discover.discovery import REPRODUCED_LEAST, RESAMPLES, Answer, Rule
from experiments.policy.discover.discovery_picture import draw
from experiments.policy.discover.quasi_p import LEVEL
from experiments.policy.discover.rule_cards import (
    card,
    conclusion,
    condition,
    heading,
    markdown,
    method,
    opening,
    title,
)
from experiments.policy.effects import Json
from experiments.store.result_manifest import as_json, with_manifest
from experiments.sweeps.names import named


def report(answer: Answer) -> Json:
    """Return the cards for a JSON object, with their words in both languages."""
    cases, space = answer.cases, answer.space
    return {
        "sweep": answer.sweep.spec.name,
        "digest": answer.sweep.digest or "",
        "parameters": answer.sweep.drawn._asdict(),
        "seed": answer.seed,
        "outcome": cases.ending,
        "case": {
            "share": cases.outcome,
            "threshold": cases.threshold,
            "at_least": cases.at_it,
            "given": cases.given,
        },
        "runs": len(space),
        "runs_left_out": int((~cases.known).sum()),
        "cases": int(space.case.sum()),
        "base_rate": space.density,
        "inputs": [{"name": each.name, "origin": each.origin} for each in space.inputs],
        "resamples": RESAMPLES,
        "quasi_p_level": LEVEL,
        "reproduced_least": REPRODUCED_LEAST,
        "stable": answer.any_stable,
        "cards": [_card(answer, rule) for rule in answer.rules],
        "trajectory": [step.fit._asdict() for step in answer.trajectory],
        "words": {
            lang: {
                "title": title(answer, lang),
                "opening": opening(answer, lang),
                "conclusion": conclusion(answer, lang),
                "method": method(answer, lang),
            }
            for lang in LANGS
        },
    }


def _card(answer: Answer, rule: Rule) -> Json:
    in_sample = rule.fit._asdict()
    runs, mass = in_sample.pop("runs"), in_sample.pop("mass")
    return {
        "method": rule.method,
        "stable": rule.stable,
        "conditions": [_condition(answer, rule, name) for name in rule.conditions],
        "held_out_density": rule.held_out._asdict(),
        "in_sample": in_sample,
        "mass": mass,
        "runs": runs,
        "left_out_as_chance": rule.pruned.dropped,
        "reproduced": rule.reproduced,
        "words": {
            lang: {"heading": heading(rule, lang), "lines": card(answer, rule, lang)}
            for lang in LANGS
        },
    }


def _condition(answer: Answer, rule: Rule, name: str) -> Json:
    asked = condition(answer.space, rule.pruned.box, name)
    return {
        "input": name,
        "origin": asked.input.origin,
        "meaning": {lang: named(name, lang).title for lang in LANGS},
        "unit": {lang: named(name, lang).unit for lang in LANGS},
        "low": asked.low,
        "high": asked.high,
        "levels": list(asked.levels),
        "quasi_p": rule.pruned.quasi_p[name],
        "reproduced": rule.reproduced.get(name, 0.0),
        "could_be_chance": name not in rule.sure,
    }


def save(folder: Path, answer: Answer, lang: Lang) -> list[Path]:
    """Save everything into a folder, the manifest last; return the paths.

    Raises
    ------
    InputError
        When the folder cannot be written to.
    """
    files = {
        "cards.json": as_json(report(answer)),
        "cards.md": markdown(answer, lang).encode(),
        "discover.png": png(draw(answer, lang)),
    }
    made_of = {
        "sweep": {"name": answer.sweep.spec.name, "digest": answer.sweep.digest or ""},
        "parameters": answer.sweep.drawn._asdict(),
        "outcome": answer.cases.ending,
        "threshold": answer.cases.threshold,
        "seed": answer.seed,
        "language": lang,
    }
    return save_all(folder, with_manifest(files, made_of, "scikit-learn", "matplotlib"))
