"""The register of schools: what became of each school from one year to another, and where the list contradicts itself."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import polars as pl

from junheng.facts.store import Facts
from junheng.terms import Finding, Message, Severity

_BETWEEN = re.compile(r"[、,，;；/]|和|及")
_SPACE = re.compile(r"\s+")


class Fate(StrEnum):
    SAME = "same"
    RENAMED = "renamed"  # same code, another name
    RECODED = "recoded"  # another code, same name and place
    MERGED = "merged"
    SPLIT = "split"  # several successors
    OPENED = "opened"
    CLOSED = "closed"
    UNKNOWN = "unknown"  # gone, and nothing says why

    @property
    def label(self) -> Message:
        return _FATES[self]


_FATES = {
    Fate.SAME: Message("延续", "the same"), Fate.RENAMED: Message("更名", "renamed"), Fate.RECODED: Message("换码", "recoded"),
    Fate.MERGED: Message("并入", "merged"), Fate.SPLIT: Message("拆分", "split"), Fate.OPENED: Message("新设", "opened"),
    Fate.CLOSED: Message("撤销", "closed"), Fate.UNKNOWN: Message("去向不明", "gone, not said why"),
}


@dataclass(frozen=True)
class Became:
    """One school of the earlier year and what stands for it in the later; `before` is None for one that opened."""

    fate: Fate
    before: str | None
    after: tuple[str, ...]
    name: str
    new_name: str | None = None


@dataclass(frozen=True)
class Entry:
    """One school in one year."""

    school: str
    year: int
    name: str
    area: str
    township: str
    kind: str | None
    closed: int | None
    successor: str | None

    @property
    def place(self) -> tuple[str, str]:
        return (_same(self.name), _same(self.area))


class Register:
    """Schools by code and year out of one or several deliveries, with what any of them says of closures."""

    def __init__(self, *facts: Facts) -> None:
        self.entries: dict[tuple[str, int], Entry] = {}
        self.closed: dict[str, int] = {}
        self.successor: dict[str, str] = {}
        for each in facts:
            for entry in _entries(each):
                self.entries.setdefault((entry.school, entry.year), entry)
                if entry.closed is not None:
                    self.closed[entry.school] = min(entry.closed, self.closed.get(entry.school, entry.closed))
                if entry.successor:
                    self.successor.setdefault(entry.school, entry.successor)
        self._named: dict[str, set[str]] = defaultdict(set)
        for (school, _), entry in self.entries.items():
            self._named[_same(entry.name)].add(school)
            self._named[_same(school)].add(school)

    def of(self, year: int) -> dict[str, Entry]:
        """The schools that exist in a year: named in it, and not closed by then."""
        return {
            school: entry for (school, at), entry in self.entries.items()
            if at == year and self.closed.get(school, year + 1) > year
        }

    def successors(self, school: str) -> tuple[str, ...]:
        """The codes of the schools named as successors; empty where none is named or none is known."""
        text = self.successor.get(school)
        if text is None:
            return ()
        parts = [text] if self._code(text) else _BETWEEN.split(text)
        return tuple(dict.fromkeys(code for part in parts if (code := self._code(part))))

    def standing(self, school: str, there: Collection[str]) -> tuple[str, ...]:
        """The successors among the schools that are there, followed from one to the next."""
        found, seen, next_ones = [], {school}, list(self.successors(school))
        while next_ones:
            code = next_ones.pop(0)
            if code in there:
                found.append(code)
            elif code not in seen:
                next_ones += self.successors(code)
            seen.add(code)
        return tuple(dict.fromkeys(found))

    def is_circle(self, school: str) -> bool:
        seen: set[str] = set()
        next_ones = list(self.successors(school))
        while next_ones:
            code = next_ones.pop()
            if code == school:
                return True
            if code not in seen:
                seen.add(code)
                next_ones += self.successors(code)
        return False

    def _code(self, text: str) -> str | None:
        codes = self._named.get(_same(text), set())
        return next(iter(codes)) if len(codes) == 1 else None


def became(before: Facts, year_before: int, after: Facts, year_after: int) -> list[Became]:
    """Every school of a year in one delivery and of a year in another (or the same), once, and what became of it.

    Comparable are the same, the renamed and the recoded. What either delivery says of closures counts.
    """
    register, old = Register(before, after), Register(before).of(year_before)
    new = {
        code: entry for code, entry in Register(after).of(year_after).items() if register.closed.get(code, year_after + 1) > year_after
    }
    recoded = _recoded([old[code] for code in sorted(old.keys() - new.keys())], [new[code] for code in sorted(new.keys() - old.keys())])
    found = [_became(register, old[code], new, recoded, year_after) for code in sorted(old)]
    known = {code for each in found if each.fate in (Fate.SAME, Fate.RENAMED, Fate.RECODED) for code in each.after}
    return found + [Became(Fate.OPENED, None, (code,), new[code].name) for code in sorted(new.keys() - known)]


def _became(register: Register, entry: Entry, new: dict[str, Entry], recoded: dict[str, str], year: int) -> Became:
    code = entry.school
    if code in new:
        name = new[code].name
        return Became(Fate.SAME if _same(name) == _same(entry.name) else Fate.RENAMED, code, (code,), entry.name, name)
    heirs = register.standing(code, new)
    if heirs:
        return Became(Fate.SPLIT if len(heirs) > 1 else Fate.MERGED, code, heirs, entry.name, "、".join(new[each].name for each in heirs))
    if code in recoded:
        return Became(Fate.RECODED, code, (recoded[code],), entry.name, new[recoded[code]].name)
    return Became(Fate.CLOSED if register.closed.get(code, year + 1) <= year else Fate.UNKNOWN, code, (), entry.name)


def _recoded(gone: Sequence[Entry], come: Sequence[Entry]) -> dict[str, str]:
    """Old code -> new code of schools of one name and place. Two of one name in one place are left apart."""
    counts = Counter(entry.place for entry in gone), Counter(entry.place for entry in come)
    by_place = {entry.place: entry for entry in come}
    return {
        entry.school: other.school for entry in gone
        if (other := by_place.get(entry.place)) and counts[0][entry.place] == counts[1][entry.place] == 1
        and (not entry.township or not other.township or _same(entry.township) == _same(other.township))
    }


def _same(text: str) -> str:
    return _SPACE.sub("", text).casefold()


def _entries(facts: Facts) -> Iterator[Entry]:
    names = ("school", "year", "name", "area", "township", "kind", "closed", "successor")
    for school, year, name, area, township, kind, closed, successor in facts.schools.select(names).iter_rows():
        if school is not None and year is not None:
            yield Entry(school, year, name or school, area or "", township or "", kind, closed, successor)


# --- where the list contradicts itself


def register_findings(facts: Facts) -> list[Finding]:
    register = Register(facts)
    return [
        *_successor_findings(register, facts), *_still_reporting(register, facts), *_changed_names(register, facts),
        *_changed_codes(register, facts),
    ]


def _finding(
    facts: Facts, school: str, year: int, column: str, severity: Severity, rule: str, message: Message, found: str = "", allowed: str = ""
) -> Finding:
    places = facts.places("schools", {"school": school, "year": year}, column) or [("", "", "")]
    return Finding(severity, rule, message, *places[0], found, allowed)


def _successor_findings(register: Register, facts: Facts) -> Iterator[Finding]:
    for (school, year), entry in sorted(register.entries.items()):
        if not entry.successor:
            continue
        if not register.successors(school):
            yield _finding(facts, school, year, "successor", Severity.WARNING, "successor-unknown", Message(
                f"“{entry.name}”并入的“{entry.successor}”不在学校名单中；请核对校名（须与名单一致）",
                f"{entry.name} is merged into {entry.successor}, which is not among the schools; write its name as the list has it",
            ), entry.successor)
        elif register.is_circle(school):
            yield _finding(facts, school, year, "successor", Severity.ERROR, "successor-circle", Message(
                f"“{entry.name}”并入的学校转了一圈又并入它自己；请更正并入学校",
                f"the successors of {entry.name} lead back to itself; mend whom it was merged into",
            ), entry.successor)


def _still_reporting(register: Register, facts: Facts) -> Iterator[Finding]:
    if not register.closed:
        return
    rows = facts.school_years.filter(pl.col("pupils") > 0, pl.col("school").is_in(list(register.closed)))
    names = {school: entry.name for (school, _), entry in register.entries.items()}
    for school, year, stage in rows.select("school", "year", "stage").sort("school", "year", "stage").iter_rows():
        closed = register.closed[school]
        if year < closed:
            continue
        places = facts.places("school_years", {"school": school, "year": year, "stage": stage}, "pupils") or [("", "", "")]
        name = names.get(school, school)
        yield Finding(
            Severity.WARNING, "closed-reporting", Message(
                f"“{name}”自 {closed} 学年起已撤销，{year} 学年仍报有学生；按已撤销处理，不计入。请核对撤并一览表或删去此行",
                f"{name} is closed from {closed} on and still reports pupils in {year}; it is taken as closed and does not count. "
                "Look at the list of closures, or take the row out",
            ), *places[0], str(year), f"< {closed}",
        )


def _changed_names(register: Register, facts: Facts) -> Iterator[Finding]:
    """A new name alone is a renaming; with another kind or township it may be another school under a code that was used before."""
    for before, after in _steps(register, _codes_of_several(facts, "name")):
        if _same(before.name) == _same(after.name):
            continue
        moved = before.kind != after.kind or bool(before.township and after.township and _same(before.township) != _same(after.township))
        doubt = Message("；类型或乡镇也变了，请核对是否误用了别校的标识码", "; its kind or township changed too: see whether the code is another school's")
        yield _finding(
            facts, after.school, after.year, "name", Severity.WARNING if moved else Severity.INFO, "school-renamed", Message(
                f"标识码 {after.school} 的校名由“{before.name}”（{before.year}）变为“{after.name}”（{after.year}）{doubt.zh if moved else '，按更名处理'}",
                f"the school {after.school} was {before.name} in {before.year} and is {after.name} in {after.year}"
                f"{doubt.en if moved else '; taken as renamed'}",
            ), after.name, before.name,
        )


def _codes_of_several(facts: Facts, column: str) -> set[str]:
    several = facts.schools.group_by("school").agg(pl.col(column).n_unique() > 1).filter(pl.col(column))
    return set(several["school"].drop_nulls().to_list())


def _steps(register: Register, codes: set[str]) -> Iterator[tuple[Entry, Entry]]:
    """Each school in one year and in the next year it is named."""
    own: dict[str, list[Entry]] = defaultdict(list)
    for (school, _), entry in sorted(register.entries.items()):
        if school in codes:
            own[school].append(entry)
    for entries in own.values():
        yield from pairwise(entries)


def _changed_codes(register: Register, facts: Facts) -> Iterator[Finding]:
    years = sorted(facts.schools["year"].drop_nulls().unique().to_list())
    for before, after in pairwise(years):
        old, new = register.of(before), register.of(after)
        gone = [old[code] for code in sorted(old.keys() - new.keys()) if not register.successors(code)]
        for code, other in _recoded(gone, [new[code] for code in sorted(new.keys() - old.keys())]).items():
            yield _finding(facts, other, after, "name", Severity.WARNING, "school-recoded", Message(
                f"“{new[other].name}”的标识码由 {code}（{before}）变为 {other}（{after}），校名和所在地未变；若是同一所学校请统一标识码",
                f"{new[other].name} has the code {code} in {before} and {other} in {after}, with the same name and place; "
                "give it one code if it is one school",
            ), other, code)
