"""What the columns of a list count of one whole: which degrees, titles, sizes of classes and grades there are, and which of them a column holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from junheng.facts.tables import PUPILS_BY_GRADE, SCHOOL_YEARS
from junheng.terms import Message, Stage

Counted = frozenset[object]


@dataclass(frozen=True)
class Family:
    """parts: the facts, and parts of facts, that may be a column. counted: what one holds, so that two that share something are seen. all_of: what makes the whole.

    of_stages: the total of several stages has the parts of each. seldom_all: many schools have some of the parts only (a teaching point three grades), so that a
    blank says what everybody knows, and a dash alone is read as 0.
    """

    whole: str
    words: Message
    parts: frozenset[str]
    counted: Callable[[str, Stage | None], Counted]
    all_of: Callable[[Stage | None], Counted]
    of_stages: bool = False
    seldom_all: bool = False


def _simple(names: tuple[str, ...], more: Mapping[str, tuple[str, ...]]) -> Mapping[str, Counted]:
    """Facts, those that add some of them up, and parts that do."""
    sums = {column.name: column.sum_of for column in SCHOOL_YEARS.columns if column.sum_of and set(column.sum_of) <= set(names)}
    return {name: frozenset(of) for name, of in ({name: (name,) for name in names} | sums | dict(more)).items()}


def _teachers(names: tuple[str, ...], more: Mapping[str, tuple[str, ...]]) -> Family:
    counted = _simple(names, more)
    return Family("teachers", Message("学历、职称", "degrees or titles"), frozenset(counted), lambda name, _: counted[name], lambda _: frozenset(names))


def _sizes(sizes: Mapping[str, range], standard: Mapping[Stage | None, int]) -> Family:
    """sizes: pupils in a class. standard: the largest class of standard size, by stage; of an unknown one it may be either, so that it shares 46-50人 with all others."""

    def counted(name: str, stage: Stage | None) -> Counted:
        last = standard.get(stage, _LAST_STANDARD)
        if name == "classes_standard":
            return frozenset(range(last + 1))
        return frozenset(range(last + 1, _BIG) if name == "classes_large" else sizes[name])

    every = frozenset(range(_LARGEST))
    return Family("classes", Message("班额", "classes by size"), frozenset({"classes_standard", "classes_large", *sizes}), counted, lambda _: every)


def _grades() -> Family:
    years = {Stage.PRIMARY: 6, Stage.JUNIOR: 3, Stage.SENIOR: 3}

    def all_of(stage: Stage | None) -> Counted:
        """Of a total of no stage, or of several, children before school may be left: no grades make all of it."""
        return frozenset((stage, name) for name in PUPILS_BY_GRADE[: years[stage]]) if stage in years else frozenset({"?"})

    return Family("pupils", Message("各年级学生数", "pupils by grade"), frozenset(PUPILS_BY_GRADE), lambda name, stage: frozenset({(stage, name)}), all_of, of_stages=True, seldom_all=True)


_LAST_STANDARD, _BIG, _LARGEST = 50, 56, 100  # pupils in a class; 66 and more are one size
FAMILIES = (
    _teachers(("teachers_doctor", "teachers_master", "teachers_bachelor", "teachers_college", "teachers_upper_secondary", "teachers_below"), {}),
    _teachers(
        ("titles_senior", "titles_vice_senior", "titles_middle", "titles_assistant", "titles_clerk", "titles_none"), {"titles_high": ("titles_senior", "titles_vice_senior")},
    ),
    _sizes(
        {
            "band_to_35": range(36), "band_to_45": range(46), "band_to_50": range(51), "band_25": range(26), "band_30": range(26, 31), "band_35": range(31, 36),
            "band_40": range(36, 41), "band_45": range(41, 46), "band_36_45": range(36, 46), "band_50": range(46, 51), "band_46_55": range(46, 56), "band_55": range(51, 56),
            "band_60": range(56, 61), "band_65": range(61, 66), "classes_big": range(_BIG, 66), "classes_oversize": range(66, _LARGEST),
        },
        {Stage.PRIMARY: 45},
    ),
    _grades(),
)
