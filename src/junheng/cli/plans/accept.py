"""junheng plan accept REVIEW.xlsx: the reviewed sheet becomes the plan file; rejected readings are left out, and counted."""

from __future__ import annotations

import io
from collections import Counter
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any

import typer
from python_calamine import CalamineError, CalamineWorkbook

from junheng.cli import options
from junheng.cli.app import DONE
from junheng.cli.plans.read import check_out, write
from junheng.cli.plans.review import ANSWERS, COLUMNS, COMPARATORS, KEPT
from junheng.rules.plans.load import as_yaml
from junheng.rules.plans.plan import Plan, Review
from junheng.terms import Message, UsageError, joined
from junheng.terms.content import ContentError, parse, plain, validate

_PARTS = ("targets", "duties", "facts")
# keys that a person may have mended of each, beside what it is of: texts, and numbers
_TEXTS: dict[str, tuple[str, ...]] = {"targets": ("comparator", "unit"), "duties": (), "facts": ("unit",)}
_NUMBERS: dict[str, tuple[str, ...]] = {"targets": ("value", "value_from"), "duties": (), "facts": ("value",)}
_WORD = {"targets": "indicator", "duties": "what", "facts": "fact"}  # what `mended: indicator or what` means for each

Reviewed = Annotated[Path, typer.Argument(help="审阅过的 .xlsx（plan read --review 写出的）/ the reviewed sheet")]
Out = Annotated[Path, typer.Option(help="规划文件 .yaml / the plan file to write")]


def accept(
    review: Reviewed,
    out: Out,
    force: Annotated[bool, typer.Option(help="覆盖已有文件 / replace an existing file")] = False,
    lang: options.Language = None,
) -> int:
    """把审阅过的表变成规划文件：否决的不写入并计数，没有审阅的原样保留。Turn the reviewed sheet into the plan file.

    例 Example: junheng plan accept 审阅表.xlsx --out 县规划.yaml
    """
    spoken = options.spoken(lang)
    check_out(out, (".yaml", ".yml"), force)
    plan, counts = reviewed_plan(review)
    write(out, as_yaml(plan).encode())
    typer.echo(_said(counts, out).to(spoken))
    return DONE


def reviewed_plan(path: Path) -> tuple[Plan, Counter[Review]]:
    """Raises UsageError where the sheet is not ours, or an answer or a mended value cannot be used."""
    rows, kept = _sheets(path)
    try:
        tree: dict[str, Any] = plain(parse(kept, KEPT, Plan), defaults=False)
    except ContentError as error:
        raise UsageError(f"“{path.name}”的隐藏工作表被改动，读不了：{error.bare.zh}", f"the hidden sheet of {path.name} was altered and cannot be read: {error.bare.en}") from None
    answers = dict(filter(None, (_answer(row, number) for number, row in rows)))
    counts: Counter[Review] = Counter()
    for part in _PARTS:
        done = []
        for each in tree.get(part, []):
            review, mended, number = answers.get(each["id"], (Review.OPEN, {}, 0))
            counts[review] += 1
            if review != Review.REJECTED:
                done.append(_mended(each, review, mended, part, number))
        tree[part] = done
    return validate(tree, {}, path.name, Plan), counts


def _sheets(path: Path) -> tuple[list[tuple[int, dict[str, str]]], str]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        names = book.sheet_names
        if KEPT not in names:
            raise UsageError(
                f"“{path.name}”不是审阅表（缺少工作表 {KEPT}）；请用 plan read --review 写出的文件",
                f"{path.name} is no sheet to review: it lacks the sheet {KEPT}; use the file that plan read --review wrote",
            )
        kept = "\n".join(str(row[0]) if row else "" for row in book.get_sheet_by_name(KEPT).to_python(skip_empty_area=False))
        cells = book.get_sheet_by_name(next(each for each in names if each != KEPT)).to_python(skip_empty_area=False)
    except (CalamineError, OSError, StopIteration) as error:
        raise UsageError(
            f"读不了审阅表“{path}”（{type(error).__name__}）；应为 .xlsx", f"cannot read the sheet {path} ({type(error).__name__}); it should be an .xlsx"
        ) from None
    rows = [{key: str(cell).strip() for key, cell in zip(COLUMNS, row, strict=False)} for row in cells]
    return list(enumerate(rows, start=1))[2:], kept


def _answer(row: dict[str, str], number: int) -> tuple[str, tuple[Review, dict[str, str], int]] | None:
    text = row.get("answer", "").lower()
    if not row.get("id"):
        return None
    mended = {key: row[key] for key in ("indicator", "comparator", "value_from", "value", "unit", "year", "note") if row.get(key)}
    for review, word in ANSWERS.items():
        if text in (word.zh, word.en, review.value):
            return row["id"], (review, mended, number)
    if text:
        allowed = joined(ANSWERS.values())
        raise UsageError(
            f"审阅表第 {number} 行的审阅意见“{text}”不可用；可填：{allowed.zh}", f"row {number}: the answer {text} is not known; allowed: {allowed.en}"
        )
    return row["id"], (Review.OPEN, {}, number)


def _mended(each: dict[str, Any], review: Review, mended: dict[str, str], part: str, number: int) -> dict[str, Any]:
    done = {**each, "review": review.value} if review != Review.OPEN else dict(each)
    if "note" in mended:
        done["note"] = mended["note"]
    if review != Review.MENDED:
        return done
    if "indicator" in mended:
        done[_WORD[part]] = mended["indicator"]
    if mended.get("comparator", "=") not in COMPARATORS:
        allowed = " ".join(COMPARATORS)
        raise UsageError(
            f"审阅表第 {number} 行：比较符“{mended['comparator']}”不可用；可填 {allowed}",
            f"row {number}: the comparator {mended['comparator']} is not known; allowed: {allowed}",
        )
    if part == "targets" and "year" in mended:
        year = int(_number(mended["year"], number, "年份", "year"))
        done["when"] = {**done.get("when", {}), "year": year, "printed": mended["year"].removesuffix(".0")}
    done |= {key: mended[key] for key in _TEXTS[part] if key in mended}
    done |= {key: str(_number(mended[key], number, "值", "value")) for key in _NUMBERS[part] if key in mended}
    return done


def _number(text: str, number: int, zh: str, en: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", "").removesuffix("%"))
    except InvalidOperation:
        raise UsageError(f"审阅表第 {number} 行的{zh}“{text}”不是数字", f"row {number}: the {en} {text} is no number") from None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _said(counts: Counter[Review], out: Path) -> Message:
    accepted, mended, rejected, left = (counts[each] for each in (Review.ACCEPTED, Review.MENDED, Review.REJECTED, Review.OPEN))
    return Message(
        f"规划文件：{out}。认可 {accepted} 条，改正 {mended} 条；否决 {rejected} 条，没有写入；{left} 条没有审阅，原样保留并标为未审阅",
        f"plan file: {out}. {accepted} accepted, {mended} mended; {rejected} rejected and left out; {left} not reviewed: kept, and marked as open",
    )


