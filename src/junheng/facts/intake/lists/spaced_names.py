"""White space within a Chinese name, a line break of Alt+Enter or blanks that spread it over its cell: no part of it."""

from __future__ import annotations

import polars as pl

from junheng.facts.by_hand import MOST_TYPED
from junheng.facts.intake.heads.add_up import Columns

_NAMES = "name", "township", "parent", "successor"  # facts of a school that are names
_SPACE = r"[\s\x{200B}-\x{200D}\x{FEFF}]+"
_LETTER = r"\p{Latin}"  # a name with letters has words: SJKC 育才, St. Paul 小学


def without_space(facts: Columns) -> None:
    """Takes it out, so that one school is written in one way; a longer list came out of a system, which breaks no name."""
    for fact in _NAMES:
        values, letters = facts.get(("schools", fact, None), (pl.Series(dtype=pl.String), ""))
        if not 0 < values.len() <= MOST_TYPED:
            continue
        name = pl.col("")
        spaced = name.str.contains(r"\p{Han}") & name.str.contains(_SPACE) & ~name.str.contains(_LETTER)
        told = values.rename("").to_frame()
        if told.select(spaced.any()).item():
            facts["schools", fact, None] = told.select(pl.when(spaced).then(name.str.replace_all(_SPACE, "")).otherwise(name)).to_series(), letters
