"""Long columns of text at once: digits, decimals, codes and names that can be read in one way only.

What is not so plain is left to the reading of single cells, which knows everything else and says what it made of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate
from typing import cast

import polars as pl

from junheng.facts.intake.values.cells import LONGEST, AtOnce
from junheng.facts.tables import DTYPES, Column, Type
from junheng.facts.texts import are_digits

_CODE = range(4, 15)  # digits: fewer than any person's number has
_NAME = r"^(?:[0-9]{0,9}[\p{Han}（）()A-Za-z])*[0-9]{0,9}$"  # a telephone's number has 10 digits or more, and these have no blank or hyphen between them
_NAME_LENGTH = range(5, 61)  # longer than any word for "missing"
_WORDS = r"^(?:[0-9]{1,4}[ .]?)?\p{L}[\p{L}\p{M}0-9.,'’‘&/()（）·:+_-]*(?: [\p{L}\p{M}0-9.,'’‘&/()（）·:+_-]+)*$"  # Te Kao School: one blank between them
_OF_PERSONS = r"[0-9][0-9 -]{7,}[0-9]|[责系表报核办]人:|[校园]长:|姓名:|书记:|电话"  # so may a person's number or name stand within a text
_WORDS_LENGTH = range(8, 61)  # longer than a word for "missing" with blanks in it: n / a
_LETTERED = r"^[A-Za-z0-9][A-Za-z0-9_-]{4,13}$"  # A2050004: longer than a word for "missing", shorter than an identity number
_DECIMAL = r"^-?[0-9]{1,4}\.[0-9]{1,17}$"  # a coordinate
_POINT = r"^\(?[+-]?[0-9]+(?:\.[0-9]+)?, ?[+-]?[0-9]+(?:\.[0-9]+)?\)?$"
_MOST_DECIMALS = 4  # finer steps are no unit's
_STEPS = 10**_MOST_DECIMALS
_EXACT = 15  # characters: a decimal of so few digits and the float nearest to it tell each other
_NEAR = 1e-15  # of a float: more than two operations stray, and a tenth of what the last of so few digits is worth
_FIRST, _MOSTLY = 200, 0.5  # cells by which it is told what most of a column are
_MOST_SHORT = 2**32
_UNKNOWN = pl.Series([None], dtype=pl.Int64)
_WIDE = {chr(0xFF10 + digit): str(digit) for digit in range(10)} | {"．": "."}  # digits and points in full width


def plain_values(texts: pl.Series, column: Column, times: int) -> AtOnce | None:
    """None where the column is not of that sort."""
    if column.type not in (Type.QUANTITY, Type.NUMBER, Type.CODE, Type.TEXT):
        return None
    if column.type == Type.QUANTITY:
        return plain_quantities([texts], [(column, times)], [_longest(texts)], exponents=True)[0]
    values = _as_written(texts, column.type)
    return AtOnce(values, _rest(texts, values).to_list())


def plain_points(texts: pl.Series) -> AtOnce:
    """Both coordinates in one cell, as `latitude longitude`."""
    cell = pl.col("")
    bare = cell.str.strip_chars("()").str.replace(", ", " ", literal=True).str.replace(",", " ", literal=True)
    values = texts.rename("").to_frame().select(pl.when(cell.str.contains(_POINT)).then(bare)).to_series()
    return AtOnce(values, _rest(texts, values).to_list())


def plain_quantities(texts: Sequence[pl.Series], kinds: Sequence[tuple[Column, int]], longest: Sequence[int], exponents: bool) -> list[AtOnce]:
    """In steps of the unit, all columns at once, since Polars takes one on each core. Blanks round a number say nothing.

    kinds: what each column holds, and how many units its numbers are worth. longest: bytes that none of its cells exceeds. exponents: whether a number may be written as 1e3.
    """
    if not texts:
        return []
    frame = pl.DataFrame([cells.alias(str(place)) for place, cells in enumerate(texts)])
    measured = [column.scale > 1 for column, _ in kinds]
    by_float = [is_measured and not exponents for is_measured in measured]
    numbers = frame.select(
        pl.col(str(place)).cast(pl.Float64(), strict=False) if is_float else _integer(pl.col(str(place)), kinds[place][0])
        for place, is_float in enumerate(by_float) if is_float or not measured[place]
    )
    numbers = _in_steps(frame, numbers, {str(place): (*kind, longest[place] > _EXACT) for place, kind in enumerate(kinds) if by_float[place]})
    found = []
    for place, (cells, (column, times)) in enumerate(zip(texts, kinds, strict=True)):
        if measured[place]:
            found.append(numbers[str(place)] if by_float[place] else _decimals(cells, column, times))
        else:
            found.append(_within(cells, numbers[str(place)], longest[place], column, times))
    return _with_rests(frame, found, kinds)


def _integer(cell: pl.Expr, column: Column) -> pl.Expr:
    """Short integers are read in two thirds of the time; what does not fit, a number below 0 too, is left to the reading of single cells."""
    return cell.cast(pl.UInt32, strict=False).cast(pl.Int64) if column.most < _MOST_SHORT else cell.cast(pl.Int64, strict=False)


def _with_rests(texts: pl.DataFrame, found: list[pl.Series], kinds: Sequence[tuple[Column, int]]) -> list[AtOnce]:
    """With what stands between blanks. The few cells of all columns of one kind are read together: a step costs as much for one cell as for hundreds."""
    values = pl.DataFrame([each.alias(f"={place}") for place, each in enumerate(found)])
    rests = pl.concat([texts, values], how="horizontal").select(
        (pl.col(f"={place}").is_null() & (pl.col(str(place)).str.len_bytes() > 0)).arg_true().implode().alias(str(place)) for place in range(len(found))
    )
    by_kind: dict[tuple[bool, int, int], list[int]] = defaultdict(list)
    for place, (column, times) in enumerate(kinds):
        if rests[str(place)][0].len():
            by_kind[column.scale > 1, column.most, times].append(place)
    odd = [place for places in by_kind.values() for place in places]
    # a column in one piece that nobody else holds is changed where it is; all are put in one piece together, on every core
    for place, whole in zip(odd, values.select(f"={place}" for place in odd).rechunk().get_columns(), strict=True):
        found[place] = whole
    plain = [AtOnce(each, []) for each in found]
    for (is_measured, _, times), places in by_kind.items():
        cells = [texts.to_series(place).gather(rests[str(place)][0]) for place in places]
        bare = pl.concat(cells).str.strip_chars(" ")
        narrow = bare.str.replace_many(_WIDE)
        others = (_decimals if is_measured else _whole)(narrow, kinds[places[0]][0], times)
        was_wide = (narrow != bare) & others.is_not_null()
        for place, end, part in zip(places, accumulate(map(len, cells)), cells, strict=True):
            own, rest = slice(end - len(part), end), rests[str(place)][0]
            read = others[own]
            plain[place] = AtOnce(found[place].scatter(rest, read), rest.filter(read.is_null()).to_list(), rest.filter(was_wide[own]).to_list())
    return plain


def _in_steps(texts: pl.DataFrame, floats: pl.DataFrame, kinds: dict[str, tuple[Column, int, bool]]) -> pl.DataFrame:
    """Exact: only where the float stands for so many steps and nothing between them, and few digits are written. kinds: also whether some cell is long."""
    if not kinds:
        return floats
    few_digits = texts.select((pl.col([name for name, (*_, is_long) in kinds.items() if is_long]).str.len_bytes() <= _EXACT).name.prefix("few"))
    return pl.concat([floats, few_digits], how="horizontal").with_columns(_if_exact(name, *kind) for name, kind in kinds.items())


def _if_exact(name: str, column: Column, times: int, is_long: bool) -> pl.Expr:
    steps, worth = pl.col(name) * _STEPS, times * column.scale // _STEPS
    whole = steps.round()
    is_exact = ((steps - whole).abs() <= steps * _NEAR) & (whole <= column.most // times * _STEPS)  # of a number below 0 the first never holds
    is_exact = is_exact & pl.col(f"few{name}") if is_long else is_exact
    exact = pl.when(is_exact).then(whole).cast(pl.Int64)
    return (exact * worth if worth > 1 else exact).alias(name)


def _rest(texts: pl.Series, values: pl.Series) -> pl.Series:
    return (values.is_null() & (texts != "")).arg_true()


def _whole(texts: pl.Series, column: Column, times: int) -> pl.Series:
    return _within(texts, texts.cast(pl.Int64, strict=False), _longest(texts), column, times)


def _within(texts: pl.Series, numbers: pl.Series, length: int, column: Column, times: int) -> pl.Series:
    """Those that the column may hold. length: of the longest text."""
    most, least, largest = column.most // times, numbers.min(), numbers.max()
    if least is not None and (cast(int, least) < 0 or cast(int, largest) > most or length > LONGEST):
        numbers = pl.select(pl.when((numbers >= 0) & (numbers <= most) & (texts.str.len_bytes() <= LONGEST)).then(numbers)).to_series()
    return numbers * times if times > 1 else numbers


def _longest(texts: pl.Series) -> int:
    return cast(int, texts.str.len_bytes().max() or 0)


def _decimals(texts: pl.Series, column: Column, times: int) -> pl.Series:
    """Exact: the digits as a whole number, and what they are worth by the place of the point."""
    most, steps = column.most // times, times * column.scale
    digits = texts.str.replace(".", "", literal=True).cast(pl.Int64, strict=False)
    decimals = (texts.str.len_bytes() - 1 - texts.str.find(".", literal=True)).fill_null(0).clip(upper_bound=_MOST_DECIMALS + 1)
    places = range(_MOST_DECIMALS + 1)
    most_by, worth = (pl.Series([*each, None], dtype=pl.Int64).gather(decimals) for each in ([most * 10**n for n in places], [steps // 10**n for n in places]))
    fits = (digits >= 0) & (digits <= most_by)
    return (digits * worth).zip_with(fits.fill_null(False) & ((texts.str.len_bytes() <= LONGEST) if _longest(texts) > LONGEST else True), _UNKNOWN)


def _as_written(texts: pl.Series, kind: Type) -> pl.Series:
    cell, frame = pl.col(""), texts.rename("").to_frame()
    usual, seldom = {
        Type.CODE: (are_digits(cell, _CODE), cell.str.contains(_LETTERED)), Type.NUMBER: (cell.str.contains(_DECIMAL), pl.lit(False)),
        Type.TEXT: (_are_of(_NAME, _NAME_LENGTH, cell), _are_of(_WORDS, _WORDS_LENGTH, cell) & ~cell.str.contains(_OF_PERSONS)),
    }[kind]
    is_usual = frame.head(_FIRST).select(usual.mean()).item()
    first, second = (usual, seldom) if (is_usual or 0) >= _MOSTLY else (seldom, usual)
    is_plain = frame.select(first.alias("")).to_series()
    if not is_plain.all():
        others = (~is_plain).arg_true()
        is_plain = is_plain.scatter(others, frame[others].select(second.alias("")).to_series())
    return frame.select(pl.when(is_plain).then(cell).cast(DTYPES[kind])).to_series()


def _are_of(pattern: str, length: range, cell: pl.Expr) -> pl.Expr:
    return cell.str.contains(pattern) & cell.str.len_chars().is_between(length.start, length.stop - 1)
