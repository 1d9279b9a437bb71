"""Shares against their limits, worked by hand: pay, training, surcharges, one plan's 40 per cent, the region's standard."""

from __future__ import annotations

import pytest

from .county import FAIL, PASS, UNTOLD, answer, funding, heads, money, only, school, verdict, words

YEAR = 2024


@pytest.mark.parametrize(("teachers", "servants", "expected"), [(95_200, 95_200, PASS), (95_199, 95_200, FAIL), ("95200.01", 95_200, PASS)])
def test_teachers_pay_is_not_below_that_of_civil_servants(teachers: int | str, servants: int, expected: object) -> None:
    found = funding([money("teacher_pay", YEAR, teachers), money("civil_servant_pay", YEAR, servants)])
    assert verdict(found, "teacher_pay_civil_servants", YEAR) == expected


@pytest.mark.parametrize(("training", "expected"), [(5_000, PASS), ("4999.99", FAIL), (0, FAIL)])
def test_training_is_five_per_cent_of_a_school_s_budget(training: int | str, expected: object) -> None:
    rows = [money("public_funds_budget", YEAR, 100_000, None, "1"), money("training_funds", YEAR, training, None, "1")]
    outcome = only(funding(rows, [school("1", YEAR)]), "training_share", YEAR)
    assert outcome.verdict == expected
    assert ("少" in outcome.working.zh) == (expected == FAIL)


def test_training_is_asked_of_each_school_but_not_of_points() -> None:
    rows = [money("public_funds_budget", YEAR, 100_000, None, "1"), money("training_funds", YEAR, 5_000, None, "1")]
    found = answer(funding(rows, [school("1", YEAR), school("2", YEAR), school("3", YEAR, "teaching_point")]), "training_share", YEAR)
    assert [(each.school.code, each.verdict) for each in found.outcomes if each.school] == [("1", PASS), ("2", UNTOLD)]


def test_training_is_asked_from_the_measures_on() -> None:
    rows = [money("public_funds_budget", 2016, 100, None, "1"), money("training_funds", 2016, 0, None, "1")]
    assert verdict(funding(rows, [school("1", 2016)]), "training_share", 2016) is None


def test_surcharges_are_collected_and_paid_in_full() -> None:
    rows = [money(f"surcharges_{name}", YEAR, yuan) for name, yuan in (("due", 100), ("collected", 100), ("paid", "99.99"))]
    found = funding(rows)
    assert (verdict(found, "surcharges_collected", YEAR), verdict(found, "surcharges_paid", YEAR)) == (PASS, FAIL)


def test_surcharges_of_which_nothing_is_due_are_not_asked() -> None:
    rows = [money(f"surcharges_{name}", YEAR, 0) for name in ("due", "collected", "paid")]
    assert verdict(funding(rows), "surcharges_collected", YEAR) is None


def test_what_no_county_reports_is_not_asked_where_a_plan_alone_asks_it() -> None:
    found = funding([money("teacher_pay", YEAR, 1)])
    assert answer(found, "surcharges_paid", YEAR).outcomes == ()
    assert answer(found, "no_new_debt", YEAR).outcomes == ()
    # what the law asks of every county cannot be told
    assert verdict(found, "compulsory_appropriation_growth", YEAR) == UNTOLD


def test_the_province_s_share_is_no_default() -> None:
    rows = [money("rural_transfer", YEAR, 100), money("rural_transfer_education", YEAR, 50)]
    unset = only(funding(rows), "rural_transfer_share", YEAR)
    assert (unset.verdict, words(unset)) == (UNTOLD, "没有设定比例（--set rules.rural_transfer_share.limit.at_least=…）")
    for share, expected in (("50", PASS), ("50.01", FAIL)):
        assert verdict(funding(rows, rules__rural_transfer_share__limit__at_least=share), "rural_transfer_share", YEAR) == expected


def test_one_plan_s_forty_per_cent_is_asked_of_the_schools_that_report_it() -> None:
    rows = [
        money("education_appropriation", YEAR, 1_000_000, None, "1"), money("premises_funds", YEAR, 400_000, None, "1"),
        money("education_appropriation", YEAR, 1_000_000, None, "2"),
        money("premises_funds", YEAR, 1, None, "3"),
    ]
    found = answer(funding(rows, [school(code, YEAR) for code in "123"]), "premises_share", YEAR)
    assert [(each.school.code, each.verdict) for each in found.outcomes if each.school] == [("1", PASS), ("3", UNTOLD)]


def test_the_base_and_the_share_of_the_plan_are_settings() -> None:
    """350,000 of 1,000,000 is 35 %; of the public funds of 800,000 it is 43.75 %."""
    rows = [
        money("education_appropriation", YEAR, 1_000_000, None, "1"), money("public_funds", YEAR, 800_000, None, "1"),
        money("premises_funds", YEAR, 350_000, None, "1"),
    ]
    listed = [school("1", YEAR)]
    assert verdict(funding(rows, listed), "premises_share", YEAR) == FAIL
    assert verdict(funding(rows, listed, rules__premises_share__limit__at_least="35"), "premises_share", YEAR) == PASS
    other = funding(rows, listed, rules__premises_share__items="[premises_funds, public_funds]")
    assert verdict(other, "premises_share", YEAR) == PASS


@pytest.mark.parametrize(("yuan", "expected"), [(150_000, PASS), ("149999.99", FAIL)])
def test_public_funds_per_pupil_reach_the_region_s_standard(yuan: int | str, expected: object) -> None:
    """200 pupils at 750."""
    rows = [money("public_funds", YEAR, yuan, "primary"), money("public_funds_standard", YEAR, 750, "primary")]
    found = funding(rows, [school("1", YEAR)], [heads("1", YEAR, 200)])
    assert verdict(found, "plan_public_funds_standard", YEAR) == expected


def test_the_standard_is_not_asked_where_none_is_given() -> None:
    found = answer(funding([money("public_funds", YEAR, 1, "primary")], [school("1", YEAR)], [heads("1", YEAR, 200)]), "plan_public_funds_standard", YEAR)
    assert (found.verdict, found.not_asked and found.not_asked.en) == (None, "`standard of public funds per pupil` is not reported")
