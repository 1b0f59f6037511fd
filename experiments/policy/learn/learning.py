"""What to find out next: the worth of information for the decision that a ranking serves."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.common.refusals import fault_of
from experiments.policy.best_policy import Numbers
from experiments.policy.effects import MEASURES, Json
from experiments.policy.learn.information import Worth, chosen, of_part, perfect, without_luck
from experiments.policy.learn.parts import Part, parts
from experiments.policy.learn.study_file import Study
from experiments.policy.learn.study_runs import Seen, months_seen, simulate
from experiments.policy.ranking_runs import Bar, Ranked, by_draw
from sim.inputs.said import both
from sim.inputs.strict import InputError

DRAWS_LEAST = 40
"""With fewer draws nothing can be told by regression."""
COUNTED = "share of Kubes"
"""The unit of outcomes that add up to Kubes."""


@dataclass(frozen=True, eq=False)
class Decision:
    """A choice between a ranking's policies, and for how many Kubes it is made.

    Attributes
    ----------
    benefits : NDArray of float, shape (draws, policies, luck)
        A Kube, higher is better: in Rp with a worth, in the unit of the outcome without.
    worth_idr : float or None
        Rp for one more unit of the outcome by which the set decides.
    kubes : int
        Kubes for which it is decided.
    """

    ranked: Ranked
    benefits: NDArray[np.float64]
    worth_idr: float | None
    kubes: int

    @property
    def means(self) -> Numbers:
        """Means over the luck of each draw."""
        return np.asarray(self.benefits.mean(axis=2))

    @property
    def choice(self) -> str:
        """The policy that is chosen as things are."""
        return self.ranked.names[chosen(self.means)]


def decision_of(ranked: Ranked, worth_idr: float | None, kubes: int | None) -> Decision:
    """Return the decision that a ranking serves.

    Parameters
    ----------
    worth_idr : float or None
        Rp for one more unit of the outcome by which the set decides; None weighs no costs.
    kubes : int or None
        By default those of the scenario.

    Raises
    ------
    InputError
        When there are too few draws, or some have no case of the outcome.
    """
    name = ranked.set.decide_by
    values = ranked.outcomes[name]
    if ranked.set.draws < DRAWS_LEAST:
        draws = f"draws = {ranked.set.draws}"
        few = both(
            f"{draws}: too few to tell what information is worth; rank with at least {DRAWS_LEAST}",
            f"{draws}: terlalu sedikit untuk menilai informasi; buat peringkat dengan sedikitnya "
            f"{DRAWS_LEAST}",
        )
        raise InputError([fault_of(ranked.set.name, few)])
    if np.isnan(by_draw(values)).any():
        without = both(
            f"decide_by = {name}: some draws have no case of it; name another outcome",
            f"decide_by = {name}: sebagian sampel tidak dapat dinilai menurut itu; sebutkan hasil "
            "lain",
        )
        raise InputError([fault_of(ranked.set.name, without)])
    filled = np.where(np.isnan(values), by_draw(values)[..., None], values)
    good = -filled if MEASURES[name].better == "lower" else filled
    benefits = good if worth_idr is None else worth_idr * good - ranked.cost
    whole = ranked.kubes if kubes is None else kubes
    return Decision(ranked, np.moveaxis(benefits, 0, 1), worth_idr, whole)


def learn(decision: Decision, studies: Sequence[Study], bar: Bar) -> Json:
    """Return what it is worth to know all, parts, and what studies would report.

    Raises
    ------
    InputError
        When a study cannot be simulated.
    """
    ranked, means = decision.ranked, decision.means
    known = parts(ranked, decision.worth_idr is not None)
    with bar("parts", len(known)) as done:
        worths = []
        for number, part in enumerate(known, start=1):
            worths.append(of_part(means, part.values))
            done(number)
    has = months_seen(ranked.sweep.scenario)
    within = [study for study in studies if study.oldest <= has]
    seen = simulate(ranked, within, bar) if within else []
    runs = ranked.set.luck
    return {
        "set": ranked.set.name,
        "scenario": ranked.sweep.scenario.name,
        "digest": ranked.sweep.digest,
        "decide_by": ranked.set.decide_by,
        "worth_idr": decision.worth_idr,
        "price_year": ranked.set.accounting.price_year,
        "unit": _unit(decision),
        "kubes": decision.kubes,
        "draws": ranked.set.draws,
        "runs_per_draw": runs,
        "parameters": ranked.sweep.drawn._asdict(),
        "choice": decision.choice,
        "perfect": {
            **_perfect(decision),
            "luck_counts_as_known": runs < 2,
        },
        "parts": [_part(decision, part, worth) for part, worth in zip(known, worths, strict=True)],
        "studies": [study_json(decision, one) for one in seen],
        "not_judged": [
            {"name": study.name, "title": study.title, "judul": study.judul, "month": study.oldest}
            for study in studies
            if study.oldest > has
        ],
        "months_seen": has,
    }


def _unit(decision: Decision) -> str:
    """Return in what a Kube's worth is told."""
    if decision.worth_idr is not None:
        return "Rp"
    return MEASURES[decision.ranked.set.decide_by].unit


def _told(decision: Decision, worth: Worth) -> Json:
    """Return a worth for one Kube, and for all where it adds up over them."""
    return {
        "per_kube": worth.value,
        "precision": worth.error,
        "all_kubes": worth.value * decision.kubes if adds_up(decision) else None,
        "changes": worth.changes if worth.told else 0.0,
        "told_apart": worth.told,
    }


def _perfect(decision: Decision) -> Json:
    """Return what it is worth to know the draw, in which every policy's rank is known."""
    told = _told(decision, perfect(without_luck(decision.benefits)))
    return {key: told[key] for key in ("per_kube", "precision", "all_kubes")}


def adds_up(decision: Decision) -> bool:
    """Whether the worth of one Kube adds up over Kubes: money, and shares of Kubes."""
    return _unit(decision) in ("Rp", COUNTED)


def _part(decision: Decision, part: Part, worth: Worth) -> Json:
    names = list(part.values)
    return {
        "what": part.what,
        "name": part.name,
        **({"of": names} if len(names) > 1 else {}),
        **_told(decision, worth),
    }


def study_json(decision: Decision, seen: Seen) -> Json:
    """Return what a study is worth, costs and changes.

    `net_idr`: expected net benefit of sampling, the worth for all Kubes less the cost, at the
    highest and the lowest cost, where costs are weighed. `pays_from_idr`: where Kubes are counted,
    from which worth of one more on the study is worth its lowest and its highest cost, if policies
    cost the same.
    """
    study = seen.study
    report = seen.report(decision.ranked.set.seed)
    worth = of_part(decision.means, report)
    told = _told(decision, worth)
    low, high = study.cost_idr
    whole = told["all_kubes"]
    answer: Json = {
        "name": study.name,
        "title": study.title,
        "judul": study.judul,
        "kubes": study.kubes,
        "as_if_kubes": seen.looked_at,
        "arms": len(study.policies),
        "months": study.oldest,
        "cost_idr": [low, high],
        "source": study.source,
        **told,
    }
    if decision.worth_idr is not None:
        return {**answer, "net_idr": [whole - high, whole - low]}
    pays = [low / whole, high / whole] if worth.told and adds_up(decision) else None
    return {**answer, "pays_from_idr": pays}


def ranked_first(rows: Sequence[Json]) -> list[Json]:
    """Return rows that are told apart from nothing, those of the highest worth first."""
    told = [row for row in rows if row["told_apart"]]
    return sorted(told, key=lambda row: -row["per_kube"])
