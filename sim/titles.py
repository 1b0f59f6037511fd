"""What a declared thing is called: a title in English and one in Indonesian.

A title is short, for pictures, tables and sentences, and begins with a small letter unless its
first word is a name. Whoever writes it at the head of a line makes the letter large.
"""

from typing import NamedTuple


class Titles(NamedTuple):
    """A thing's titles.

    Attributes
    ----------
    title, judul : str
        In English and in Indonesian.
    meaning : str
        A longer English phrase; empty where it would repeat the title.
    """

    title: str
    judul: str
    meaning: str = ""
