"""What `--help` prints of a command, in English or Indonesian."""

import inspect
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar, get_args

import typer
from typer.core import TyperCommand, TyperGroup

from experiments.common.languages import Lang, heard, in_language
from sim.inputs.said import Said, both, in_indonesian

Command = TypeVar("Command", bound=Callable[..., Any])

LANGUAGE = "--lang"
EXAMPLE = re.compile(r"^Example: (.+)$", re.MULTILINE)
USAGE = both("Usage:", "Cara pakai:")
HEADINGS = {
    "arguments": both("Arguments", "Argumen"),
    "options": both("Options", "Opsi"),
    "commands": both("Commands", "Perintah"),
    "examples": both("Examples", "Contoh"),
}
THIS_TEXT = both("Show this text.", "Tampilkan teks ini.")
REQUIRED = both("[must be given]", "[wajib diisi]")
DEFAULT = both("[default: {}]", "[bawaan: {}]")
STAND_FOR = {int: "N", float: "X"}
"""What stands for the value of an option that names nothing for it."""
PLACES = {
    "ADDRESS": "ALAMAT", "AIM": "TUJUAN", "ANSWERS": "JAWABAN", "ARGS": "ARGUMEN", "CITY": "KOTA",
    "COMMAND": "PERINTAH", "DESIGN": "RANCANGAN", "DIR": "FOLDER", "ENGINE": "MESIN",
    "FILE": "BERKAS", "FORM": "BENTUK", "KIND": "JENIS", "LINK": "TAUTAN", "MONTH": "BULAN",
    "NAME": "NAMA", "NEW": "BARU", "OPTIONS": "OPSI", "OUT": "FOLDER", "PERIOD": "WAKTU",
    "POLICY": "KEBIJAKAN", "PROVINCE": "PROVINSI", "SCENARIO": "SKENARIO", "SET": "HIMPUNAN",
    "VALUE": "NILAI", "WORKBOOK": "BUKU-KERJA",
}  # fmt: skip
"""Words that stand for what a user fills in, and what stands there in Indonesian."""


class Entry(NamedTuple):
    """An argument or option: how it is written, and what it means."""

    written: str
    meaning: str


class SpokenCommand(TyperCommand):
    """A command whose help is in the language of the line."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        write_help(self, ctx, formatter, language_of_line())


class SpokenGroup(TyperGroup):
    """Likewise a group of commands."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        write_help(self, ctx, formatter, language_of_line())


def indonesian(text: str) -> Callable[[Command], Command]:
    """Give a command its help in Indonesian; its docstring is the English one, with examples."""

    def given(command: Command) -> Command:
        command.__doc__ = both(command.__doc__ or "", text)
        return command

    return given


def language_of_line(words: Sequence[str] | None = None) -> Lang:
    """Return the language that `--lang` asks for anywhere on a line, or that of the environment.

    Parameters
    ----------
    words : sequence of str, optional
        By default those with which the program was called.
    """
    line = sys.argv[1:] if words is None else words
    joined = " ".join(line).replace(f"{LANGUAGE} ", f"{LANGUAGE}=").split()
    named = [word.partition("=")[2] for word in joined if word.startswith(f"{LANGUAGE}=")]
    return heard(named[-1] if named else None)


def help_where_no_command_is_named(context: Any) -> None:
    """Print the help of a group that is called alone."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def write_help(command: Any, ctx: Any, formatter: Any, lang: Lang) -> None:
    """Write usage, what a command does, what it takes or its commands, and examples."""
    shape = " ".join(placed(word.strip("{}"), lang) for word in command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, shape, f"{in_language(USAGE, lang)} ")
    text = text_of(command)
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(EXAMPLE.sub("", in_language(text, lang)).strip())
    parts = {
        "arguments": [entry(one, command, lang) for one in command.params if not is_option(one)],
        "options": [entry(one, command, lang) for one in command.params if is_option(one)],
        "commands": [
            Entry(name, first_sentence(in_language(text_of(inner), lang)))
            for name, inner in getattr(command, "commands", {}).items()
        ],
    }
    parts["options"].append(Entry("--help", in_language(THIS_TEXT, lang)))
    for part, entries in parts.items():
        if entries:
            with formatter.section(in_language(HEADINGS[part], lang)):
                formatter.write_dl(entries)
    if examples := EXAMPLE.findall(text):
        with formatter.section(in_language(HEADINGS["examples"], lang)):
            for example in examples:
                formatter.write(f"{'':{formatter.current_indent}}{example}\n")


def text_of(command: Any) -> Said:
    """Return what is said of a command, without the breaks of its lines inside a paragraph."""
    text = inspect.unwrap(command.callback).__doc__ or ""
    english, other = map(_paragraphs, (text, in_indonesian(text)))
    return both(english, other)


def _paragraphs(text: str) -> str:
    paragraphs = inspect.cleandoc(text).split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def first_sentence(text: str) -> str:
    """Return the first paragraph, as it stands in a list of commands."""
    return text.partition("\n\n")[0]


def is_option(param: Any) -> bool:
    """Whether a parameter is an option, and no argument."""
    return str(param.opts[0]).startswith("-")


def entry(param: Any, command: Any, lang: Lang) -> Entry:
    """Return how an argument or option is written, its meaning, and its default if it has one."""
    named = "/".join((*param.opts, *param.secondary_opts)) if is_option(param) else ""
    value = "" if getattr(param, "is_flag", False) else placed(value_of(param, command), lang)
    said = [in_language(meaning_of(param, command), lang)]
    if param.required:
        said.append(in_language(REQUIRED, lang))
    elif has_default(param):
        said.append(in_language(DEFAULT, lang).format(param.default))
    return Entry(f"{named} {value}".strip(), " ".join(said))


def has_default(param: Any) -> bool:
    """Whether a parameter has a value where none is given, other than 'off'."""
    return bool(param.show_default) and param.default is not None and param.default is not False


def meaning_of(param: Any, command: Any) -> str:
    """Return what is said of a parameter where it is declared, in both languages."""
    info = _declared(param, command)[1]
    return getattr(info, "help", None) or ""


def value_of(param: Any, command: Any) -> str:
    """Return a word for the value that a parameter takes: the one given, or one for its kind."""
    if param.metavar:
        return str(param.metavar)
    kind = _declared(param, command)[0]
    return STAND_FOR.get(next(iter(get_args(kind)), kind), str(param.name).upper())


def _declared(param: Any, command: Any) -> tuple[Any, Any]:
    """Return the type of a parameter and its `typer.Option`, as the command is annotated."""
    annotation = command.callback.__wrapped__.__annotations__[param.name]
    kind, info, *_ = get_args(annotation)
    return kind, info


def placed(shape: str, lang: Lang) -> str:
    """Return what stands for values in a language."""
    if lang == "en":
        return shape
    return re.sub(r"[A-Z]+", lambda word: PLACES.get(word[0], word[0]), shape)
