"""A file, a folder, a zip: one delivery is one set of facts, however it is handed in, and nothing in it is passed over in silence."""

from __future__ import annotations

import gzip
import io
import os
import random
import zipfile
from pathlib import Path

import pytest
from tests.facts.intake.test_bad_input import HEAD, NAME, OTHER, ROW, TEXT, bomb, found, measured, pupils, workbook

from junheng.cli.app import run
from junheng.facts import load
from junheng.facts.intake.books.handed_in import open_files
from junheng.terms import Finding, Severity, UsageError

CLUTTER = {
    "~$锁.xlsx": b"x", ".隐藏/里面.xlsx": b"x", ".DS_Store": b"x", "深/Thumbs.db": b"x", "__MACOSX/._一.xlsx": b"x", "读我.docx": b"x",
    "附件.rar": b"Rar!",
}


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """Two schools in two files, one of them two folders deep, among files that are no tables."""
    folder = tmp_path / "报送"
    for name, content in CLUTTER.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "深" / "处").mkdir()
    workbook(folder / f"一{NAME}.xlsx", ROW)
    workbook(folder / "深" / "处" / f"二{NAME}.xlsx", OTHER)
    return folder


def zipped(folder: Path, seed: int) -> Path:
    """The folder as a zip, its members in another order each time."""
    names = sorted(path for path in folder.rglob("*") if path.is_file())
    random.Random(seed).shuffle(names)
    path = folder.parent / f"{folder.name}{seed}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.write(name, name.relative_to(folder).as_posix())
    return path


def test_a_folder_its_zip_and_its_files_in_any_order_are_the_same_facts(county: Path) -> None:
    assert pupils(county) == {"2199000001": 1000, "2199000002": 800}
    files = sorted(county.rglob(f"*{NAME}.xlsx"))
    snapshots = {load(given)[0].snapshot for given in ([county], files, files[::-1], [zipped(county, 1)], [zipped(county, 2)])}
    assert len(snapshots) == 1


def test_every_file_that_is_no_table_is_named_in_a_folder_as_in_a_zip(county: Path) -> None:
    left_out = {".隐藏", ".DS_Store", "__MACOSX", "附件.rar", "深/Thumbs.db", "读我.docx", "~$锁.xlsx"}
    for given in (county, zipped(county, 1)):
        told = [each for each in load([given])[1].findings if each.rule == "member-not-read"]
        assert {each.found for each in told} == left_out
        assert {each.found for each in told if each.severity == Severity.WARNING} == {"附件.rar"}  # may hold what was meant


@pytest.mark.skipif(os.name == "nt", reason="left out: links, which need rights on Windows")
def test_links_that_run_in_a_circle_and_links_to_nothing_are_named(county: Path) -> None:
    (county / "深" / "上").symlink_to(county, target_is_directory=True)
    (county / "断.xlsx").symlink_to(county / "没有.xlsx")
    told = {each.found: each.severity for each in load([county])[1].findings if each.rule == "member-not-read"}
    assert told["深/上"] == told["断.xlsx"] == Severity.WARNING
    assert len(pupils(county)) == 2


def test_a_table_of_something_else_in_a_folder_is_reported_and_the_others_are_read(county: Path) -> None:
    workbook(county / "食堂.xlsx", ["面粉", 3], change=lambda book: book.worksheets[0].delete_rows(1))
    (county / "说明.txt").write_text("请看第一页", "utf-8")
    delivery = load([county])[1]
    assert {each.file for each in delivery.findings if each.rule == "file-unknown"} == {"食堂.xlsx", "说明.txt"}
    assert (delivery.rows_in, delivery.rows_kept, delivery.rows_reported) == (4, 2, 2)
    assert len(pupils(county)) == 2


