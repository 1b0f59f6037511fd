"""The rules: short pure functions of plain numbers, one mechanism a file.

Arithmetic is + - x / and square root, comparisons and whole numbers only, so that every
machine and engine gets the same bits. Every division is guarded.
"""
