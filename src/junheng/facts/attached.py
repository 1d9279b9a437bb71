"""Classes of another stage that a school says it has (附设普通初中班 in a primary school): its figures of that stage are no slip."""

from __future__ import annotations

from collections.abc import Sequence

from junheng.facts.checks import Checked, catalogue
from junheng.facts.delivery import FormsOf
from junheng.facts.store import Facts
from junheng.terms import SchoolKind, Stage


def without_attached(found: list[Checked], forms: Sequence[FormsOf], facts: Facts) -> list[Checked]:
    """A stage that its kind has not and the school does not name is told still."""
    said = {(each.school, each.year): each for each in forms if each.attached}
    return [each for each in found if (each.school, each.year) not in said or catalogue()[each.rule].check != "kind_and_stage" or not _holds(said[each.school, each.year], facts)]


def _holds(school: FormsOf, facts: Facts) -> bool:
    """Whether all the stages of its figures are those of its kind or of its attached classes."""
    given = facts.school_years.filter(school=school.school, year=school.year)["stage"].unique()
    taught = {stage.value for stage in (Stage.WHOLE, *(SchoolKind(school.kind).stages if school.kind else ()))}
    return set(given) <= taught | school.attached
