"""Sums of money and heads out of the fact tables, each with its cells; a county has few rows, so they are held in plain dicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from junheng.facts.store import Facts
from junheng.findings.funding.figures import Figure, missing_of
from junheng.rules.funding.definition import HeadsOfYear
from junheng.terms import FundItem, Message, Ownership, Place, RunBy, SchoolKind, Stage, Unit

COMPULSORY = (Stage.PRIMARY, Stage.JUNIOR)
_APART = (SchoolKind.SPECIAL, SchoolKind.VOCATIONAL, SchoolKind.KINDERGARTEN)  # money and heads of their own
_MONTHS = 12


@dataclass(frozen=True)
class School:
    """One school in one school year, as listed. `ownership`: None where nobody said it."""

    code: str
    name: str
    area: str
    year: int
    kind: SchoolKind | None
    ownership: Ownership | None
    location: str | None
    is_point: bool
    parent: str | None
    parent_code: str | None


@dataclass(frozen=True)
class Ledger:
    """What the tests look figures up in. `heads` says which school year's pupils a fiscal year has."""

    facts: Facts
    heads: HeadsOfYear

    # ---- money ----

    @cached_property
    def _amounts(self) -> dict[tuple[str, int, str, str | None, str | None], Fraction]:
        rows = self.facts.tables["funds"].iter_rows(named=True)
        return {_fund_key(row): Fraction(row["amount"], Unit.YUAN.scale) for row in rows if row["amount"] is not None}

    @cached_property
    def _fund_places(self) -> dict[tuple[str, int, str, str | None, str | None], tuple[Place, ...]]:
        found: dict[Any, list[Place]] = defaultdict(list)
        for record in self.facts.records["funds"].iter_rows(named=True):
            found[_fund_key(record)].append(_place(self.facts, "funds", "amount", record))
        return {key: tuple(places) for key, places in found.items()}

    def amount(self, area: str, year: int, item: FundItem, stage: Stage | None = None, school: School | None = None) -> Figure:
        key = (area, year, item.value, stage.value if stage else None, school.code if school else None)
        value, label = self._amounts.get(key), _fund_label(year, item, stage, school)
        lack = () if value is not None else (Message(f"缺 {label.zh}（经费表）", f"{label.en}: missing (sheet 经费)"),)
        return Figure(label, Unit.YUAN, value, self._fund_places.get(key, ()), lack)

    def reports(self, area: str, item: FundItem, of_school: bool, year: int | None = None) -> bool:
        """Whether the area reports an item, in a year or in any."""
        return any(
            key[0] == area and key[2] == item and (key[4] is not None) == of_school and year in (None, key[1]) for key in self._amounts
        )

    def stages_reported(self, area: str, years: Sequence[int], item: FundItem) -> set[Stage | None]:
        """The stages by which the county tells an item; None stands for a sum over all of them."""
        return {
            Stage(key[3]) if key[3] else None
            for key in self._amounts if key[0] == area and key[1] in years and key[2] == item and key[4] is None
        }

    @cached_property
    def years(self) -> dict[str, list[int]]:
        """The fiscal years of each area, of which anything is reported."""
        found: dict[str, set[int]] = defaultdict(set)
        for area, year, *_ in self._amounts:
            found[area].add(year)
        return {area: sorted(years) for area, years in sorted(found.items())}

    # ---- schools and heads ----

    @cached_property
    def schools(self) -> dict[tuple[str, int], list[School]]:
        """The schools at work by area and school year, in the order of their codes."""
        found: dict[tuple[str, int], list[School]] = defaultdict(list)
        for row in sorted(self.facts.schools.iter_rows(named=True), key=lambda row: str(row["school"])):
            if row["working"] is not False and not (row["closed"] is not None and row["closed"] <= row["year"]):
                found[row["area"], row["year"]].append(_school(row))
        return found

    @cached_property
    def _stages(self) -> dict[tuple[str, int, str], dict[str, Any]]:
        rows = self.facts.school_years.select("school", "year", "stage", "offered", "pupils", "boarders")
        return {(row["school"], row["year"], row["stage"]): row for row in rows.iter_rows(named=True)}

    @cached_property
    def _stage_places(self) -> dict[tuple[str, int, str, str], tuple[Place, ...]]:
        found: dict[Any, list[Place]] = defaultdict(list)
        rows = self.facts.records["school_years"].select("school", "year", "stage", "pupils", "boarders", "_file", "_sheet", "_row")
        for record in rows.iter_rows(named=True):
            for column in ("pupils", "boarders"):
                if record[column] is not None:
                    key = (record["school"], record["year"], record["stage"], column)
                    found[key].append(_place(self.facts, "school_years", column, record))
        return {key: tuple(places) for key, places in found.items()}

    def stages_of(self, school: School) -> tuple[Stage, ...]:
        """Those of its kind; where the kind does not tell, those reported with pupils or without word of them."""
        known = school.kind.stages if school.kind else ()
        stages = known or tuple(stage for stage in (*COMPULSORY, Stage.SENIOR) if (school.code, school.year, stage.value) in self._stages)
        return tuple(stage for stage in stages if not self._not_taught(school, stage))

    def _not_taught(self, school: School, stage: Stage) -> bool:
        row = self._stages.get((school.code, school.year, stage.value))
        return row is not None and row["pupils"] is None and row["offered"] is False

    def of_school(self, school: School, stage: Stage, column: str, fiscal_year: int) -> Figure:
        """Pupils or boarders of one stage of one school in a fiscal year."""
        parts = [self._one(school, stage, column, year) for year in self._school_years(fiscal_year)]
        return self._mean(parts, Message(
            f"{school.name}{stage.label.zh}{_HEADS[column].zh}", f"{_HEADS[column].en} of {school.name}, {stage.label.en}"))

    def pupils(self, area: str, fiscal_year: int, stage: Stage | None) -> Figure:
        """All pupils of a stage of an area in a fiscal year; without a stage, those of compulsory education."""
        parts = [self._in_school_year(area, year, stage) for year in self._school_years(fiscal_year)]
        of = stage.label if stage else Message("义务教育", "compulsory")
        return self._mean(parts, Message(f"{fiscal_year} 年{of.zh}在校生数", f"{of.en} pupils ({fiscal_year})"))

    def teaches(self, area: str, years: Sequence[int], stage: Stage) -> bool:
        """Whether any school of the area has the stage in one of these school years, or nothing is known of its schools."""
        listed = [school for year in years for school in self.schools.get((area, year), ())]
        return not listed or any(stage in self.stages_of(school) for school in listed)

    def _school_years(self, fiscal_year: int) -> list[tuple[int, int]]:
        """(school year, months of 12), those of no months left out."""
        spring = self.heads.spring_months
        return [(year, months) for year, months in ((fiscal_year - 1, spring), (fiscal_year, _MONTHS - spring)) if months]

    def _mean(self, parts: list[tuple[int, Figure]], label: Message) -> Figure:
        figures = [figure for _, figure in parts]
        lacks = missing_of(figures)
        value = None if lacks else sum((Fraction(months * figure.value, _MONTHS) for months, figure in parts if figure.value is not None), Fraction(0))
        return Figure(label, Unit.PERSON, value, tuple(place for figure in figures for place in figure.places), lacks)

    def _one(self, school: School, stage: Stage, column: str, part: tuple[int, int]) -> tuple[int, Figure]:
        year, months = part
        key = (school.code, year, stage.value)
        value = self._stages.get(key, {}).get(column)
        what = Message(f"{school.name} {_told(year).zh}{stage.label.zh}{_HEADS[column].zh}",
                       f"{_HEADS[column].en} of {school.name}, {stage.label.en}, {_told(year).en}")
        lack = (Message(f"缺{what.zh}", f"{what.en}: missing"),) if value is None else ()
        figure = Figure(what, Unit.PERSON, None if value is None else Fraction(value), self._stage_places.get((*key, column), ()), lack)
        return months, figure

    def _in_school_year(self, area: str, part: tuple[int, int], stage: Stage | None) -> tuple[int, Figure]:
        year, months = part
        listed = self.schools.get((area, year), [])
        what = Message(f"{_told(year).zh}在校生数", f"pupils of {_told(year).en}")
        if not listed:
            lack = Message(f"缺{area} {_told(year).zh}的学校名单和在校生数", f"the schools and pupils of {area} in {_told(year).en} are missing")
            return months, Figure(what, Unit.PERSON, None, (), (lack,))
        ones = [
            self._one(school, each, "pupils", part)[1]
            for school in listed if self._counts(school) for each in self.stages_of(school) if each in ((stage,) if stage else COMPULSORY)
        ]
        ones += [_unknown_stages(school) for school in listed if self._counts(school) and not self.stages_of(school) and not school.kind]
        unknown = [each for each in ones if each.value is None]
        lacks = (_lacking(unknown),) if unknown else ()
        value = None if unknown else sum((each.value for each in ones if each.value is not None), Fraction(0))
        return months, Figure(what, Unit.PERSON, value, tuple(place for each in ones for place in each.places), lacks)

    def _counts(self, school: School) -> bool:
        return school.kind not in _APART and (self.heads.ownership == "all" or school.ownership != Ownership.PRIVATE)


