"""The story told is the Mesa model's, to the rupiah; all that is told has its words and place."""

import json
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from experiments.classroom.story.choice import choice_of
from experiments.classroom.story.story import Side, Story
from experiments.classroom.telling.difference import closed
from experiments.classroom.telling.places import OF_BOOK, OF_HOUSEHOLD, OF_KUBE, Place
from experiments.classroom.telling.side_record import HOUSEHOLD_COLUMNS, KUBE_COLUMNS
from experiments.classroom.telling.story_record import record_story
from experiments.classroom.texts import say, words
from experiments.common.languages import LANGS, Lang
from experiments.common.texts import PLACE
from sim.decisions import Decision
from sim.ledger import Account, Flow
from sim.model import KubeModel

Json = dict[str, Any]
DECIDED = (
    Decision(kube=2, month="2009-06", share=0.6, lend=False, grant="share_out"),
    Decision(kube=2, month="2010-08", share=0.0, visits=4),
    Decision(kube=2, month="2012-01", share=0.2, lend=True),
)
REVIVED = Side.model_validate({"policy": "none", "levers": {"revive_per_year": 1.0}})
STORIES = [
    Story(),
    Story(kube=5, seed=11, draws="posterior", replication=3),
    Story(scenario="forward", kube=314, seed=4),
    Story(scenario="forward", kube=311, seed=4, right=REVIVED),
    Story(left=Side(policy="package", decisions=DECIDED), right=Side(policy="none")),
]
ODD = Path(__file__).parents[2] / "docs" / "odd.md"


@cache
def recorded(number: int, months: int | None = None) -> Json:
    return record_story(choice_of(STORIES[number]), months)


@cache
def plain(number: int, side: int) -> KubeModel:
    story, scenario, policies, _ = choice_of(STORIES[number])
    seed, replication = story.seed, story.replication
    model = KubeModel(scenario, policies[side], seed=seed, replication=replication)
    model.run()
    return model


EACH = pytest.mark.parametrize(
    ("number", "side"), [(number, side) for number in range(len(STORIES)) for side in (0, 1)]
)


@EACH
def test_figures_are_those_of_the_plain_model(number: int, side: int) -> None:
    model, shown = plain(number, side), recorded(number)["sides"][side]
    assert shown["digest"] == model.digest()
    kube = next(kube for kube in model.city.kubes if kube.id == STORIES[number].kube)
    closed = [record.members == 0 for record in kube.history]
    for name in KUBE_COLUMNS:
        for month, record in enumerate(kube.history):
            value = shown["kube"][name][month]
            if closed[month] and closed[max(0, month - 1)]:
                assert value is None
            else:
                assert value == pytest.approx(getattr(record, name), abs=5e-5)
    assert shown["failed_month"] == (closed.index(True) if any(closed) else None)


@EACH
def test_the_answers_at_the_meeting_make_the_consent(number: int, side: int) -> None:
    shown = recorded(number)["sides"][side]
    for month, consent in enumerate(shown["kube"]["consent"]):
        codes = [e[0] for h in shown["households"] for e in h["events"][month]]
        yes = codes.count("consented") + codes.count("would_consent")
        no = codes.count("refused") + codes.count("would_refuse")
        asked = codes.count("consented") + codes.count("refused")
        assert bool(asked) <= bool(shown["kube"]["proposed_share"][month] or closed(shown, month))
        if yes + no and shown["kube"]["members"][month]:
            assert consent == pytest.approx(yes / (yes + no), abs=5e-5)


def test_where_all_is_shared_out_nobody_is_said_to_have_consented():
    asked = {
        event[0]
        for household in recorded(0)["sides"][0]["households"]
        for month in household["events"]
        for event in month
    }
    assert asked & {"would_consent", "would_refuse"}
    assert not asked & {"consented", "refused"}


def test_a_group_sets_aside_and_only_a_family_saves():
    """In Indonesian these are two words."""
    stage = words("stage")["id"]
    of_groups = json.dumps([stage[part] for part in ("side", "difference", "kube", "opening")])
    assert "menabung" not in of_groups.lower()
    assert "menyisihkan" in of_groups.lower()


def test_a_profit_is_never_called_by_the_word_for_sales():
    texts = json.dumps([words("stage")["id"]["kube"], words("lesson")["id"]]).lower()
    assert "hasil usaha" not in texts
    assert "hasil {profit_idr}" not in texts


@EACH
def test_the_book_balances(number: int, side: int) -> None:
    shown = recorded(number)["sides"][side]
    balance = 0
    for month, lines in enumerate(shown["book"]):
        for _, _, received, paid, after in lines:
            balance += received - paid
            assert balance == after
        kas = shown["kube"]["kas_idr"][month]
        assert balance == (kas or 0)


