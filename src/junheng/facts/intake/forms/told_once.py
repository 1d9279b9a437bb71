"""What the forms of many schools have in common is told once."""

from __future__ import annotations

from dataclasses import replace

from junheng.terms import Finding, Message, Place

_OF_FORMS = ("form-unknown", "unit-turned", "location-coarse")  # a form that nobody needs, the unit or the word that an office uses
_OF_ROWS = ("dash-unknown", "row-assumed")


def told_once(findings: list[Finding]) -> None:
    """The same of many schools' forms is told once, at the first, with the places of the others, as the column of a list is; what is said of a list already is."""
    first: dict[tuple[str, Message], int] = {}
    places: dict[int, list[Place]] = {}
    kept = list[Finding]()
    for each in findings:
        if each.rule in _OF_FORMS or (each.rule in _OF_ROWS and each.message.zh.startswith("《")):
            at = first.setdefault((each.rule, each.message), len(kept))
            if at < len(kept):
                places.setdefault(at, []).append(each.place)
                continue
        kept.append(each)
    for at, others in places.items():
        one, count = kept[at], len(others) + 1
        message = Message(f"{one.message.zh}（共 {count} {'张' if one.rule in _OF_FORMS else '处'}）", f"{one.message.en} ({count} of them)")
        kept[at] = replace(one, message=message, against=(*one.against, *others))
    findings[:] = kept
