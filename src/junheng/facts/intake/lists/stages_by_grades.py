"""One line for a school of several stages, with a column for each grade: the grades tell how many pupils each stage has."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from junheng.facts.intake.heads.add_up import Columns
from junheng.facts.intake.values.sheet import Sheet
from junheng.terms import Finding, Message, SchoolKind, Severity, Stage

STAGES = (Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR)
_YEARS = {Stage.PRIMARY: 6, Stage.JUNIOR: 3}  # grades that a list has of each


def with_stage_of_grades(stages: pl.Series, kinds: pl.Series, facts: Columns) -> pl.Series:
    """Where a list has the grades of one stage alone, and no kind says another: its other figures are of that stage, too."""
    graded = {stage for _, fact, stage in facts if fact == "pupils_grade_1"}
    if len(graded) != 1 or None in graded:
        return stages
    (stage,) = graded
    return stages.fill_null(pl.select(pl.when(kinds.is_null()).then(pl.lit(stage.value if stage else None))).to_series())


def with_stage_of_pupils(stages: pl.Series, kinds: pl.Series, facts: Columns) -> pl.Series:
    """Where a list has the pupils of several stages: what else it says of a school of unknown kind that has pupils of one, and no figure of another, is of that stage.

    Classes of a stage whose pupils are blank say that these are missing, and not that there are none.
    """
    pupils = pupils_by_stage(facts)
    if len(pupils) < 2:
        return stages
    some = pl.DataFrame({stage.value: _has_figures(stage, facts) for stage in pupils})
    one = pl.coalesce(pl.when(pl.col(name)).then(pl.lit(name)) for name in some.columns)
    told = some.select(pl.when(pl.sum_horizontal(pl.all()) == 1, kinds.is_null()).then(one)).to_series()
    return stages.fill_null(told)


def _has_figures(stage: Stage, facts: Columns) -> pl.Series:
    own = {fact: values > 0 for (_, fact, of), (values, _) in facts.items() if of == stage and values.dtype.is_numeric()}
    return pl.DataFrame(own).select(pl.any_horizontal(pl.all()).fill_null(False)).to_series()


def pupils_by_stage(facts: Columns) -> dict[Stage, pl.Series]:
    return {stage: values for (_, fact, stage), (values, _) in facts.items() if fact == "pupils" and stage in STAGES}


def tells_stages(facts: Columns) -> bool:
    """Whether a list has grades of more than one stage, so that a figure of no stage is of the whole school where its kind has several."""
    return len({stage for _, fact, stage in facts if fact == "pupils_grade_1" and stage}) > 1


def add_pupils_of_grades(facts: Columns, kinds: pl.Series) -> None:
    """The pupils of each stage that has all its grades as columns and no total of its own; of schools of one stage the total of no stage is theirs.

    A blank grade is none where the grades that are filled are the total; else the sum is missing.
    """
    stages = [stage for stage, years in _YEARS.items() if all(_grade(each, stage) in facts for each in range(1, years + 1))]
    lacking = [stage for stage in stages if ("school_years", "pupils", stage) not in facts]
    if not lacking or (not tells_stages(facts) and ("school_years", "pupils", None) in facts):
        return
    total = next((facts[key][0] for stage in (None, Stage.WHOLE) if (key := ("school_years", "pupils", stage)) in facts), None)
    all_grades = [values for (_, fact, stage), (values, _) in facts.items() if fact.startswith("pupils_grade_") and stage in stages]
    filled = pl.DataFrame([values.alias(str(place)) for place, values in enumerate(all_grades)]).sum_horizontal()
    is_told = (filled == total).fill_null(False) if total is not None else pl.repeat(False, filled.len(), eager=True)
    of_one = {kind.value for kind in SchoolKind if len(kind.stages) == 1}
    is_other = kinds.is_in(list(of_one)).fill_null(False) if ("school_years", "pupils", None) in facts else pl.repeat(False, filled.len(), eager=True)
    for stage in lacking:
        grades = [facts[_grade(each, stage)] for each in range(1, _YEARS[stage] + 1)]
        table = pl.DataFrame([values.alias(str(place)) for place, (values, _) in enumerate(grades)])
        some, lacks = table.sum_horizontal(), table.select(pl.any_horizontal(pl.all().is_null())).to_series()
        known = ~is_other & (is_told | ~lacks)
        facts["school_years", "pupils", stage] = pl.select(pl.when(known).then(some)).to_series(), "+".join(letters for _, letters in grades)


def _grade(number: int, stage: Stage) -> tuple[str, str, Stage | None]:
    return "school_years", f"pupils_grade_{number}", stage


def of_whole_school(sheet: Sheet, rows: Sequence[int], unsaid: pl.Series) -> Finding:
    """Classes or teachers of schools with several stages, in one figure."""
    first, count = rows[unsaid[0]], len(unsaid)
    return Finding(
        Severity.WARNING, "stages-together",
        Message(
            f"有几个学段的学校（{count} 行）的班数、教师数等只填了一个总数，按全校数读取，分不到各学段；学生数按年级分到学段。请分学段填写",
            f"schools with several stages ({count} rows) give one figure for classes, teachers and the like: it was read as the whole school's and cannot be told by stage; "
            "the pupils were, by their grades. Give the others by stage, too",
        ),
        sheet.file, sheet.name, sheet.place(first),
    )
