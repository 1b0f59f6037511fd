"""The eight phases of a month, in their order."""

from typing import Literal, NamedTuple


class Phase(NamedTuple):
    """A phase of the month; what happens in it is the function of that name in `sim.phases`.

    Attributes
    ----------
    name : str
        Of the function, and of its module.
    title, judul : str
        As a heading, in English and Indonesian.
    first : str
        Who acts first, when what happened is told in order.
    """

    name: str
    title: str
    judul: str
    first: Literal["Kubes", "households"]


PHASES = (
    Phase("support", "Support", "Dukungan", "Kubes"),
    Phase("trade", "Trade", "Usaha", "households"),
    Phase("meet", "Meet", "Rapat", "Kubes"),
    Phase("live", "Live", "Hidup sehari-hari", "households"),
    Phase("learn", "Learn", "Belajar", "households"),
    Phase("invest", "Invest", "Menanam modal", "Kubes"),
    Phase("join_and_leave", "Join and leave", "Masuk dan keluar", "households"),
    Phase("classify", "Classify", "Menentukan tahap", "Kubes"),
)
