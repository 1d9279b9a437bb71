"""What the lines of a list of closures say against themselves and against the lists of schools."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from junheng.facts.checks.school_list import bare
from junheng.facts.delivery import ClosureSaid
from junheng.facts.store import Facts
from junheng.terms import Finding, Message, Place, Severity

FEWEST = 2  # lines of each kind that say how a list is written
LATER, EARLIER = 1, 5  # years by which an approval may come after the school year from which on a school is closed, or before it; the latter is our own


def closures_against(lines: Sequence[ClosureSaid], facts: Facts) -> Iterator[Finding]:
    named, coded = _names(facts)
    for each in lines:
        yield from _other_code(each, named, coded)
        if each.date is not None and each.since is not None and each.date > each.since + LATER:
            yield _finding(
                each, "date", "closure-late", each.date_told, f"≤ {each.since + LATER}",
                Message(f"自 {each.since} 学年起撤并，日期却是 {each.date_told}；请核对年份", f"closed from {each.since}, and the date is {each.date_told}: compare the year with the document"),
            )
        if each.date is not None and each.since is not None and each.date < each.since - EARLIER:
            yield _finding(
                each, "date", "closure-early", each.date_told, f"≥ {each.since - EARLIER}",
                Message(f"自 {each.since} 学年起撤并，日期却是 {each.date_told}，早了 {each.since - each.date} 年；请核对年份", f"closed from {each.since}, and the date is {each.date_told}, {each.since - each.date} years before: compare the year with the document"),
            )
    by_sheet = defaultdict[tuple[str, str], list[ClosureSaid]](list)
    for each in lines:
        by_sheet[each.file, each.sheet].append(each)
    yield from (_successor_of_closed(each, of_sheet) for of_sheet in by_sheet.values() for each in _against_their_list(of_sheet))


def _names(facts: Facts) -> tuple[dict[str, set[str]], dict[str, str]]:
    named, coded = defaultdict[str, set[str]](set), dict[str, str]()
    for school, name in facts.schools.select("school", "name").iter_rows():
        if name:
            named[bare(name)].add(school)
            coded[school] = name
    return named, coded


def _other_code(each: ClosureSaid, named: dict[str, set[str]], coded: dict[str, str]) -> Iterator[Finding]:
    """The successor's name is one school's, and its code another's or nobody's."""
    codes = named.get(bare(each.successor), set())
    if not each.code or not codes or each.code in codes or each.successor == each.code:
        return
    own, other = "、".join(sorted(codes)), coded.get(each.code)
    zh = f"是“{other}”的" if other else "不在学校名单中"
    en = f"that of {other}" if other else "on no list of schools"
    yield _finding(
        each, "successor", "successor-disagrees", each.successor, "",
        Message(
            f"并入学校“{each.successor}”的标识码是 {own}，这里填的 {each.code} {zh}；请核对校名和标识码，改正填错的一格",
            f"the code of {each.successor} is {own}; {each.code} is given, which is {en}. Compare name and code and correct the wrong cell",
        ),
        (each.place("code"),),
    )


def _against_their_list(lines: Sequence[ClosureSaid]) -> list[ClosureSaid]:
    """The one line 撤销 with a successor in a list whose others have none, and which writes 合并 where there is one. Many offices write 撤销 of every school that closes, whoever takes its pupils in."""
    with_successor = [each for each in lines if each.is_closed and each.successor]
    without = sum(each.is_closed and not each.successor for each in lines)
    merged = sum(not each.is_closed and bool(each.successor) for each in lines)
    return with_successor if len(with_successor) == 1 and min(without, merged) >= FEWEST else []


def _successor_of_closed(each: ClosureSaid, lines: Sequence[ClosureSaid]) -> Finding:
    others = [other for other in lines if other.is_closed and not other.successor]
    return _finding(
        each, "kind", "closure-with-successor", each.kind_told, "",
        Message(
            f"变动类型是“{each.kind_told}”，却写有并入学校“{each.successor}”，而本表另外 {len(others)} 所没有合并的学校都没有写；若已并入，请改为“合并”，若没有，请删去校名",
            f"it says {each.kind_told}, and names {each.successor} as the school it was merged into, which the {len(others)} others of this list that were not merged do not: write 合并 if it was, else take the name out",
        ),
        (each.place("successor"), *(other.place("kind") for other in others)),
    )


def _finding(each: ClosureSaid, column: str, rule: str, found: str, allowed: str, message: Message, against: tuple[Place, ...] = ()) -> Finding:
    return Finding(Severity.WARNING, rule, message, *each.place(column), found, allowed, against)
