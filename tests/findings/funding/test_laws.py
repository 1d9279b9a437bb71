"""What must hold for any figures: the unit of money changes nothing, turning the years round turns growth round."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from .county import FAIL, PASS, Row, funding, heads, money, school, verdict

ITEMS = (
    "compulsory_appropriation", "education_appropriation", "regular_revenue", "fiscal_expenditure", "teacher_pay", "civil_servant_pay",
    "rural_appropriation", "surcharges_due", "surcharges_collected", "surcharges_paid", "fiscal_education_funds", "gross_product",
)
OF_SCHOOL = ("debt", "training_funds", "public_funds_budget", "premises_funds", "education_appropriation")
# those that no law's own yuan enters; what depends on the quota or on 8,000 yuan is left out
FREE = (
    "compulsory_appropriation_growth", "compulsory_cost_per_pupil", "compulsory_teacher_pay", "education_appropriation_growth",
    "plan_appropriation_growth", "plan_appropriation_rises", "teacher_pay_civil_servants", "training_share", "rural_share_of_growth",
    "surcharges_collected", "surcharges_paid", "fiscal_share_of_product", "no_new_debt", "premises_share", "plan_public_funds_standard",
)
amounts = st.integers(min_value=0, max_value=40)  # small: ties and zeros come up
pairs = st.tuples(amounts, amounts)
SCHOOLS = [school("1", 2023), school("1", 2024)]


def rows(figures: dict[str, tuple[int, int]], times: int = 1) -> list[Row]:
    found = []
    for name, (before, now) in figures.items():
        item, code, stage = (name[1:], "1", None) if name.startswith("@") else (name, None, "primary" if name in STAGED else None)
        found += [money(item, 2023, before * times, stage, code), money(item, 2024, now * times, stage, code)]
    return found


STAGED = ("recurrent_cost", "public_funds", "public_funds_standard")
counties = st.fixed_dictionaries(dict.fromkeys((*ITEMS, *STAGED, *(f"@{name}" for name in OF_SCHOOL)), pairs))
pupils = st.tuples(st.integers(1, 9), st.integers(1, 9))


@settings(max_examples=60, deadline=None)
@given(counties, pupils, st.integers(min_value=2, max_value=10**6))
def test_money_in_another_unit_changes_no_verdict(figures: dict[str, tuple[int, int]], heads_of: tuple[int, int], times: int) -> None:
    stages = [heads("1", 2023, heads_of[0]), heads("1", 2024, heads_of[1])]
    one, other = (funding(rows(figures, each), SCHOOLS, stages) for each in (1, times))
    assert [verdict(one, rule, 2024) for rule in FREE] == [verdict(other, rule, 2024) for rule in FREE]


@settings(max_examples=60, deadline=None)
@given(st.tuples(st.integers(1, 40), st.integers(1, 40)), st.tuples(st.integers(1, 40), st.integers(1, 40)))
def test_turning_the_years_round_turns_growth_round(a: tuple[int, int], b: tuple[int, int]) -> None:
    """Unless it is a tie, which is no growth either way."""
    figures = {"compulsory_appropriation": a, "regular_revenue": b}
    there = verdict(funding(rows(figures)), "compulsory_appropriation_growth", 2024)
    back = verdict(funding(rows({name: (now, before) for name, (before, now) in figures.items()})), "compulsory_appropriation_growth", 2024)
    tie = Fraction(a[1], a[0]) == Fraction(b[1], b[0])
    assert {there, back} == ({FAIL} if tie else {PASS, FAIL})
    assert there == (PASS if a[1] * b[0] > b[1] * a[0] else FAIL)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 400), st.integers(1, 400), st.integers(0, 500_000))
def test_more_money_and_fewer_pupils_never_spoil_the_head_count(one: int, other: int, yuan: int) -> None:
    """The due grows with the heads, so who passes with more passes with fewer."""
    def told(many: int, paid: int) -> object:
        found = funding([money("public_funds", 2024, paid, None, "1")], [school("1", 2024)], [heads("1", 2024, many)])
        return verdict(found, "head_count", 2024)

    fewer, more = sorted((one, other))
    assert (told(more, yuan), told(fewer, yuan)) != (PASS, FAIL)
    assert (told(one, yuan), told(one, yuan + 1)) != (PASS, FAIL)
    assert told(one, yuan) == (PASS if yuan >= 720 * max(one, 100) else FAIL)
