"""What the forms of many schools have in common is told once."""

from __future__ import annotations

from dataclasses import replace

from junheng.terms import Finding, Message, Place

_ONCE = ("dash-unknown", "row-assumed")


def rows_once(findings: list[Finding]) -> None:
    """The same row of many schools' forms is told once, at the first, as the column of a list is; what is said of a list already is."""
    first: dict[Message, int] = {}
    places: dict[int, list[Place]] = {}
    kept = list[Finding]()
    for each in findings:
        if each.rule in _ONCE and each.message.zh.startswith("《") and (at := first.setdefault(each.message, len(kept))) < len(kept):
            places.setdefault(at, []).append(each.place)
            continue
        kept.append(each)
    for at, others in places.items():
        one, count = kept[at], len(others) + 1
        message = Message(f"{one.message.zh}（共 {count} 处）", f"{one.message.en} ({count} of them)")
        kept[at] = replace(one, message=message, against=(*one.against, *others))
    findings[:] = kept
