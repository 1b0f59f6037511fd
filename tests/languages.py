"""English labels in what a command printed in Indonesian, by the tables of texts."""

import re

from experiments.common.texts import PLACE, texts_of

LETTERS = 6
"""Shorter labels may be parts of names."""


def of(folder):
    """Return the texts of a folder, by language."""
    return lambda lang: texts_of(folder)[lang]


def english_alone(texts):
    """Return the English texts of a part that Indonesian has otherwise, without what is filled in.

    Parameters
    ----------
    texts : callable
        Of a language, as the part's own `texts`.
    """
    english, indonesian = texts("en").flat, texts("id").flat
    pieces = {
        piece.strip(" .,;:()\n")
        for key, text in english.items()
        if text != indonesian[key]
        for piece in PLACE.split(text)[::2]
    }
    spoken_of = " ".join(indonesian.values())
    return {piece for piece in pieces if len(piece) >= LETTERS and piece not in spoken_of}


def english_in(out, *parts):
    """Return the English labels in what a command printed in Indonesian."""
    flat = re.sub(r"\s+", " ", out)
    labels = {re.sub(r"\s+", " ", label) for part in parts for label in english_alone(part)}
    return sorted(label for label in labels if re.search(rf"\b{re.escape(label)}\b", flat))
