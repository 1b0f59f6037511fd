"""What the answer rests on, how it was made, and what makes it again."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from experiments.common.json_files import read_json
from experiments.common.limits import load_limits
from experiments.common.numbers import NO_BREAK, Order, month_name
from experiments.common.spread import DRAWS_LEAST, LEANING, LIKELY
from experiments.policy.accounting import BY_NAME as PRICES
from experiments.policy.brief.brief_writer import Parts, Writer
from experiments.policy.economics import EFFECT
from experiments.policy.effects import MEASURES
from sim.calendar import month_text
from sim.inputs.said import both
from sim.inputs.strict import InputError
from sim.levers import LEVERS
from sim.locations import RESULTS
from sim.policy import acts_from

THOUSAND = Order(1000.0, 0)
CARD = "validation/card.json"
HEX_SHOWN = 16
"""So much of a digest is printed; `--json` has the whole."""
ASSUMED = ("-", "D")
"""Grades of a unit cost that nobody measured."""


def rests_on(writer: Writer) -> Markup:
    """Return in a line what is assumed and not measured."""
    worlds, source = writer.ranking.worlds_of(writer.subject), writer.of_report()
    parts = []
    if worlds.levers:
        parts.append(
            writer.say(
                "rests.levers" if len(worlds.levers) > 1 else "rests.lever",
                levers=writer.levers(worlds.levers),
                prior=writer.percent("rests.prior", worlds.prior, source),
            )
        )
    if worlds.without_rival:
        titles = [
            Markup(writer.called(LEVERS[name])) for name in worlds.without_rival if name in LEVERS
        ]
        parts.append(writer.say("rests.assumed", levers=writer.listed(titles)))
    prices = writer.report["prices"]
    assumed = sum(not price["given"] and price["grade"] in ASSUMED for price in prices)
    parts.append(
        writer.say(
            "rests.prices",
            assumed=writer.counted("rests.assumed", assumed, source),
            count=writer.counted("rests.prices", len(prices), source),
        )
    )
    return Markup(" ").join(parts)


def method(writer: Writer) -> list[Markup]:
    """Return the small print: draws, intervals, verdicts, words, data, unit costs, limits."""
    return [
        *_today(writer),
        _draws(writer),
        _verdicts(writer),
        writer.say("method.words", kubes=writer.kubes()),
        _data(writer),
        _unit_costs(writer),
        writer.say("method.limits", limits=Markup("; ").join(_limits(writer))),
    ]


def _draws(writer: Writer) -> Markup:
    """Return with which draws of parameters and structures the ranking was made."""
    sweep, source = writer.report["sweep"], writer.document("runs/manifest.json")
    kind = sweep["parameters"]["kind"]
    return writer.say(
        "method.draws",
        kind=writer.label(f"method.{kind}"),
        draws=writer.counted("draws", sweep["draws"], writer.of_report()),
        luck=writer.counted("luck", sweep["luck"], writer.of_report()),
        level=writer.level_of_intervals(),
        rows=writer.counted("rows", sweep["rows"], source),
    )


def _today(writer: Writer) -> Iterator[Markup]:
    """Yield from when on policies act, where the plan has a past."""
    scenario, source = writer.ranking.runs.scenario, writer.document("runs/manifest.json")
    if scenario.today is not None:
        months = {"since": month_text(acts_from(scenario)), "today": scenario.today}
        told = {
            key: writer.add(f"method.{key}", month, month_name(month, writer.lang), source)
            for key, month in months.items()
        }
        yield writer.say("method.today", **told)


def _verdicts(writer: Writer) -> Markup:
    """Return what verdicts mean, and which differences matter."""
    source = writer.method()
    kubes = {
        key: writer.number(f"method.{key}", MEASURES[name].matters, writer.language.points, source)
        for key, name in (("failed", "failed_share"), ("mandiri", EFFECT))
    }
    money = MEASURES["household_income_idr"].matters * writer.level
    return writer.say(
        "method.verdicts",
        likely=writer.percent("method.likely", LIKELY, source),
        leaning=writer.percent("method.leaning", LEANING, source),
        least=writer.counted("method.least", DRAWS_LEAST, source),
        income=writer.rupiah("method.income", money, source),
        **kubes,
    )


def _data(writer: Writer) -> Markup:
    """Return what the shipped validation card says of these draws, or that it says nothing."""
    digest = writer.report["sweep"]["parameters"]["digest"]
    try:
        card = read_json(RESULTS / CARD, both("validate again", "validasikan lagi"))
    except InputError:
        card = {}
    if card.get("uncertainty", {}).get("digest") != digest or not card.get("calibration"):
        return writer.say("method.no_card")
    source, learned = writer.document(f"results/{CARD}"), card["calibration"]
    at_prior = len(learned["at_prior"]) + len(learned["measured"])
    said = writer.say(
        "method.learned",
        learned=writer.counted("method.learned", len(learned["learned"]), source),
        at_prior=writer.counted("method.at_prior", at_prior, source),
    )
    held_out = (_held_out(writer, card, city) for city in card["holdouts"].values())
    return Markup(" ").join([said, *held_out])


def _held_out(writer: Writer, card: Any, city: Any) -> Markup:
    """Return how the forecast of a city that was not fitted came out, beside the null model's."""
    source, whole = writer.document(f"results/{CARD}"), Order(0.01, 0, "", f"{NO_BREAK}%")
    shown = {
        key: writer.number(f"method.{city['place']}.{key}", city[key], lambda _: whole, source)
        for key in ("observed", "mean", "low", "high")
    }
    verdict = writer.label(f"null.{card['null']['verdict']}")
    return writer.say("method.held_out", place=city["place"], verdict=verdict, **shown)


