"""The nouns of the school statistics: stages, kinds of school, who runs them, where they stand."""

from __future__ import annotations

from enum import StrEnum

from junheng.terms.message import Message


class Stage(StrEnum):
    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"
    WHOLE = "whole"  # facts of the whole school, shared by its stages

    @property
    def label(self) -> Message:
        return _STAGE_LABELS[self]


class SchoolKind(StrEnum):
    PRIMARY = "primary"
    TEACHING_POINT = "teaching_point"
    JUNIOR = "junior"
    NINE_YEAR = "nine_year"
    COMPLETE = "complete"  # junior and senior
    TWELVE_YEAR = "twelve_year"
    SENIOR = "senior"
    SPECIAL = "special"
    VOCATIONAL = "vocational"
    KINDERGARTEN = "kindergarten"
    GENERAL = "general"  # a census that names no kind: the stages are those reported

    @property
    def label(self) -> Message:
        return _KIND_LABELS[self]

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages a school of this kind teaches; empty where the kind does not tell."""
        return _KIND_STAGES.get(self, ())


class Location(StrEnum):
    URBAN = "urban"
    TOWN = "town"
    RURAL = "rural"

    @property
    def label(self) -> Message:
        return _LOCATION_LABELS[self]


class RunBy(StrEnum):
    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"
    NATION = "nation"
    ENTERPRISE = "enterprise"
    PRIVATE = "private"

    @property
    def label(self) -> Message:
        return _RUN_BY_LABELS[self]


class Ownership(StrEnum):
    PUBLIC = "public"
    PRIVATE = "private"

    @property
    def label(self) -> Message:
        return Message("公办", "public") if self == Ownership.PUBLIC else Message("民办", "private")


_STAGE_LABELS = {
    Stage.PRIMARY: Message("小学", "primary"),
    Stage.JUNIOR: Message("初中", "junior"),
    Stage.SENIOR: Message("高中", "senior"),
    Stage.WHOLE: Message("全校", "whole school"),
}
_KIND_LABELS = {
    SchoolKind.PRIMARY: Message("小学", "primary school"),
    SchoolKind.TEACHING_POINT: Message("小学教学点", "teaching point"),
    SchoolKind.JUNIOR: Message("初级中学", "junior middle school"),
    SchoolKind.NINE_YEAR: Message("九年一贯制学校", "nine-year school"),
    SchoolKind.COMPLETE: Message("完全中学", "complete middle school"),
    SchoolKind.TWELVE_YEAR: Message("十二年一贯制学校", "twelve-year school"),
    SchoolKind.SENIOR: Message("高级中学", "senior middle school"),
    SchoolKind.SPECIAL: Message("特殊教育学校", "special school"),
    SchoolKind.VOCATIONAL: Message("职业学校", "vocational school"),
    SchoolKind.KINDERGARTEN: Message("幼儿园", "kindergarten"),
    SchoolKind.GENERAL: Message("普通学校", "school"),
}
_KIND_STAGES: dict[SchoolKind, tuple[Stage, ...]] = {
    SchoolKind.PRIMARY: (Stage.PRIMARY,),
    SchoolKind.TEACHING_POINT: (Stage.PRIMARY,),
    SchoolKind.JUNIOR: (Stage.JUNIOR,),
    SchoolKind.NINE_YEAR: (Stage.PRIMARY, Stage.JUNIOR),
    SchoolKind.COMPLETE: (Stage.JUNIOR, Stage.SENIOR),
    SchoolKind.TWELVE_YEAR: (Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR),
    SchoolKind.SENIOR: (Stage.SENIOR,),
}
_LOCATION_LABELS = {
    Location.URBAN: Message("城区", "urban"),
    Location.TOWN: Message("镇区", "town"),
    Location.RURAL: Message("乡村", "rural"),
}
_RUN_BY_LABELS = {
    RunBy.COUNTY: Message("县级", "county"),
    RunBy.CITY: Message("市（地）级", "city"),
    RunBy.PROVINCE: Message("省级", "province"),
    RunBy.NATION: Message("中央", "nation"),
    RunBy.ENTERPRISE: Message("企业", "enterprise"),
    RunBy.PRIVATE: Message("民办", "private"),
}
