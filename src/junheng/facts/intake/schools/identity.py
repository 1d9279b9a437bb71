"""Which rows speak of the same school: by code, else by name; two schools of one name are told apart by township."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence

import polars as pl

from junheng.facts.by_hand import MOST_TYPED
from junheng.facts.delivery import Block, Delivery, Value, Values
from junheng.facts.intake.schools.named_in_full import others_in_full, shortened
from junheng.facts.intake.schools.numbered import has_numbers, in_words, number_told
from junheng.facts.intake.schools.parts_elsewhere import names_a_part, parts_elsewhere, parts_told
from junheng.facts.intake.schools.unnamed import Listed, report_unnamed
from junheng.facts.intake.schools.written_otherwise import (
    may_be_otherwise,
    others_otherwise,
    otherwise,
    otherwise_told,
)
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import plain, plain_texts
from junheng.facts.texts import all_differ
from junheng.terms import Finding, Message, Place, Severity

_OF_SCHOOLS = ("schools", "school_years")  # tables whose rows are called by their numbers until then
_ENDS = ("镇", "乡", "街道", "街道办", "街道办事处", "办事处")  # of townships, that one list writes and another leaves out
_TEXTS = ("code", "name", "township", "area", "area_code", "within")  # of each row; the code's and the region's area


# the number of the first row, file, sheet, the rows above the sheet's first, the rows: not the sheet, whose cells would be held until the end
_Rows = tuple[int, str, str, int, Sequence[int]]


class Identities:
    """Collects the rows of a delivery, then names each school once. A row's key is its number until then."""

    def __init__(self) -> None:
        self._parts: dict[str, list[pl.Series]] = {name: [] for name in _TEXTS}
        self._ones: list[tuple[str | None, ...]] = []  # rows that came one by one and are no part yet
        self._places: list[_Rows] = []
        self._lists: list[Listed] = []
        self._full: dict[int, str] = {}  # the names of rows that leave out the county, in full
        self._called: dict[str, str] = {}  # names that another list writes otherwise, as they are known by
        self._count = 0

    def add(
        self, codes: Values, names: Values, townships: Values, areas: Values, sheet: Sheet, rows: Sequence[int],
        area_codes: Values | None = None, within: Values | None = None, asked: frozenset[str] = frozenset(),
    ) -> pl.Series:
        """The keys of some rows. asked: `school`, `name`: what such a list has a column for."""
        self._gather_ones()
        start, self._count = self._count, self._count + len(rows)
        for name, values in zip(_TEXTS, (codes, names, townships, areas, area_codes, within), strict=True):
            self._parts[name].append(_texts(values, len(rows)))
        self._places.append((start, sheet.file, sheet.name, sheet.top, rows))
        self._lists.append(Listed(sheet.file, sheet.name, start, len(rows), asked))
        return pl.int_range(start, self._count, eager=True)

    def add_one(self, code: Value, name: Value, township: Value, area: Value, sheet: Sheet, row: int) -> Value:
        """The key of one row, its code where it has one. A county's forms come one by one, by thousands: a column of one costs more than its row."""
        self._ones.append(tuple(None if each is None else str(each) for each in (code, name, township, area, None, None)))
        self._places.append((self._count, sheet.file, sheet.name, sheet.top, (row,)))
        self._count += 1
        return str(code) if code else self._count - 1

    def _gather_ones(self) -> None:
        if self._ones:
            for name, values in zip(_TEXTS, zip(*self._ones, strict=True), strict=True):
                self._parts[name].append(pl.Series(values, dtype=pl.String))
            self._ones = []

    def settle(self, delivery: Delivery) -> None:
        """Puts the school's code (else its name) in place of the row numbers, and reports what is ambiguous."""
        if not self._count:
            return
        self._gather_ones()
        rows = pl.DataFrame({name: pl.concat(parts) for name, parts in self._parts.items()})
        rows = rows.with_columns(_area_names(rows))
        keys = rows["code"]
        if keys.null_count():
            keys = rows["name"] if _told_by_name(rows) and not self._may_differ(rows) else pl.Series(self._keys(rows, delivery), dtype=pl.String)
        delivery.findings += report_unnamed(self._lists, rows["code"], rows["name"], keys)
        one_by_one: tuple[list[str | None], list[str | None]] | None = None  # of a long list nobody asks for them
        for index, block in enumerate(delivery.blocks):
            if block.table in _OF_SCHOOLS:
                block = _in_full(block, self._full) if self._full else block
                numbers = block.columns["school"]
                is_one = len(block.rows) == 1 and not isinstance(numbers, pl.Series)
                one_by_one = one_by_one or ((keys.to_list(), rows["area"].to_list()) if is_one else None)
                delivery.blocks[index] = _named_one(block, *one_by_one) if is_one and one_by_one else _named(block, keys, rows["area"])
        delivery.blocks[:] = [block for block in delivery.blocks if len(block.rows) or not block.is_form]  # of a form whose school nobody could tell nothing is left
        others_otherwise(delivery, self._called)
        others_in_full(delivery)

    def _keys(self, rows: pl.DataFrame, delivery: Delivery) -> list[str | None]:
        """The code of each school, else the code of its name, else its name."""
        coded: dict[tuple[str, str], set[str]] = defaultdict(set)
        towns: dict[tuple[str, str], set[str]] = defaultdict(set)
        told = self._in_full(rows.select("code", pl.col("name", "township", "area").fill_null("")).rows(), delivery)
        if len(told) <= MOST_TYPED:
            told = self._renamed(told, parts_elsewhere(told, self._list_of), parts_told, delivery)
            told = self._renamed(told, in_words(told, self._list_of), number_told, delivery)
            told = self._otherwise(told, delivery) if len(self._lists) > 1 else told
        silent = self._without_townships(rows["township"])
        for index, (code, name, township, area) in enumerate(told):
            if code:
                coded[(area, plain(name))].add(code)
            elif index not in silent:
                towns[(area, plain(name))].add(plain(township))
        full = {key: {_in_full_township(each, others) for each in others} for key, others in towns.items()}
        keys: list[str | None] = []
        for index, (code, name, township, area) in enumerate(told):
            codes = coded.get((area, plain(name)), set()) if not code else {code}
            of_name = full.get((area, plain(name)), set()) if not codes and name else set()
            if len(codes) > 1:
                delivery.findings.append(self._ambiguous(index, name, sorted(codes)))
            elif len(of_name) > 1 and index in silent:
                delivery.findings.append(self._in_several_townships(index, name, sorted(of_name - {""})))
                codes = of_name
            named = f"{name}（{_in_full_township(township, of_name)}）" if township and len(of_name) > 1 else name
            keys.append(next(iter(codes)) if len(codes) == 1 else None if codes else named)
        return keys

    def _without_townships(self, townships: pl.Series) -> set[int]:
        """Rows of lists that have no townships at all: their schools are those of that name in the lists that have."""
        parts = ((start, townships.slice(start, len(rows))) for start, *_, rows in self._places)
        return {start + at for start, part in parts if part.null_count() == part.len() for at in range(part.len())}

    def _in_full(self, told: list[tuple[str | None, str, str, str]], delivery: Delivery) -> list[tuple[str | None, str, str, str]]:
        """With the full name where a row without code leaves out the county that the same school's name begins with elsewhere."""
        full, areas = defaultdict(set), defaultdict(set)
        for _, name, _, area in told:
            if area and name.startswith(area) and len(name) > len(area):
                full[(area, plain(name.removeprefix(area)))].add(name)
                areas[plain(name.removeprefix(area))].add(area)
        found: dict[int, str] = {}
        for index, (code, name, township, area) in enumerate(told):
            own = areas.get(plain(name), set()) if name and not area and not code else set()
            if len(own) == 1:  # a form says no county
                area = next(iter(own))
                told[index] = (code, name, township, area)
            names = full.get((area, plain(name)), set()) if name and not code else set()
            if len(names) == 1:
                found[index] = next(iter(names))
        self._full = found
        delivery.findings += self._shortened({index: (told[index][1], name) for index, name in found.items()})
        return [(code, found.get(index, name), township, area) for index, (code, name, township, area) in enumerate(told)]

    def _renamed(
        self, told: list[tuple[str | None, str, str, str]], found: dict[int, str], say: Callable[[str, str, Place], Finding], delivery: Delivery,
    ) -> list[tuple[str | None, str, str, str]]:
        """With the names by which other lists know some rows; said once for each sheet."""
        first: dict[tuple[str, str], Finding] = {}
        for index, whole in found.items():
            file, sheet, row = self._place(index)
            first.setdefault((file, sheet), say(told[index][1], whole, (file, sheet, row)))
        delivery.findings += first.values()
        self._full |= found
        return [(code, found.get(index, name), township, area) for index, (code, name, township, area) in enumerate(told)]

    def _otherwise(self, told: list[tuple[str | None, str, str, str]], delivery: Delivery) -> list[tuple[str | None, str, str, str]]:
        """With the names by which other lists know schools that they write in another way; told once for each sheet, with all its names."""
        starts = {each.start for each in self._lists}
        found = otherwise(told, self._list_of, lambda index: self._places[self._list_of(index)][0] in starts, delivery.blocks)
        pairs: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        first: dict[tuple[str, str], Place] = {}
        for index, name in sorted(found.items()):
            file, sheet, row = self._place(index)
            pairs[file, sheet][told[index][1]] = name
            first.setdefault((file, sheet), (file, sheet, row))
        delivery.findings += (otherwise_told(pairs[key], place) for key, place in first.items())
        self._full |= found
        names: dict[str, set[str]] = defaultdict(set)
        for index, name in found.items():
            names[told[index][1]].add(name)
        self._called = {name: next(iter(others)) for name, others in names.items() if len(others) == 1}
        return [(code, found.get(index, name), township, area) for index, (code, name, township, area) in enumerate(told)]

    def _may_differ(self, rows: pl.DataFrame) -> bool:
        """Whether one school may stand under two names in lists that a hand wrote: as a part of it, with a number in digits, or without 镇."""
        names = rows["name"]
        return names.len() <= MOST_TYPED and (names_a_part(names) or has_numbers(names) or (len(self._lists) > 1 and may_be_otherwise(names, rows["area"])))

    def _list_of(self, index: int) -> int:
        return bisect_right(self._places, index, key=lambda each: each[0]) - 1

    def _shortened(self, found: dict[int, tuple[str, str]]) -> list[Finding]:
        """Said once for each sheet, at its first such row."""
        first: dict[tuple[str, str], Finding] = {}
        for index, (name, full) in found.items():
            file, sheet, row = self._place(index)
            first.setdefault((file, sheet), shortened(file, sheet, row, name, full))
        return list(first.values())

    def _place(self, index: int) -> Place:
        """Where a row of the delivery stands."""
        start, file, sheet, top, rows = self._places[self._list_of(index)]
        return file, sheet, str(rows[index - start] + top + 1)

    def _ambiguous(self, index: int, name: str, codes: list[str]) -> Finding:
        return Finding(
            Severity.ERROR, "school-ambiguous",
            Message(
                f"“{name}”有 {len(codes)} 所（{'、'.join(codes)}），此行没有标识码，分不清是哪一所；请填写标识码",
                f"there are {len(codes)} schools named {name} ({', '.join(codes)}) and this row has no code; write its code",
            ),
            *self._place(index), name, " ".join(codes),
        )

    def _in_several_townships(self, index: int, name: str, townships: list[str]) -> Finding:
        return Finding(
            Severity.ERROR, "school-ambiguous",
            Message(
                f"“{name}”在几个乡镇都有（{'、'.join(townships)}），这张表没有乡镇，分不清是哪一所，此行未采用；请填写标识码，或加“乡镇”一列",
                f"there are schools named {name} in several townships ({', '.join(townships)}), and this list has no townships: the row was not used. "
                "Write its code, or add the column 乡镇",
            ),
            *self._place(index), name, " ".join(townships),
        )


