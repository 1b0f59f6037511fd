"""The words of pages, texts and help: no private phrase where the field has a term of its own."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
import typer

import experiments
from docs.tools.pages import DOCS, PLACE, ROOT, pages
from experiments import cli
from experiments.commands.help import meaning_of
from experiments.commands.help import text_of as text_of_help
from experiments.common.texts import PLACE as PLACE_OF_FIGURE
from experiments.common.texts import texts_of
from sim.inputs.said import in_indonesian
from tests.docs.pages import text_of

INDONESIAN = {"beranda", "analis", "kota-sendiri", "prakiraan", "istilah", "pelatih", "penjelajah"}
"""Pages in Indonesian; all others are in English."""
AVOIDED = {
    "en": {
        r"kept back": "held out",
        r"(the )?same luck": "common random numbers",
        r"fresh luck": "independent seeds",
        r"seed of the luck": "random seed",
        r"without interest": "interest-free",
        r"what tells": "what reports",
        r"(is|are|be) so found": "is selected",
        r"(not|never) told apart": "cannot be distinguished",
        r"failing share": "failure rate",
        r"mandiri \(independent\)": "mandiri (self-reliant)",
        r"a household-month": "per household-month",
        r"at a discount of": "at a discount rate of",
        r"lucks": "runs, each with other luck",
        r"teach(es)? (us )?(little|nothing|anything)": "constrain",
    },
    "id": {
        r"undian parameter": "sampel parameter",
        r"sapuan": "rangkaian simulasi",
        r"laju dasar": "proporsi dasar",
        r"rentang kredibel": "selang kredibel",
        r"nomor keberuntungan": "nomor acak",
        r"tingkat (gagal|tumbuh|berkembang|mandiri)": "tahap",
        r"hasil bersih": "laba",
        r"mandiri tambahan": "tambahan Kube mandiri",
        r"pendukungan": "dukungan",
        r"(dari|di|dalam|satu|seratus) nasib": "simulasi",
        r"nasib(nya)? (lain|sama|ini|yang sama|saja)": "keberuntungan",
    },
}
"""What a reader cannot look up, and the term that the field or the house has for it."""
MISWRITTEN = {
    "en": (r"\d%", r"Rp\d"),
    "id": (r"\d%", r"Rp\d", r"Rp \d+,\d{3}\b"),
}
"""Numbers as the language does not write them: 45.3 % and Rp 1,250,000; 45,3 % and Rp 1.250.000.

English texts may quote an amount as an Indonesian workbook has it.
"""
CODE = re.compile(r"^```.*?^```$|^ {4}.*?$|`[^`]*`|\]\([^)]*\)", re.DOTALL | re.MULTILINE)
PLAIN_IN_CLASS = {r"(the )?same luck", r"seed of the luck", r"without interest"}
"""Plain words that the classroom alone has, where they are explained."""
FOR_TRAINERS = {"trainer.md", "pelatih.md"}


def prose(text: str) -> str:
    """Return what people wrote for people: without code, links' targets and made parts."""
    return re.sub(r"\s+", " ", CODE.sub("", PLACE.sub("", text)))


def faults(text: str, lang: str, *, of_a_class: bool = False) -> list[str]:
    """Return each phrase to be avoided with its remedy, and each number as nobody writes it."""
    phrases = [
        f"{match[0]}: {better}"
        for phrase, better in AVOIDED[lang].items()
        for match in re.finditer(rf"\b{phrase}\b", text, re.IGNORECASE)
        if not (of_a_class and phrase in PLAIN_IN_CLASS)
    ]
    return phrases + [match[0] for form in MISWRITTEN[lang] for match in re.finditer(form, text)]


def words(tables: object) -> str:
    """Return all texts of a TOML file in one, without what is filled in."""
    if isinstance(tables, dict):
        return "\n".join(map(words, tables.values()))
    if isinstance(tables, list):
        return "\n".join(map(words, tables))
    return re.sub(r"\{[^}]*\}", "", str(tables))


