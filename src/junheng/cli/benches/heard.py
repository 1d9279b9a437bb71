"""Whether a damage was told of: the facts that differ, where they stand, and what is newly said of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from junheng.facts import Facts
from junheng.facts.checks.unheld import APART
from junheng.facts.tables import TABLES
from junheng.findings import Evaluation, area_results
from junheng.findings.doubts import doubts
from junheng.terms import Finding, Verdict


class Outcome(StrEnum):
    REFUSED = "refused"  # one clear sentence
    SAME = "same"  # every fact and figure as before
    TOLD = "told"  # facts differ, and a new finding stands at a row or column of theirs, or names the school, sheet or column
    ELSEWHERE = "told_elsewhere"  # ... the only new findings are about something else
    MISSING = "missing"  # facts lack, and the verdicts computed from them say so
    UNASKED = "unasked"  # facts lack that no verdict of the standard asks for; no figure is another
    ANOTHER = "another_value"  # one cell holds another value of its kind, and that was read: a different fact, not to be seen
    COUNTED = "counted"  # schools are lost, all others are as before, and the only new finding is the note that nothing says how many there should be, with their number
    UNHELD = "unheld"  # columns of one year differ, and nothing is new; a note says that an exchange of these very columns cannot be seen
    SILENT = "silent"
    CRASH = "crash"


Key = tuple[str, int, str]  # school, year, stage
Unit = tuple[Any, ...]  # area, pupils, verdict, then value and verdict of each indicator
Fact = tuple[str, tuple[Any, ...], str]  # table, key, column; '' for the row itself
About = tuple[str, ...]
Retyped = frozenset[tuple[str, str]]
SHORTEST_NAME = 3  # shorter ones stand in many a sentence
_LOST = {"file-cut-off", "file-not-ended", "form-row-missing", "part-missing", "schools-fewer", "serial-gap", "total-larger", "total-missing"}  # what they tell of has no cell any more
_NUMBER_ONLY = "schools-uncounted"
_COLUMNS_ONLY = "columns-unheld"
_CELL = re.compile(r"([A-Z]*)(\d*)")


@dataclass(frozen=True)
class Figures:
    schools: dict[Key, Unit]
    areas: dict[Key, Unit]


@dataclass(frozen=True)
class Found:
    facts: Facts
    figures: Figures
    findings: Counter[About]
    said: dict[About, Finding]


@dataclass
class Concern:
    """What the facts that differ are about: their sheets, rows, columns and cells, before and after, and their names."""

    sheets: set[tuple[str, str]] = field(default_factory=set)
    rows: set[tuple[str, str, str]] = field(default_factory=set)
    columns: set[tuple[str, str, str]] = field(default_factory=set)
    cells: set[tuple[str, str, str]] = field(default_factory=set)
    names: set[str] = field(default_factory=set)  # of schools: whatever the sheet
    heads: set[str] = field(default_factory=set)  # of columns: on their sheets

    def add(self, file: str, sheet: str, cells: str) -> None:
        self.sheets.add((file, sheet))
        self.cells.add((file, sheet, cells))
        for letters, row in _parts(cells):
            self.columns |= {(file, sheet, letters)} if letters else set()
            self.rows |= {(file, sheet, row)} if row else set()

    def is_met_by(self, finding: Finding) -> bool:
        if any(name in finding.message.zh or name == finding.found for name in self.names):
            return True
        here = (finding.file, finding.sheet)
        says = finding.rule in _LOST or any(head in finding.message.zh for head in self.heads)
        if here in self.sheets and says:
            return True
        if not finding.cell:  # of a whole sheet, or a whole file
            return here in self.sheets or (not finding.sheet and any(file == finding.file for file, _ in self.sheets))
        return any((*here, letters) in self.columns or (*here, row) in self.rows for letters, row in _parts(finding.cell))


def _parts(cells: str) -> Iterator[tuple[str, str]]:
    for each in re.split(r"[+:]", cells):
        found = _CELL.fullmatch(each)
        if found:
            yield found.group(1), found.group(2)


def found_in(facts: Facts, findings: Iterable[Finding], evaluation: Evaluation) -> Found:
    said = [*findings, *doubts(evaluation)]
    return Found(facts, _figures(evaluation), Counter(map(_about, said)), {_about(each): each for each in said})


def _about(each: Finding) -> About:
    return (each.file, each.sheet, each.rule, each.severity.value, each.cell, each.found)


def _figures(found: Evaluation) -> Figures:
    schools = {
        (each.school, each.year, each.stage.value): (
            each.area, each.pupils, each.verdict, each.status.name, *((one.value, one.verdict) for one in each.measured),
        )
        for each in (*found.schools, *found.not_counted)
    }
    areas = {
        (each.area, each.year, each.stage.value): (each.pupils, each.verdict, *((one.mean, one.cv) for one in each.indicators))
        for each in area_results(found)
    }
    return Figures(schools, areas)


# --- before and after


def judged(before: Found, after: Found, retyped: Callable[[], Retyped]) -> tuple[Outcome, str]:
    """The outcome of a delivery that was read, and what was said of it, or what changed without a word.

    retyped: the cells (sheet, address) of the damaged file whose value became another of its kind; none where more was done.
    """
    changes = changes_of(before.facts, after.facts)
    if not changes and before.figures == after.figures:
        return Outcome.SAME, ""
    said_now = newly_said(before, after)
    new = [each for each in said_now if each.rule != _NUMBER_ONLY]
    said = "; ".join(f"{each.rule} {each.sheet} {each.cell}" for each in new[:3])
    concern = concern_of(changes, before.facts, after.facts)
    if any(map(concern.is_met_by, new)):
        return Outcome.TOLD, said
    what = difference(before.figures, after.figures)
    if what == "missing":
        return Outcome.MISSING, ""
    if _read_as_typed(changes, concern, retyped()):
        return Outcome.ANOTHER, _shown(changes)
    if new:
        return Outcome.ELSEWHERE, said
    if not what and all(then is None for _, then in changes.values()) and not any(column == "" for _, _, column in changes):
        return Outcome.UNASKED, _shown(changes)
    if len(new) < len(said_now) and _only_lost(before.figures, after.figures):
        return Outcome.COUNTED, _shown(changes)
    if _are_unheld(changes, after.said.values()):
        return Outcome.UNHELD, _shown(changes)
    return Outcome.SILENT, f"{_shown(changes)}; {what}"


def _are_unheld(changes: Mapping[Fact, tuple[Any, Any]], said: Iterable[Finding]) -> bool:
    """Two columns of figures differ, which in each row have the sum they had: the note names both."""
    heads = {TABLES[table].column(column).header.zh if column else "" for table, _, column in changes}
    named = {head for each in said if each.rule == _COLUMNS_ONLY for head in each.found.split(APART)}
    if len(heads) != 2 or not heads <= named:
        return False
    moved: Counter[tuple[Any, ...]] = Counter()
    for (_, key, _), (now, then) in changes.items():
        moved[key] += (then or 0) - (now or 0)
    return not any(moved.values())


def _only_lost(before: Figures, after: Figures) -> bool:
    """Schools are gone, and every other has the figures it had."""
    return all(before.schools.get(key) == unit for key, unit in after.schools.items())


def newly_said(before: Found, after: Found) -> list[Finding]:
    """What is newly said; what is said as before, but of another line since lines were cut or pushed in above it, is not new."""
    moved = Counter(map(_but_place, before.findings - after.findings))
    new = []
    for about in (after.findings - before.findings).elements():
        moved[_but_place(about)] -= 1
        if moved[_but_place(about)] < 0:
            new.append(after.said[about])
    return new


def _but_place(about: About) -> About:
    """A finding by its file, sheet, rule, severity, column and what was found, without its line."""
    *said, cell, found = about
    return (*said, cell.rstrip("0123456789"), found)


def _read_as_typed(changes: Mapping[Fact, tuple[Any, Any]], concern: Concern, retyped: Retyped) -> bool:
    """Every fact that differs has a value before and after, and stands at such a cell."""
    return bool(retyped) and all(None not in pair for pair in changes.values()) and all(
        any((sheet, each) in retyped for each in cells.split("+")) for _, sheet, cells in concern.cells)


def _shown(changes: Mapping[Fact, tuple[Any, Any]]) -> str:
    some = [f"{' '.join(map(str, key))} {column or table}: {now} became {then}" for (table, key, column), (now, then) in list(changes.items())[:3]]
    return f"{len(changes)} facts: {'; '.join(some)}"


def changes_of(before: Facts, after: Facts) -> dict[Fact, tuple[Any, Any]]:
    """Every fact that differs, with its value before and after; None where there is none."""
    one, other = _facts(before), _facts(after)
    return {fact: (one.get(fact), other.get(fact)) for fact in dict.fromkeys((*one, *other)) if one.get(fact) != other.get(fact)}


def _facts(facts: Facts) -> dict[Fact, Any]:
    found: dict[Fact, Any] = {}
    for name, frame in facts.tables.items():
        for row in frame.iter_rows(named=True):
            key = tuple(row[part] for part in TABLES[name].key)
            found[name, key, ""] = True
            found |= {(name, key, column): value for column, value in row.items() if value is not None and column not in TABLES[name].key}
    return found


def concern_of(changes: Mapping[Fact, tuple[Any, Any]], *both: Facts) -> Concern:
    concern = Concern()
    by_row: dict[tuple[str, tuple[Any, ...]], set[str]] = {}
    for table, key, column in changes:
        by_row.setdefault((table, key), set()).add(column)
        concern.heads |= {TABLES[table].column(column).header.zh} if column else set()
    schools = {str(key[0]) for _, key in by_row if len(str(key[0])) >= SHORTEST_NAME}
    concern.names |= schools
    for facts in both:
        concern.names |= {str(row[1]) for row in facts.schools.select("school", "name").iter_rows() if row[0] in schools and row[1]}
        for table, records in facts.records.items():
            for record in records.iter_rows(named=True):
                columns = by_row.get((table, tuple(record[part] for part in TABLES[table].key)), set())
                for column in (each for each in columns if not each or record[each] is not None):
                    concern.add(*((facts.cell_of(table, column, record) if column else None) or _row(record)))
    return concern


def _row(record: dict[str, Any]) -> tuple[str, str, str]:
    return record["_file"], record["_sheet"], str(record["_row"])


def difference(before: Figures, after: Figures) -> str:
    """'' where no figure differs; "missing" where figures only lack and their verdicts say so; else the first that differs."""
    if before == after:
        return ""
    for key in before.schools.keys() | after.schools.keys():
        one, other = before.schools.get(key), after.schools.get(key)
        if one is None or other is None:
            return f"{key} is {'new' if one is None else 'gone'}"
        if one != other and not _only_lacks(one, other):
            pairs = [f"{a} became {b}" for a, b in zip(one, other, strict=True) if a != b]
            return f"{key}: {'; '.join(pairs)}"
    if before.schools == after.schools:
        return f"the areas: {before.areas} became {after.areas}"
    return "missing"


def _only_lacks(one: Unit, other: Unit) -> bool:
    """What is there is as it was; a verdict that no longer can be told is told to be so."""
    pairs = [*zip(one[:2], other[:2], strict=True), *((a[0], b[0]) for a, b in zip(one[4:], other[4:], strict=True))]
    verdict = other[2] in (one[2], None, Verdict.CANNOT_TELL)
    return verdict and all(b is None or a == b for a, b in pairs)
