"""What follows from a sheet that was read as of a wrong school year, said with it: a slip in one title, and every school of the county would be told of else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from junheng.facts.checks import Checked, catalogue
from junheng.facts.delivery import Block
from junheng.terms import Finding, Message, Severity

RULE, TWICE = "year-disagrees", "fact-twice"
# what a year lacks, or has twice, when a sheet stands in another
_FOLLOW = frozenset((
    "vanished", "vanished_large", "appeared", "opened_before", "stage_missing", "stage_lost", "stage_gone", "whole_missing",
    "repeated", "grades_repeated", "last_years_column",
))
_Sheet = tuple[str, str]


def folded(told: Sequence[Finding], found: list[Checked], blocks: Iterable[Block]) -> tuple[list[Finding], list[Checked]]:
    """Both without what follows from a wrong year, which is counted in the finding that tells the year. Only where other sheets of its file are of the other year, or
    its facts clash with those of that year: a sheet that is right beside a wrong file name hides nothing."""
    if not any(each.rule == RULE for each in told):
        return list(told), found
    wrong = _wrong(told, blocks)
    if not wrong:
        return list(told), found
    first = {sheet: next(each for each in told if _is_of(each, sheet, years)) for sheet, years in wrong.items()}
    of_one = {id(each): sheet for sheet, years in wrong.items() for each in told if _is_of(each, sheet, years) and each is not first[sheet]}
    twice = {id(each): sheet for each in told if each.rule == TWICE and (sheet := next((one for one in wrong if one in _sheets(each)), None))}
    follow = {id(each): sheet for each in found if (sheet := _cause(each, wrong))}
    counts: dict[_Sheet, list[Finding]] = defaultdict(list)
    for one in told:
        if id(one) in twice:
            counts[twice[id(one)]].append(one)
    for each in found:
        if id(each) in follow:
            counts[follow[id(each)]].append(each.finding)
    said = {id(first[sheet]): _with_count(first[sheet], of_sheet) for sheet, of_sheet in counts.items()}
    left = [said.get(id(each), each) for each in told if id(each) not in twice and id(each) not in of_one]
    return left, [each for each in found if id(each) not in follow]


def _wrong(told: Sequence[Finding], blocks: Iterable[Block]) -> dict[_Sheet, set[int]]:
    """The sheets that were read as the year that is doubted, each with both years."""
    read: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for block in blocks:
        if "year" in block.columns:
            read[block.file][block.sheet] |= {str(year) for year in set(block.columns["year"]) - {None}}
    clashing = {sheet for each in told if each.rule == TWICE for sheet in _sheets(each)}
    wrong: dict[_Sheet, set[int]] = {}
    for each in told:
        sheet = (each.file, each.sheet)
        if each.rule != RULE or sheet in wrong or read[each.file][each.sheet] != {each.found} or not str(each.allowed).isdigit():
            continue
        others = [years for name, years in read[each.file].items() if name != each.sheet]
        if sheet in clashing or {each.allowed} in others:
            wrong[sheet] = {int(each.found), int(str(each.allowed))}
    return wrong


def _is_of(finding: Finding, sheet: _Sheet, years: set[int]) -> bool:
    return finding.rule == RULE and (finding.file, finding.sheet) == sheet and {finding.found, finding.allowed} == {str(year) for year in years}


def _sheets(finding: Finding) -> set[_Sheet]:
    """Of facts that clash; a school that stands twice in one sheet is no matter of years."""
    sheets = {(place[0], place[1]) for place in (finding.place, *finding.against)}
    return sheets if len(sheets) > 1 else set()


def _cause(each: Checked, wrong: dict[_Sheet, set[int]]) -> _Sheet | None:
    """A year beside one of the two lacks or repeats what the other has."""
    if catalogue()[each.rule].check not in _FOLLOW:
        return None
    return next((sheet for sheet, years in wrong.items() if any(abs(each.year - year) <= 1 for year in years)), None)


def _with_count(finding: Finding, some: list[Finding]) -> Finding:
    """An error where one of them is: facts that clash are missing until the year is mended."""
    names = ", ".join(sorted({each.rule for each in some}))
    severity = Severity.ERROR if any(each.severity == Severity.ERROR for each in some) else finding.severity
    message = Message(
        f"{finding.message.zh}。由此引出的 {len(some)} 条提示（{names}）没有逐条列出，改正学年后再检查",
        f"{finding.message.en}. {len(some)} findings that follow from it ({names}) are not listed one by one: mend the year and check again",
    )
    return replace(finding, severity=severity, message=message)
