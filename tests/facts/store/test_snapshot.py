"""A snapshot is named by its content, written once, and refused when its content is not what its name says."""

import errno
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from junheng.facts.delivery import Block, Delivery
from junheng.facts.store import Facts, facts_of, keep, read_snapshot
from junheng.terms import Severity, UsageError


def block(pupils: list[int | None], file: str = "a.csv", table: str = "school_years") -> Block:
    size = len(pupils)
    return Block(
        table, file, "", list(range(2, size + 2)),
        {"school": [f"s{index}" for index in range(size)], "year": [2023] * size, "stage": ["primary"] * size, "pupils": pupils},
        {"pupils": "C"},
    )


def facts(*blocks: Block) -> tuple[Facts, Delivery]:
    delivery = Delivery(list(blocks))
    return facts_of(delivery), delivery


def test_the_name_follows_the_content_not_the_order_of_files() -> None:
    one, other = block([1, 2], "a.csv"), block([None, None, 3], "b.csv")
    assert facts(one, other)[0].snapshot == facts(other, one)[0].snapshot
    assert facts(one)[0].snapshot != facts(block([1, 3]))[0].snapshot


def test_missing_is_not_zero() -> None:
    assert facts(block([None]))[0].snapshot != facts(block([0]))[0].snapshot


def test_the_same_fact_twice_is_one_fact_and_two_values_are_none() -> None:
    agreed, delivery = facts(block([5], "a.csv"), block([5], "b.csv"))
    assert agreed.school_years["pupils"].to_list() == [5]
    assert delivery.findings == []
    disputed, delivery = facts(block([5], "a.csv"), block([6], "b.csv"))
    assert disputed.school_years["pupils"].to_list() == [None]
    (finding,) = delivery.findings
    assert (finding.severity, finding.rule) == (Severity.ERROR, "fact-twice")
    assert "5（a.csv" in finding.message.zh
    assert "6（b.csv" in finding.message.zh


def test_an_item_of_the_county_has_a_row_for_each_stage() -> None:
    """National quality balance asks nearby enrolment of primary and junior schools by themselves."""
    asked = Block(
        "county_years", "a.xlsx", "县域项目", [2, 3],
        {"area": ["甲县"] * 2, "year": [2023] * 2, "item": ["g13_near_enrolment"] * 2, "stage": ["primary", "junior"], "value": [100.0, 96.0]}, {},
    )
    found, delivery = facts(asked)
    assert delivery.findings == []
    assert found.tables["county_years"].select("stage", "value").rows() == [("junior", 96.0), ("primary", 100.0)]
    disputed, delivery = facts(asked, asked._replace(file="b.xlsx", columns={**asked.columns, "value": [100.0, 97.0]}))
    assert disputed.tables["county_years"]["value"].to_list() == [None, 100.0]
    assert [finding.rule for finding in delivery.findings] == ["fact-twice"]


def test_a_fact_remembers_its_places() -> None:
    found, _ = facts(block([5, 7], "a.csv"), block([5], "b.csv"))
    assert found.places("school_years", {"school": "s0", "stage": "primary"}, "pupils") == [("a.csv", "", "C2"), ("b.csv", "", "C2")]
    assert found.places("school_years", {"school": "s1", "stage": "primary"}, "pupils") == [("a.csv", "", "C3")]


def test_kept_once_and_read_back_the_same(tmp_path: Path) -> None:
    found, _ = facts(block([1, None]))
    folder = keep(found, tmp_path)
    written = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert keep(found, tmp_path) == folder
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == written
    again = read_snapshot(tmp_path, found.snapshot)
    assert again.school_years.equals(found.school_years)
    assert again.places("school_years", {"school": "s0"}, "pupils") == [("a.csv", "", "C2")]
    assert [path.name for path in tmp_path.iterdir()] == [found.snapshot]


def test_an_altered_snapshot_is_refused(tmp_path: Path) -> None:
    found, _ = facts(block([1, 2]))
    path = keep(found, tmp_path) / "tables" / "school_years.parquet"
    pl.read_parquet(path).with_columns(pupils=pl.lit(9, pl.Int64)).write_parquet(path)
    with pytest.raises(UsageError, match="altered"):
        read_snapshot(tmp_path, found.snapshot)


