"""Whose each form of a file is, and of which school year: as it says itself, as its neighbours say, as the file is called."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from junheng.facts.intake.forms.form_found import Found, Who, form_finding
from junheng.facts.intake.forms.form_tables import FormTable, titles_of
from junheng.facts.intake.forms.strange_forms import AtHome, strange_form
from junheng.facts.intake.heads import title, title_doubts
from junheng.facts.intake.heads.said import Said
from junheng.facts.intake.heads.source import Source
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import plain, words
from junheng.terms import Finding, Message, SchoolKind, Severity

_FILE_NAME = re.compile(r"(\d{6,})[_\-\s]*(.+)")
_APART = re.compile(r"[_\-－—\s()（）.·]+")
_SHORTEST_NAME = 3  # characters: 一小 may be anybody's
_SUMMARY = re.compile("汇总|全县|全区|全市|总表|合计")
About = tuple[str | None, SchoolKind | None, str | None]  # a school's area, kind and township


class Owners:
    """Whose each form of a workbook is, and of which school year."""

    def __init__(self, forms: list[Found], sheets: list[Sheet], said: Said, source: Source) -> None:
        self.forms, self.schools, self._sheets, self._said = forms, [each.who for each in forms if each.who], sheets, said
        self._years = Counter(year for each in forms if (year := each.year))
        self._majority = next((year for year, times in self._years.items() if times * 2 > self._years.total()), None)
        self._at_home = AtHome((each.who.code, each.who.name) for each in forms if each.fact("name") or each.fact("school"))
        self._by_name = {words(who.name): who for who in self.schools if who.name}
        self._titles = titles_of(source)
        self._named = {id(each.table.form) for each in forms if each.who or self._in_words(each.table)}
        self._alike = defaultdict[tuple[str, int], list[Found]](list)
        for each in forms:
            self._alike[each.sheet.name, id(each.table.form)].append(each)
        self._below = _below_basic_facts(forms)
        self._whose: dict[Who | str, Who | None] = {}
        self._about: dict[Who, About] = {}
        self._met_years: set[int] = set()

    def of(self, form: Found, findings: list[Finding]) -> tuple[Who, int] | None:
        """None where it cannot be told, which is said of forms of which facts are read."""
        lost = findings if form.facts else list[Finding]()
        office = form.table.office or self._titles.area_of(form.table.title)
        if office and not form.who and not self._in_words(form.table) and (not self.schools or id(form.table.form) in self._named):
            lost.append(_of_office(form, office, bool(self.schools)))
            return None
        whose = self._whose_of(form)
        if whose is None:
            lost.append(_of_office(form, "", True) if form.facts and self._adds_up(form) else _nobody(form))
            return None
        if self._at_home.is_strange(form.who.code, form.who.name):
            lost.append(strange_form(form.sheet, form.table.head_row, form.table.title, form.who.code, form.who.name))
        year = self._said.year or form.year or _usual(self._years) or _year_of_file(form.sheet)
        if year is None:
            lost.append(_no_year(form))
            return None
        findings += self._doubts(form, year)
        return whose, year

    def about(self, whose: Who) -> About:
        if whose not in self._about:
            self._about[whose] = _about(whose, self.forms, self._said)
        return self._about[whose]

    def _whose_of(self, form: Found) -> Who | None:
        says = form.who or self._in_words(form.table) or self._below.get(id(form)) or form.sheet.name
        if says not in self._whose:
            self._whose[says] = _whose(form.sheet if isinstance(says, str) else says, self.schools, self._sheets)
        return self._whose[says]

    def _adds_up(self, form: Found) -> bool:
        """Whether its figures are the sums of those of the others of its kind on its sheet, each of which is a school's."""
        beside = [each for each in self._alike[form.sheet.name, id(form.table.form)] if each is not form]
        if not beside or not all(each.who or self._in_words(each.table) for each in beside):
            return False
        others = [each.facts for each in beside]
        sums = {key: sum(value for facts in others if isinstance(value := facts[key][0][0], int)) for key in form.facts if all(key in facts for facts in others)}
        stated = {key: values[0] for key, (values, _) in form.facts.items() if isinstance(values[0], int)}
        return any(stated.values()) and all(sums.get(key) == value for key, value in stated.items())

    def _in_words(self, table: FormTable) -> Who | None:
        """The school of this workbook that a title names, 甲县第一小学中小学校舍情况, or a line alone."""
        if len(self._by_name) < 2:
            return None
        said = (self._titles.whose(table.title), *map(words, table.said))
        return next((self._by_name[each] for each in said if each in self._by_name), None)

    def _doubts(self, form: Found, year: int) -> Iterator[Finding]:
        above = range(max(0, form.table.head_row - 6), form.table.head_row)
        if year not in self._met_years:
            self._met_years.add(year)
            yield from title_doubts.impossible_year(form.sheet, above, year)
        if self._majority not in (None, year):
            yield title.year_disagrees(form.sheet, above, year, self._majority or 0)


