"""What no workbook may hold: identity numbers (NIK, KK) and telephone numbers of persons."""

import re

from sim.inputs.said import Said, both
from sim.workbook.values import Cell

IDENTITY = re.compile(
    r"(?<![\d.,])(?:\d{16}|(?:\d{4}[ .-]){3}\d{4}|\d{6}[ .-]\d{6}[ .-]\d{4})(?![\d]|[.,]\d)"
)
"""Sixteen digits, together or in the groups in which they are written."""
TELEPHONE = re.compile(
    r"(?<![\d.,])(?:(?:\+ ?62|62|0062)[ -]?\(?8|08)\d{1,2}\)?(?:[ .-]?\d{2,5}){2,3}(?!\d)"
    r"|(?<![\d.,])(?:\(0[2-79]\d{1,2}\) ?|(?:\+ ?62[ -]?|0)[2-79]\d{1,2}[ -])\d{5,8}(?!\d)"
)
"""Of a mobile telephone, or of one at home with its area code."""
BARE = tuple(
    (int(f"{start}{'0' * more}"), int(f"{start}{'9' * more}"))
    for start in ("8", "628")
    for more in range(8, 12)
)
"""Mobile numbers that are numbers in a spreadsheet, and so have lost their first 0."""


def private(value: Cell, in_words: bool) -> Said | None:
    """Say which number of a person a cell holds; None where it holds none.

    Parameters
    ----------
    value : Cell
    in_words : bool
        Whether the cell is for text: there a bare number may be one of a telephone.
    """
    is_identity = is_telephone = False
    if isinstance(value, str):
        is_identity = IDENTITY.search(value) is not None
        is_telephone = TELEPHONE.search(value) is not None
    elif isinstance(value, int | float):
        is_identity = 1e15 <= abs(value) < 1e16
        is_telephone = in_words and any(low <= value <= high for low, high in BARE)
    if is_identity:
        return both("an identity number (NIK)", "nomor induk kependudukan (NIK)")
    return both("a telephone number", "nomor telepon") if is_telephone else None
