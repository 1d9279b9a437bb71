"""Which columns of a list are part of which by what their heads say: 其中, #, groups with a total, words that a source knows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from junheng.facts.intake.forms.form_outline import Rule, rules_of_columns
from junheng.facts.intake.heads.head import ColumnHead
from junheng.facts.intake.heads.head_years import years_apart
from junheng.facts.intake.heads.match import WORDS_OF_WHOLES, Match, Matcher
from junheng.facts.intake.heads.source import Compared, Source
from junheng.terms import Stage

_NO_SUM = re.compile("[率比%‰]|生均|师均|人均|班均|平均|备注|说明|代码|编码|编号|序号|标识码|年月|日期|增减|增长|变化|变动|增加|减少|percent|rate|ratio|average", re.IGNORECASE)
_NUMBERS = re.compile(r"[一二三四五六七八九十\d]+")
# heads of one kind, of which together there is one whole: grades, sexes, degrees, titles, ages, staff by what they do
_FAMILIES = tuple(map(re.compile, (
    ".*[男女].*", ".*(boys?|girls?|males?).*", ".*(博士|硕士|研究生|本科|专科|大专|中专|高中|初中及以下|以下).*", ".*(高级|正高|副高|中级|初级|助理|员级|未定|未评|无职称|不定级).*", r".*\d+岁.*",
    ".*(专任教师|行政|教辅|工勤|职员|后勤|其他).*",
)))
_FEMALE, _MALE = re.compile(r"女生?|girls?|females?|women"), re.compile(r"男生?|boys?|(?<!fe)males?|(?<!wo)men")
_GRADE = "pupils_grade_"
_PERSONS = ("pupils", "teachers")
_UNITS_ALIKE = {"平米": "平方米", "㎡": "平方米", "m2": "平方米", "名": "人", "个": "", "班": "", "个班": "", "本": "册"}


@dataclass(frozen=True)
class Figures:
    """A column that may hold figures. fact: '' where none is read from it; is_kept: whether the figure itself is stored."""

    head: ColumnHead
    fact: str
    stage: Stage | None
    years: frozenset[int]
    compared: Compared | None
    is_kept: bool

    @property
    def column(self) -> int:
        return self.head.column


def figures_among(heads: Sequence[ColumnHead], matcher: Matcher, source: Source, kept: Collection[int]) -> list[Figures]:
    """All columns but those that say what a school is, and shares and notes, which add up to nothing. kept: the columns that are read as facts."""
    found = []
    for head in heads:
        years, bare = years_apart(head)
        match = matcher.match(bare) or Match(None)
        column = match.column
        if any(map(_NO_SUM.search, head.parts)) or (column and (column.table == "schools" or column.fact in ("stage", "year"))):
            continue
        stage = match.stage or (column.stage if column else None)
        found.append(Figures(head, column.fact if column and not match.is_aside else "", stage, years, None if match.is_aside else match.compared, head.column in kept))
    return _without_parts_of_printed(found, source)


def _without_parts_of_printed(found: list[Figures], source: Source) -> list[Figures]:
    """艺术, 音乐 and 美术 beside 艺术计: the total is taken as it is printed, and they are not kept."""
    printed = {(each.fact, each.stage) for each in found}
    given_up = {(part, stage) for added in source.added_up for part in added.parts for fact, stage in printed if fact == added.fact}
    return [
        Figures(each.head, each.fact, each.stage, each.years, each.compared, is_kept=False) if (each.fact, each.stage) in given_up else each for each in found
    ]


def parts_by_words(columns: Sequence[Figures], source: Source) -> list[Rule]:
    """What the source knows goes before the nearest at its left."""
    known = list(_known(columns))
    told = {part for rule in known for part in rule.parts}
    by_layout = [_of_own_whole(rule, columns) for rule in rules_of_columns([each.head for each in columns], source.of_which_words) if rule.complete or rule.parts[0] not in told]
    told |= {part for rule in by_layout if not rule.complete for part in rule.parts}
    return [*known, *_printed_sums(columns, source), *_both_sexes(columns), *by_layout, *_beside_persons(columns, source.of_which_words, told)]


def _of_own_whole(rule: Rule, columns: Sequence[Figures]) -> Rule:
    """专任教师 | 代课教师 | 其中 > 本科, 高中阶段: what is read of the group says of whom it is, not the column right before it."""
    if rule.complete:
        return rule
    part = next(each for each in columns if each.column == rule.parts[0])
    group = part.head.shown.rpartition(" > ")[0]
    beside = (each for each in columns if group and each.head.shown.rpartition(" > ")[0] == group)
    said = _whole_said(part) or next(filter(None, map(_whole_said, beside)), "")
    wholes = [each.column for each in columns if each.fact == said and each.column < part.column] if said else []
    return rule._replace(whole=wholes[-1]) if wholes and rule.whole not in wholes else rule


def _whole_said(each: Figures) -> str:
    """The fact whose words were put over a head, since it is read as a part of it."""
    is_put = len(each.head.parts) > 1 + each.head.shown.count(" > ")
    over = each.head.parts[-2] if is_put else ""
    return next((fact for fact, word in WORDS_OF_WHOLES.items() if over.endswith(word)), "")


def _printed_sums(columns: Sequence[Figures], source: Source) -> Iterator[Rule]:
    """艺术计 beside 艺术, 音乐 and 美术: small figures, that prove nothing, but the source knows that they add up."""
    sums = {added.fact: added for added in source.added_up if added.complete}
    for total in columns:
        added = sums.get(total.fact)
        if added and (not added.stages or total.stage in added.stages):
            parts = {each.fact: each.column for each in columns if each.fact in added.parts and (each.stage, each.years) == (total.stage, total.years)}
            if len(parts) > 1 and set(parts) >= set(added.parts) - {added.overlap}:
                yield Rule(False, total.column, tuple(sorted(parts.values())), complete=True, said=True)


def _beside_persons(columns: Sequence[Figures], of_which: Collection[str], told: Collection[int]) -> Iterator[Rule]:
    """女 at the right of 学生数 or 专任教师, within their group."""
    last: Figures | None = None
    for each in columns:
        if each.head.parts[-1] not in of_which:
            last = each
        elif last and last.fact in _PERSONS and each.column not in told and last.head.parts[:-1] == each.head.parts[:-1]:
            yield Rule(False, last.column, (each.column,), complete=False)


def _known(columns: Sequence[Figures]) -> Iterator[Rule]:
    for each in columns:
        if each.compared is None:
            continue
        same = [other for other in columns if other.fact and other.years == each.years and (other.stage == each.stage or (each.stage is None and each.compared.whole_of))]
        if each.compared.whole_of:
            yield from (Rule(False, each.column, (other.column,), complete=False, said=True) for other in same if other.fact == each.compared.whole_of)
        wholes = _grades_beside(each, columns) or [other.column for other in same if other.fact == each.compared.part_of]
        if wholes:
            near = min(wholes, key=lambda column: (column > each.column, abs(column - each.column)))
            yield Rule(False, near, (each.column,), complete=False, said=True)
            yield from (Rule(False, near, (each.column, other.column), complete=False, said=True) for other in same if other.fact == each.compared.apart_from)


def _both_sexes(columns: Sequence[Figures]) -> Iterator[Rule]:
    """Boys and girls beside the pupils: nobody is left. Heads that are alike but for the sex, one of each."""
    for female in (each for each in columns if each.compared and each.compared.part_of in _PERSONS and _FEMALE.search(each.head.parts[-1])):
        bare = _bare(female.head.parts, _FEMALE)
        males = [each for each in columns if each.compared and each.compared.part_of == female.compared.part_of and _MALE.search(each.head.parts[-1]) and _bare(each.head.parts, _MALE) == bare]  # type: ignore[union-attr]
        of_both = [each for each in columns if each.fact == female.compared.part_of and (each.stage, each.years) == (female.stage, female.years)]  # type: ignore[union-attr]
        if len(males) == len(of_both) == 1 and (males[0].stage, males[0].years) == (female.stage, female.years):
            yield Rule(False, of_both[0].column, tuple(sorted((males[0].column, female.column))), complete=True, said=True)


def _bare(parts: tuple[str, ...], sex: re.Pattern[str]) -> tuple[str, ...]:
    return (*parts[:-1], sex.sub("", parts[-1]))


def _grades_beside(part: Figures, columns: Sequence[Figures]) -> list[int]:
    """一年级 | 女 | 二年级 | 女: the grade at the left, where several grades of the group have such a part."""
    group = [each for each in columns if each.head.parts[:-1] == part.head.parts[:-1]]
    pairs = [(left, right) for left, right in pairwise(group) if left.fact.startswith(_GRADE) and right.head.parts[-1] == part.head.parts[-1] and right.compared]
    return [left.column for left, right in pairs if right is part] if len(pairs) > 1 else []


def are_alike(parts: Sequence[Figures]) -> bool:
    """Whether heads say that their figures are parts of one whole: 一年级班数 to 六年级班数, 本科 and 专科, all of a group."""
    if len({each.head.parts[:-1] for each in parts}) > 1:
        return False
    leaves = [each.head.parts[-1] for each in parts]
    return len({_NUMBERS.sub("", leaf) for leaf in leaves}) == 1 or any(all(map(family.fullmatch, leaves)) for family in _FAMILIES)


def outermost(rules: Sequence[Rule], columns: Sequence[Figures], sums: Sequence[Rule]) -> list[Rule]:
    """其中：危房面积 behind 其他用房 is a part of what that is a part of, too, and perhaps of nothing less."""
    above = {part: rule.whole for rule in (*rules, *sums) if rule.said or rule.complete for part in rule.parts}
    flat = {each.column for each in columns if len(each.head.parts) == 1}
    return [rule if rule.said or rule.complete or rule.whole not in flat else rule._replace(whole=_top(rule.whole, above)) for rule in rules]


def _top(column: int, above: dict[int, int]) -> int:
    seen = {column}
    while column in above and above[column] not in seen:
        column = above[column]
        seen.add(column)
    return column


def of_one_unit(rule: Rule, columns: dict[int, Figures]) -> bool:
    units = {_UNITS_ALIKE.get(unit, unit) for at in rule.lines if (unit := columns[at].head.unit)} - {""}
    return len(units) < 2
