"""第1小学 in one list and 第一小学 in another: one school, where no list has both."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence

import polars as pl

from junheng.facts.intake.values.text import plain
from junheng.terms import Finding, Message, Place, Severity

_NUMBER = re.compile(r"第([1-9]\d?)(?=[\u4e00-\u9fff])")
_DIGITS = "零一二三四五六七八九"
_Told = tuple[str | None, str, str, str]  # of a row: its code, name, township and area


def has_numbers(names: pl.Series) -> bool:
    """Whether some name has a number in digits."""
    return bool(names.str.contains(r"第[0-9０-９]").any())


def in_words(told: Sequence[_Told], list_of: Callable[[int], int]) -> dict[int, str]:
    """The names of rows without codes as another list writes them, with the number in words."""
    asked = {index: words for index, (code, name, _, _) in enumerate(told) if not code and "第" in name and (words := _NUMBER.sub(lambda found: f"第{_word(int(found[1]))}", plain(name))) != plain(name)}
    wanted = {(told[index][3], words) for index, words in asked.items()}
    if not wanted:
        return {}
    bearers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, (_, name, _, area) in enumerate(told):
        if (area, plain(name)) in wanted:
            bearers[area, plain(name)].append(index)
    lists = {key: {list_of(index) for index in rows} for key, rows in bearers.items()}
    both = {(told[index][3], words) for index, words in asked.items() if list_of(index) in lists.get((told[index][3], words), ())}
    return {index: told[bearers[key][0]][1] for index, words in asked.items() if (key := (told[index][3], words)) in bearers and key not in both}


def _word(number: int) -> str:
    """12 -> 十二, 20 -> 二十."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def number_told(name: str, words: str, place: Place) -> Finding:
    return Finding(
        Severity.INFO, "name-numbered",
        Message(
            f"“{name}”按另一张表的“{words}”对应，作为一所学校；若是另一所，请写明标识码",
            f"{name} was taken for {words} of another sheet. Write the code of a school that is another one",
        ),
        *place, name, words,
    )
