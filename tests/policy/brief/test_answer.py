"""What a brief answers: in which worlds, between which policies, and what would change that."""

import dataclasses
import re

import numpy as np
import pytest

from experiments.common import spread_words
from experiments.common.texts import texts_of
from experiments.policy.brief.alternatives import (
    Alternatives,
    alternatives,
    benefits,
    how_often,
    price_flips,
    turns_at,
)
from experiments.policy.brief.brief_pages import page
from experiments.policy.brief.brief_writer import TEXTS, Writer
from experiments.policy.brief.dot_picture import DOTS, picture
from experiments.policy.brief.what_to_find_out import what_to_find_out
from experiments.policy.economics import EFFECT
from experiments.policy.learn.information import perfect, without_luck
from experiments.policy.learn.learning import DRAWS_LEAST, decision_of
from experiments.policy.ranking_runs import RUNS
from experiments.sweeps.stored_sweep import open_sweep
from sim.inputs.strict import InputError
from tests.messages import mentions

PAIR = ("visits-weekly", "package")


def changed(ranked, **parts):
    """Return a ranking with another report."""
    return dataclasses.replace(ranked, report={**ranked.report, **parts})


def with_effects(ranked, policy, **parts):
    """Return a ranking in which the effects of a policy on the plan are told otherwise."""
    policies = [
        {
            **own,
            "against_none": {
                name: {**effect, **parts} for name, effect in own["against_none"].items()
            },
        }
        if own["policy"] == policy
        else own
        for own in ranked.report["policies"]
    ]
    return changed(ranked, policies=policies)


def state(ranked, between=None):
    [found] = re.findall('<section id="answer" class="(.*?)">', page(ranked, "en", between).html)
    return found


def spread(median, low, high, **more):
    return {
        "median": median, "low": low, "high": high, "mean": median, "mean_precision": 0.0,
        "probability_better": 0.8, "probability_worse": 0.0, "draws": 4, "runs_per_draw": 2,
        "verdict": "leaning better", **more,
    }  # fmt: skip


def test_the_worlds_in_which_it_works_are_told_apart(ranked):
    works, nothing = spread(-0.2, -0.3, -0.1, worlds=0.7), spread(0.0, 0.0, 0.0)
    two = with_effects(
        ranked,
        ranked.recommended,
        **spread(-0.1, -0.3, 0.0),
        if_it_works=works,
        if_it_does_nothing=nothing,
        verdict_changes=[{"weight": 0.4, "when": "less", "verdict": "likely better"}],
    )
    figures = page(two, "en").figures
    assert figures["worlds.work"].value == 0.7
    assert figures["worlds.nothing"].value == pytest.approx(0.3)
    assert figures["worlds.works"].value == pytest.approx(-0.2 * ranked.kubes)
    assert figures["worlds.all"].value == pytest.approx(-0.1 * ranked.kubes)
    assert "worlds.left" not in figures
    assert figures["tile.failed.weight.less"].value == 0.4
    left = {"if_it_does_nothing": spread(-0.05, -0.1, 0.0)}
    figures = page(with_effects(two, ranked.recommended, **left), "en").figures
    assert figures["worlds.left"].value == pytest.approx(-0.05 * ranked.kubes)


def test_where_all_worlds_are_alike_none_is_told_apart(ranked):
    one = with_effects(ranked, ranked.recommended, if_it_works=None, if_it_does_nothing=None)
    figures = page(one, "en").figures
    assert "worlds.all" in figures
    assert not figures.keys() & {"worlds.work", "worlds.works", "worlds.nothing"}


@pytest.mark.parametrize(
    ("verdict", "how"),
    [
        ("likely better", "chosen"),
        ("leaning better", "chosen"),
        ("not known", "unsure"),
        ("no difference that matters", "unsure"),
    ],
)
def test_the_answer_is_as_sure_as_the_verdict(ranked, verdict, how):
    assert state(with_effects(ranked, ranked.recommended, verdict=verdict)) == how


def test_to_change_nothing_is_an_answer_too(ranked):
    keep = changed(ranked, recommended="none")
    assert state(keep) == "keep"
    text = re.sub("<[^>]+>", "", page(keep, "en").html)
    assert "nan" not in text


def test_a_question_between_two_policies_is_answered_between_them(ranked):
    means = dict(zip(ranked.ranked.names, benefits(ranked).mean(axis=0), strict=True))
    best, other = sorted(PAIR, key=lambda name: -means[name])
    assert alternatives(ranked, PAIR) == Alternatives(best, other, asked=True)
    assert alternatives(ranked, PAIR[::-1]) == alternatives(ranked, PAIR)
    written = page(ranked, "en", PAIR)
    assert written.figures["tile.failed"].source.rows[0] == tuple(ranked.policies[best]["rows"])
    effect = ranked.effect(best, "failed_share", other)
    shares = {effect.over_all.probability_better, effect.over_all.probability_worse}
    told = {written.figures[f"side.failed.{key}"].value for key in ("better", "worse")}
    assert told == shares


def test_a_set_of_two_policies_asks_between_them(ranked):
    few = [own for own in ranked.report["policies"] if own["policy"] != "hostile"]
    assert alternatives(changed(ranked, policies=few), None).asked
    assert not alternatives(ranked, None).asked


