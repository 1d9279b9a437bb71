"""What an evaluation could not tell about who counts, as findings with the place where the fact belongs."""

from __future__ import annotations

from junheng.findings.engine import FIRST_UNKNOWN
from junheng.findings.evaluation import Evaluation, SchoolVerdict
from junheng.terms import Finding, Message, Severity


def doubts(evaluation: Evaluation) -> list[Finding]:
    """One finding per school stage of which it cannot be told whether it counts; and one where there is nothing to judge."""
    if not evaluation.areas.keys:
        return [_nothing(evaluation)]
    return [_doubt(evaluation, each) for each in evaluation.not_counted if each.status >= FIRST_UNKNOWN]


def _nothing(evaluation: Evaluation) -> Finding:
    reasons = sorted({each.status.message for each in evaluation.not_counted}, key=lambda message: message.en)
    zh = "；".join(each.zh for each in reasons) or "没有读到任何学校"
    en = "; ".join(each.en for each in reasons) or "no school was read"
    return Finding(
        Severity.ERROR, "nothing-to-judge",
        Message(f"没有可以评估的学校（{zh}）", f"there is no school to judge ({en}); check the files with junheng check"),
    )


def _doubt(evaluation: Evaluation, each: SchoolVerdict) -> Finding:
    places = evaluation.facts.places("schools", {"school": each.school, "year": each.year}, "name")
    file, sheet, cell = places[0] if places else ("", "", "")
    reason = each.status.message
    return Finding(
        Severity.WARNING, f"who-counts-{each.status.name.lower().replace('_', '-')}",
        Message(
            f"{each.name}（{each.stage.label.zh}）：{reason.zh}，因此全县差异系数无法判断。请补上，或用 --exclude {each.name} 指名排除",
            f"{each.name} ({each.stage.label.en}): {reason.en}, so the area's CVs cannot be told. "
            f"Supply it, or leave the school out with --exclude {each.name}",
        ),
        file, sheet, cell, each.name,
    )
