"""Help is in the language of the line or of the environment, for every command and option."""

import re

import pytest
import typer

from experiments import cli
from experiments.commands.help import HEADINGS, language_of_line, meaning_of, text_of
from sim.inputs.said import Said, in_indonesian

OPTIONS = HEADINGS["options"]
ENGLISH = re.compile(r"\b(the|of|is|are|with|from|which|Usage|Options|Commands|Show|default)\b")


def every(command, name="kubesim"):
    """Yield each command with how it is called, groups included."""
    yield name, command
    for inner, below in getattr(command, "commands", {}).items():
        yield from every(below, f"{name} {inner}")


COMMANDS = dict(every(typer.main.get_command(cli.app)))


@pytest.mark.parametrize("name", COMMANDS)
def test_what_a_command_does_and_takes_is_said_in_both_languages(name):
    command = COMMANDS[name]
    texts = [text_of(command), *(meaning_of(one, command) for one in command.params)]
    for text in texts:
        assert isinstance(text, Said) and text, name
        assert in_indonesian(text) not in ("", str(text))


@pytest.mark.parametrize("name", COMMANDS)
def test_help_in_indonesian_names_the_same_options_and_holds_no_english(name, kubesim, monkeypatch):
    arguments = name.split()[1:]
    english = kubesim(*arguments, "--help")
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")
    indonesian = kubesim(*arguments, "--help")
    assert (english.code, indonesian.code, indonesian.err) == (0, 0, "")
    assert not ENGLISH.search(re.sub(r"^  kubesim .*", "", indonesian.out, flags=re.MULTILINE))
    assert ENGLISH.search(english.out)
    options = [
        re.findall(r"^  (--[\w-]+)", done.out.partition(f"\n{heading}:")[2], re.MULTILINE)
        for done, heading in ((english, OPTIONS), (indonesian, OPTIONS.indonesian))
    ]
    assert options[0] == options[1] != []
    examples = [
        re.findall(r"^  kubesim .*", done.out, re.MULTILINE) for done in (english, indonesian)
    ]
    assert examples[0] == examples[1]


def test_the_language_of_the_line_comes_before_that_of_the_environment(kubesim, monkeypatch):
    english = kubesim("run", "--help").out
    assert kubesim("run", "--lang", "id", "--help").out != english
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")
    assert kubesim("run", "--lang=en", "--help").out == english


def test_the_last_language_on_a_line_holds():
    assert language_of_line(["run", "--lang", "id", "--help"]) == "id"
    assert language_of_line(["run", "--lang=id", "--lang", "en"]) == "en"
    assert language_of_line(["run", "--lang"]) == "en"


@pytest.mark.parametrize("group", ["", "policy", "elicit"])
def test_a_group_called_alone_prints_its_help(kubesim, group):
    asked = group.split()
    assert kubesim(*asked) == kubesim(*asked, "--help")
