"""The benchmark of damaged workbooks: each outcome is told apart, the same seed damages alike, a crash is exit code 1."""

from __future__ import annotations

import dataclasses
import json
import random
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from junheng.cli import api
from junheng.cli.app import run
from junheng.cli.benches import heard, mutate, mutations
from junheng.cli.benches.heard import Outcome
from junheng.cli.benches.mutate import Subject
from junheng.terms import Finding, Lang, Message, Severity

HEAD = ["学校标识码", "学校名称", "办学类型", "小学在校生数", "小学专任教师数", "运动场地面积（平方米）"]
ROWS = [[f"219900000{number}", f"甲县第{'一二三四五六'[number]}小学", "小学", 600 + 10 * number, 40, 7500] for number in range(6)]


def workbook(folder: Path, rows: list[list[object]]) -> bytes:
    path = folder / "甲县2023学年学校一览表.xlsx"
    book = openpyxl.Workbook()
    for row in (HEAD, *rows):
        book.worksheets[0].append(row)
    book.save(path)
    return path.read_bytes()


@pytest.fixture
def subject(tmp_path: Path) -> Subject:
    workbook(tmp_path, ROWS)
    return Subject("county", [tmp_path / "甲县2023学年学校一览表.xlsx"])


def outcome(subject: Subject, folder: Path, rows: list[list[object]]) -> Outcome:
    before = subject.as_handed_in
    other = folder / "changed"
    other.mkdir()
    return mutate._outcome(subject, workbook(other, rows), before)[0]


def changed(row: int, column: int, value: object) -> list[list[object]]:
    return [[value if (at, place) == (row, column) else cell for place, cell in enumerate(cells)] for at, cells in enumerate(ROWS)]


@pytest.mark.parametrize(("rows", "expected"), [
    (ROWS, Outcome.SAME), (ROWS[::-1], Outcome.SAME),
    (changed(2, 3, "六百二十"), Outcome.TOLD), (changed(2, 3, 9), Outcome.TOLD),
    (changed(2, 3, 621), Outcome.ANOTHER), (changed(5, 1, "甲县六一小学"), Outcome.ANOTHER), (ROWS[:-1], Outcome.SILENT),
    ([[*row[:4], "", row[5]] for row in ROWS], Outcome.TOLD),
    ([[*row[:3], row[3] + 1, *row[4:]] for row in ROWS], Outcome.SILENT),
])  # fmt: skip
def test_each_outcome_is_told_apart(rows: list[list[object]], expected: Outcome, subject: Subject, tmp_path: Path) -> None:
    assert outcome(subject, tmp_path, rows) == expected


def test_a_lost_line_that_only_the_number_of_schools_tells_is_counted_for_itself(tmp_path: Path) -> None:
    """Not where another school's figures are others too: of those the number says nothing."""
    rows = [[f"21990000{number:02d}", f"甲县{number}村小学", "小学", 600 + 10 * number, 40, 7500 + number] for number in range(12)]
    workbook(tmp_path, rows)
    many = Subject("county", [tmp_path / "甲县2023学年学校一览表.xlsx"])
    assert outcome(many, tmp_path, rows[:-1]) == Outcome.COUNTED
    rows[4] = [*rows[4][:3], 641, *rows[4][4:]]
    (tmp_path / "changed").rename(tmp_path / "before")
    assert outcome(many, tmp_path, rows[:-1]) == Outcome.SILENT


