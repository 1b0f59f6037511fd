"""The words of the classroom in both languages, from `texts/en.toml` and `texts/id.toml`.

Each part of the classroom has a table of its own: `[stage]`, `[page]`, `[lesson]`. Another language
is a file with the same keys, as many as have been translated, and a table `[language]`:

    [language]
    code = "bjn"
    name = "Bahasa Banjar"
    over = "id"        # stands in its place; what is missing is said in it, numbers are as in it

    [page]
    title = "Kelas Kube"
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from experiments.common.languages import LANGS, Lang, headed, title_of
from experiments.common.numbers import LANGUAGES
from experiments.common.texts import PLACE, Texts, texts_of
from sim.business import BUSINESSES
from sim.inputs.faults import nearest
from sim.inputs.strict import InputError, read_toml
from sim.ledger import Flow

FOLDER = Path(__file__).parent / "texts"
LANGUAGE_KEYS = ("code", "name", "over")
CODE_LETTERS_MOST = 12

Words = dict[str, Any]


class Spoken(NamedTuple):
    """A language: its code as HTML has it, its name, and its texts."""

    code: str
    name: str
    texts: Texts


_also: dict[Lang, Spoken] = {}
"""Languages that stand in the place of one of the two."""


def words(part: str) -> dict[Lang, Words]:
    """Return one part in both languages.

    Raises
    ------
    KeyError
        When there is no such part.
    """
    return {lang: _texts(lang).tables[part] for lang in LANGS}


def stage_words() -> dict[Lang, Words]:
    """Return what the stage says: texts, trades, lines of a cash book, how numbers look."""
    return {
        lang: {
            **texts,
            "business": {name: title_of(business, lang) for name, business in BUSINESSES.items()},
            "flow": {flow.name: flow_name(flow.name, lang) for flow in Flow},
            "number": LANGUAGES[lang]._asdict(),
        }
        for lang, texts in words("stage").items()
    }


def flow_name(flow: str, lang: Lang) -> str:
    """Return what a line of a cash book is called, by the flow's name."""
    return headed(title_of(Flow[flow], lang))


def say(lang: Lang, key: str, **figures: object) -> str:
    """Return one text by its full key, such as `stage.word.kas`, with figures in their places."""
    return _texts(lang).say(key, **figures)


def code_of(lang: Lang) -> str:
    """Return the code of the language that is spoken."""
    return _also[lang].code if lang in _also else lang


def name_of(lang: Lang) -> str | None:
    """Return the name of another language that is spoken in the place of one of the two."""
    return _also[lang].name if lang in _also else None


def spoken_also() -> Mapping[Lang, Spoken]:
    """Return the languages that stand in the place of one of the two."""
    return dict(_also)


def speak(also: Mapping[Lang, Spoken]) -> None:
    """Speak these languages in the place of those that they are put over."""
    _also.clear()
    _also.update(also)


def speak_also(path: Path) -> None:
    """Speak the language of a file, in the place of the one that it is put over.

    Raises
    ------
    InputError
        With a line for every fault of the file.
    """
    tables = read_toml(path)
    about = tables.pop("language", {})
    faults = [
        f"{path}: language.{key}: is missing; write it as a text"
        for key in LANGUAGE_KEYS
        if not (isinstance(about, dict) and isinstance(about.get(key), str))
    ]
    faults += [
        f"{path}: language.{key}: unknown; {nearest(key, list(LANGUAGE_KEYS))}"
        for key in (about if isinstance(about, dict) else ())
        if key not in LANGUAGE_KEYS
    ]
    if faults:
        raise InputError(faults)
    over = next((lang for lang in LANGS if lang == about["over"]), None)
    code = about["code"]
    if over is None:
        faults.append(f"{path}: language.over={about['over']!a}: known: {', '.join(LANGS)}")
    if not code.replace("-", "").isalnum() or not code.isascii() or len(code) > CODE_LETTERS_MOST:
        faults.append(f"{path}: language.code={code[:20]!a}: write a code such as bjn or jv")
    own = texts_of(FOLDER)[over or LANGS[0]]
    merged = _merged(own.tables, tables, f"{path}: ", "", faults)
    if faults or over is None:
        raise InputError(faults)
    _also[over] = Spoken(code, about["name"], Texts.of(over, merged))


def _texts(lang: Lang) -> Texts:
    return _also[lang].texts if lang in _also else texts_of(FOLDER)[lang]


def _merged(own: Any, other: Any, where: str, key: str, faults: list[str]) -> Any:
    """Return texts with those of another language put over them; write down what does not fit."""
    if isinstance(own, Mapping) and isinstance(other, Mapping):
        for name in other:
            if name not in own:
                known = f"{key}." if key else ""
                faults.append(f"{where}{known}{name}: unknown; {nearest(name, list(own))}")
        return {
            name: _merged(text, other[name], where, f"{key}.{name}" if key else name, faults)
            if name in other
            else text
            for name, text in own.items()
        }
    if isinstance(own, list) and isinstance(other, list) and len(own) == len(other):
        pairs = enumerate(zip(own, other, strict=True))
        return [_merged(one, two, where, f"{key}.{n}", faults) for n, (one, two) in pairs]
    if isinstance(own, str) and isinstance(other, str):
        if set(PLACE.findall(own)) != set(PLACE.findall(other)):
            places = ", ".join(f"{{{place}}}" for place in PLACE.findall(own)) or "none"
            faults.append(f"{where}{key}: its places for figures must be: {places}")
        return other
    faults.append(f"{where}{key}: must have the form that it has in the other languages")
    return own
