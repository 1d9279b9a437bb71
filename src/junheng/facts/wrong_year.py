"""What follows from one slip, said with it: a sheet that was read as of a wrong school year, a column in another unit. Every school of the county would be told of else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from junheng.facts.checks import Checked, catalogue
from junheng.facts.delivery import Block
from junheng.terms import Finding, Message, Place, Severity

RULE, TWICE = "year-disagrees", "fact-twice"
# what a year lacks, or has twice, when a sheet stands in another
_FOLLOW = frozenset((
    "vanished", "vanished_large", "appeared", "opened_before", "stage_missing", "senior_nowhere", "stage_lost", "stage_gone", "whole_missing",
    "repeated", "grades_repeated", "last_years_column",
))
_OF_COLUMN, FEWEST_OF_COLUMN = "mean", 5  # what tells that a whole column is wrong, and how many findings of one rule follow from that
_OF_SIZE = frozenset(("at_most", "ratio", "jump", "outlier", "outlier_both", "halved", "moved_alone"))  # what a figure far too large or small is told of
_Sheet = tuple[str, str]
_Column = tuple[str, str, str, str]  # of an area


def folded(told: Sequence[Finding], found: list[Checked], blocks: Iterable[Block]) -> tuple[list[Finding], list[Checked]]:
    return _without_columns(*_without_years(told, found, blocks))


def _without_columns(told: list[Finding], found: list[Checked]) -> tuple[list[Finding], list[Checked]]:
    """Both without what many schools of an area are told of a column that is told to be wrong as a whole, in another unit say; what is told of few of them may be their own, and an error is no mere doubt."""
    causes: dict[_Column, Finding] = {}
    for each in found:
        if catalogue()[each.rule].check == _OF_COLUMN:
            causes.setdefault(_column(each.finding.place, each.area), each.finding)
    groups: dict[tuple[_Column, str], list[Finding]] = defaultdict(list)
    for each in found if causes else ():
        columns = (_column(place, each.area) for place in (each.finding.place, *each.finding.against))
        is_of_size = catalogue()[each.rule].check in _OF_SIZE and each.finding.severity != Severity.ERROR
        if is_of_size and (column := next((one for one in columns if one in causes), None)):
            groups[column, each.rule].append(each.finding)
    counts: dict[_Column, list[Finding]] = defaultdict(list)
    for (column, _), some in groups.items():
        if len(some) >= FEWEST_OF_COLUMN:
            counts[column] += some
    follow = {id(each) for some in counts.values() for each in some}
    said = {id(causes[column]): _with_count(causes[column], some, _MEND_COLUMN) for column, some in counts.items()}
    return told, [replace(each, finding=said.get(id(each.finding), each.finding)) for each in found if id(each.finding) not in follow]


def _column(place: Place, area: str) -> _Column:
    return (*place[:2], place[2].rstrip("0123456789"), area)


def _without_years(told: Sequence[Finding], found: list[Checked], blocks: Iterable[Block]) -> tuple[list[Finding], list[Checked]]:
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
    said = {id(first[sheet]): _with_count(first[sheet], of_sheet, _MEND_YEAR) for sheet, of_sheet in counts.items()}
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


_MEND_YEAR = Message("改正学年后再检查", "mend the year and check again")
_MEND_COLUMN = Message("改正这一列（或其单位）后再检查", "mend the column, or its unit, and check again")


def _with_count(finding: Finding, some: list[Finding], mend: Message) -> Finding:
    """An error where one of them is: facts that clash are missing until it is mended."""
    names = ", ".join(sorted({each.rule for each in some}))
    severity = Severity.ERROR if any(each.severity == Severity.ERROR for each in some) else finding.severity
    message = Message(
        f"{finding.message.zh}。由此引出的 {len(some)} 条提示（{names}）没有逐条列出，{mend.zh}",
        f"{finding.message.en}. {len(some)} findings that follow from it ({names}) are not listed one by one: {mend.en}",
    )
    return replace(finding, severity=severity, message=message)
