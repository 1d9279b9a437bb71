"""What the defects are put into: clean deliveries, the cells of their facts, and a finding's cell compared with ours."""

from __future__ import annotations

import importlib
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from junheng.facts import Facts, load
from junheng.facts.tables import TABLES, Type
from junheng.terms import Finding, Place, SchoolKind, UsageError

# what contradicts what: a finding at the other cell of the pair is as good as one at the cell itself
PAIRS = (
    {"pupils", *(f"pupils_grade_{grade}" for grade in range(1, 7)), "boarders", "classes", "classes_standard", "classes_large",
     "classes_big", "classes_oversize", "teachers", "closed", "kind", "stage"},
    {"teachers", *(f"teachers_{each}" for each in ("doctor", "master", "bachelor", "college", "upper_secondary", "below", "pe", "arts")),
     *(f"titles_{each}" for each in ("senior", "vice_senior", "middle", "assistant", "clerk", "none")), "backbone_teachers"},
    {"land_area", "sports_ground_area"}, {"floor_area", "teaching_area", "indoor_sports_area"},
    {"computers", "teaching_computers"}, {"classrooms", "multimedia_rooms"},
    {"school", "name"}, {"latitude", "longitude"}, {"name", "township"}, {"ownership", "run_by"}, {"parent", "parent_code"},
    {"closed", "successor", "pupils"},
)
_KINDS = [kind.value for kind in SchoolKind if kind.stages]
_YEAR = re.compile(r"(19|20)\d\d")
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")


@dataclass
class Edit:
    """New values of cells, and what else is done to the workbook; `right`: where a finding is expected."""

    file: str
    cells: dict[tuple[str, str], Any] = field(default_factory=dict)  # (sheet, address) -> value
    right: set[Place] = field(default_factory=set)
    also: Callable[[Any], None] | None = None
    added: dict[str, str] = field(default_factory=dict)  # a further file of the delivery: name -> text


@dataclass(frozen=True)
class Target:
    """A fact with one cell: the key of its row, where it stands, what the cell holds."""

    row: dict[str, Any]
    column: str
    place: Place
    raw: Any


@dataclass
class Clean:
    """A delivery without defects, and what is said of it."""

    name: str
    files: list[Path]

    @cached_property
    def loaded(self) -> tuple[Facts, list[Finding]]:
        facts, delivery = load(self.files)
        return facts, delivery.findings

    @property
    def facts(self) -> Facts:
        return self.loaded[0]

    @cached_property
    def books(self) -> dict[str, Any]:
        return {path.name: workbooks().load_workbook(path) for path in self.files if path.suffix == ".xlsx"}

    @cached_property
    def last_year(self) -> int:
        return int(self.facts.schools["year"].max())  # type: ignore[arg-type]

    @cached_property
    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """The rows defects are put into: schools that teach, in the last year."""
        taught = self.facts.schools.filter(pl.col("kind").is_in(_KINDS), pl.col("year") == self.last_year)
        pupils = self.facts.school_years.filter(pl.col("pupils") > 0).select("school", "year").unique()
        schools = taught.join(pupils, on=["school", "year"], how="semi").sort("school")
        stages = self.facts.school_years.join(
            schools.select("school", "year", "kind", "name"), on=["school", "year"]).sort("school", "stage")
        return {"schools": schools.to_dicts(), "school_years": stages.to_dicts()}

    def places(self, row: dict[str, Any], column: str) -> list[Place]:
        table = "school_years" if column in TABLES["school_years"].by_name and "stage" in row else "schools"
        table = table if column in TABLES[table].by_name else "schools" if table == "school_years" else "school_years"
        key = {name: row[name] for name in TABLES[table].key if name in row}
        return self.facts.places(table, key, column)

    def raw(self, place: Place) -> Any:
        file, sheet, cell = place
        return self.books[file][sheet][cell].value if file in self.books and _ADDRESS.fullmatch(cell) else None

    def target(self, rng: random.Random, column: str, fits: Callable[[dict[str, Any]], bool] = lambda row: True) -> Target | None:
        table = "school_years" if column in TABLES["school_years"].by_name and column not in ("school", "year") else "schools"
        rows = [row for row in self.rows[table] if row.get(column) is not None and fits(row)]
        rng.shuffle(rows)
        for row in rows[:40]:
            for place in self.places(row, column)[:1]:
                raw = self.raw(place)
                is_figure = TABLES[table].column(column).type == Type.QUANTITY
                if raw not in (None, "") and not (is_figure and isinstance(raw, str)):
                    return Target(row, column, place, raw)
        return None

    def right(self, target: Target) -> set[Place]:
        """The cell, those it is compared with, and the total under its column."""
        columns = {target.column} | {name for pair in PAIRS if target.column in pair for name in pair}
        stages = [each for each in self.rows["school_years"] if each["school"] == target.row["school"]]
        rows = [target.row, *(each for each in stages if target.row.get("stage") in (each["stage"], None))]
        return {place for row in rows for name in columns for place in self.places(row, name)} | {target.place}

    def run(self, folder: Path, edit: Edit) -> list[Finding]:
        """What is said of the delivery with the defect, beyond what is said of the clean one."""
        changed = next(path for path in self.files if path.name == edit.file)
        copy = folder / changed.name
        shutil.copy(changed, copy)
        book = workbooks().load_workbook(copy)
        for (sheet, address), value in edit.cells.items():
            book[sheet][address] = value
        if edit.also:
            edit.also(book)
        book.save(copy)
        for name, text in edit.added.items():
            (folder / name).write_text(text, "utf-8")
        files = [copy if path == changed else path for path in self.files]
        _, delivery = load([*files, *(folder / name for name in edit.added)])
        before = Counter(map(_about, self.loaded[1]))
        found = []
        for each in delivery.findings:
            if before[_about(each)] > 0:
                before[_about(each)] -= 1
            else:
                found.append(each)
        return found


def _about(finding: Finding) -> tuple[str, str, str, str, str]:
    return (finding.rule, finding.file, finding.sheet, finding.cell, finding.found)


def stands_at(finding: Finding, right: set[Place]) -> bool:
    """At one of the cells; or at the whole row or, for a total, in the column of one of them."""
    for file, sheet, cell in right:
        if (finding.file, finding.sheet) != (file, sheet):
            continue
        ours, theirs = set(cell.split("+")), set(finding.cell.split("+"))
        rows = {_row(each) for each in ours}
        letters = {_letters(each) for each in ours}
        if ours & theirs or (finding.cell.isdigit() and finding.cell in rows):
            return True
        if finding.rule == "total-disagrees" and _letters(finding.cell) in letters:
            return True
    return False


def _row(address: str) -> str:
    return address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _letters(address: str) -> str:
    return address.rstrip("0123456789")


def workbooks() -> Any:
    try:
        return importlib.import_module("openpyxl")
    except ImportError:
        raise UsageError(
            "要用 openpyxl 写入错误，但没有安装；请运行 pip install 'junheng[bench]'",
            "openpyxl, which writes the defects, is not installed: pip install 'junheng[bench]'",
        ) from None


def deliveries(folder: Path) -> dict[str, list[Path]]:
    """The workbooks of a county's folder, all years of it together; or of each county in it."""
    books = [path for path in sorted(folder.rglob("*.xlsx")) if not path.name.startswith("~")]
    tops = sorted({"" if _YEAR.fullmatch(path.relative_to(folder).parts[0]) or path.parent == folder else
                   path.relative_to(folder).parts[0] for path in books})
    return {top or folder.name: [path for path in books if not top or path.relative_to(folder).parts[0] == top] for top in tops}