def _in_full_township(township: str, others: set[str]) -> str:
    """东 is 东镇 where only one of the others is so called: 城关 beside 城关镇 and 城关乡 stays."""
    longer = [each for end in _ENDS if (each := plain(township) + end) in others] if township else []
    return longer[0] if len(longer) == 1 else township


def _told_by_name(rows: pl.DataFrame) -> bool:
    """Whether no row has a code and every name stands once, with the county before it in all of them or in none: then nothing has to be told apart."""
    name, area = rows["name"], rows["area"]
    if rows["code"].null_count() < rows.height or name.null_count() or area.null_count() or not all_differ(plain_texts(name)):
        return False
    begins = rows.select(pl.col("name").str.starts_with(pl.col("area"))).to_series()
    if not begins.any():
        return True
    twice = rows.select(pl.col("name").str.starts_with(pl.concat_str("area", "area")).any()).item()
    return bool(begins.all()) and not twice


def _in_full(block: Block, full: dict[int, str]) -> Block:
    numbers = block.columns["school"]
    if block.table != "schools" or "name" not in block.columns or not any(number in full for number in numbers):
        return block
    names = [full.get(int(number), name) if isinstance(number, int) else name for number, name in zip(numbers, block.columns["name"], strict=True)]
    return block._replace(columns={**block.columns, "name": pl.Series(names, dtype=pl.String)})


