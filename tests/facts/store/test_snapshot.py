"""A snapshot is named by its content, written once, and refused when its content is not what its name says."""

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