def _unit_costs(writer: Writer) -> Markup:
    """Return every unit cost with its range, in rupiah of the brief's year."""
    parts = [_unit_cost(writer, price) for price in writer.report["prices"]]
    return writer.say("method.prices", year=writer.year(), prices=Markup("; ").join(parts))


def _unit_cost(writer: Writer, price: Any) -> Markup:
    name, source = price["name"], writer.of_report()
    given = price["given"]
    ends = (price["used"][0],) * 2 if given else (price["low"], price["high"])
    low, high = (
        writer.number(f"price.{name}.{key}", value, lambda _: THOUSAND, source)
        for key, value in zip(("low", "high"), ends, strict=True)
    )
    return writer.say(
        "method.price_given" if given else "method.price",
        name=writer.called(PRICES[name]),
        unit=PRICES[name].unit if writer.lang == "en" else PRICES[name].satuan,
        low=low,
        high=high,
    )


def _limits(writer: Writer) -> list[Markup]:
    """Return what the model is not made for; the reasons stand on the validation card."""
    texts = (getattr(limit, writer.lang).partition(":")[0] for limit in load_limits())
    return [writer.given(text[:1].lower() + text[1:]) for text in texts]


def made(writer: Writer) -> Parts:
    """Return what names the ranking and the model that made it, and the commands."""
    report, manifest = writer.report, writer.ranking.runs.manifest
    runs = writer.document("runs/manifest.json")
    texts = {
        "seed": (report["sweep"]["seed"], writer.of_report()),
        "digest": (report["digest"][:HEX_SHOWN], writer.of_report()),
        "version": (manifest["versions"].get("kubesim", "?"), runs),
        "code": (manifest["hashes"]["code"], runs),
    }
    row = writer.runs_of(writer.subject).row
    return {
        "about": [
            ("set", writer.given(report["set"]["name"])),
            ("scenario", writer.given(report["set"]["scenario"])),
            *((key, writer.text(f"made.{key}", *told)) for key, told in texts.items()),
        ],
        "commands": [
            f"kubesim policy rank {report['set']['name']}",
            f"kubesim replay DIR/runs --row {row}",
            "kubesim policy brief DIR --json",
        ],
    }


def dated(writer: Writer) -> Markup:
    """Return the day on which the ranking was finished."""
    sealed = str(writer.ranking.runs.manifest["sealed"])
    source = writer.document("runs/manifest.json")
    year, number, day = sealed[:10].split("-")
    text = f"{year}-{number}"
    month = writer.add("dated.month", text, month_name(text, writer.lang), source)
    return writer.say("word.date", day=writer.text("dated.day", int(day), source), month=month)
