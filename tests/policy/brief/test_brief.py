"""What a brief says: numbers of the ranking, in both languages, and where each is from."""

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from experiments.common.languages import LANGS
from experiments.common.numbers import LANGUAGES, MINUS, Order
from experiments.policy.brief.brief_pages import in_json, page
from experiments.policy.economics import EFFECT
from experiments.policy.ranking_runs import RUNS
from experiments.replaying.replay import replay, run_of
from experiments.sweeps.stored_sweep import open_sweep
from tests.policy.brief.conftest import HOSTILE

VOID = {"meta", "line", "rect", "circle", "br", "img"}
LOADS = {"src", "href", "srcset", "action", "data", "poster", "background", "xlink:href"}
PAIR = ("visits-weekly", "package")


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


@pytest.fixture(scope="module")
def figures(ranked):
    return page(ranked, "en").figures


def ends_of(figures, name):
    """Return median and interval of a figure."""
    return [figures[part].value for part in (name, f"{name}.low", f"{name}.high")]


def scaled(effect, scale):
    return [scale * effect[key] for key in ("median", "low", "high")]


@pytest.mark.parametrize("between", [None, PAIR])
def test_both_languages_have_the_same_figures(ranked, between):
    indonesian, english = (page(ranked, lang, between).figures for lang in LANGS)
    assert indonesian.keys() == english.keys()
    for name, figure in indonesian.items():
        other = english[name]
        assert (figure.value, figure.source) == (other.value, other.source), name


def test_every_printed_number_is_a_figure(written):
    read = Read(written.html)
    assert not read.open
    assert [text for text in read.bare if re.search(r"\d", text)] == []
    figures = written.figures
    assert read.figures == {name: figures[name].text for name in read.figures}
    assert figures.keys() == read.figures.keys()


def test_every_figure_has_rows_that_exist_or_a_document(written, ranked_folder):
    size = len(open_sweep(ranked_folder / RUNS))
    for figure in written.figures.values():
        source = figure.source
        assert bool(source.rows) != bool(source.document), figure
        for first, last in source.rows:
            assert 0 <= first <= last < size, figure
    for figure in in_json(written.figures, ranked_folder):
        assert ("opens" in figure) != ("document" in figure)


def test_effects_and_costs_are_those_of_the_ranking(figures, ranked):
    level, best = ranked.report["money"]["price_year_over_base_month"], ranked.recommended
    scales = {
        "failed": ("failed_share", ranked.kubes),
        "mandiri": (EFFECT, ranked.kubes),
        "income": ("household_income_idr", level),
    }
    shown = {name.split(".")[1] for name in figures if name.startswith("policy.")}
    assert shown == {"package", "hostile", "visits-weekly", "no-support"}
    for name in shown:
        told = ranked.policies[name]
        for key, (outcome, scale) in scales.items():
            expected = scaled(told["against_none"][outcome], scale)
            assert ends_of(figures, f"policy.{name}.{key}") == pytest.approx(expected)
            if name == best:
                assert ends_of(figures, f"tile.{key}") == pytest.approx(expected)
        more = told["cost"]["total"]["more"]
        assert ends_of(figures, f"policy.{name}.cost") == pytest.approx(scaled(more, 1.0))
    lifted = ranked.policies[best]["against_none"]["lifted_share"]
    assert ranked.households == pytest.approx(400.0, rel=0.05)
    expected = scaled(lifted, ranked.households)
    assert ends_of(figures, "tile.lifted") == pytest.approx(expected)


def test_a_row_of_the_recommended_policy_can_be_opened(written, ranked, ranked_folder):
    source = written.figures["tile.failed"].source
    first, last = ranked.policies[ranked.recommended]["rows"]
    assert source.folder == RUNS
    assert first <= source.row <= last
    assert f"DIR/{RUNS} --row {source.row}<" in written.html
    if written.lang == "id":
        assert replay(run_of(open_sweep(ranked_folder / RUNS), source.row), lambda _: None).agrees


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


def test_all_amounts_are_in_rupiah_of_one_year_but_those_by_fiscal_year(figures, ranked):
    money = ranked.report["money"]
    assert figures["price_year"].value == money["price_year"] == 2015
    assert money["price_year_over_base_month"] > 1.3
    policy = ranked.policies[ranked.recommended]
    for place, year in enumerate(money["fiscal_years"]):
        assert figures[f"paid.{year}"].value == year
        own = [policy["paid"][payer]["mean"][place] for payer in ("ministry", "city")]
        assert figures[f"paid.ministry.{year}"].value == pytest.approx(own[0])
        assert figures[f"paid.public.{year}"].value == pytest.approx(sum(own))
        plan = ranked.policies["none"]["paid"]
        more = sum(own) - sum(plan[payer]["mean"][place] for payer in ("ministry", "city"))
        assert figures[f"paid.public_more.{year}"].value == pytest.approx(more)
    assert own[0] >= 0.0
    whole = [
        ranked.kubes * policy["cost"]["city"]["more"][key] for key in ("median", "low", "high")
    ]
    assert ends_of(figures, "cost.city") == pytest.approx(whole)


def test_visits_that_are_not_made_are_accounted_for(figures, ranked):
    for key, name in (("own", ranked.recommended), ("plan", "none")):
        made = ranked.policies[name]["visits"]
        assert figures[f"visits.{key}.planned"].value == round(made["planned"])
        assert figures[f"visits.{key}.made"].value == round(made["made"])
    lost = sum(figures[f"visits.{why}"].value for why in ("no_time", "no_effort", "no_access"))
    missing = figures["visits.own.planned"].value - figures["visits.own.made"].value
    assert lost == pytest.approx(missing, abs=2.0)


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
