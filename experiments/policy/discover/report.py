"""The rule cards as a JSON object."""

from typing import Any

from experiments.common.languages import LANGS
from experiments.policy.discover.answer import Answer
from experiments.policy.discover.cards import card, conclusion, heading, method, opening, title
from experiments.policy.discover.chance import LEVEL
from experiments.policy.discover.conditions import condition
from experiments.policy.discover.finding import REPRODUCED_LEAST, Rule
from experiments.policy.discover.resampling import RESAMPLES
from experiments.sweeps.names import named

Json = dict[str, Any]


def report(answer: Answer) -> Json:
    """Return the cards for a JSON object, with their words in both languages."""
    cases, space = answer.cases, answer.space
    return {
        "sweep": answer.sweep,
        "digest": answer.digest,
        "parameters": answer.drawn._asdict(),
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
        "inputs": [{"name": it.name, "origin": it.origin} for it in space.inputs],
        "resamples": RESAMPLES,
        "quasi_p_level": LEVEL,
        "reproduced_least": REPRODUCED_LEAST,
        "stable": answer.any_stable,
        "cards": [_card(answer, rule) for rule in answer.found.rules],
        "trajectory": [step.fit._asdict() for step in answer.found.trajectory],
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
        "meaning": {lang: named(name, lang).meaning for lang in LANGS},
        "unit": {lang: named(name, lang).unit for lang in LANGS},
        "low": asked.low,
        "high": asked.high,
        "levels": list(asked.levels),
        "quasi_p": rule.pruned.quasi_p[name],
        "reproduced": rule.reproduced.get(name, 0.0),
        "could_be_chance": name not in rule.sure,
    }
