"""What is asked of money: the three growths, public funds by head count, debts, surcharges, shares."""

from junheng.rules.funding.definition import Basis, Formula, FundingFile, FundingRule, Group, HeadCount, Quota
from junheng.rules.funding.load import FundingRules, funding_ids, load_funding

__all__ = [
    "Basis", "Formula", "FundingFile", "FundingRule", "FundingRules", "Group", "HeadCount", "Quota", "funding_ids", "load_funding",
]
