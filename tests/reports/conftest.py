from __future__ import annotations

import pytest

from junheng.facts.delivery import Delivery
from junheng.findings import Evaluation

from .county import evaluated, with_nine_years, worked_county

Told = tuple[Evaluation, Delivery]


@pytest.fixture(scope="session")
def worked() -> Told:
    evaluation, delivery, _ = evaluated(worked_county())
    return evaluation, delivery


@pytest.fixture(scope="session")
def nine() -> Told:
    evaluation, delivery, _ = evaluated(with_nine_years())
    return evaluation, delivery


@pytest.fixture(scope="session")
def basic() -> Told:
    evaluation, delivery, _ = evaluated(with_nine_years(), "cn/national/basic-2012")
    return evaluation, delivery