def test_names_that_are_no_two_policies_are_refused(ranked):
    with pytest.raises(InputError) as unknown:
        alternatives(ranked, ("visits-weekly", "pakage"))
    assert mentions(unknown.value.faults[0], "--between pakage package")
    with pytest.raises(InputError) as same:
        alternatives(ranked, ("package", "package"))
    assert mentions(same.value.faults[0], "--between package")


def test_at_the_weight_that_turns_a_lead_both_are_as_good():
    lead = np.array([3.0, 5.0, -1.0, -3.0])
    works = np.array([True, True, False, False])
    weight = turns_at(lead, works)
    assert weight == pytest.approx(2.0 / 3.0)
    assert weight is not None
    assert (1.0 - weight) * 4.0 + weight * -2.0 == pytest.approx(0.0)


@pytest.mark.parametrize("works", [[True] * 2, [False] * 2, [True, False]])
def test_no_weight_turns_a_lead_that_all_worlds_share(works):
    assert turns_at(np.array([1.0, 0.5]), np.array(works)) is None


def test_a_price_that_turns_the_choice_lies_within_its_range(ranked):
    choice = alternatives(ranked, PAIR)
    for flip in price_flips(ranked, choice):
        prices = ranked.ranked.prices[flip.name]
        assert prices.min() < flip.at < prices.max()
        assert 0.0 < flip.probability < 1.0


def test_without_a_worth_the_best_is_told_for_every_worth(ranked):
    rows = ranked.report["economics"][EFFECT]["thresholds"]
    figures = page(ranked, "id").figures
    told = {figure.value for name, figure in figures.items() if name.startswith("threshold.")}
    assert told == {row["from_idr"] for row in rows} - {0.0}
    assert not figures.keys() & {"worth", "net", "head.often"}


def test_with_a_worth_the_net_benefit_is_told(ranked):
    discounts = [{**row, "recommended": "none"} for row in ranked.report["discounts"]]
    weighed = changed(ranked, willing_idr=4e8, discounts=discounts)
    figures = page(weighed, "id").figures
    runs, best = ranked.ranked, ranked.ranked.place(ranked.recommended)
    net = 4e8 * runs.outcomes[EFFECT] - runs.cost
    often = float(((net[best] - net[runs.none]).mean(axis=1) > 0.0).mean())
    assert figures["worth"].value == 4e8
    assert figures["net.often"].value == pytest.approx(often)
    assert {"net", "side.net", f"side.net.{ranked.recommended}"} <= figures.keys()
    share = how_often(weighed, ranked.recommended, "none")
    assert figures["head.often"].value == share
    assert state(weighed) == ("net" if share >= 0.7 else "net_unsure")
    kept = changed(weighed, recommended="none")
    assert state(kept) == "keep_net"


def test_a_parameter_that_changes_the_answer_is_told_with_its_probability(ranked):
    flip = {
        "what": "parameter", "name": "trade.return_per_month", "other": "none", "at": 0.0456,
        "above": False, "probability": 0.1, "low": 0.0, "high": 1.0,
    }  # fmt: skip
    figures = page(changed(ranked, flips=[flip]), "id").figures
    assert (figures["flip.0"].value, figures["flip.0"].text) == (0.0456, "0,0456")
    assert figures["flip.0.chance"].value == 0.1


def writer_of(ranking, choice):
    words = (texts_of(folder)["en"] for folder in (TEXTS, spread_words.FOLDER))
    return Writer(ranking, choice, *words)


def test_too_few_draws_tell_nothing_of_information(ranked):
    writer = writer_of(ranked, alternatives(ranked, None))
    assert len(what_to_find_out(writer)) == 1
    assert writer.figures["learn.least"].value == DRAWS_LEAST


def test_what_all_knowledge_is_worth_is_as_policy_learn_has_it(ranked, folder_of_many_draws):
    runs = open_sweep(folder_of_many_draws / RUNS)
    many = dataclasses.replace(ranked, folder=folder_of_many_draws, runs=runs)
    many = changed(many, willing_idr=5e8)
    writer = writer_of(many, Alternatives("package", "none", asked=False))
    what_to_find_out(writer)
    known = perfect(without_luck(decision_of(many.ranked, 5e8, None).benefits))
    if known.told:
        assert writer.figures["learn.all"].value == pytest.approx(many.kubes * known.value)
    else:
        assert "learn.all" not in writer.figures


def test_every_dot_is_one_of_equally_plausible_worlds(ranked):
    writer = writer_of(ranked, alternatives(ranked, None))
    names, best = ranked.ranked.names, ranked.ranked.place(ranked.recommended)
    half = np.zeros((8, len(names)))
    half[4:, best] = [0.1, 0.2, 0.3, 0.4]
    again = dataclasses.replace(ranked)
    again.__dict__["worlds"] = dict.fromkeys(ranked.worlds, half)
    rows = picture(writer_of(again, writer.choice))["rows"]
    drawn = {row["subject"]: row["cells"][0] for row in rows}
    assert all(len(cell["dots"]) == DOTS for cell in drawn.values())
    for subject, at_zero in ((True, DOTS // 2), (False, DOTS)):
        dots, zero = drawn[subject]["dots"], drawn[subject]["zero"]
        assert sum(across == zero for across, _ in dots) == pytest.approx(at_zero, abs=1)
        assert len(set(dots)) == len(dots)
    assert all(float(across) >= float(drawn[True]["zero"]) for across, _ in drawn[True]["dots"])