_HEADS = {"pupils": Message("在校生数", "pupils"), "boarders": Message("寄宿生数", "boarders")}


def _unknown_stages(school: School) -> Figure:
    lack = Message(f"缺{school.name}的办学类型，不知有哪些学段", f"the kind of {school.name} is missing, so its stages are not known")
    return Figure(lack, Unit.PERSON, None, (), (lack,))


def _lacking(unknown: list[Figure]) -> Message:
    first = unknown[0].missing[0]
    if len(unknown) == 1:
        return first
    return Message(f"{first.zh}等，共 {len(unknown)} 个学段", f"{first.en}, and so of {len(unknown) - 1} more school stages")


def _told(year: int) -> Message:
    return Message(f"{year}/{year + 1} 学年", f"{year}/{year + 1}")


def _fund_key(row: dict[str, Any]) -> tuple[str, int, str, str | None, str | None]:
    """A whole school's sum may be written with the stage 全校 or without any."""
    stage = None if row["stage"] == Stage.WHOLE else row["stage"]
    return row["area"], row["year"], row["item"], stage, row["school"]


def _fund_label(year: int, item: FundItem, stage: Stage | None, school: School | None) -> Message:
    of = stage.label if stage else Message("", "")
    who_zh, who_en = (school.name, f", {school.name}") if school else ("", "")
    return Message(f" {year} 年{who_zh}{of.zh}{item.label.zh}".lstrip(), f"{item.label.en}{f', {of.en}' if of.en else ''}{who_en} ({year})")


def _place(facts: Facts, table: str, column: str, record: dict[str, Any]) -> Place:
    return facts.cell_of(table, column, record) or (record["_file"] or "", record["_sheet"] or "", str(record["_row"] or ""))


def _school(row: dict[str, Any]) -> School:
    kind = SchoolKind(row["kind"]) if row["kind"] else None
    point = kind == SchoolKind.TEACHING_POINT or (row["counted"] is False and kind == SchoolKind.PRIMARY)
    return School(
        row["school"], row["name"] or row["school"], row["area"], row["year"], kind, _ownership(row), row["location"], point,
        row["parent"], row["parent_code"],
    )


def _ownership(row: dict[str, Any]) -> Ownership | None:
    """Public or private as said; where it is not, who runs the school tells."""
    if row["ownership"]:
        return Ownership(row["ownership"])
    if row["run_by"]:
        return Ownership.PRIVATE if row["run_by"] == RunBy.PRIVATE else Ownership.PUBLIC
    return None


def fund_rows(facts: Facts) -> Iterator[tuple[dict[str, Any], Place]]:
    """Every row of money as delivered, with the place of its amount."""
    for record in facts.records["funds"].iter_rows(named=True):
        yield record, _place(facts, "funds", "amount", record)
