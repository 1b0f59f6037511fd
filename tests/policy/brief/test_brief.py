"""What a brief says: the answer, in both languages, and where each of its figures is from."""

import dataclasses
import re
from html.parser import HTMLParser

import numpy as np
import pytest

from experiments.common.languages import LANGS
from experiments.common.numbers import LANGUAGES, MINUS, Order
from experiments.common.texts import texts_of
from experiments.policy.accounting import PRICES
from experiments.policy.brief.brief_pages import in_json, page
from experiments.policy.brief.brief_writer import TEXTS
from experiments.policy.ranking_runs import RUNS
from experiments.replaying.replay import replay, run_of
from experiments.sweeps.stored_sweep import open_sweep
from sim.parameters import declared
from tests.policy.brief.conftest import HOSTILE

PARAMETERS = {name: spec for name, _, spec in declared()}
VOID = {"meta", "line", "rect", "circle", "br", "img"}
LOADS = {"src", "href", "srcset", "action", "data", "poster", "background", "xlink:href"}


class Read(HTMLParser):
    """Everything of a page that a browser acts on, and the text outside of figures."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.figures: dict[str, str] = {}
        self.bare: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        opened = (tag, dict(attrs))
        self.tags.append(opened)
        if tag not in VOID:
            self.open.append(opened)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop()[0] == tag

    def handle_data(self, text):
        inside = {tag for tag, _ in self.open}
        figure = next((of["data-figure"] for _, of in self.open if "data-figure" in of), None)
        if figure:
            self.figures[figure] = text
        elif not inside & {"style", "title", "code"} and not any(
            "data-given" in of for _, of in self.open
        ):
            self.bare.append(text)


@pytest.fixture(scope="module", params=LANGS)
def written(request, ranked):
    return page(ranked, request.param)


def test_both_languages_have_the_same_figures(ranked):
    indonesian, english = (page(ranked, lang).figures.all for lang in LANGS)
    assert indonesian.keys() == english.keys()
    for name, figure in indonesian.items():
        other = english[name]
        assert (figure.value, figure.source) == (other.value, other.source), name


def test_every_printed_number_is_a_figure(written):
    read = Read(written.html)
    assert not read.open
    assert [text for text in read.bare if re.search(r"\d", text)] == []
    figures = written.figures.all
    assert read.figures == {name: figures[name].text for name in read.figures}
    not_shown = {name for name in figures if name not in read.figures}
    assert not_shown == set()


def test_every_figure_has_rows_that_exist_or_a_document(written, ranked_folder):
    sizes = {RUNS: len(open_sweep(ranked_folder / RUNS))}
    for figure in written.figures.all.values():
        source = figure.source
        assert bool(source.rows) != bool(source.document), figure
        for first, last in source.rows:
            assert 0 <= first <= last < sizes[source.folder], figure
        assert f'data-source="{source.key}"' in written.html
    for figure in in_json(written.figures, ranked_folder):
        assert ("opens" in figure) != ("document" in figure)


def test_the_answer_is_what_the_ranking_says(written, ranked):
    figures = written.figures.all
    own = ranked.policies[ranked.recommended]["against_none"]
    for name, outcome, sign in (
        ("tile.failed", "failed_share", -1.0),
        ("tile.mandiri", "sustained_mandiri_share", 1.0),
    ):
        figure = figures[name]
        assert figure.source.folder == RUNS
        assert figure.value == pytest.approx(abs(sign * ranked.kubes * own[outcome]["median"]))
        assert f'<strong><data data-figure="{name}"' in written.html


def test_replay_opens_a_row(written, ranked_folder):
    source = next(one for one in written.figures.sources if one.folder == RUNS)
    run = run_of(open_sweep(ranked_folder / RUNS), source.row)
    assert f"DIR/{RUNS} --row {source.row}<" in written.html
    if written.lang == "id":
        assert replay(run, lambda _: None).agrees


def test_the_page_asks_nothing_of_anywhere_and_runs_nothing(written):
    read = Read(written.html)
    policies = [of["content"] for tag, of in read.tags if of.get("http-equiv")]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
    assert {tag for tag, _ in read.tags}.isdisjoint({"script", "img", "link", "iframe", "object"})
    for _, of in read.tags:
        assert LOADS.isdisjoint(of)
        assert not [name for name in of if name.startswith("on")]
    assert "url(" not in written.html
    assert "@import" not in written.html


def test_hostile_titles_are_shown_as_text(written):
    assert HOSTILE not in written.html
    escaped = "&lt;script&gt;alert(1)&lt;/script&gt;"
    assert written.html.count(escaped) > 3
    assert "{x}" in written.html


def test_the_page_says_its_language_and_its_pictures_say_what_they_show(written):
    read = Read(written.html)
    assert read.tags[0] == ("html", {"lang": written.lang})
    assert [tag for tag, _ in read.tags if tag == "h1"] == ["h1"]
    pictures = [of for tag, of in read.tags if tag == "svg"]
    assert pictures
    assert all(of["role"] == "img" and of["aria-label"] for of in pictures)


def changed(ranked, **parts):
    """Return a ranking with another report."""
    return dataclasses.replace(ranked, report={**ranked.report, **parts})


def head(of, lang="en"):
    [line] = re.findall('<p class="head">(.*?)</p>', page(of, lang).html)
    return re.sub("<[^>]+>", "", line)


def opening(key, lang="en"):
    """Return how a text of the answer begins, up to its first figure or name."""
    return texts_of(TEXTS)[lang][f"answer.{key}"].partition("{")[0]


def judged(ranked, best, verdict):
    """Return the ranking with a policy as its best, and a verdict on that."""
    policies = [
        {
            **policy,
            "against_none": {
                key: {**effect, "verdict": verdict}
                for key, effect in policy["against_none"].items()
            },
        }
        if policy["policy"] == best
        else policy
        for policy in ranked.report["policies"]
    ]
    return changed(ranked, policies=policies, recommended=best)


def test_the_answer_is_as_sure_as_the_verdict(ranked):
    best, choice = ranked.recommended, ranked.report["choice"]
    other = next(name for name in ("hostile", "package") if name != best)
    sure = judged(ranked, best, "likely better")
    assert head(changed(sure, choice={**choice, "chosen": best})).startswith(opening("chosen"))
    weighed = changed(sure, choice={**choice, "chosen": other})
    assert head(weighed).startswith(opening("weighed"))
    assert opening("weighed_more") in page(weighed, "en").html
    for lang in LANGS:
        assert head(judged(ranked, best, "not known"), lang).startswith(opening("unsure", lang))


@pytest.mark.parametrize(("best", "answer"), [("none", "keep_open"), ("no-support", "chosen")])
def test_to_do_nothing_more_or_nothing_at_all_are_answers_too(ranked, best, answer):
    sure = judged(ranked, best, "likely better")
    of = changed(sure, choice={**ranked.report["choice"], "chosen": best})
    assert head(of).startswith(opening(answer))
    assert "nan" not in re.sub("<[^>]+>", "", page(of, "en").html)


def test_without_a_worth_the_best_is_told_for_every_worth(ranked):
    rows = ranked.report["economics"]["sustained_mandiri_share"]["thresholds"]
    figures = page(ranked, "id").figures.all
    told = {
        name.removeprefix("threshold."): figure.value
        for name, figure in figures.items()
        if name.startswith("threshold.")
    }
    assert told == {row["policy"]: row["from_idr"] for row in rows[1:]}
    assert not figures.keys() & {"worth", "answer.weighed", "information.kube"}
    discounts = [{**row, "recommended": "none"} for row in ranked.report["discounts"]]
    weighed = page(changed(ranked, willing_idr=4e8, discounts=discounts), "id").figures.all
    assert weighed["worth"].value == 4e8
    assert "answer.weighed" in weighed
    assert not [name for name in weighed if name.startswith("threshold.")]


def test_all_amounts_are_in_rupiah_of_one_year_but_those_by_fiscal_year(ranked):
    figures, money = page(ranked, "en").figures.all, ranked.report["money"]
    assert figures["price_year"].value == money["price_year"] == 2015
    own = ranked.policies[ranked.recommended]["against_none"]
    income = own["household_income_idr"]["median"]
    level = money["price_year_over_base_month"]
    assert level > 1.3
    assert figures["households.household_income_idr"].value == pytest.approx(level * income)
    paid = [figures[f"paid.{year}"].value for year in money["fiscal_years"]]
    assert paid == money["fiscal_years"]
    first = figures["paid.ministry.2016"].value
    assert isinstance(first, float)
    assert first > 0.0


def test_what_flips_the_answer_is_told_with_its_probability(ranked):
    flips = [
        {
            "what": "price", "name": "visit_idr", "other": "hostile", "at": 123_456.0,
            "above": True, "probability": 0.25, "low": 0.0, "high": 1.0,
        },
        {
            "what": "parameter", "name": "trade.return_per_month", "other": "none", "at": 0.0456,
            "above": False, "probability": 0.1, "low": 0.0, "high": 1.0,
        },
    ]  # fmt: skip
    text = re.sub("<[^>]+>", "", page(changed(ranked, flips=flips), "id").html)
    texts = texts_of(TEXTS)["id"]
    above, below = (texts[f"change.flip_{side}"].split("{at}")[0] for side in ("above", "below"))
    visit = next(price for price in PRICES if price.name == "visit_idr")
    what = texts.say("word.price", name=visit.judul)
    assert f"{above.format(what=what)}Rp\u00a0123.500" in text
    assert "25\u00a0%" in text
    what = f"{PARAMETERS['trade.return_per_month'].judul} (per bulan)"
    assert f"{below.format(what=what)}0,0456: {texts['word.plan']}" in text


@pytest.mark.parametrize(
    ("lang", "value", "text"),
    [
        ("id", 1_450_789_419.7, "Rp\u00a01,45\u00a0miliar"),
        ("en", 1_450_789_419.7, "Rp\u00a01.45\u00a0billion"),
        ("id", 122_794_257.1, "Rp\u00a0123\u00a0juta"),
        ("en", -8_915_527.0, f"{MINUS}Rp\u00a08.9\u00a0million"),
        ("id", 44_594.6, "Rp\u00a044.600"),
        ("en", 0.2, "Rp\u00a00"),
    ],
)
def test_money_is_rounded_and_written_as_the_language_does(lang, value, text):
    language = LANGUAGES[lang]
    assert language.full(value, language.rupiah(value)) == text


def test_nothing_is_neither_more_nor_less():
    order = Order(0.01, 1)
    assert LANGUAGES["id"].bare(-0.0004, order, signed=True) == "0,0"
    assert LANGUAGES["id"].bare(0.0314, order, signed=True) == "+3,1"


def luminance(colour):
    parts = np.array([int(colour[place : place + 2], 16) / 255.0 for place in (1, 3, 5)])
    linear = np.where(parts <= 0.03928, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def test_all_text_can_be_read_on_every_ground(written):
    [style] = re.findall("<style>(.*?)</style>", written.html, re.DOTALL)
    inks = set(re.findall(r"(?<![-\w])color: (#\w{6})", style))
    grounds = set(re.findall(r"background: (#\w{6})", style))
    assert inks
    for ink in inks:
        for ground in grounds:
            assert (luminance(ground) + 0.05) / (luminance(ink) + 0.05) >= 4.5, (ink, ground)
