"""Forms that ask every school for every stage: 0 junior backbone teachers of a primary school are no junior stage."""

from __future__ import annotations

from junheng.facts.delivery import Block, Delivery
from junheng.terms import SchoolKind, Stage

_KEYS = ("school", "year", "stage")
_Taught = dict[tuple[object, object], tuple[Stage, ...]]


def drop_untaught(delivery: Delivery) -> None:
    """Takes out stages of which the forms say nothing but 0 and which the school's kind, told in whatever file, does not teach.

    Where no file tells the kind: those of which nothing else says anything, if another stage of the school has figures.
    """
    empty = [block for block in delivery.blocks if _says_nothing(block)]
    if not empty:
        return
    taught = stages_taught(delivery)
    figured = {_key(block) for block in delivery.blocks if block.is_form and block.table == "school_years" and not _says_nothing(block)}
    with_figures = {key[:2] for key in figured if key[2] != Stage.WHOLE.value}
    gone = {id(block) for block in empty if _is_untaught(_key(block), taught, figured, with_figures)}
    delivery.blocks[:] = [block for block in delivery.blocks if id(block) not in gone]


def _key(block: Block) -> tuple[object, ...]:
    return tuple(block.columns[name][0] if len(block.columns[name]) else None for name in _KEYS)


def _says_nothing(block: Block) -> bool:
    if not block.is_form or block.table != "school_years" or not len(block.rows):
        return False
    for name, values in block.columns.items():
        if values[0] and name not in _KEYS:  # nearly always
            return False
    return _key(block)[2] not in (None, Stage.WHOLE.value)


def stages_taught(delivery: Delivery) -> _Taught:
    """By school and year, what its kind teaches, in whatever file it stands."""
    found: _Taught = {}
    for block in delivery.blocks:
        if block.table == "schools" and "kind" in block.columns:
            told = zip(*(block.columns[name] for name in ("school", "year", "kind")), strict=True)
            found |= {(school, year): SchoolKind(str(kind)).stages for school, year, kind in told if kind}
    return found


def _is_untaught(key: tuple[object, ...], taught: _Taught, figured: set[tuple[object, ...]], with_figures: set[tuple[object, ...]]) -> bool:
    if key in figured:
        return False
    stages = taught.get((key[0], key[1]))
    return key[:2] in with_figures if stages is None else key[2] not in stages
