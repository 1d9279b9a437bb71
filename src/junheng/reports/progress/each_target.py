"""Target by target: the numbers of way and pace in one table, and a paragraph for each that needs a look."""

from __future__ import annotations

from fractions import Fraction

from junheng.findings.progress import Light, Progress
from junheng.reports.content import Align, Block, Cell, Column, Heading, Paragraph, Part, Row, Table
from junheng.reports.numbers import rounded
from junheng.reports.progress.told import Told, as_number

_FINEST = 6  # decimals
_QUIET = (Light.MET, Light.ON_TRACK)


def pace_part(told: Told) -> Part:
    measured = [each for each in told.sorted() if each.aim is not None]
    blocks: list[Block] = [Heading(1, told.say("进度与趋势", "Way and pace"))]
    if measured:
        blocks.append(_table(told, measured))
    else:
        blocks.append(Paragraph(told.say("没有可以用数值衡量进度的目标。", "No target has a figure whose way could be measured.")))
    return Part(tuple(blocks), landscape=True)


def _table(told: Told, measured: list[Progress]) -> Table:
    right = Align.RIGHT
    columns = (
        Column(told.say("编号", "no."), 3.5), Column(told.say("目标", "target"), 12), Column(told.say("灯", "light"), 6.5),
        Column(told.say("基线（年）", "baseline (year)"), 6, right), Column(told.say("现状", "now"), 6, right),
        Column(told.say("此时应达", "should be now"), 6, right), Column(told.say("已走 / 应走", "way gone / due"), 7, right),
        Column(told.say("下一步（年）", "next (year)"), 6.5, right), Column(told.say("迄今每年", "pace a year"), 5.5, right),
        Column(told.say("今后每年需", "needed a year"), 5.5, right), Column(told.say("照此到期（推算）", "at the deadline, extrapolated"), 6.5, right),
        Column(told.say("照此达到（推算）", "reached, extrapolated"), 6, right),
    )
    notes = (
        told.say("已走 =（现状 - 基线）/（下一步 - 基线）；应走 =（此时应达 - 基线）/（下一步 - 基线）。",
                 "Way gone = (now - baseline) / (next - baseline); due = (should be now - baseline) / (next - baseline)."),
        told.say("推算：照基线（没有基线年份时用最早的数据）以来的平均速度直线外推，不是预测；30 年内达不到的不写年份。",
                 "Extrapolated: a straight line at the mean pace since the baseline (else the first figure). It foretells nothing; no year is named "
                 "beyond 30 years."),
    )
    rows = tuple(_row(told, each) for each in measured)
    return Table(told.say("进度与趋势", "way and pace"), told.say("趋势", "pace"), columns, rows, notes=notes, row_heads=2, captioned=False)


def _row(told: Told, each: Progress) -> Row:
    judged, led = each.judged, each.trend
    following = "—" if judged.next is None else f"{told.figure(judged.next.value, each)} ({judged.next.at})"
    ways = "—" if judged.way is None or judged.due is None else f"{_percent(judged.way)} / {_percent(judged.due)}"
    return (
        Cell(each.target.id), Cell(told.name(each.target)), told.light_cell(each.light), Cell(_baseline(told, each)),
        told.figure_cell(each.now.number if each.now else None, each, unit=True), told.figure_cell(judged.expected, each), Cell(ways), Cell(following),
        _step(led.pace), _step(led.needed), _forecast(told, each), Cell(_reached(told, each)),
    )


def _percent(share: Fraction) -> str:
    return f"{rounded(as_number(share * 100), 0):f}%"


def _baseline(told: Told, each: Progress) -> str:
    baseline = each.target.baseline
    if baseline is None:
        return told.say("未写", "not named")
    year = baseline.year if baseline.year is not None else told.say("年份不明", "year unknown")
    return f"{baseline.value:f} ({year})"


def _step(value: Fraction | None) -> Cell:
    return Cell("—") if value is None else Cell(_change(value), float(value), _decimals(value))


def _change(value: Fraction) -> str:
    """With its sign, and two digits that count at least."""
    if not value:
        return "0"
    shown = f"{rounded(as_number(value), _decimals(value)):+f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _decimals(value: Fraction) -> int:
    return min(max(1 - as_number(value).adjusted(), 0), _FINEST) if value else 0


def _a_year(told: Told, value: Fraction, each: Progress) -> str:
    """A change of per cent is told in points."""
    if each.is_share:
        return f"{_change(value)} {told.say('个百分点', 'points')}"
    return told.with_unit(f"{_change(value)} " if told.lang.value == "zh" else _change(value), each)


