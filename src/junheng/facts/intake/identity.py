"""Which rows speak of the same school: by code, else by name; two schools of one name are told apart by township."""

from __future__ import annotations

from collections import defaultdict
from itertools import repeat
from typing import cast

from junheng.facts.delivery import Block, Delivery, Value
from junheng.facts.intake.sheet import Sheet
from junheng.facts.intake.text import plain
from junheng.terms import Finding, Message, Severity


class Identities:
    """Collects the rows of a delivery, then names each school once. A row's key is its number until then."""

    def __init__(self) -> None:
        self._rows: list[tuple[str | None, str, str, str]] = []  # code, name as written, township, area
        self._area_codes: list[tuple[str, str]] = []  # the area's code and the region it lies in, '' where not said
        self._places: list[tuple[Sheet, int]] = []

    def add(
        self, codes: list[Value], names: list[Value], townships: list[Value], areas: list[Value], sheet: Sheet, rows: list[int],
        area_codes: list[Value] | None = None, within: list[Value] | None = None,
    ) -> list[Value]:
        start = len(self._rows)
        self._rows += [
            (str(code) if code else None, str(name or ""), str(township or ""), str(area or ""))
            for code, name, township, area in zip(codes, names, townships, areas, strict=True)
        ]
        self._area_codes += zip(_said(area_codes, len(rows)), _said(within, len(rows)), strict=True)
        self._places += zip(repeat(sheet, len(rows)), rows, strict=True)
        return list(range(start, start + len(rows)))

    def settle(self, delivery: Delivery) -> None:
        """Puts the school's code (else its name) in place of the row numbers, and reports what is ambiguous."""
        areas = self._area_names()
        self._rows = [(*row[:3], area) for row, area in zip(self._rows, areas, strict=True)]
        keys = [code for code, *_ in self._rows]
        if None in keys:
            keys = self._keys(delivery)
        for block in delivery.blocks:
            if block.table == "schools":
                _rename_areas(block, areas)
            if "school" in TABLE_KEYS.get(block.table, ()):
                _rename(block, keys)

    def _keys(self, delivery: Delivery) -> list[str | None]:
        """The code of each school, else the code of its name, else its name."""
        coded: dict[tuple[str, str], set[str]] = defaultdict(set)
        towns: dict[tuple[str, str], set[str]] = defaultdict(set)
        for code, name, township, area in self._rows:
            if code:
                coded[(area, plain(name))].add(code)
            else:
                towns[(area, plain(name))].add(plain(township))
        return [self._key(index, coded, towns, delivery) for index in range(len(self._rows))]

    def _area_names(self) -> list[str]:
        """The area of each row: by its code where there is one, so that years without names join those with them.

        Two areas of one name are told apart by the region they lie in, else by their codes.
        """
        if not any(code for code, _ in self._area_codes):
            return [area for *_, area in self._rows]
        names: dict[str, str] = {}  # code -> name
        for (*_, area), (code, _) in zip(self._rows, self._area_codes, strict=True):
            if code and area != code:
                names.setdefault(code, area)
        bearers: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for code, region in self._area_codes:
            bearers[names.get(code, "")].add((code, region))
        found = []
        for (*_, area), (code, region) in zip(self._rows, self._area_codes, strict=True):
            name = names.get(code, area)
            alike = bearers[name] if code in names else set()
            regions = {each for _, each in alike} - {""}
            told = region if len(regions) == len(alike) else code
            found.append(f"{name}（{told}）" if len({each for each, _ in alike}) > 1 else name)
        return found

    def _key(
        self,
        index: int,
        coded: dict[tuple[str, str], set[str]],
        towns: dict[tuple[str, str], set[str]],
        delivery: Delivery,
    ) -> str | None:
        code, name, township, area = self._rows[index]
        if code:
            return code
        codes = coded[(area, plain(name))]
        if len(codes) == 1:
            return next(iter(codes))
        if len(codes) > 1:
            delivery.findings.append(self._ambiguous(index, name, sorted(codes)))
            return None
        return f"{name}（{township}）" if len(towns[(area, plain(name))]) > 1 and township else name

    def _ambiguous(self, index: int, name: str, codes: list[str]) -> Finding:
        sheet, row = self._places[index]
        return Finding(
            Severity.ERROR, "school-ambiguous",
            Message(
                f"“{name}”有 {len(codes)} 所（{'、'.join(codes)}），此行没有标识码，分不清是哪一所；请填写标识码",
                f"there are {len(codes)} schools named {name} ({', '.join(codes)}) and this row has no code; write its code",
            ),
            sheet.file, sheet.name, sheet.place(row), name, " ".join(codes),
        )


def _said(values: list[Value] | None, length: int) -> list[str]:
    return ["" if value is None else str(value) for value in values] if values else [""] * length


TABLE_KEYS = {"schools": ("school",), "school_years": ("school",)}


def _rename_areas(block: Block, areas: list[str]) -> None:
    numbers = block.columns["school"]
    if set(map(type, numbers)) == {int} and None not in block.columns["area"]:
        block.columns["area"] = list(map(areas.__getitem__, cast(list[int], numbers)))
        return
    block.columns["area"] = [
        areas[number] if isinstance(number, int) and area is not None else area
        for number, area in zip(numbers, block.columns["area"], strict=True)
    ]


def _rename(block: Block, keys: list[str | None]) -> None:
    numbers = block.columns["school"]
    if set(map(type, numbers)) == {int}:
        named: list[Value] = list(map(keys.__getitem__, cast(list[int], numbers)))
    else:
        named = [keys[number] if isinstance(number, int) else number for number in numbers]
    block.columns["school"] = named
    if None in named:
        keep = [index for index, key in enumerate(named) if key is not None]
        block.rows[:] = [block.rows[index] for index in keep]
        for name, values in block.columns.items():
            block.columns[name] = [values[index] for index in keep]
