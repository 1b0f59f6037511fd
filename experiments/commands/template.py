"""The scenario of a city of one's own and what was observed there, under another name."""

import re

from sim.locations import NATIONS, POLICIES, SCENARIOS, names

TEMPLATE = SCENARIOS / "template"
NATION = "indonesia"
CALLED = "my-city"
"""What the template's files and scenario are called."""
ENDINGS = (".toml", ".csv", "-observed.toml")
"""Of the scenario, its Kubes, and what was observed of them."""
NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?")


def wrong_name(name: str) -> str:
    """Say why a scenario cannot have a name, or nothing."""
    if not NAME.fullmatch(name):
        return "not a name; write small letters, digits and hyphens, 60 at most, e.g. my-city"
    if name in {*names(SCENARIOS), *names(POLICIES), *names(NATIONS)}:
        return "is the name of a shipped file; choose another one"
    return ""


def nation_template(name: str) -> dict[str, bytes]:
    """Return the file of a new nation and its content: the shipped one, under another name."""
    text = (NATIONS / f"{NATION}.toml").read_text(encoding="utf-8")
    return {f"{name}.toml": text.replace(f'name = "{NATION}"', f'name = "{name}"', 1).encode()}


def template(name: str) -> dict[str, bytes]:
    """Return the files of a new scenario and their content."""
    files = {}
    for ending in ENDINGS:
        text = (TEMPLATE / f"{CALLED}{ending}").read_text(encoding="utf-8")
        files[f"{name}{ending}"] = text.replace(CALLED, name).encode()
    return files
