"""A slip in the code of one form: the form of basic facts stands for one school, and all its other forms for another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from junheng.facts.delivery import FormsOf


def under_other_code(forms: Sequence[FormsOf]) -> dict[tuple[str, int], FormsOf]:
    """Schools whose forms of basic facts seem to stand under another code: each with the basic facts of the same file that stand alone. Of one name; where none is given, codes that are a slip of the hand apart."""
    described = {(each.school, each.year) for each in forms if each.has_basics}
    without = [each for each in forms if (each.school, each.year) not in described]
    alone = [each for each in forms if each.has_basics and len(each.titles) == 1] if without else []
    known = Counter((each.school, each.year) for each in forms)
    alone = [each for each in alone if known[each.school, each.year] == 1]
    by_file = defaultdict[tuple[str, int], list[FormsOf]](list)
    for each in alone:
        by_file[each.file, each.year].append(each)
    found = dict[tuple[str, int], FormsOf]()
    for one in without if alone else ():
        near = [each for each in by_file.get((one.file, one.year), ()) if _is_one(one, each)]
        if len(near) == 1:
            found[one.school, one.year] = near[0]
    return found


def _is_one(one: FormsOf, other: FormsOf) -> bool:
    return one.name == other.name if one.name and other.name else _is_slip(one.school, other.school)


def _is_slip(one: str, other: str) -> bool:
    """One digit is another, or two beside each other changed places."""
    if not (one.isdigit() and other.isdigit() and len(one) == len(other)):
        return False
    differ = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(differ) == 1 or (len(differ) == 2 and differ[1] - differ[0] == 1 and one[differ[0]] == other[differ[1]] and one[differ[1]] == other[differ[0]])