@pytest.mark.parametrize("damage", [b"", b"not parquet"])
def test_a_damaged_snapshot_is_refused(tmp_path: Path, damage: bytes) -> None:
    found, _ = facts(block([1, 2]))
    (keep(found, tmp_path) / "tables" / "school_years.parquet").write_bytes(damage)
    with pytest.raises(UsageError, match="altered or damaged"):
        read_snapshot(tmp_path, found.snapshot)


def test_an_unknown_snapshot_and_a_store_that_is_a_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no snapshot"):
        read_snapshot(tmp_path, "0123456789abcdef")
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot write"):
        keep(facts(block([1]))[0], tmp_path / "file")


def test_an_unknown_name_is_answered_with_what_the_store_holds(tmp_path: Path) -> None:
    kept = keep(facts(block([1]))[0], tmp_path)
    with pytest.raises(UsageError) as error:
        read_snapshot(tmp_path, "0")
    assert re.search(rf"{kept.name} \(.*{date.today().isoformat()}\)", error.value.message.zh)


@pytest.mark.parametrize("name", ["../elsewhere", "a/b", ".."])
def test_the_name_of_a_snapshot_leads_to_no_other_folder(name: str, tmp_path: Path) -> None:
    kept = keep(facts(block([1]))[0], tmp_path / "elsewhere")
    with pytest.raises(UsageError, match=r"holds no folder|there is no snapshot"):
        read_snapshot(tmp_path / "store", f"{name}/{kept.name}" if name != ".." else name)


def test_a_snapshot_that_may_not_be_read_is_not_called_altered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = keep(facts(block([1]))[0], tmp_path)

    def refused(path: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(pl, "read_parquet", refused)
    with pytest.raises(UsageError, match="see whether you may read it"):
        read_snapshot(tmp_path, kept.name)


def _flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def _another(path: Path) -> None:
    """Another valid file of the same form."""
    frame = pl.read_parquet(path)
    frame.with_columns(pl.lit("elsewhere.csv").alias("_file") if "_file" in frame.columns else (pl.col("pupils") + 1)).write_parquet(path)


FILES = ("tables/school_years.parquet", "records/school_years.parquet", "snapshot.json")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("change", [_flipped, Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:-20])], ids=["flipped", "removed", "cut"])
def test_no_file_of_a_snapshot_can_be_altered(name: str, change: Callable[[Path], object], tmp_path: Path) -> None:
    found, _ = facts(block([1, 2]))
    change(keep(found, tmp_path) / name)
    with pytest.raises(UsageError, match="altered or damaged") as refused:
        read_snapshot(tmp_path, found.snapshot)
    assert name in refused.value.message.en


@pytest.mark.parametrize("name", FILES[:2])
def test_a_valid_file_in_place_of_another_is_refused(name: str, tmp_path: Path) -> None:
    found, _ = facts(block([1, 2]))
    _another(keep(found, tmp_path) / name)
    with pytest.raises(UsageError, match="altered or damaged"):
        read_snapshot(tmp_path, found.snapshot)


@pytest.mark.parametrize("name", ["tables/surveys.parquet", "tables/notes.txt", "records/more.parquet"])
def test_a_file_too_many_is_refused(name: str, tmp_path: Path) -> None:
    found, _ = facts(block([1, 2]))
    folder = keep(found, tmp_path)
    pl.DataFrame({"a": [1]}).write_parquet(folder / name)
    with pytest.raises(UsageError, match=name):
        read_snapshot(tmp_path, found.snapshot)


def test_what_a_file_manager_leaves_is_no_alteration(tmp_path: Path) -> None:
    found, _ = facts(block([1, 2]))
    for name in (".DS_Store", "Thumbs.db", "desktop.ini"):
        (keep(found, tmp_path) / "tables" / name).write_bytes(b"x")
    assert read_snapshot(tmp_path, found.snapshot).school_years["pupils"].to_list() == [1, 2]


