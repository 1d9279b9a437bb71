"""What every section of a report reads: the evaluation, its delivery, the language, and look-ups made once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from junheng.facts import Delivery
from junheng.findings import AreaResult, Evaluation, Measured, SchoolVerdict, area_results
from junheng.findings.engine import Status
from junheng.findings.verdicts import ItemVerdict
from junheng.proposals.gaps import Gap, gap
from junheng.reports.numbers import MEAN
from junheng.reports.spoken import Spoken
from junheng.rules import Standard
from junheng.terms import Lang, Stage

GroupKey = tuple[str, int, Stage]


@dataclass(frozen=True)
class Case(Spoken):
    evaluation: Evaluation
    delivery: Delivery
    lang: Lang
    others: tuple[Evaluation, ...] = ()
    today: date = field(default_factory=date.today)

    @property
    def standard(self) -> Standard:
        return self.evaluation.rules.standard

    @cached_property
    def files(self) -> list[str]:
        """The files of the delivery that facts were taken from, in order."""
        return list(dict.fromkeys(block.file for block in self.delivery.blocks))

    @cached_property
    def results(self) -> tuple[AreaResult, ...]:
        return area_results(self.evaluation)

    @cached_property
    def area_years(self) -> tuple[tuple[str, int], ...]:
        return tuple(dict.fromkeys((result.area, result.year) for result in self.results))

    def of_area(self, area: str, year: int) -> list[AreaResult]:
        return [result for result in self.results if (result.area, result.year) == (area, year)]

    def items(self, area: str, year: int) -> tuple[ItemVerdict, ...]:
        return self._items[area, year]

    @cached_property
    def _items(self) -> dict[tuple[str, int], tuple[ItemVerdict, ...]]:
        return {key: self.evaluation.items(*key) for key in self.area_years}

    def schools(self, result: AreaResult) -> list[SchoolVerdict]:
        return self._schools.get((result.area, result.year, result.stage), [])

    @cached_property
    def _schools(self) -> dict[GroupKey, list[SchoolVerdict]]:
        found: dict[GroupKey, list[SchoolVerdict]] = defaultdict(list)
        for school in self.evaluation.schools:
            found[school.area, school.year, school.stage].append(school)
        return found

    def gap(self, school: SchoolVerdict, measured: Measured) -> Gap | None:
        key = (school.school, school.year, school.stage, measured.indicator.id)
        if key not in self._gaps:
            self._gaps[key] = gap(school, measured)
        return self._gaps[key]

    @cached_property
    def _gaps(self) -> dict[tuple[str, int, Stage, str], Gap | None]:
        return {}

    @cached_property
    def decimals(self) -> Mapping[str, int]:
        """Two, as the form asks; four for figures per single pupil that two decimals would blot out."""
        found = {indicator.id: MEAN for indicator in self.evaluation.rules.indicators}
        for result in self.results:
            for each in result.indicators:
                if each.indicator.factor == 1 and each.mean is not None and each.mean < 0.5:
                    found[each.indicator.id] = 4
        return found

    @cached_property
    def stage_rows(self) -> dict[tuple[str, int, str], dict[str, Any]]:
        """(school, year, stage or `whole`) -> its facts."""
        rows = self.evaluation.facts.school_years.iter_rows(named=True)
        return {(row["school"], row["year"], row["stage"]): row for row in rows}

    @cached_property
    def school_rows(self) -> dict[tuple[str, int], dict[str, Any]]:
        rows = self.evaluation.facts.schools.iter_rows(named=True)
        return {(row["school"], row["year"]): row for row in rows}

    def points(self, school: SchoolVerdict) -> list[SchoolVerdict]:
        """The teaching points joined to a school, each once."""
        return self._points.get((school.school, school.year), [])

    @cached_property
    def _points(self) -> dict[tuple[str, int], list[SchoolVerdict]]:
        named = {(row["area"], row["year"], row["name"]): code for (code, _), row in self.school_rows.items()}
        found: dict[tuple[str, int], dict[str, SchoolVerdict]] = defaultdict(dict)
        for point in self.evaluation.not_counted:
            if point.status == Status.MERGED:
                row = self.school_rows[point.school, point.year]
                given = [row["parent_code"], row["parent"]]
                code = next((each for each in given if (each, point.year) in self.school_rows), None)
                code = code or named.get((point.area, point.year, row["parent"]))
                found[str(code), point.year].setdefault(point.school, point)
        return {key: list(points.values()) for key, points in found.items()}

    def stage_title(self, stage: Stage) -> str:
        rule = self.standard.stages.get(stage.value)  # type: ignore[call-overload]
        return self.to(rule.title if rule else stage.label)

    def short(self, name: str, area: str) -> str:
        """A school's name without the area before it, where the table names the area already."""
        rest = name.removeprefix(area)
        return rest if rest and rest != name and self.lang == Lang.ZH else name

    def school_year(self, year: int) -> str:
        if self.evaluation.facts.calendar_year:
            return self.say(f"{year}年", str(year))
        return self.say(f"{year}—{year + 1}学年", f"school year {year}/{year + 1}")

    def name(self, area: str, year: int) -> str:
        return self.say(f"{area}{self.school_year(year)}", f"{area}, {self.school_year(year)}")

