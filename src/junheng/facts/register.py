"""The register of schools: what became of each school from one year to another, and who stands for one that is gone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from junheng.facts.store import Facts
from junheng.terms import Message

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

    @property
    def is_comparable(self) -> bool:
        """One school still, whose figures can be held against each other."""
        return self.fate in (Fate.SAME, Fate.RENAMED, Fate.RECODED)


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
        """Whether a school is named among the successors of its successors."""
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
    gone, come = sorted(old.keys() - new.keys()), sorted(new.keys() - old.keys())
    recoded = _recoded([old[code] for code in gone], [new[code] for code in come])
    found = [_became(register, old[code], new, recoded, year_after) for code in sorted(old)]
    known = {code for each in found if each.is_comparable for code in each.after}
    return found + [Became(Fate.OPENED, None, (code,), new[code].name) for code in sorted(new.keys() - known)]


def _became(register: Register, entry: Entry, new: dict[str, Entry], recoded: dict[str, str], year: int) -> Became:
    """entry: a school of the earlier year; new: those of the later one, by code; recoded: old code -> new code."""
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
