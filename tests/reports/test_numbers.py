from __future__ import annotations

from decimal import Decimal

import pytest

from junheng.reports.numbers import cell, limit_text, rounded, share, shown, signed, telling
from junheng.rules import Limit
from junheng.terms import Lang, Verdict


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [(0.285, 2, "0.29"), (2.675, 2, "2.68"), (0.5155, 3, "0.516"), (0.4995, 3, "0.500"), (1e-9, 2, "0.00"), (1234.5, 0, "1235")],
)
def test_half_up_as_a_person_reads_it(value: float, decimals: int, printed: str) -> None:
    assert f"{rounded(value, decimals):f}" == printed


def test_missing_is_said() -> None:
    assert shown(None, 2, Lang.ZH) == "缺"
    assert shown(None, 2, Lang.EN) == "missing"
    assert cell(None, 2, Lang.ZH, "?").text == "缺 ?"
    assert cell(None, 2, Lang.ZH).number is None
    assert share(None, Lang.EN) == "missing"


def test_zero_has_no_sign() -> None:
    assert shown(-0.0001, 2, Lang.ZH) == "0.00"
    assert signed(-0.0001, 3) == "0.000"
    assert signed(0.0814, 3) == "+0.081"


@pytest.mark.parametrize(("value", "limit", "verdict", "decimals"), [
    (3 / 301 * 100, {"at_least": 1}, Verdict.FAIL, 3), (4.2, {"at_least": "4.2"}, Verdict.PASS, 2), (0.82, {"at_least": 1}, Verdict.FAIL, 2),
    (4.49999, {"at_least": "4.5"}, Verdict.FAIL, 5), (0.5004, {"at_most": "0.5"}, Verdict.FAIL, 4), (1 - 1e-12, {"at_least": 1}, Verdict.FAIL, 2),
    (None, {"at_least": 1}, Verdict.CANNOT_TELL, 2), (0.999, {"at_least": 1}, None, 2),
])
def test_a_figure_has_the_decimals_that_agree_with_its_verdict(value: float | None, limit: dict[str, object], verdict: Verdict | None, decimals: int) -> None:
    """A supervisor must not read `1.00, to be at least 1: fail`."""
    assert telling(value, Limit(**{name: Decimal(str(each)) for name, each in limit.items()}), verdict, 2) == decimals


def test_thousands_only_in_english() -> None:
    assert shown(12345.678, 2, Lang.EN) == "12,345.68"
    assert shown(12345.678, 2, Lang.ZH) == "12345.68"


def test_limits_of_cvs_have_two_decimals() -> None:
    assert limit_text(Limit(at_most=Decimal("0.5")), 2) == "≤ 0.50"
    assert limit_text(Limit(at_least=Decimal("4.2"))) == "≥ 4.2"
    assert limit_text(Limit(at_least=Decimal("2000"))) == "≥ 2000"
    assert limit_text(None) == "—"
    assert share(0.36891, Lang.ZH) == "36.9%"
