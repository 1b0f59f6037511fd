"""What is said of a wrong option or argument, in both languages: forms that many commands share."""

from collections.abc import Iterable, Mapping
from typing import Any

from sim.inputs.said import Said, both, dotted, in_indonesian

OTHER_FOLDER = both("name another folder with --out", "sebutkan folder lain dengan --out")


def unknown(what: str, known: Iterable[str]) -> Said:
    """Return that a name is not known, and which are."""
    listed = ", ".join(known)
    return both(
        f"{what}: unknown; known: {listed}", f"{what}: tidak dikenal; yang dikenal: {listed}"
    )


def at_least(what: str, least: float) -> Said:
    """Return that a number is too small."""
    return both(f"{what}: must be at least {least}", f"{what}: harus {least} atau lebih")


def between(what: str, low: float, high: float) -> Said:
    """Return that a number is out of its bounds."""
    return both(
        f"{what}: must be between {low} and {high}", f"{what}: harus antara {low} dan {high}"
    )


def needs(option: str, other: str) -> Said:
    """Return that an option says nothing without another one."""
    return both(f"{option}: needs {other}", f"{option}: memerlukan {other}")


def is_a_folder(what: str) -> Said:
    """Return that a folder stands where a file is to be saved."""
    return both(
        f"{what}: is a folder; name a file", f"{what}: adalah folder; sebutkan sebuah berkas"
    )


def no_such_folder(what: str) -> Said:
    """Return that there is no folder."""
    return both(f"{what}: there is no such folder", f"{what}: folder ini tidak ada")


def not_installed(packages: Iterable[str], install: str) -> Said:
    """Return that packages are missing, and how they are installed."""
    named = list(packages)
    return both(
        f"{' and '.join(named)} not installed; {install} brings it",
        f"{' dan '.join(named)} belum terpasang; pasang dengan {install}",
    )


def fault_of(what: str, why: str) -> Said:
    """Return a fault of something that is named, such as a folder."""
    return both(f"{what}: {why}", f"{what}: {in_indonesian(why)}")


def no_print(why: str) -> Said:
    """Return that no PDF is written, and why."""
    return both(f"no PDF: {why}", f"tanpa PDF: {in_indonesian(why)}")


def unlike(what: str, near: str) -> Said:
    """Return that a name is not known, and which is near it (`sim.inputs.faults.nearest`)."""
    return both(f"{what}: unknown; {near}", f"{what}: tidak dikenal; {in_indonesian(near)}")


MEANT = {
    "int_parsing": both("must be a number", "harus angka"),
    "float_parsing": both("must be a number", "harus angka"),
    "bool_parsing": both("write true or false", "tulis true atau false"),
}
"""What pydantic says in more words, by the type of its fault."""


def wrong_value(fault: Mapping[str, Any]) -> Said:
    """Return why pydantic refuses a value of a link."""
    limits = fault.get("ctx", {})
    least, most = (limits.get(end) for end in ("ge", "le"))
    if least is not None:
        return both(fault["msg"], f"harus {_written(least)} atau lebih")
    if most is not None:
        return both(fault["msg"], f"harus {_written(most)} atau kurang")
    if fault["type"] == "literal_error":
        expected = limits["expected"].replace(" or ", " atau ")
        return both(fault["msg"], f"harus salah satu dari {expected}")
    return MEANT.get(fault["type"], both(fault["msg"], "nilai ini tidak dapat dipakai"))


def _written(end: float) -> str:
    """Write the end of a range as Indonesian does."""
    return dotted(int(end)) if end == int(end) else f"{end:g}".replace(".", ",")


def of_link(what: str, why: str, word: str = "link") -> Said:
    """Return what is wrong with a part of a link."""
    where = "tautan" if word == "link" else word
    return both(f"{word}: {what}: {why}", f"{where}: {what}: {in_indonesian(why)}")


TWICE = both("is given twice", "disebut dua kali")
NOT_WHOLE = both(
    "link: cannot be read; copy it whole", "tautan: tidak dapat dibaca; salin seluruhnya"
)


def too_long(count: int, most: int) -> Said:
    """Return that a link is longer than any that was made."""
    return both(
        f"link: {count:,} characters; at most {most:,}",
        f"tautan: {dotted(count)} huruf; paling banyak {dotted(most)}",
    )


def unknown_near(near: str, what: str = "", apa: str = "") -> Said:
    """Return that something is not known, and what is near it."""
    return both(f"unknown{what}; {near}", f"{apa}tidak dikenal; {in_indonesian(near)}")


def ends_in(what: str, ending: str) -> Said:
    """Return that a file of another ending is to be named."""
    return both(
        f"{what}: name a file that ends in {ending}",
        f"{what}: sebutkan berkas yang berakhiran {ending}",
    )
