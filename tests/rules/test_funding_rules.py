"""The shipped funding rules: what they ask, with clause and doubt; mistakes in a user's file are told with line and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from junheng.rules import Confidence
from junheng.rules.citation import cites
from junheng.rules.funding import Basis, Formula, funding_ids, load_funding
from junheng.terms import FundItem, UsageError
from junheng.terms.content import ContentError

SHIPPED = load_funding()
TEXT = (Path(__file__).parents[2] / "src/junheng/rules/funding/cn/funding.yaml").read_text("utf-8")


def test_there_is_one_shipped_file() -> None:
    assert funding_ids() == ["cn/funding"]


def test_quotas_by_fiscal_year() -> None:
    """As the notices say them: 600/800 (650/850 in the east) from 2016, 720/940 from 2023; nothing before."""
    found = SHIPPED.content.head_count
    assert found.quota(2015) is None
    told = {year: quota for year in (2016, 2022, 2023, 2024) if (quota := found.quota(year))}
    assert {year: (each.primary, each.junior, each.boarder, each.special) for year, each in told.items()} == {
        2016: ((600, 650), (800, 850), (200, 200), (6000, 6000)), 2022: ((600, 650), (800, 850), (200, 200), (6000, 6000)),
        2023: ((720, 720), (940, 940), (300, 300), (6000, 6000)), 2024: ((720, 720), (940, 940), (300, 300), (6000, 6000)),
    }


def test_what_is_unverified_stays_so() -> None:
    late = SHIPPED.content.head_count.quota(2025)
    assert late is not None
    assert not late.cite.confidence.verified
    doubted = {rule.id for rule in SHIPPED.content.rules if not rule.cite.confidence.verified}
    assert doubted == {"rural_share_of_growth", "premises_share"}
    assert {cite.confidence for cite in cites(SHIPPED.content)} <= {
        Confidence.ONE, Confidence.ONE_AND_MEMORY, Confidence.TWO, Confidence.THREE, Confidence.DOUBT,
    }


def test_the_limits_are_those_of_the_sources() -> None:
    limits = {rule.id: (rule.limit.symbol, str(rule.limit.value)) for rule in SHIPPED.content.rules if rule.limit}
    assert limits == {
        "special_public_funds": ("≥", "8000"), "teacher_pay_civil_servants": ("≥", "100"), "training_share": ("≥", "5"),
        "rural_share_of_growth": (">", "50"), "surcharges_collected": ("≥", "100"), "surcharges_paid": ("≥", "100"), "premises_share": ("≥", "40"),
    }


def test_what_one_plan_asks_is_no_law() -> None:
    basis = {group.id: group.basis for group in SHIPPED.content.groups}
    own = {rule.id for rule in SHIPPED.content.rules if SHIPPED.content.documents[rule.cite.of].number.startswith("规划")}
    assert {rule.id for rule in SHIPPED.content.rules if basis[rule.group] == Basis.PLAN} == own
    assert {"premises_share", "rural_share_of_growth", "plan_appropriation_growth", "no_new_debt"} <= own


def test_the_laws_compare_with_revenue_and_the_plan_with_expenditure() -> None:
    against = {rule.id: rule.items[1] for rule in SHIPPED.content.rules if rule.formula == Formula.OUTGROWS}
    assert against == {
        "compulsory_appropriation_growth": FundItem.REGULAR_REVENUE, "education_appropriation_growth": FundItem.REGULAR_REVENUE,
        "plan_appropriation_growth": FundItem.FISCAL_EXPENDITURE,
    }


def test_every_item_of_the_table_is_used_by_a_rule_and_no_other_is_asked() -> None:
    used = {item for rule in SHIPPED.content.rules for item in rule.items}
    assert used == set(FundItem)


def test_a_setting_changes_the_version() -> None:
    other = load_funding(settings={"rules.rural_share_of_growth.limit.more_than": "60"})
    assert other.version != SHIPPED.version
    assert load_funding().version == SHIPPED.version


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("pupils.spring_months", "13", "12"), ("pupils.ownership", "some", "public"), ("rules.no_such.limit.at_least", "1", "no setting"),
        ("rules.training_share.limit.at_most", "5", "exactly one"), ("rules.training_share.items", "[training_funds]", "2 items"),
        ("rules.training_share.items", "[training_funds, gross_product]", "not reported by school"),
        ("head_count.points", "merged", "with_parent"),
    ],
)
def test_a_wrong_setting_says_what_is_allowed(setting: str, value: str, told: str) -> None:
    with pytest.raises(UsageError) as error:
        load_funding(settings={setting: value})
    assert told in error.value.message.en


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("group: growth_plan", "group: growth_plans", "no group `growth_plans`"), ("{of: plan_3,", "{of: plan_33,", "plan_33"),
        ("formula: outgrows", "formula: outgrow", "outgrows"), ("items: [debt]", "items: [debts]", "debt"),
        ("  - id: plan_cost_per_pupil", "  - id: plan_appropriation_rises", "stands twice"), ("limit: {more_than: 50}", "limit: {}", "exactly one"),
        ("    limit: {more_than: 50}\n", "", "needs a limit"),
    ],
)
def test_a_mistake_in_a_file_is_told_with_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    path = tmp_path / "own.yaml"
    assert old in TEXT
    path.write_text(TEXT.replace(old, new, 1), "utf-8")
    with pytest.raises(ContentError) as error:
        load_funding(str(path))
    assert told in error.value.message.en
    assert error.value.line > 1


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(UsageError) as error:
        load_funding("cn/fund")
    assert "cn/funding" in error.value.message.en


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="UTF-8"):
        load_funding(str(path))