def broken(folder: Path) -> None:
    """An empty workbook, one of no bytes, one cut off and a picture: one of each in a county of hundreds refused it all."""
    workbook(folder / "空.xlsx", change=lambda book: book.worksheets[0].delete_rows(1, 9))
    (folder / "零.xlsx").write_bytes(b"")
    (folder / "断.xlsx").write_bytes((folder / f"一{NAME}.xlsx").read_bytes()[:3000])
    (folder / "图.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 99)


def test_workbooks_that_cannot_be_opened_are_errors_and_the_others_are_read(county: Path) -> None:
    broken(county)
    for given in (county, zipped(county, 3)):
        delivery = load([given])[1]
        assert {(each.file, each.severity) for each in delivery.findings if each.rule == "file-unknown"} == {(f"{name}.xlsx", Severity.ERROR) for name in "空零断图"}
        assert delivery.rows_kept == len(pupils(given)) == 2
        assert run(["check", str(given)]) == 1


def test_a_workbook_that_cannot_be_opened_is_refused_alone_and_where_there_is_no_other(county: Path) -> None:
    broken(county)
    for name in "空零断图":
        with pytest.raises(UsageError, match=name):
            load([county / f"{name}.xlsx"])
    for path in county.rglob(f"*{NAME}.xlsx"):
        path.unlink()
    with pytest.raises(UsageError, match="图"):
        load([county])


def test_a_workbook_made_to_harm_refuses_the_whole_folder(county: Path) -> None:
    bomb(county / "弹.xlsx")
    with pytest.raises(UsageError, match="300 MB"):
        load([county])


def test_too_many_files_are_refused_before_they_are_read(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("junheng.facts.intake.books.handed_in.MOST_MEMBERS", 5)
    for given in (county, zipped(county, 1)):
        with pytest.raises(UsageError, match="at most 5"):
            load([given])


@pytest.mark.parametrize("name", ["", "只有图片.png", ".隐藏.xlsx"])
def test_a_folder_without_a_table_is_one_sentence(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "空"
    folder.mkdir()
    if name:
        (folder / name).write_bytes(b"x")
    assert run(["check", str(folder), "--lang", "en"]) == 2
    told = capsys.readouterr().err
    assert "there is no spreadsheet in the folder 空" in told
    assert len(told.strip().splitlines()) == 1


# --- packed texts


@pytest.mark.parametrize("suffix", [".csv.gz", ".tsv.gz", ".CSV.GZ"])
def test_a_packed_text_is_read_as_the_text_in_it(suffix: str, tmp_path: Path) -> None:
    text = TEXT.replace(",", "\t") if "tsv" in suffix else TEXT
    path = tmp_path / f"{NAME}{suffix}"
    path.write_bytes(gzip.compress(text.encode("gb18030")))
    assert pupils(path) == pupils(tmp_path) == {"2199000001": 1000, "2199000002": 800}


def test_a_packed_text_and_the_text_are_one_file(tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.csv").write_text(TEXT, "utf-8")
    (tmp_path / f"{NAME}.csv.gz").write_bytes(gzip.compress(TEXT.encode()))
    assert len(found(load([tmp_path])[1], "file-twice")) == 1


def test_a_text_only_called_packed_is_read(tmp_path: Path) -> None:
    path = tmp_path / f"{NAME}.csv.gz"
    path.write_text(TEXT, "utf-8")
    assert len(pupils(path)) == 2


def test_a_packed_text_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / f"{NAME}.csv.gz"
    path.write_bytes(gzip.compress(TEXT.encode() * 50)[:-20])
    with pytest.raises(UsageError, match="damaged"):
        load([path])


def test_a_bomb_in_gzip_is_refused_below_a_gigabyte(tmp_path: Path) -> None:
    path = tmp_path / f"{NAME}.csv.gz"
    with gzip.open(path, "wb", compresslevel=1) as packed:
        packed.write((",".join(HEAD) + "\n").encode())
        for _ in range(1000):
            packed.write(b"," * (1 << 20))
    code, peak = measured(path)
    assert code == 2
    assert peak < 1024


@pytest.mark.parametrize(("inside", "said"), [("../../a.csv", "通向压缩包之外"), ("inner.zip", "打不开（“inner.zip”已损坏"), ("inner.rar", "不是电子表格，未读取；如含有要报送的表，请解开")])
def test_a_zip_without_a_table_names_what_was_perhaps_meant(inside: str, said: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(inside, "x")
    with pytest.raises(UsageError) as error:
        load([tmp_path / "a.zip"])
    assert said in error.value.message.zh


def test_zips_in_a_folder_and_in_a_zip_are_read(tmp_path: Path) -> None:
    """A school hands in a zip, the office zips those: names in GBK at every step, the year in the inner zip's name."""
    folder = tmp_path / "报送"
    folder.mkdir()
    text = io.BytesIO()
    with zipfile.ZipFile(text, "w") as archive:
        archive.writestr(f"{NAME}.csv", ",".join(HEAD))
    (folder / "第一小学.ZIP").write_bytes(text.getvalue())
    with zipfile.ZipFile(folder / "全县.zip", "w") as archive:
        archive.writestr("2023学年.zip", text.getvalue())
        archive.writestr("坏.zip", "x")
    findings: list[Finding] = []
    files = sorted(open_files(folder, findings), key=lambda each: each.where)
    assert [(each.where, each.folder) for each in files] == [
        (f"报送/全县.zip/2023学年.zip/{NAME}.csv", "2023学年"), (f"报送/第一小学.ZIP/{NAME}.csv", "第一小学"),
    ]
    assert {each.read() for each in files} == {",".join(HEAD).encode()}
    assert [(each.rule, each.severity, each.found) for each in findings] == [("member-not-read", Severity.WARNING, "全县.zip/坏.zip")]


def test_zips_deeper_than_two_are_named_for_what_they_are(tmp_path: Path) -> None:
    content = (",".join(HEAD)).encode()
    for depth, name in enumerate((f"{NAME}.csv", "四.zip", "三.zip", "二.zip")):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(name, content)
            if depth == 3:
                archive.writestr(f"另{NAME}.csv", ",".join(HEAD))
        content = packed.getvalue()
    (tmp_path / "一.zip").write_bytes(content)
    findings: list[Finding] = []
    assert [each.where for each in open_files(tmp_path / "一.zip", findings)] == [f"一.zip/另{NAME}.csv"]
    (told,) = findings
    assert (told.rule, told.severity, told.found) == ("member-not-read", Severity.WARNING, "二.zip/三.zip/四.zip")
    assert "最多打开 2 层" in told.message.zh
    assert "2 are opened" in told.message.en


def test_folders_inside_each_other_a_thousand_deep_are_read(tmp_path: Path) -> None:
    """Python's own walk calls itself for each of them."""
    workbook(tmp_path / f"{NAME}.xlsx", ROW)
    deep = tmp_path
    for _ in range(1500):
        deep /= "d"
        os.mkdir(deep)
    (deep / "附件.docx").write_bytes(b"x")
    try:
        findings: list[Finding] = []
        assert len(list(open_files(tmp_path, findings))) == 1
    finally:  # no other tool goes down so far
        (deep / "附件.docx").unlink()
        os.removedirs(deep)
    assert [each.found for each in findings] == ["d/" * 1500 + "附件.docx"]


def test_what_a_library_says_in_english_is_told_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04" + b"x" * 100)
    with pytest.raises(UsageError) as error:
        load([tmp_path / "a.xlsx"])
    assert "zip" not in error.value.message.zh
    assert "文件不完整" in error.value.message.zh


def test_a_text_in_two_encodings_names_the_line_where_the_other_begins(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("学校名称,在校生数\n甲县第一小学,300\n".encode() + "甲县第二小学,300\n".encode("gb18030"))
    with pytest.raises(UsageError) as error:
        load([tmp_path / "a.csv"])
    assert "混有两种编码，或有损坏：第 3 行" in error.value.message.zh


def of_classes(folder: Path, classes: int) -> None:
    """Two forms of a school that say no year; the basic facts are the same in both years."""
    folder.mkdir(parents=True)
    basic = "学校（机构）基本情况\n指标名称,代码,内容\n学校（机构）名称,01,甲县第一小学\n学校（机构）标识码,02,2199000001\n属地管理教育行政部门,03,甲县教育局\n学校（机构）办学类型,04,小学\n"
    (folder / "1001.csv").write_text(basic, encoding="utf-8")
    (folder / "2106.csv").write_text(f"小学班额情况\n学校（机构）名称：甲县第一小学,学校（机构）标识码：2199000001\n指标名称,代码,合计\n总计,01,{classes}\n", encoding="utf-8")


@pytest.mark.parametrize("pack", [False, True])
@pytest.mark.parametrize("below", ["", "各校"])
def test_the_year_may_stand_in_the_name_of_a_folder_further_up(below: str, pack: bool, tmp_path: Path) -> None:
    """12 classes in 2022/2023 and 13 in 2023/2024: no year was found, and all was lost."""
    for year, classes in (("2022-2023学年", 12), ("2023-2024学年", 13)):
        of_classes(tmp_path / "甲县" / year / below / "2199000001甲县第一小学", classes)
    facts, delivery = load([zipped(tmp_path / "甲县", 1) if pack else tmp_path / "甲县"])
    assert sorted(facts.school_years.select("year", "classes").rows()) == [(2022, 12), (2023, 13)]
    assert sorted(facts.schools.select("school", "year").rows()) == [("2199000001", 2022), ("2199000001", 2023)]
    assert not delivery.has_errors


@pytest.mark.parametrize(("folders", "year"), [
    ("2022学年/2023学年/甲校", 2023), ("2022学年/2023学年材料、2024学年计划/甲校", 2022), ("2022、2023年/甲校", None), ("2021-2025年规划/甲校", None), ("2023年报表.zip/甲校", 2023), ("2022学年/甲校2023年", 2023),
])  # fmt: skip
def test_the_nearest_folder_that_names_one_year_is_taken(folders: str, year: int | None, tmp_path: Path) -> None:
    of_classes(tmp_path / "甲县" / folders, 12)
    facts, delivery = load([tmp_path / "甲县"])
    assert facts.school_years["year"].to_list() == ([year] if year else [])
    assert ("year-unknown" in {each.rule for each in delivery.findings}) == (year is None)


@pytest.mark.parametrize(("name", "said"), [
    ("甲县2023.csv", "没有文件“{}”；相近的有：甲县2024.csv"), ("staff.ods", "没有文件“{}”"), ("nowhere/甲县2024.csv", "没有文件“{}”，也没有文件夹 {}"),
])
def test_a_file_that_is_not_there_is_answered_with_the_nearest(name: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "甲县2024.csv").write_text("校名\n")
    path = tmp_path / name
    with pytest.raises(UsageError) as error:
        list(open_files(path, []))
    assert error.value.message.zh == said.format(path, path.parent)
