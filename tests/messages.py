"""What a message must name, whatever its wording."""

import re


def mentions(text: str, data: str) -> bool:
    """Return whether a text names files, keys, values and options, each whole and in this order.

    Parameters
    ----------
    text : str
        The message.
    data : str
        What it must name, with spaces between.
    """
    words = (rf"(?<!\w){re.escape(word)}(?!\w)" for word in data.split())
    return re.search(".*".join(words), text, re.DOTALL) is not None