def test_two_columns_that_a_note_says_nothing_is_held_against_are_counted_for_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exchanged whole: bachelors and college diplomas. Not where a figure is another as well, nor columns that the note does not name."""
    monkeypatch.setitem(globals(), "HEAD", [*HEAD[:5], "小学专任教师学历-本科", "小学专任教师学历-专科", "小学音乐专用教室（间）"])
    rows = [[f"21990000{number:02d}", f"甲县{number}村小学", "小学", 600 + 10 * number, 40, 19 + number % 3, 16 + number % 4, 1] for number in range(12)]
    workbook(tmp_path, rows)
    many = Subject("county", [tmp_path / "甲县2023学年学校一览表.xlsx"])
    exchanged = [[*row[:5], row[6], row[5], row[7]] for row in rows]
    assert outcome(many, tmp_path, exchanged) == Outcome.UNHELD
    exchanged[3][6] = 15
    (tmp_path / "changed").rename(tmp_path / "before")
    assert outcome(many, tmp_path, exchanged) != Outcome.UNHELD


def test_what_is_only_missing_is_no_wrong_figure(tmp_path: Path) -> None:
    workbook(tmp_path, changed(2, 3, ""))
    (tmp_path / "known").mkdir()
    workbook(tmp_path / "known", ROWS)
    known = Subject("county", [tmp_path / "known" / "甲县2023学年学校一览表.xlsx"])
    lacking = Subject("county", [tmp_path / "甲县2023学年学校一览表.xlsx"])
    assert heard.difference(known.as_handed_in.figures, lacking.as_handed_in.figures) == "missing"
    assert heard.difference(lacking.as_handed_in.figures, known.as_handed_in.figures) not in ("", "missing")


def test_what_cannot_be_opened_is_refused(subject: Subject) -> None:
    assert mutate._outcome(subject, b"PK\x03\x04 nothing", subject.as_handed_in)[0] == Outcome.REFUSED


def test_any_other_failure_is_a_crash(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    before = subject.as_handed_in
    monkeypatch.setattr(api, "read", lambda *_: [][0])
    found, said = mutate._outcome(subject, subject.content, before)
    assert (found, said.split(":")[0]) == (Outcome.CRASH, "IndexError")


def test_what_takes_too_long_is_a_crash(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    before = subject.as_handed_in
    monkeypatch.setattr(mutate, "MOST_SECONDS", 1)

    def forever(*_: object) -> None:
        while True:
            pass

    monkeypatch.setattr(api, "read", forever)
    assert mutate._outcome(subject, subject.content, before) == (Outcome.CRASH, "TimeoutError: more than 1 s of the processor")


def test_a_cell_typed_anew_is_told_from_other_damage(subject: Subject) -> None:
    def book(rows: list[list[object]]) -> mutations.Book:
        return [mutations.Page("Sheet", [list(HEAD), *(list(row) for row in rows)])]

    clean = book(ROWS)
    assert mutate._retyped(clean, book(changed(2, 3, 621))) == {("Sheet", "D4")}
    assert mutate._retyped(clean, book(changed(2, 3, "621"))) == {("Sheet", "D4")}  # another figure, be it a text
    assert mutate._retyped(clean, book(changed(2, 3, ""))) == frozenset()
    assert mutate._retyped(clean, book(changed(2, 3, "多"))) == frozenset()
    assert mutate._retyped(clean, book(ROWS[:-1])) == frozenset()
    assert mutate._retyped(clean, book([[*row[:3], 7, *row[4:]] for row in ROWS])) == frozenset()  # more than a few
    assert mutate._retyped(clean, None) == frozenset()


def test_told_is_what_stands_at_the_row_the_column_or_names_the_school() -> None:
    concern = heard.Concern(names={"甲县第三小学"}, heads={"在校生数"})
    concern.add("a.xlsx", "小学", "D4+E4")

    def met(file: str, sheet: str, cell: str, zh: str = "") -> bool:
        return concern.is_met_by(Finding(Severity.WARNING, "L01", Message(zh, zh), file, sheet, cell))

    here = ("a.xlsx", "小学")
    assert all(met(*here, cell) for cell in ("D9", "B4", "4", ""))
    assert met("a.xlsx", "", "")
    assert met(*here, "B9", "在校生数太多")
    assert met("b.xlsx", "初中", "B9", "甲县第三小学：…")
    assert concern.is_met_by(Finding(Severity.INFO, "form-row-missing", Message("", ""), *here, "3"))
    assert not any(met(*where) for where in ((*here, "B9"), ("a.xlsx", "初中", "D4"), ("b.xlsx", "初中", "B9", "在校生数太多")))


def test_what_is_said_as_before_of_a_line_that_moved_is_not_new(subject: Subject) -> None:
    """One note moved up by two lines, another is said for the first time, in the same words at another column."""
    def found(*cells: str) -> heard.Found:
        said = [Finding(Severity.INFO, "cell-not-literal", Message("甲", "a"), "a.csv", "", cell, "０") for cell in cells]
        abouts = [(each.file, each.sheet, each.rule, each.severity.value, each.cell, each.found) for each in said]
        return dataclasses.replace(subject.as_handed_in, findings=Counter(abouts), said=dict(zip(abouts, said, strict=True)))

    assert heard.newly_said(found("X32"), found("X30")) == []
    assert [each.cell for each in heard.newly_said(found("X32"), found("X30", "Y30"))] == ["Y30"]
    assert [each.cell for each in heard.newly_said(found("X32"), found("X30", "X31"))] in (["X30"], ["X31"])


def test_a_damage_can_be_tried_again_by_its_number(subject: Subject, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log, again, examples = tmp_path / "log.jsonl", tmp_path / "again.jsonl", subject.files[0].parent
    mutate.run([], 6, 1, True, Lang.EN, log, examples=examples)
    mutate.run([], 6, 1, True, Lang.EN, again, [5, 2], examples)
    first, second = ([json.loads(line) for line in path.read_text("utf-8").splitlines()] for path in (log, again))
    assert [each["number"] for each in first] == [1, 2, 3, 4, 5, 6]
    assert second == [first[4], first[1]]


def test_a_list_of_closures_is_handed_in_with_the_county(tmp_path: Path) -> None:
    for name in ("甲县撤并一览表.xlsx", "2023/小学.xlsx", "2024/小学.xlsx"):
        path = tmp_path / "county" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    groups = mutate._subjects([tmp_path / "county"], tmp_path)
    files = [[path.relative_to(tmp_path / "county").as_posix() for path in each.files] for group in groups[1:] for each in group]
    assert sorted(files) == [["2023/小学.xlsx"], ["2023/小学.xlsx", "2024/小学.xlsx", "甲县撤并一览表.xlsx"], ["2024/小学.xlsx"]]


@pytest.mark.parametrize(("outcomes", "failed"), [((0, 0), 0), ((1, 0), 1), ((0, 3), 0), ((0, 4), 1)])
def test_a_crash_or_too_many_silent_ones_fail(outcomes: tuple[int, int], failed: int) -> None:
    crash, silent = outcomes
    assert mutate._has_failed({"count": 100, "peak_mb": 100, "outcomes": {Outcome.CRASH: crash, Outcome.SILENT: silent}}) == failed


@pytest.mark.parametrize("damage", mutations.DAMAGES, ids=lambda each: each.__name__)
def test_every_damage_changes_the_book_alike_for_the_same_seed(damage: mutations.Damage, subject: Subject) -> None:
    clean = [*subject.book, mutations.Page("第二张", [list(row) for row in subject.book[0].rows])]
    results = []
    for _ in range(2):
        rng = random.Random(5)
        for _ in range(50):
            book = mutations.copied(clean)
            what = damage(book, rng)
            if what and book != clean:
                results.append((what, book))
                break
    assert len(results) == 2
    assert results[0] == results[1]
    assert clean == [*subject.book, mutations.Page("第二张", [list(row) for row in subject.book[0].rows])]


@pytest.mark.parametrize("flip", mutate.BYTES, ids=lambda each: each.__name__)
def test_every_flip_changes_the_file_alike_for_the_same_seed(flip: object, subject: Subject) -> None:
    damaged = [flip(subject.content, random.Random(3)) for _ in range(2)]  # type: ignore[operator]
    assert damaged[0] == damaged[1] != subject.content


def test_a_book_written_again_says_the_same(subject: Subject) -> None:
    assert subject.written_again.figures == subject.as_handed_in.figures


def test_a_few_workbooks(subject: Subject, capsys: pytest.CaptureFixture[str]) -> None:
    assert mutate.run([], 12, 1, True, Lang.EN, examples=subject.files[0].parent) == 0
    told = json.loads(capsys.readouterr().out)
    assert sum(told["outcomes"].values()) == told["count"] == 12
    assert told["outcomes"]["crash"] == 0
    assert sum(sum(each.values()) for each in told["kinds"].values()) == 12


def test_a_crash_is_exit_code_1_and_told(subject: Subject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(mutate, "_outcome", lambda *_: (Outcome.CRASH, "KeyError: 'x'"))
    assert mutate.run([], 2, 1, False, Lang.EN, examples=subject.files[0].parent) == 1
    assert "KeyError: 'x'" in capsys.readouterr().out


def test_a_folder_without_workbooks_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bench", "mutate", str(tmp_path / "no"), "--lang", "en"]) == 2
    assert "there is no workbook in" in capsys.readouterr().err
