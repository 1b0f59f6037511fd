"""What is wrong with the words of a command line, in Indonesian; typer says it in English alone."""

import re

from experiments.commands.help import placed
from sim.inputs.said import Said, both

FORMS = (
    (r"Missing argument '(?P<what>.+?)'\.?", "argumen {what} belum diberikan"),
    (r"Missing option '(?P<what>.+?)'\.?", "opsi {what} belum diberikan"),
    (
        r"No such option: (?P<what>\S+) (?:\(Possible options: |Did you mean )(?P<near>.+?)[)?]",
        "opsi {what} tidak dikenal; mungkin maksud Anda {near}",
    ),
    (r"No such option: (?P<what>\S+)", "opsi {what} tidak dikenal"),
    (
        r"No such command '(?P<what>.+?)'\. Did you mean (?P<near>.+)\?",
        "perintah {what} tidak dikenal; maksud Anda {near}?",
    ),
    (
        r"No such command '(?P<what>.+?)'\.",
        "perintah {what} tidak dikenal; kubesim --help menampilkan semuanya",
    ),
    (
        r"Got unexpected extra arguments?(?:\(s\))? \((?P<what>.+)\)",
        "argumen berlebih: {what}",
    ),
    (
        r"Invalid value for '(?P<what>.+?)': '(?P<value>.*)' is not a valid int(?:eger)?\.?",
        "{what} {value}: bukan bilangan bulat",
    ),
    (
        r"Invalid value for '(?P<what>.+?)': '(?P<value>.*)' is not a valid float\.?",
        "{what} {value}: bukan angka",
    ),
    (
        r"Invalid value for '(?P<what>.+?)': Input should be a valid integer.*",
        "{what}: harus bilangan bulat",
    ),
    (
        r"Invalid value for '(?P<what>.+?)': Input should be a valid number.*",
        "{what}: harus angka",
    ),
    (r"Invalid value for '(?P<what>.+?)': .*", "{what}: nilai ini tidak dapat dipakai"),
    (r"Option '(?P<what>.+?)' requires an argument\.?", "opsi {what} memerlukan nilai"),
    (r"Option '(?P<what>.+?)' does not take a value\.?", "opsi {what} ditulis tanpa nilai"),
    (r"Missing command\.?", "perintah belum diberikan; --help menampilkan semuanya"),
    (
        r"Option '(?P<what>.+?)' requires (?P<count>\d+) arguments\.?",
        "opsi {what} memerlukan {count} nilai",
    ),
)
"""Messages of typer, of any of its releases, and what is said instead; the first that fits holds.
"""


def usage(message: str) -> Said:
    """Return a message of typer in both languages; one of no known form is English in both."""
    for pattern, indonesian in FORMS:
        match = re.fullmatch(pattern, message)
        if match:
            named = match.groupdict()
            shown = {**named, "what": placed(named.get("what", ""), "id")}
            return both(message, indonesian.format(**shown))
    return both(message, message)
