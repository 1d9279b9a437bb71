"""One form that spells its school otherwise than all its others do, by a character: a slip of the hand, or another school's form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from junheng.facts.intake.forms.form_found import Found, Who, form_place
from junheng.facts.intake.values.text import plain, words
from junheng.terms import Finding, Message, Place, Severity

_BRACKETED = re.compile(r"\([^()]*\)")
_MAY_BE_LEFT_OUT = frozenset("省市县区旗乡镇村街盟州")
_DIGITS = str.maketrans("0123456789", "零一二三四五六七八九")
_FEWEST = 2  # places that agree
_MOST_APART, _KIND = 2, 2  # characters that may differ; those at the end that say the kind: 中学 and 初中 are one school


def names_apart(who: Who, forms: Sequence[Found]) -> Iterator[Finding]:
    """At the name: of the form of basic facts, else over the form. Full and short names, with the county or without, are one. The name of the file bears one of them out."""
    said = [(name, each) for each in forms for name in dict.fromkeys((each.table.name, each.who.name)) if name and each.who.code in (None, who.code)]
    file = plain(forms[0].sheet.file)
    counts = Counter([*(name for name, _ in said), *(name for name in {name for name, _ in said} if file.rpartition(".")[0].endswith(plain(name)))])
    (usual, times), *others = counts.most_common()
    odd = {name for name, count in others if is_slip(name, usual)}
    if times < _FEWEST or times <= max((counts[name] for name in odd), default=times):
        return
    for name, each in said:
        if name in odd:
            place = each.facts["schools", "name", None][1] if each.who.name == name and each.is_home and ("schools", "name", None) in each.facts else ""
            yield _told(each, name, usual, times, (each.sheet.file, each.sheet.name, place) if place else _over(each, name))


def is_slip(name: str, usual: str) -> bool:
    """Whether two names differ by a character too many, too few or another; or by two others that are not the kind of school."""
    one, other = (words(_BRACKETED.sub("", plain(each))).translate(_DIGITS) for each in (name, usual))
    shorter, longer = sorted((one, other), key=len)
    if one == other or longer.endswith(shorter):
        return False
    if len(shorter) == len(longer):
        apart = [at for at, (left, right) in enumerate(zip(one, other, strict=True)) if left != right]
        return len(apart) <= _MOST_APART and apart[0] < len(one) - _KIND
    left_out = [at for at in range(len(longer)) if longer[:at] + longer[at + 1 :] == shorter]
    return bool(left_out) and longer[left_out[0]] not in _MAY_BE_LEFT_OUT


def _over(form: Found, name: str) -> Place:
    rows = form.sheet.rows
    places = ((row, column) for row in range(form.table.head_row, -1, -1) for column, cell in enumerate(rows[row]) if isinstance(cell, str) and name in cell)
    found = next(places, None)
    return form.sheet.at(*found) if found else form_place(form)


def _told(form: Found, name: str, usual: str, times: int, place: Place) -> Finding:
    return Finding(
        Severity.WARNING, "school-disagrees",
        Message(
            f"《{form.table.title}》写的校名是“{name}”，而本校其他表、表头或文件名写的是“{usual}”（{times} 处）；按标识码当作同一所学校读取，请核对，改正写错的校名",
            f"the name of the school is {name} in {form.table.title}, but {usual} in its other forms, over them or in the file's name ({times} times); by the code they were read as one school's. Compare them and correct the name that is wrong",
        ),
        *place, name, usual,
    )