def of_other_file(sheet: Sheet, schools: list[Who]) -> list[Finding]:
    """The file is called by the code and name of a school, and holds another's forms alone."""
    match = _FILE_NAME.fullmatch(sheet.file.rsplit(".", 1)[0])
    codes = {who.code for who in schools if who.code}
    if not match or len(codes) != 1 or match.group(1) in codes or len(match.group(1)) != len(next(iter(codes))):
        return []
    (code,) = codes
    name = next((who.name for who in schools if who.name), "") or ""
    message = Message(
        f"文件名写的是 {match.group(1)}，表中的学校是 {code}（{name}）；按表中所写读取，请看是否拿错了文件或粘贴了别校的表",
        f"the file is called {match.group(1)}, the school in it is {code} ({name}); it was read as the forms say: is it another school's file, or were another's forms pasted?",
    )
    return [Finding(Severity.WARNING, "file-disagrees", message, sheet.file, "", "", code, match.group(1))]


def _usual(years: Counter[int]) -> int | None:
    return years.most_common(1)[0][0] if len(years) == 1 else None


def _year_of_file(sheet: Sheet) -> int | None:
    return title.school_year([sheet.name, sheet.file, sheet.folder])


def _below_basic_facts(known: list[Found]) -> dict[int, Who]:
    """Of forms that name no school, by id: the one whose basic facts stand above them on their sheet (or below, where it is the sheet's only one) with no form twice
    between. Where a form stands twice, the schools are stacked, and whose each is must be told.
    """
    by_sheet, found = dict[str, list[Found]](), dict[int, Who]()
    for each in known:
        by_sheet.setdefault(each.sheet.name, []).append(each)
    for forms in by_sheet.values():
        homes = [place for place, each in enumerate(forms) if each.fact("name") or each.fact("school")]
        starts = homes if len(homes) != 1 else [0]
        for start, home, end in zip(starts, homes, [*starts, len(forms)][1:], strict=False):  # none where there are no basic facts
            section = [each for each in forms[start:end] if not each.who or each is forms[home]]
            if forms[home].who and len({each.table.title for each in section}) == len(section):
                found |= {id(each): forms[home].who for each in section if not each.who}
    return found


def _whose(says: Who | Sheet, schools: list[Who], sheets: list[Sheet]) -> Who | None:
    """The school of a form: as it says itself, or the basic facts above it; else by its sheet's name; else the file's only school; else by a short name on the sheet; else the file's name."""
    if isinstance(says, Who):
        return next((who for who in schools if who.code and who.name and _same(who, says)), says)
    sheet = words(says.name)
    named = [who for who in schools if (who.name and words(who.name) in sheet) or (who.code and who.code in sheet)]
    if named:
        return max(named, key=lambda who: len(who.name or ""))
    complete = {(who.code, who.name) for who in schools}
    if len({who.code or who.name for who in schools}) == 1:
        return max(schools, key=lambda who: (who.code is not None, who.name is not None))
    if short := _by_short_name(says.name, schools):
        return short
    match = _FILE_NAME.match(sheets[0].file.rsplit(".", 1)[0])
    return Who(match.group(1), match.group(2)) if match and not complete else None


def _by_short_name(sheet: str, schools: list[Who]) -> Who | None:
    """3112_第一小学: all that the sheet's name says besides numbers is how the name of one school ends, and no other's."""
    said = "".join(part for each in _APART.split(plain(sheet)) if not (part := words(each)).isdigit())
    found = {words(who.name): who for who in schools if who.name and len(said) >= _SHORTEST_NAME and words(who.name).endswith(said)}
    return next(iter(found.values())) if len(found) == 1 else None


def _same(one: Who, other: Who) -> bool:
    if one.code and other.code:
        return one.code == other.code
    return one.name is not None and other.name is not None and plain(one.name) == plain(other.name)


def _about(who: Who, known: list[Found], said: Said) -> About:
    """Area, kind and township of a school, out of its form of basic facts in the same file."""
    own = next((each for each in known if each.fact("kind") and _same(each.who, who)), None)
    area = said.area or (own.fact("area") if own else None) or title.area_of_names([who.name or ""])
    kind = SchoolKind(str(own.fact("kind"))) if own else None
    return (str(area) if area else None), kind, (str(own.fact("township") or "") if own else None)


def _nobody(found: Found) -> Finding:
    return form_finding(
        found, "school-unknown", Severity.ERROR,
        f"看不出《{found.table.title}》是哪所学校的，未采用；请在表题下写明学校名称和标识码",
        f"whose table {found.table.title} is cannot be told, and it was not used; write the school's name and code under its title",
    )


def _of_office(found: Found, office: str, beside_schools: bool) -> Finding:
    said = (f"写的是“{office}”，没有学校名称", f"names {office} and no school") if office else ("没有写学校，各数是同表各校之和", "names no school and holds the sums of the others on its sheet")
    is_summary = beside_schools or any(_SUMMARY.search(text) for text in (office, found.table.title, found.sheet.name, found.sheet.file))
    return form_finding(
        found, "form-of-office", Severity.INFO if is_summary else Severity.WARNING,
        f"《{found.table.title}》{said[0]}，当作汇总表，未采用；若是某所学校的表，请写明学校名称和标识码",
        f"{found.table.title} {said[1]}: taken for a summary and not used. If it is a school's, write its name and code",
    )


def _no_year(found: Found) -> Finding:
    return form_finding(
        found, "year-unknown", Severity.ERROR,
        f"《{found.table.title}》没有写明学年，未采用；请写在表题下，或在命令中加 --year 2023",
        f"{found.table.title} does not say its school year and was not used; write it under the title, or add --year 2023",
    )