def _texts(values: Values | None, length: int) -> pl.Series:
    if values is None:
        return pl.repeat(None, length, dtype=pl.String, eager=True)
    if isinstance(values, pl.Series):
        return values.cast(pl.String)
    return pl.Series([None if each is None else str(each) for each in values], dtype=pl.String)


def _area_names(rows: pl.DataFrame) -> pl.Series:
    """The area of each row: by its code where there is one, so that years without names join those with them.

    Two areas of one name are told apart by the region they lie in, else by their codes.
    """
    areas = rows["area"]
    if rows["area_code"].null_count() == rows.height:
        return areas
    alike = ["area", "area_code", "within"]
    told = rows.select(pl.col(alike).fill_null(""))
    each_once = told.unique(maintain_order=True)
    found = pl.Series("_named", _told_apart(each_once.rows()), dtype=pl.String)
    return told.join(each_once.with_columns(found), on=alike, how="left", maintain_order="left")["_named"].alias("area")


def _told_apart(said: Sequence[tuple[str, str, str]]) -> list[str]:
    """said: area, its code and the region it lies in, each once, '' where not said."""
    names: dict[str, str] = {}  # code -> name
    for area, code, _ in said:
        if code and area != code:
            names.setdefault(code, area)
    bearers: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for _, code, region in said:
        bearers[names.get(code, "")].add((code, region))
    found = []
    for area, code, region in said:
        name = names.get(code, area)
        alike = bearers[name] if code in names else set()
        regions = {each for _, each in alike} - {""}
        told = region if len(regions) == len(alike) else code
        found.append(f"{name}（{told}）" if len({each for each, _ in alike}) > 1 else name)
    return found


