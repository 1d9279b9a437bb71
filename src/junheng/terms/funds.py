"""The sums of money that are reported: one name for each, the same in the table, the rules and the papers."""

from __future__ import annotations

from enum import StrEnum

from junheng.terms.message import Message


class FundItem(StrEnum):
    """Whose sum it is (the county's, a school's) and whether it is told by stage stands in `scope`. All in yuan."""

    EDUCATION_APPROPRIATION = "education_appropriation"
    COMPULSORY_APPROPRIATION = "compulsory_appropriation"
    RURAL_APPROPRIATION = "rural_appropriation"
    FISCAL_EXPENDITURE = "fiscal_expenditure"
    REGULAR_REVENUE = "regular_revenue"
    RECURRENT_COST = "recurrent_cost"
    PUBLIC_FUNDS = "public_funds"
    PUBLIC_FUNDS_STANDARD = "public_funds_standard"
    PUBLIC_FUNDS_BUDGET = "public_funds_budget"
    TRAINING_FUNDS = "training_funds"
    PREMISES_FUNDS = "premises_funds"
    DEBT = "debt"
    TEACHER_PAY = "teacher_pay"
    CIVIL_SERVANT_PAY = "civil_servant_pay"
    SURCHARGES_DUE = "surcharges_due"
    SURCHARGES_COLLECTED = "surcharges_collected"
    SURCHARGES_PAID = "surcharges_paid"
    RURAL_TRANSFER = "rural_transfer"
    RURAL_TRANSFER_EDUCATION = "rural_transfer_education"
    FISCAL_EDUCATION_FUNDS = "fiscal_education_funds"
    GROSS_PRODUCT = "gross_product"

    @property
    def label(self) -> Message:
        return _LABELS[self]

    @property
    def of_county(self) -> bool:
        return self not in _OF_SCHOOLS_ALONE

    @property
    def of_school(self) -> bool:
        return self in _OF_SCHOOLS_ALONE or self in _OF_BOTH

    @property
    def by_stage(self) -> bool:
        """Whether the county's sum is told by stage."""
        return self in _BY_STAGE


_I = FundItem
_LABELS = {
    _I.EDUCATION_APPROPRIATION: Message("教育财政拨款", "fiscal appropriation for education"),
    _I.COMPULSORY_APPROPRIATION: Message("义务教育财政拨款", "fiscal appropriation for compulsory education"),
    _I.RURAL_APPROPRIATION: Message("农村学校财政拨款", "fiscal appropriation for rural schools"),
    _I.FISCAL_EXPENDITURE: Message("财政支出", "fiscal expenditure"),
    _I.REGULAR_REVENUE: Message("财政经常性收入", "regular fiscal revenue"),
    _I.RECURRENT_COST: Message("教育事业费", "recurrent education cost"),
    _I.PUBLIC_FUNDS: Message("公用经费拨款", "public funds paid"),
    _I.PUBLIC_FUNDS_STANDARD: Message("生均公用经费标准", "standard of public funds per pupil"),
    _I.PUBLIC_FUNDS_BUDGET: Message("公用经费预算", "public funds, budget"),
    _I.TRAINING_FUNDS: Message("教师培训经费", "teacher training funds"),
    _I.PREMISES_FUNDS: Message("校舍与器材支出", "spending on premises and equipment"),
    _I.DEBT: Message("年末债务余额", "debt at the end of the year"),
    _I.TEACHER_PAY: Message("教师年平均工资", "mean yearly pay of teachers"),
    _I.CIVIL_SERVANT_PAY: Message("公务员年平均工资", "mean yearly pay of civil servants"),
    _I.SURCHARGES_DUE: Message("教育附加应征额", "education surcharges due"),
    _I.SURCHARGES_COLLECTED: Message("教育附加实征额", "education surcharges collected"),
    _I.SURCHARGES_PAID: Message("教育附加拨付额", "education surcharges paid out"),
    _I.RURAL_TRANSFER: Message("税费改革转移支付", "rural tax-reform transfer"),
    _I.RURAL_TRANSFER_EDUCATION: Message("转移支付用于义务教育", "the transfer's part for compulsory education"),
    _I.FISCAL_EDUCATION_FUNDS: Message("财政性教育经费", "fiscal education funds"),
    _I.GROSS_PRODUCT: Message("地区生产总值", "gross regional product"),
}
_OF_SCHOOLS_ALONE = {_I.PUBLIC_FUNDS_BUDGET, _I.TRAINING_FUNDS, _I.PREMISES_FUNDS, _I.DEBT}
_OF_BOTH = {_I.PUBLIC_FUNDS, _I.EDUCATION_APPROPRIATION}
_BY_STAGE = {_I.RECURRENT_COST, _I.PUBLIC_FUNDS, _I.PUBLIC_FUNDS_STANDARD}
