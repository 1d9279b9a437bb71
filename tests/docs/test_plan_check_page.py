"""The page on checking plans lists every kind as the catalogue has it."""

from __future__ import annotations

from pathlib import Path

from junheng.rules.plans.doctor import Kind, families, kinds

PAGE = (Path(__file__).parents[2] / "docs/plan-check.md").read_text("utf-8").splitlines()


def row(kind: Kind) -> str:
    return f"| `{kind.kind}` | {kind.severity} | {kind.title.en} / {kind.title.zh} | {kind.do.en} / {kind.do.zh} |"


def test_every_kind_stands_in_the_tables_as_it_is() -> None:
    expected = [row(each) for family in families() for each in kinds().values() if each.family == family != "trace"]
    assert [line for line in PAGE if line.startswith("| `")] == expected


def test_every_family_has_its_heading() -> None:
    assert [f"### {title.en} {title.zh}" for name, title in families().items() if name != "trace"] == [line for line in PAGE if line.startswith("### ")]
