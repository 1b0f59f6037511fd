"""The small functions of the page's notation."""


def clip(x: float) -> float:
    return min(1.0, max(0.0, x))


def sat(x: float, h: float) -> float:
    return x / (x + h) if x > 0.0 else 0.0


def ssat(x: float, h: float) -> float:
    return 0.0 if x == 0.0 else x / (h + abs(x))


def times(rate: float, u: float) -> int:
    return int(rate) + (u < rate - int(rate))


def over(x: float, n: int) -> float:
    return x / n if n else 0.0


def each(amount_idr: int, share: float, n: int) -> int:
    return int(amount_idr * share) // n if n else 0
