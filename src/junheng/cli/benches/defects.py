"""junheng bench defects: each kind of defect put into copies of clean workbooks, and whether check finds it at its cell."""

from __future__ import annotations

import json
import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import typer
import xlsxwriter

from junheng.cli.benches import county, defect_kinds
from junheng.cli.benches.defect_cases import Clean, deliveries, stands_at
from junheng.cli.benches.defect_kinds import Kind
from junheng.cli.benches.defect_lists import LISTS
from junheng.cli.benches.defect_slips import SLIPS
from junheng.facts import load
from junheng.facts.intake.template.workbook import NOTES_SHEET, VERSION, VERSION_LABEL
from junheng.facts.tables import SCHOOL_YEARS, SCHOOLS
from junheng.terms import Lang, Message, Severity, UsageError

KINDS = (*defect_kinds.KINDS, *SLIPS, *LISTS)
SEED = 20_261_125
TARGET = 0.95
CELL, ELSEWHERE, MISSED = "cell", "elsewhere", "missed"


@dataclass(frozen=True)
class Tried:
    kind: Kind
    delivery: str
    outcome: str
    what: str  # the cells changed, or what was said instead


def run(data: Sequence[Path], repeats: int, as_json: bool, lang: Lang, examples: Path = Path("examples/county")) -> int:
    with tempfile.TemporaryDirectory(prefix="junheng-defects-") as folder:
        clean = [Clean(name, files) for each in (examples, *data) for name, files in deliveries(each).items()]
        if not clean:
            raise UsageError(f"目录 {examples} 中没有工作簿", f"there is no workbook in {examples}")
        clean.append(Clean("template", [_as_template(clean[0], Path(folder))]))
        tried = [each for one in clean for each in _try(one, repeats, Path(folder))]
    alarms = {each.name: _alarms(each) for each in clean}
    result = _result(tried, alarms)
    typer.echo(json.dumps(result, ensure_ascii=False, indent=1) if as_json else _told(result, lang))
    return 0


def _alarms(clean: Clean) -> int:
    return sum(each.severity != Severity.INFO for each in clean.loaded[1])


def _try(clean: Clean, repeats: int, folder: Path) -> list[Tried]:
    found = []
    for kind in KINDS:
        rng = random.Random(f"{SEED} {kind.name} {clean.name}")
        for _ in range(repeats):
            edit = kind.inject(clean, rng)
            if edit is None:
                continue
            said = clean.run(Path(tempfile.mkdtemp(dir=folder)), edit)
            at_cell = any(stands_at(each, edit.right) for each in said)
            other = "; ".join(f"{each.rule} {each.sheet} {each.cell}" for each in said[:3])
            cells = " ".join(f"{sheet}!{address}={value}" for (sheet, address), value in list(edit.cells.items())[:2])
            found.append(Tried(kind, clean.name, CELL if at_cell else ELSEWHERE if said else MISSED, f"{edit.file} {cells}: {other}"))
    return found


def _as_template(clean: Clean, folder: Path) -> Path:
    """The same facts as the house's own workbook, with what exports do not hold: coordinates, years of building and closing."""
    facts, _ = load(clean.files)
    rng = random.Random(SEED)
    points = {school: (round(30.2 + rng.random() * 0.3, 5), round(112.1 + rng.random() * 0.4, 5)) for school in sorted(facts.schools["school"].unique())}  # the same in all years
    listed = facts.schools.sort("school", "year")
    latitudes, longitudes = zip(*map(points.__getitem__, listed["school"]), strict=True)
    schools = listed.with_columns(
        pl.Series("latitude", latitudes), pl.Series("longitude", longitudes),
        pl.lit(1996, pl.Int32).alias("built"), pl.lit(1990, pl.Int32).alias("opened"), pl.lit(2040, pl.Int32).alias("closed"), pl.lit("WGS-84").alias("datum"),
    )
    path = folder / "template.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet(NOTES_SHEET).write_row(1, 0, [VERSION_LABEL, VERSION])
        county.write_sheet(book, SCHOOLS, schools)
        county.write_sheet(book, SCHOOL_YEARS, facts.school_years)
    return path


def _result(tried: Sequence[Tried], alarms: dict[str, int]) -> dict[str, Any]:
    rows = []
    for kind in KINDS:
        own = Counter(each.outcome for each in tried if each.kind is kind)
        rows.append({"kind": kind.name, "title": {"zh": kind.title.zh, "en": kind.title.en}, "plausible": kind.plausible,
                     "injected": own.total(), **{name: own[name] for name in (CELL, ELSEWHERE, MISSED)}})
    known = [each for each in tried if not each.kind.plausible]
    return {
        "kinds": rows, "injected": len(known), "found_at_cell": sum(each.outcome == CELL for each in known),
        "share": sum(each.outcome == CELL for each in known) / max(1, len(known)), "false_alarms": alarms,
        "misses": [{"kind": each.kind.name, "delivery": each.delivery, "outcome": each.outcome, "what": each.what}
                   for each in tried if each.outcome != CELL],
    }


def _told(result: dict[str, Any], lang: Lang) -> str:
    heads = Message("种类  注入  在该格（或与之矛盾的格）发现  在别处发现  未发现", "kind, injected, found at the cell (or one it contradicts), elsewhere, missed")
    lines = [heads.to(lang)]
    for each in result["kinds"]:
        title = each["title"][lang.value] + (Message("（改动合乎情理，不计入）", " (plausible: not counted)").to(lang) if each["plausible"] else "")
        lines.append(f"{each['injected']:>4}{each[CELL]:>5}{each[ELSEWHERE]:>5}{each[MISSED]:>5}  {each['kind']:24}{title}")
    share, total, found = result["share"], result["injected"], result["found_at_cell"]
    lines += [f"  {each['kind']} ({each['delivery']}, {each['outcome']}): {each['what']}" for each in result["misses"]]
    alarms = ", ".join(f"{name} {count}" for name, count in result["false_alarms"].items())
    lines.append(Message(
        f"{total} 处错误，{found} 处在原处发现（{share:.1%}，目标 {TARGET:.0%}）；原文件上的误报：{alarms}",
        f"{total} defects, {found} found at the cell ({share:.1%}, target {TARGET:.0%}); false alarms on the clean files: {alarms}",
    ).to(lang))
    return "\n".join(lines)
