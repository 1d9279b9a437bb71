"""The slow plain twin: every statistic of one group, straight from its printed formula, in exact arithmetic.

A group is a list of (x, w). Sums are fractions; a root, a logarithm or a power is taken with 60 digits. None where
there is no answer. Nothing here may be borrowed from the fast side.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext
from fractions import Fraction

Group = list[tuple[Fraction, Fraction]]


def split(values: Iterable[float], weights: Iterable[float], groups: Iterable[int], n_groups: int) -> list[Group]:
    result: list[Group] = [[] for _ in range(n_groups)]
    for x, w, g in zip(values, weights, groups, strict=True):
        result[int(g)].append((Fraction(float(x)), Fraction(float(w))))
    return result


def decimal(q: Fraction) -> Decimal:
    with localcontext() as context:
        context.prec = 60
        return Decimal(q.numerator) / Decimal(q.denominator)


def root(q: Fraction) -> Decimal:
    with localcontext() as context:
        context.prec = 60
        return decimal(q).sqrt()


def log(q: Fraction) -> Fraction:
    with localcontext() as context:
        context.prec = 60
        return Fraction(decimal(q).ln())


def power(q: Fraction, exponent: Fraction) -> Fraction:
    with localcontext() as context:
        context.prec = 60
        return Fraction(decimal(q) ** decimal(exponent))


def weight(group: Group) -> Fraction:
    return sum((w for _, w in group), Fraction(0))


def mean(group: Group) -> Fraction | None:
    return sum(w * x for x, w in group) / weight(group) if group else None


def variance(group: Group) -> Fraction | None:
    centre = mean(group)
    return None if centre is None else sum(w * (x - centre) ** 2 for x, w in group) / weight(group)


def sd(group: Group) -> float | None:
    spread = variance(group)
    return None if spread is None else float(root(spread))


def cv_squared(group: Group) -> Fraction | None:
    centre, spread = mean(group), variance(group)
    return None if not centre or spread is None else spread / centre**2


def cv(group: Group) -> float | None:
    square = cv_squared(group)
    return None if square is None else float(root(square))


def sample_cv(group: Group) -> float | None:
    """Every school counts once, divisor n - 1."""
    n = len(group)
    if n < 2:
        return None
    centre = sum((x for x, _ in group), Fraction(0)) / n
    if not centre:
        return None
    return float(root(sum(((x - centre) ** 2 for x, _ in group), Fraction(0)) / (n - 1) / centre**2))


def plain_cv(group: Group) -> float | None:
    return cv([(x, Fraction(1)) for x, _ in group])


def theil(group: Group) -> Fraction | None:
    centre = mean(group)
    if not centre:
        return None
    return sum((w * x / centre * log(x / centre) for x, w in group if x), Fraction(0)) / weight(group)


def mean_log_deviation(group: Group) -> Fraction | None:
    centre = mean(group)
    if not centre or any(x == 0 for x, _ in group):
        return None
    return sum(w * log(centre / x) for x, w in group) / weight(group)


def atkinson(group: Group, epsilon: float) -> float | None:
    centre = mean(group)
    if not centre:
        return None
    if epsilon >= 1 and any(x == 0 for x, _ in group):
        return 1.0
    shares = [(x, w / weight(group)) for x, w in group if x]
    if epsilon == 1:
        geometric = Fraction(1)
        for x, share in shares:
            geometric *= power(x, share)
        return float(1 - geometric / centre)
    exponent = 1 - Fraction(epsilon)
    total = sum((share * power(x / centre, exponent) for x, share in shares), Fraction(0))
    return float(1 - power(total, 1 / exponent))


def gini(group: Group) -> float | None:
    centre = mean(group)
    if not centre:
        return None
    differences = sum(w * v * abs(x - y) for x, w in group for y, v in group)
    return float(differences / (2 * weight(group) ** 2 * centre))


def percentile(group: Group, percent: int) -> Fraction | None:
    """The smallest x that at least so many of the pupils do not exceed."""
    wanted = Fraction(percent, 100) * weight(group)
    reached = [x for x, _ in group if sum(w for y, w in group if y <= x) >= wanted]
    return min(reached, default=None)


def mcloone(group: Group) -> float | None:
    median = percentile(group, 50)
    if not median:
        return None
    below = [(x, w) for x, w in group if x < median]
    if not below:
        return 1.0
    return float(sum(x * w for x, w in below) / (median * weight(below)))


def percentile_ratio(group: Group, high: int, low: int) -> float | None:
    top, bottom = percentile(group, high), percentile(group, low)
    return float(top / bottom) if top is not None and bottom else None


def first_resources(group: Group, pupils: Fraction) -> Fraction:
    """What the first so many pupils of the list hold together."""
    held = Fraction(0)
    for x, w in group:
        taken = min(w, pupils)
        held += x * taken
        pupils -= taken
    return held


def share_ratio(group: Group, top: int, bottom: int) -> float | None:
    poor_first = sorted(group)
    most = first_resources(poor_first[::-1], weight(group) * top / 100)
    least = first_resources(poor_first, weight(group) * bottom / 100)
    return float(most / least) if least else None


def cells(group: Group, subgroups: Iterable[int]) -> list[Group]:
    result: dict[int, Group] = {}
    for unit, code in zip(group, subgroups, strict=True):
        result.setdefault(code, []).append(unit)
    return list(result.values())


def cv_squared_parts(group: Group, subgroups: Iterable[int]) -> tuple[Fraction, Fraction] | None:
    centre = mean(group)
    if not centre:
        return None
    parts = cells(group, subgroups)
    between = sum(weight(part) * ((mean(part) or 0) - centre) ** 2 for part in parts)
    within = sum(weight(part) * (variance(part) or 0) for part in parts)
    return between / weight(group) / centre**2, within / weight(group) / centre**2


def theil_parts(group: Group, subgroups: Iterable[int]) -> tuple[Fraction, Fraction] | None:
    centre = mean(group)
    if not centre:
        return None
    between, within = Fraction(0), Fraction(0)
    for part in cells(group, subgroups):
        own = mean(part)
        if own:
            share = weight(part) * own / (weight(group) * centre)
            between += share * log(own / centre)
            within += share * (theil(part) or 0)
    return between, within


def cv_without(group: Group, position: int) -> float | None:
    return cv(group[:position] + group[position + 1 :])