def _forecast(told: Told, each: Progress) -> Cell:
    led = each.trend
    if led.forecast is None:
        return Cell("—")
    word = told.say("达到", "holds") if led.holds else told.say("达不到", "falls short")
    return Cell(f"{told.figure(led.forecast, each)} {word}")


def _reached(told: Told, each: Progress) -> str:
    if each.light == Light.MET:
        return told.say("已达成", "met")
    if each.trend.reached is not None:
        return str(each.trend.reached)
    return "—" if each.trend.pace is None else told.say("达不到", "not")


def look_part(told: Told) -> Part:
    """A paragraph per target that is not simply well."""
    blocks: list[Block] = [Heading(1, told.say("逐项说明", "Target by target"))]
    for each in told.sorted():
        if each.light not in _QUIET or each.notes:
            blocks += [Heading(2, f"{each.target.id} {told.name(each.target)}　{told.light(each.light)}"), Paragraph(paragraph(told, each))]
    if len(blocks) == 1:
        blocks.append(Paragraph(told.say("各目标均已达成或进展正常。", "Every target is met or on track.")))
    return Part(tuple(blocks))


def paragraph(told: Told, each: Progress) -> str:
    parts = [_state(told, each), _short(told, each), _speed(told, each), *(told.to(note) for note in each.notes), _who(told, each)]
    if told.lang.value == "zh":
        return "".join(f"{part}。" for part in parts if part)
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts if part)


def _state(told: Told, each: Progress) -> str:
    now, asked, when = each.now, told.asked(each), told.when(each.target.when)
    assert now is not None
    if isinstance(now.value, bool):
        held = told.say("已做到", "done") if now.value else told.say("还没有做到", "not done")
        return told.say(f"期限：{when}；{now.told.zh}{held}（{now.source.zh}）", f"by: {when}; {now.told.en}: {held} ({now.source.en})")
    return told.say(
        f"要求 {asked}，期限：{when}；{now.told.zh}为 {told.actual(now, each)}",
        f"asked: {asked}, by: {when}; {now.told.en}: {told.actual(now, each)}",
    )


def _short(told: Told, each: Progress) -> str:
    """How far from where it should be, and from the goal."""
    found = []
    now, judged = each.now, each.judged
    if each.aim is None or now is None or now.number is None or each.light == Light.MET:
        return ""
    if judged.expected is not None and judged.way is not None and judged.due is not None:
        found.append(told.say(
            f"按规划此时应达{told.with_unit(told.figure(judged.expected, each), each)}，应走{_percent(judged.due)}，实走{_percent(judged.way)}",
            f"by the plan it should be {told.with_unit(told.figure(judged.expected, each), each)} now: {_percent(judged.due)} of the way due, {_percent(judged.way)} gone",
        ))
    bound = each.aim.bound(each.aim.sign(now.number) or 1)
    distance = told.figure(abs(bound - now.number), each)
    away = f"{distance} {told.say('个百分点', 'points')}" if each.is_share else told.with_unit(distance, each)
    found.append(told.say(f"离目标还差{away}", f"{away} short of the goal"))
    return told.say("；", "; ").join(found)


def _speed(told: Told, each: Progress) -> str:
    led = each.trend
    if led.pace is None or each.light == Light.MET:
        return ""
    pace = _a_year(told, led.pace, each)
    zh, en = f"迄今每年 {pace}", f"the pace so far is {pace} a year"
    if led.needed is not None:
        needed = _a_year(told, led.needed, each)
        zh, en = f"{zh}，要按期达到今后每年需 {needed}", f"{en}; to be in time it takes {needed} a year"
    if led.forecast is not None:
        value = told.with_unit(told.figure(led.forecast, each), each)
        zh, en = f"{zh}；照此直线推算到期时为{value}", f"{en}; a straight line gives {value} at the deadline"
    reached = f"{led.reached} 年达到" if led.reached is not None else "30 年内达不到"
    zh, en = f"{zh}，{reached}", f"{en}, " + (f"reached in {led.reached}" if led.reached is not None else "not reached within 30 years")
    return told.say(zh, en)


def _who(told: Told, each: Progress) -> str:
    measures = [f"{measure.id} {told.to(measure.title)}" for measure in told.progress.plan.measures if each.target.id in measure.targets]
    named = told.join(measures) or told.say("规划没有写", "the plan names none")
    owner = told.owner(each.target.owner)
    return told.say(f"责任方：{owner}；措施：{named}", f"owner: {owner}; measures: {named}")
