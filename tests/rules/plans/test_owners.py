"""Every key of the shipped owners is one that a gap can have; a user's file names roles that it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from junheng.rules import catalogue, load_standard, standard_ids
from junheng.rules.plans import Level
from junheng.rules.plans.owners import load_owners
from junheng.rules.plans.reading.words import Units, words
from junheng.rules.standards import Part
from junheng.terms import UsageError


def test_every_key_is_known() -> None:
    items = {item.id for ref in standard_ids() for item in load_standard(ref).standard.items}
    known = {"spread", "schools", *Part, *words(Units).units, *items, *catalogue()}
    owners = load_owners()
    assert {*owners.county, *owners.school} - known == set()
    assert set(owners.names) - items == set()


def test_the_most_specific_key_wins() -> None:
    owners = load_owners()
    assert owners.of(Level.COUNTY, "g08_teacher_pay", "government") == "pay"
    assert owners.of(Level.COUNTY, "own_item", "government") == "government"
    assert owners.of(Level.SCHOOL, "own_item") is None


def test_a_user_s_file_keeps_the_names_and_is_checked(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("source: 县政府办\nroles: [{id: a, title: 县教育体育局}]\ncounty: {m2: a}\n", "utf-8")
    assert load_owners(file).of(Level.COUNTY, "m2") == "a"
    assert load_owners(file).names == load_owners().names
    file.write_text("source: 县政府办\nroles: [{id: a, title: 县教育体育局}]\ncounty: {m2: b}\n", "utf-8")
    with pytest.raises(UsageError, match="b"):
        load_owners(file)