@EACH
def test_what_a_household_tells_adds_up(number: int, side: int) -> None:
    shown = recorded(number)["sides"][side]
    for household in shown["households"]:
        columns = household["columns"]
        for month, events in enumerate(household["events"]):
            by_code = {event[0]: event[1:] for event in events}
            if "short" in by_code:
                assert by_code["short"] == [columns["unmet_idr"][month], columns["need_idr"][month]]
            got = sum(by_code.get(code, [0])[0] for code in ("share", "raided", "failed"))
            assert got == (columns["share_idr"][month] or 0)
            if "borrowed" in by_code:
                loan, need, cash = by_code["borrowed"]
                assert loan > 0
                assert cash < need
                gone = {"left", "graduated", "failed"} & by_code.keys()
                assert columns["owed_idr"][month] == loan or gone
            if (
                "repaid" in by_code
                and not {"borrowed", "borrowed_to_invest", "forgiven", "left"} & by_code.keys()
            ):
                assert by_code["repaid"][1] == columns["owed_idr"][month]
            assert ("late" in by_code) <= (household["columns"]["owed_idr"][month] is not None)


@EACH
def test_members_are_the_households_with_a_role(number: int, side: int) -> None:
    shown = recorded(number)["sides"][side]
    for month, members in enumerate(shown["kube"]["members"]):
        if members is None:
            continue
        roles = [h["columns"]["role"][month] for h in shown["households"]]
        assert sum(role in ("chair", "treasurer", "member") for role in roles) == members
        assert roles.count("chair") == (members > 0)
        elected = [e[0] for h in shown["households"] for e in h["events"][month]]
        assert elected.count("chair") <= 1


def test_a_kube_that_starts_again_has_its_members_back() -> None:
    shown = recorded(3)["sides"][1]
    codes = [[event[0] for event in month] for month in shown["events"]]
    again = codes.index(["revived"])
    assert again > shown["failed_month"]
    assert not shown["kube"]["members"][again - 1]
    back = [h for h in shown["households"] if ["returned"] in h["events"][again]]
    assert len(back) == shown["kube"]["members"][again] > 0


def test_each_event_has_the_figures_that_are_declared() -> None:
    seen = set()
    for number in range(len(STORIES)):
        for shown in recorded(number)["sides"]:
            kinds = [(OF_KUBE, shown["events"])]
            kinds += [(OF_HOUSEHOLD, household["events"]) for household in shown["households"]]
            for declared, months in kinds:
                for code, *figures in (event for month in months for event in month):
                    assert len(figures) == len(declared[code].figures), code
                    seen.add(code)
    assert {"borrowed", "saved", "short", "left", "joined", "repaid", "set_aside"} <= seen


@pytest.mark.parametrize("months", [1, 7, 30])
def test_fewer_months_are_the_first_of_all_months(months: int) -> None:
    short, whole = recorded(0, months), recorded(0)
    assert short["story"]["months"] == whole["story"]["months"][:months]
    assert short["difference"] == whole["difference"][:months]
    for side in (0, 1):
        for name in ("events", "book"):
            assert short["sides"][side][name] == whole["sides"][side][name][:months]
        for name in short["sides"][side]["kube"]:
            assert short["sides"][side]["kube"][name] == whole["sides"][side]["kube"][name][:months]


def test_a_story_is_plain_json_and_the_same_each_time() -> None:
    again = record_story(choice_of(STORIES[0]))
    assert json.loads(json.dumps(again, allow_nan=False)) == json.loads(json.dumps(recorded(0)))


def all_places() -> list[Place]:
    return [*OF_HOUSEHOLD.values(), *OF_KUBE.values(), *OF_BOOK.values()]


@pytest.mark.parametrize(
    "place",
    sorted({place._replace(figures=()) for place in all_places()}),
    ids=lambda place: place.rule,
)
def test_each_rule_and_each_section_exists(place: Place) -> None:
    parts = place.rule.split(".")
    depth = next(n for n in range(len(parts) - 1, 0, -1) if _is_module(parts[:n]))
    rule: Any = import_module(".".join(["sim", *parts[:depth]]))
    for name in parts[depth:]:
        rule = getattr(rule, name)
    assert callable(rule)
    assert f"### {place.section}\n" in ODD.read_text(encoding="utf-8")


def _is_module(parts: list[str]) -> bool:
    try:
        import_module(".".join(["sim", *parts]))
    except ModuleNotFoundError:
        return False
    return True


def test_every_line_of_a_kas_has_its_place() -> None:
    of_kas = {flow for flow in Flow if Account.KAS in (flow.source, flow.target)}
    assert of_kas == set(OF_BOOK)


@pytest.mark.parametrize("lang", LANGS)
def test_every_event_has_a_sentence_with_its_figures(lang: Lang) -> None:
    stage = words("stage")[lang]
    for table, events in (("why", OF_HOUSEHOLD), ("kube", OF_KUBE)):
        sentences = stage[table]
        assert set(sentences) - {"quiet", "gone"} == set(events)
        for code, event in events.items():
            assert set(PLACE.findall(sentences[code])) == set(event.figures), code


def test_a_text_is_said_with_its_figures() -> None:
    text = words("stage")["id"]["side"]["changed"]
    assert say("id", "stage.side.changed", title="X") == text.replace("{title}", "X")


def test_household_columns_are_told_of_every_household() -> None:
    for household in recorded(0)["sides"][0]["households"]:
        assert set(household["columns"]) == set(HOUSEHOLD_COLUMNS)