@pytest.mark.parametrize(("old", "new"), [('"C"', '"D"'), ('"snapshot": "', '"snapshot": "0'), ('"seal"', '"sea1"'), ("parquet", "PARQUET")])
def test_an_edited_index_is_refused(old: str, new: str, tmp_path: Path) -> None:
    """The places of the facts stand only there: a cell that is named wrongly would be believed."""
    found, _ = facts(block([1, 2]))
    path = keep(found, tmp_path) / "snapshot.json"
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(UsageError, match="altered or damaged"):
        read_snapshot(tmp_path, found.snapshot)


@pytest.mark.parametrize("content", ["[]", "1", "null", "{}", '{"seal": 1, "files": 3}'])
def test_an_index_of_another_shape_is_refused(content: str, tmp_path: Path) -> None:
    found, _ = facts(block([1, 2]))
    (keep(found, tmp_path) / "snapshot.json").write_text(content, "utf-8")
    with pytest.raises(UsageError, match="altered or damaged"):
        read_snapshot(tmp_path, found.snapshot)


def test_a_snapshot_under_another_name_is_refused(tmp_path: Path) -> None:
    found, _ = facts(block([1, 2]))
    keep(found, tmp_path).rename(tmp_path / "0123456789abcdef")
    with pytest.raises(UsageError, match="altered or damaged"):
        read_snapshot(tmp_path, "0123456789abcdef")


@pytest.mark.parametrize("name", FILES)
def test_handing_the_files_in_again_mends_an_altered_snapshot(name: str, tmp_path: Path) -> None:
    found, delivery = facts(block([1, 2]))
    (keep(found, tmp_path, delivery.findings) / name).unlink()
    keep(found, tmp_path, delivery.findings)
    assert read_snapshot(tmp_path, found.snapshot).school_years["pupils"].to_list() == [1, 2]
    (finding,) = delivery.findings
    assert (finding.severity, finding.rule) == (Severity.WARNING, "snapshot-renewed")
    (put_aside,) = (path for path in tmp_path.iterdir() if path.name.startswith(".altered-"))
    assert put_aside.name in finding.message.en
    keep(found, tmp_path, delivery.findings)
    assert len(delivery.findings) == 1


def test_what_was_put_aside_is_no_snapshot_of_the_store(tmp_path: Path) -> None:
    found, delivery = facts(block([1, 2]))
    (keep(found, tmp_path) / FILES[0]).unlink()
    keep(found, tmp_path, delivery.findings)
    with pytest.raises(UsageError, match="it holds 1, the newest are: " + found.snapshot) as refused:
        read_snapshot(tmp_path, "0123456789abcdef")
    assert ".altered" not in refused.value.message.en


def test_a_snapshot_of_an_earlier_version_lacks_a_column_and_keeps_its_name(tmp_path: Path) -> None:
    known, _ = facts(block([620], table="schools"), block([620]))
    earlier = replace(
        known, tables={**known.tables, "schools": known.schools.drop("opened")}, records={**known.records, "schools": known.records["schools"].drop("opened")},
    )
    keep(earlier, tmp_path)
    found = read_snapshot(tmp_path, earlier.snapshot)
    assert found.snapshot == earlier.snapshot != known.snapshot
    assert found.schools["opened"].to_list() == [None] * known.schools.height
    assert found.schools.columns == known.schools.columns


@pytest.mark.parametrize(("is_form", "cell"), [(False, "C3"), (True, "D12")])
def test_an_earlier_version_kept_the_place_of_each_fact_by_itself(is_form: bool, cell: str, tmp_path: Path) -> None:
    """Letters of a list's column, and the address in a form, whose rows have letters of their own."""
    given = block([1, 2]) if not is_form else block([2])._replace(rows=[12], letters={"pupils": "D12"}, is_form=True)
    known, _ = facts(given)
    alone = [("a.csv", "", "primary/pupils/12" if is_form else "primary/pupils", given.letters["pupils"])]
    earlier = replace(known, letters={"school_years": alone})  # type: ignore[dict-item]
    keep(earlier, tmp_path)
    found = read_snapshot(tmp_path, earlier.snapshot)
    school = "s0" if is_form else "s1"
    assert found.places("school_years", {"school": school}, "pupils") == known.places("school_years", {"school": school}, "pupils") == [("a.csv", "", cell)]