ENGLISH = re.compile(r"\b(the|of|and|is|are|with|from|which|not)\b")
"""Words that no Indonesian text has."""
SAME_IN_BOTH = {"PRIM (patient rule induction)", "per Kube"}
"""Names, and what the two languages share."""
TAG = re.compile(r"<[^>]*>")
TEXT_FOLDERS = sorted(
    path.parent for path in Path(experiments.__file__).parent.rglob("*texts/en.toml")
)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize(
    "page", [page for page in pages() if page.parent in (ROOT, DOCS)], ids=relative
)
def test_pages_use_the_terms_of_the_field(page):
    lang = "id" if page.stem in INDONESIAN else "en"
    text = text_of(page)
    if page.parent == ROOT:
        text, _, indonesian = text.partition("## Bahasa Indonesia")
        assert not faults(prose(indonesian), "id")
    assert not faults(prose(text), lang, of_a_class=page.name in FOR_TRAINERS)


TEXTS = sorted(
    path
    for lang in AVOIDED
    for path in Path(experiments.__file__).parent.rglob(f"*texts/{lang}.toml")
)


@pytest.mark.parametrize("path", TEXTS, ids=relative)
def test_texts_use_the_terms_of_the_field(path):
    text = words(tomllib.loads(path.read_text(encoding="utf-8")))
    assert not faults(text, path.stem, of_a_class="classroom" in path.parts)


def said_in_code() -> list[tuple[str, str]]:
    """Return what `both` is given anywhere: English and Indonesian, without what is filled in."""
    found = []
    for room in ("sim", "experiments"):
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "both":
                    english, indonesian = map(literal, node.args)
                    found.append((english, indonesian))
    return found


def literal(node: ast.expr) -> str:
    """Return the constant parts of a text."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))


def test_faults_use_the_terms_of_the_field():
    english, indonesian = zip(*said_in_code(), strict=True)
    assert len(english) > 300
    assert not faults("\n".join(english), "en")
    assert not faults("\n".join(indonesian), "id")


def untranslated(english: str, indonesian: str) -> bool:
    """Whether a text of several words is the same in both, or Indonesian has words of English."""
    several = len(re.findall(r"[A-Za-z]{3,}", english)) > 1
    return (several and english == indonesian) or ENGLISH.search(indonesian) is not None


@pytest.mark.parametrize("folder", TEXT_FOLDERS, ids=relative)
def test_no_text_is_left_in_english(folder):
    texts = texts_of(folder)
    bare = {
        lang: {key: TAG.sub("", PLACE_OF_FIGURE.sub("", text)) for key, text in one.flat.items()}
        for lang, one in texts.items()
    }
    left = [
        key
        for key, text in bare["en"].items()
        if untranslated(text, bare["id"][key]) and text.strip() not in SAME_IN_BOTH
    ]
    assert not left


def test_no_fault_is_left_in_english():
    assert not [pair for pair in said_in_code() if untranslated(*pair)]
    assert untranslated("is missing", "is missing")
    assert untranslated("is missing", "belum ada the")
    assert not untranslated("is missing", "belum ada")


def test_help_uses_the_terms_of_the_field():
    def every(command):
        yield text_of_help(command)
        yield from (meaning_of(one, command) for one in command.params)
        for inner in getattr(command, "commands", {}).values():
            yield from every(inner)

    texts = list(every(typer.main.get_command(cli.app)))
    assert not faults(" ".join(texts), "en", of_a_class=True)
    assert not faults(" ".join(map(in_indonesian, texts)), "id", of_a_class=True)


def test_every_name_in_the_glossary_is_in_the_code():
    rows = re.findall(r"^\|(?:[^|]*\|){2}([^|]*)\|", text_of(DOCS / "glossary.md"), re.MULTILINE)
    names = {name for cell in rows for name in re.findall(r"`([\w-]+)`", cell)}
    sources = [path for room in ("sim", "experiments") for path in (ROOT / room).rglob("*.py")]
    code = "\n".join(text_of(path) for path in sources)
    assert len(names) > 30
    assert not [name for name in names if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", code)]


def test_a_private_phrase_and_a_misplaced_point_are_found():
    assert faults("Tomohon was kept back, at 45.3%.", "en") == ["kept back: held out", "3%"]
    assert faults("dengan sapuan seharga Rp 1,250,000", "id") == [
        "sapuan: rangkaian simulasi",
        "Rp 1,250",
    ]
    assert not faults(prose("Rp 1,250,000, 45.3 % and `kept back`"), "en")
