"""Files of answers for the tests: who knows, who does not, and what a faulty one has."""

KNOWS = {
    "kubes-failed-2009": [35, 47, 60],
    "co-operatives-active-2022": [50, 62, 80],
    "illness-2019": [8, 14, 25],
    "poverty-line-2016": [330, 390, 450],
}
SURE = {
    "kubes-failed-2009": [5, 10, 15],
    "co-operatives-active-2022": [85, 90, 95],
    "illness-2019": [1, 2, 3],
    "poverty-line-2016": [700, 750, 800],
}
"""Narrow, and always beside the known answer."""
LIVES = {"living-two-years": [6, 8, 9], "living-five-years": [4, 6, 8]}


def in_toml(experts, price_year=2026):
    """Return a file of answers: by expert's code, answers by question."""
    lines = [] if price_year is None else [f"price_year = {price_year}"]
    for code, answers in experts.items():
        lines += ["[[expert]]", f'code = "{code}"', "[expert.answers]"]
        lines += [f"{id} = {figures}" for id, figures in answers.items()]
    return "\n".join(lines) + "\n"
