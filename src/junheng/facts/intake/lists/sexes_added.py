"""Grades by 男 and 女 alone (一年级 > 男 | 女): both together are the pupils of the grade, and those under 合计 beside them are all pupils."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from junheng.facts.intake.heads.head import ColumnHead, Head
from junheng.facts.intake.heads.match import WORDS_OF_WHOLES, Matcher
from junheng.facts.intake.lists.bare_heads import grade_of

_SEXES = {"男": "男", "男生": "男", "女": "女", "女生": "女"}
_BOTH = {"男", "女"}
_FEWEST_GRADES = 2
_Groups = dict[tuple[str, ...], list[ColumnHead]]


def with_sexes(head: Head, matcher: Matcher) -> Head:
    """With both columns under the words of the figure they make. Where another column gives it, they are parts of that."""
    if sum(each.parts[-1] in _SEXES for each in head.columns) < _FEWEST_GRADES * len(_BOTH):
        return head
    groups: _Groups = defaultdict(list)
    for each in head.columns:
        groups[each.parts[:-1]].append(each)
    alone = {group: columns for group, columns in groups.items() if group and _are_alone(columns, matcher)}
    grades = [group for group in alone if grade_of(group[-1])]
    totals = [group for group in alone if matcher.says_nothing(group[-1])]
    if len(grades) < _FEWEST_GRADES:
        return head
    made = {each.column: _under_pupils(each) for group in (*grades, *totals) for each in alone[group] if each.parts[-1] in _SEXES}
    given = _facts((each for each in head.columns if each.column not in made), matcher)
    made = {column: each for column, each in made.items() if not _facts([each], matcher) & given}
    return replace(head, columns=tuple(made.get(each.column, each) for each in head.columns))


def are_both(one: ColumnHead, other: ColumnHead) -> bool:
    return one.parts == other.parts and {_sex(one), _sex(other)} == _BOTH


def _sex(head: ColumnHead) -> str:
    return _SEXES.get(head.shown.rpartition(" > ")[2], "")


def _are_alone(columns: list[ColumnHead], matcher: Matcher) -> bool:
    sexes = sorted(_SEXES[each.parts[-1]] for each in columns if each.parts[-1] in _SEXES)
    others = [each for each in columns if each.parts[-1] not in _SEXES]
    return sexes == sorted(_BOTH) and not any(matcher.says_nothing(each.parts[-1]) for each in others) and not any(fact.startswith("pupils") for fact in _facts(others, matcher))


def _facts(heads: Iterable[ColumnHead], matcher: Matcher) -> set[str]:
    return {match.column.fact for each in heads if (match := matcher.match(each)) and match.column}


def _under_pupils(head: ColumnHead) -> ColumnHead:
    return head._replace(parts=(*head.parts[:-2], WORDS_OF_WHOLES["pupils"], head.parts[-2]))
