"""`kubesim why`: the first difference of two rows, and what follows from it."""

import json

import pytest

from experiments.replaying.parting import DECLARED, chain, part, phases_of
from experiments.replaying.replay_words import texts
from experiments.replaying.why import pair
from sim.model import KubeModel
from sim.policy import NONE, Policy
from sim.schedule import PHASES
from sim.state import KUBE
from sim.state.variable import FROM_SCENARIO
from tests.languages import english_in
from tests.messages import mentions
from tests.worlds import EVERYTHING_HAPPENS, policy, run, world


def parting(other: Policy, one: Policy = NONE, scenario=None, replication=0):
    place = scenario or world(4, 48)
    return part(
        KubeModel(place, one, seed=1), KubeModel(place, other, seed=1, replication=replication)
    )


def asked(kubesim, swept, row, against):
    done = kubesim("why", str(swept), "--row", str(row), "--against", str(against), "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def said(kubesim, swept, row, against, *more):
    done = kubesim("why", str(swept), "--row", str(row), "--against", str(against), *more)
    assert done.code == 0, done.err
    return " ".join(done.out.split())


def test_stepping_phase_by_phase_is_the_models_own_step():
    model = KubeModel(EVERYTHING_HAPPENS, seed=5)
    for _ in phases_of(model):
        pass
    assert model.digest() == run(EVERYTHING_HAPPENS, seed=5).digest()


def test_every_variable_has_a_unit_and_a_title_in_both_languages():
    for declared in DECLARED.values():
        for name, variable in declared.items():
            assert all((variable.unit, variable.title, variable.judul, variable.meaning)), name
            assert variable.phase in {FROM_SCENARIO, *(phase.name for phase in PHASES)}, name


@pytest.mark.parametrize(
    ("levers", "phase", "kind", "variable"),
    [
        ({"visits_per_month": 8.0}, "support", "kube", "visits"),
        ({"monitoring_per_year": 12.0}, "support", "kube", "monitored"),
        ({"set_aside_share": 0.7}, "meet", "kube", "proposed_share"),
        ({"honorarium_idr": 900_000}, "support", "facilitator", "effort"),
        ({"open_books": True}, "meet", "kube", "books_kept"),
        ({"rule": "share_everything"}, "meet", "kube", "proposed_share"),
        ({"preparation_days": 20.0}, "support", "kube", "books"),
    ],
)
def test_a_lever_parts_the_runs_in_its_phase(levers, phase, kind, variable):
    first = parting(policy(**levers)).links[0]
    assert (first.phase, first.agent.kind, first.variable) == (phase, kind, variable)


def test_loans_part_in_a_household_of_the_phase_live():
    """Where access to a loan is worth nothing by itself."""
    plain = world(12, 96, parameters={"spirit.credit": 0.0})
    first = parting(policy(loan_cap_idr=0), scenario=plain).links[0]
    assert (first.phase, first.agent.kind) == ("live", "household")
    assert first.variable in ("cash_idr", "owed_idr")


def test_links_are_in_order_and_the_chain_ends_with_a_stage():
    part = parting(policy(visits_per_month=0.0, honorarium_idr=0), scenario=world(6, 120))
    assert part.end is not None
    assert part.end.variable == "stage"
    links = chain(part)
    assert links[0] == part.links[0]
    assert links[-1] == part.end
    assert [link.month for link in links] == sorted(link.month for link in links)
    target = set(part.end.kubes)
    assert all(set(link.kubes) & target for link in links[1:])
    what = [(link.agent.kind, link.variable) for link in links[1:]]
    assert len(what) == len(set(what))


def test_the_same_policy_on_the_same_luck_never_parts():
    part = parting(policy())
    assert (part.links, part.end, chain(part)) == ([], None, [])


def test_two_rows_part_where_their_visits_differ(kubesim, swept):
    report = asked(kubesim, swept, 0, 2)
    assert report["same_luck"] is True
    assert report["settings"] == {"visits_per_month": [1.0, 6.0]}
    first = report["first"]
    assert (first["phase"], first["variable"]) == ("support", "visits")
    assert first == report["chain"][0]
    assert first["values"][0] < first["values"][1]
    assert first["agent"] in ("=Dated", "Undated [bold]", "Without members")
    shown = said(kubesim, swept, 0, 2)
    assert KUBE["visits"].title in shown
    indonesian = said(kubesim, swept, 0, 2, "--lang", "id")
    assert KUBE["visits"].judul in indonesian
    assert not english_in(indonesian, texts)


def test_parameters_and_shares_are_told_as_settings(kubesim, swept):
    assert asked(kubesim, swept, 0, 6)["settings"] == {"meet.raid": [0.1, 0.3]}
    shares = asked(kubesim, swept, 0, 4)
    assert shares["settings"] == {"set_aside_share": [0.3, 0.6]}
    assert shares["first"]["phase"] == "meet"


def test_other_luck_is_said_first(kubesim, swept):
    report = asked(kubesim, swept, 0, 1)
    assert report["same_luck"] is False
    assert mentions(said(kubesim, swept, 0, 1), "replication 0 row 0 replication 1 row 1")


def test_a_row_against_itself_never_parts(kubesim, swept):
    report = asked(kubesim, swept, 5, 5)
    assert (report["first"], report["chain"], report["end"]) == (None, [], None)
    shown = said(kubesim, swept, 5, 5)
    assert texts("en")["why.nothing"] in shown


def test_the_report_is_the_same_in_every_language(kubesim, swept):
    asked_for = ("why", str(swept), "--row", "0", "--against", "2", "--json")
    assert kubesim(*asked_for).out == kubesim(*asked_for, "--lang", "id").out


def test_values_that_differ_read_differently():
    assert pair("kube", "books", 0.12345678, 0.12345679, "en") == ("0.12345678", "0.12345679")
    assert pair("kube", "stage", 0, 2, "en") == ("gagal", "berkembang")
    assert pair("kube", "kas_idr", 1_000, 2_500_000, "en") == ("Rp 1,000", "Rp 2,500,000")
    assert pair("kube", "idle", True, False, "en") == ("yes", "no")
    assert pair("household", "emergency", False, True, "en") == ("no", "yes")
    assert pair("agency", "ministry_idr", 1, 3, "en") == ("Rp 1", "Rp 3")
