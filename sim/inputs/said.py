"""What is said to people in two languages at the place where it is found: faults above all."""

from typing import Self


class Said(str):
    """A text in English that can be said in Indonesian too.

    It is compared, sorted and saved as the English text. What is put together of it with other
    texts is English alone, unless `both` says it again.

    Attributes
    ----------
    indonesian : str
    """

    __slots__ = ("indonesian",)
    indonesian: str

    def __new__(cls, english: str, indonesian: str) -> Self:
        """Return the English text, which keeps the Indonesian one."""
        text = super().__new__(cls, english)
        text.indonesian = indonesian
        return text

    def __reduce__(self) -> tuple[type["Said"], tuple[str, str]]:
        """Return what makes it again in another process."""
        return Said, (str(self), self.indonesian)


def both(english: str, indonesian: str) -> Said:
    """Return a text in both languages; each is a whole sentence, or a whole part of a fault."""
    return Said(english, indonesian)


def in_indonesian(text: str) -> str:
    """Return a text in Indonesian; a name or a number, which has no language, as it is."""
    return text.indonesian if isinstance(text, Said) else text


def dotted(number: int) -> str:
    """Return a whole number as Indonesian writes it: 1.234.567."""
    return f"{number:,}".replace(",", ".")
