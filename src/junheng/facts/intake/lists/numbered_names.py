"""What a hand writes before or behind a school's name and is no part of it: 1.甲县一小, 2、甲县二小, the mark of a footnote (甲县三小*)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from junheng.facts.by_hand import LONGEST_BY_HAND
from junheng.facts.intake.heads.add_up import Columns
from junheng.facts.intake.values.sheet import Sheet
from junheng.terms import Finding, Message, Severity

_NUMBER = r"^\s*[(（]?(\d{1,3})[)）.．、]\s*"
_OF_WHICH = r"^\s*其中[:：]\s*"
_MARKS = "*＊※#△▲" + "".join(map(chr, range(0x2460, 0x2474)))  # ① to ⑳
_FEWEST, _FIRST = 3, 20  # names that are numbered one after the other; of a long list so many are looked at first


def without_numbers(sheet: Sheet, rows: Sequence[int], facts: Columns) -> Iterator[Finding]:
    """Takes 其中：, which is said, and the marks out of the names, and the numbers where all of them have one and they count up, in each township anew or not; they are said once."""
    names, letters = facts.get(("schools", "name", None), (pl.Series(dtype=pl.String), ""))
    if 0 < names.len() <= LONGEST_BY_HAND:
        names = names.str.strip_chars_end(_MARKS)
        parts = names.str.contains(_OF_WHICH).fill_null(False).arg_true()
        if len(parts):
            yield _of_which(sheet, [rows[place] for place in parts], str(names[parts[0]]))
            names = names.str.replace(_OF_WHICH, "")
        facts["schools", "name", None] = names, letters
    if names.len() < _FEWEST or not names.head(_FIRST).drop_nulls().str.contains(_NUMBER).all():
        return
    told = names.drop_nulls()
    numbers = told.str.extract(_NUMBER).cast(pl.Int64)
    if told.len() < _FEWEST or numbers.null_count() or not ((numbers.diff() > 0) | (numbers == 1)).slice(1).all():
        return
    bare = names.str.replace(_NUMBER, "")
    if (bare == "").any():
        return
    facts["schools", "name", None] = bare, letters
    yield Finding(
        Severity.INFO, "name-numbered",
        Message(
            f"校名前写有序号（如“{told[0]}”），读作“{bare.drop_nulls()[0]}”", f"a number stands before each name ({told[0]!r}), which was read as {bare.drop_nulls()[0]!r}"
        ),
        sheet.file, sheet.name, sheet.place(rows[0]), told[0], bare.drop_nulls()[0],
    )


def _of_which(sheet: Sheet, rows: Sequence[int], first: str) -> Finding:
    """Lines 其中：一村教学点 that have a kind or a code of their own, and were read as schools."""
    return Finding(
        Severity.WARNING, "school-of-which",
        Message(
            f"校名写作“{first}”等（{len(rows)} 行），有自己的办学类型或标识码，作为学校读取（去掉“其中”）；若它们的数已包含在上面学校的数中，就会重复，请只在一处填写",
            f"names like {first} ({len(rows)} lines) have a kind or a code of their own and were read as schools, without 其中. If the school above has their figures in its own, they count twice: give them in one place",
        ),
        *sheet.at(rows[0]), first, "", tuple(sheet.at(row) for row in rows[1:]),
    )