def _named_one(block: Block, keys: list[str | None], areas: list[str | None]) -> Block:
    """As `_named`, for a block of one row in plain lists."""
    (number,) = block.columns["school"]
    if not isinstance(number, int):
        return block
    if keys[number] is None:
        return block._replace(rows=[], columns={name: [] for name in block.columns})
    columns: dict[str, Values] = {**block.columns, "school": [keys[number]]}
    if block.table == "schools" and columns["area"][0] is not None:  # what is not said stays so
        columns["area"] = [areas[number]]
    return Block(block.table, block.file, block.sheet, block.rows, columns, block.letters, block.is_form, block.is_counted, block.is_zero)  # a third of what `replace` takes


def _named(block: Block, keys: pl.Series, areas: pl.Series) -> Block:
    """With names for the numbers; rows of a school that cannot be told fall out. What is no number is a name already."""
    numbers = block.columns["school"]
    numbers = numbers if isinstance(numbers, pl.Series) else pl.Series(numbers)
    if not numbers.dtype.is_integer():
        return block
    all_in_order = numbers.len() == keys.len() and bool((numbers == pl.int_range(keys.len(), eager=True)).all())
    names = keys if all_in_order else keys.gather(numbers)
    columns: dict[str, Values] = {**block.columns, "school": names}
    if block.table == "schools":
        said = columns["area"] if isinstance(columns["area"], pl.Series) else pl.Series(columns["area"], dtype=pl.String)
        areas = areas if all_in_order else areas.gather(numbers)
        columns["area"] = areas.zip_with(said.is_not_null(), said) if said.null_count() else areas  # what is not said stays so
    unknown = names.is_null()
    if not unknown.any():
        return block._replace(columns=columns)
    keep = (~unknown).arg_true()
    kept = {name: (values if isinstance(values, pl.Series) else pl.Series(values)).gather(keep) for name, values in columns.items()}
    return block._replace(rows=pl.Series(block.rows).gather(keep), columns=kept)
